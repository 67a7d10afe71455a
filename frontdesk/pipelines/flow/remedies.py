"""What a call does when one of its engines fails: a sentence that is true, and the next step. See `troubles`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from frontdesk.models.frames import EngineName
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.flow.closing import Closing
from frontdesk.pipelines.flow.owed_speech import Sentence
from frontdesk.pipelines.flow.troubles import Troubles
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.voicemail import Voicemail


class Remedies:
    """The remedies of one call."""

    def __init__(
        self,
        call: CallState,
        troubles: Troubles,
        voicemail: Voicemail,
        closing: Closing,
        say: Callable[[str], Awaitable[None]],
    ) -> None:
        self._call = call
        self._troubles = troubles
        self._voicemail = voicemail
        self._closing = closing
        self._say = say

    async def failed(self, engine: EngineName) -> None:
        """An engine gave no answer."""
        remedy = self._troubles.failed(engine)
        spoken = sentences(self._call.language)
        if remedy == "repeat":
            await self._say(spoken.repeat)
        elif remedy == "end":
            await self._closing.close("trouble", spoken.cannot_go_on)
        elif remedy == "voicemail" or self._voicemail.recording:
            await self._say(self._voicemail.begin())
        else:
            self._voicemail.offer()
            await self._say(spoken.engine_trouble)

    async def unspoken(self, sentence: Sentence | None) -> None:
        """The voice could not speak a sentence. What was committed is told all the same, in prepared words."""
        committed = any(sentence is not None and commit.spoken in sentence.text for commit in self._call.commits)
        if committed and self._troubles.failed("synthesiser") != "end":
            await self._say(sentences(self._call.language).written_down)
        elif committed:
            await self._closing.close("trouble", sentences(self._call.language).cannot_go_on)
        else:
            await self.failed("synthesiser")

    def model_works(self) -> None:
        """The language model answered."""
        self._troubles.worked("language_model")
        self._voicemail.withdraw()
