"""The TwiML documents that this server hands to Twilio. Pure.

Every address in them is absolute, under the public address: a document that is sent over the REST API has no address
of its own that a relative one could start from.
"""

from twilio.twiml.voice_response import Connect, Dial, Stream, VoiceResponse

from frontdesk.bot.phone.phrases import PHRASES, voice_language
from frontdesk.bot.phone.stream_tokens import AnnouncedCall
from frontdesk.clinic import Clinic, LanguageCode

MEDIA_PATH = "/twilio/media/"
DIALLED_PATH = "/twilio/dialled"
STREAM_ENDED_PATH = "/twilio/stream-ended"
RECORDED_PATH = "/twilio/recorded"

RING_SECONDS = 20
"""How long an extension rings: four or five times, before most voicemail boxes answer."""
LONGEST_MESSAGE = 180
SILENCE_ENDS_MESSAGE = 5
_POST = "POST"


class Documents:
    """The documents of one clinic. `socket_base` is `public_url` with the scheme of a WebSocket."""

    def __init__(self, clinic: Clinic, public_url: str, socket_base: str = "") -> None:
        self._clinic = clinic
        self._public_url = public_url
        self._socket_base = socket_base

    def stream(self, call: AnnouncedCall, token: str) -> str:
        """Connect the call to its media socket."""
        stream = Stream(url=f"{self._socket_base}{MEDIA_PATH}{token}")
        stream.parameter(name="token", value=token)
        stream.parameter(name="from_number", value=call.caller or "anonymous")
        stream.parameter(name="to_number", value=call.called or "")
        connect = Connect(action=self._public_url + STREAM_ENDED_PATH, method=_POST)
        connect.append(stream)
        response = VoiceResponse()
        response.append(connect)
        return str(response)

    def dial(self, number: str, call: AnnouncedCall) -> str:
        """Put the caller through to `number` (E.164). A caller who hides the number is shown as the clinic."""
        hidden = {"caller_id": call.called} if call.caller is None and call.called else {}
        dial = Dial(action=self._public_url + DIALLED_PATH, method=_POST, timeout=RING_SECONDS, **hidden)
        dial.number(number)
        response = VoiceResponse()
        response.append(dial)
        return str(response)

    def voicemail(self, *languages: LanguageCode) -> str:
        """Say what is wrong and what will be kept, then record; for a caller who says nothing, a last sentence."""
        response = VoiceResponse()
        for language in languages:
            phrases = PHRASES[language]
            words = (phrases.trouble.format(clinic=self._clinic.name), phrases.consent, phrases.after_tone)
            self._say(response, " ".join(words), language)
        response.record(
            action=self._public_url + RECORDED_PATH,
            method=_POST,
            max_length=LONGEST_MESSAGE,
            timeout=SILENCE_ENDS_MESSAGE,
            finish_on_key="#",
            play_beep=True,
        )
        for language in languages:
            self._say(response, PHRASES[language].nothing_heard, language)
        return str(response)

    def recorded(self, language: LanguageCode, *, kept: bool) -> str:
        """The last words after a voicemail; `kept`: whether the staff will see it."""
        phrases = PHRASES[language]
        return self._last_words(phrases.recorded if kept else phrases.not_recorded, language)

    def leaving(self, language: LanguageCode) -> str:
        """The last words of a server that stops while the call runs."""
        return self._last_words(PHRASES[language].leaving, language)

    def busy(self) -> str:
        """Refuse the call with the busy tone."""
        response = VoiceResponse()
        response.reject(reason="busy")
        return str(response)

    def hang_up(self) -> str:
        """End the call."""
        response = VoiceResponse()
        response.hangup()
        return str(response)

    def _last_words(self, words: str, language: LanguageCode) -> str:
        response = VoiceResponse()
        self._say(response, words, language)
        response.hangup()
        return str(response)

    def _say(self, response: VoiceResponse, words: str, language: LanguageCode) -> None:
        response.say(words, language=voice_language(language, self._clinic))
