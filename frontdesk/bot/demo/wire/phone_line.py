"""One telephone call seen from Twilio's cloud: it asks the server for TwiML and carries it out, verb after verb.

dial -> webhook -> verbs: Say, Pause, Connect/Stream, Dial, Record, Redirect -> ... -> Hangup or nothing left
a verb with an `action` asks there what to do next; a REST update drops what is being done for another document
the end, whoever makes it: `stop` on an open stream, the `action` of the verb under way, the status callback
"""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Mapping
from types import TracebackType
from typing import Literal, Self

import aiohttp

from frontdesk.bot.demo.wire.account import IncomingCall, new_sid
from frontdesk.bot.demo.wire.media_stream import MediaStream, Network, OnFrame
from frontdesk.bot.demo.wire.people import STATUS_OF, Dialled, DialStatus, Person, Recorded, Voicemail
from frontdesk.bot.demo.wire.recording import Recording
from frontdesk.bot.demo.wire.twiml import Dial, Pause, Record, Redirect, Reject, Say, Stream, Verb, parse
from frontdesk.bot.demo.wire.webhooks import Webhooks
from frontdesk.errors import CallRefused

End = Literal["caller", "server", "api"]
Wait = Callable[[float], Awaitable[None]]
_LETTERS_PER_SECOND = 15
_NOBODY = Person("no such number", rings=0.5)


class PhoneLine:
    """A call from dialling to hanging up. Use as an async context manager; `dial` comes first.

    `people` are at the other numbers (E.164); `voicemail` is what the caller leaves where a recording is offered;
    `fallback` is the TwiML that the account keeps for a server that does not answer. `wait` lets time pass while
    Twilio itself speaks, rings and records; streams keep real time.
    """

    def __init__(
        self,
        call: IncomingCall,
        server: str,
        *,
        on_frame: OnFrame | None = None,
        network: Network | None = None,
        people: Mapping[str, Person] | None = None,
        voicemail: Voicemail | None = None,
        fallback: str | None = None,
        wait: Wait = asyncio.sleep,
    ) -> None:
        self.call = call
        self.people = dict(people or {})
        self.voicemail = voicemail
        self.recording = Recording()
        self.faults: list[str] = []
        """What the server sent that Twilio would not have understood."""
        self.spoken: list[Say] = []
        """What Twilio's own voice said."""
        self.dialled: list[Dialled] = []
        self.recorded: list[Recorded] = []
        self.rejected: str | None = None
        self.streams = 0
        """How many media streams were opened."""
        self.ended = asyncio.Event()
        self.ended_by: End | None = None
        self.answered_at: float | None = None
        """Monotonic seconds at which the first media stream opened."""
        self._webhooks = Webhooks(call, server)
        self._on_frame = on_frame
        self._network = network
        self._fallback = fallback
        self._wait = wait
        self._stream: MediaStream | None = None
        self._settled = asyncio.Event()
        self._refusal: CallRefused | None = None
        self._playing: asyncio.Task[None] | None = None
        self._doing: Verb | None = None
        self._bridged = False

    async def __aenter__(self) -> Self:
        await self._webhooks.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.hang_up()
        if self._playing is not None:
            await asyncio.gather(self._playing, return_exceptions=True)
        await self._webhooks.close()

    @property
    def requests(self) -> list[tuple[str, dict[str, str]]]:
        """Address and fields of every webhook so far."""
        return self._webhooks.requests

    @property
    def streaming(self) -> bool:
        """Whether a media stream is open."""
        return self._stream is not None and not self._stream.closed.is_set()

    @property
    def quiet(self) -> bool:
        """Whether everything that the server sent has been played."""
        return self._stream is None or self._stream.quiet

    async def dial(self) -> None:
        """Ring the server and do what it says until a stream is open or the call is over. Raises `CallRefused`."""
        try:
            verbs = await self._webhooks.twiml("/twilio/voice", self.call.fields())
        except CallRefused as error:
            verbs = self._after(error)
        self._begin(verbs)
        await self._settled.wait()
        if self._refusal is not None:
            raise self._refusal

    async def update(self, document: str) -> bool:
        """What the REST API's `Twiml` does: drop what is under way and carry out another document. False: call over.

        Raises `NotTwiML`.
        """
        verbs = parse(document)
        if self._playing is None or self.ended.is_set():
            return False
        await self._interrupt()
        self._begin(verbs)
        return True

    def say(self, audio: bytes) -> None:
        """Queue mu-law audio of the caller; it goes out in real time, to nobody while no stream is open."""
        if self._stream is not None:
            self._stream.say(audio)

    async def said(self) -> None:
        """Wait until everything queued by `say` has gone out, or the stream or the call has ended."""
        if self._stream is not None:
            await self._stream.said()

    async def press(self, digit: str) -> None:
        """Press a key of the telephone."""
        if self.streaming and self._stream is not None:
            await self._stream.press(digit)

    async def hang_up(self, by: End = "caller") -> None:
        """End the call. Does nothing once the call has ended."""
        if self._playing is None or not self._end(by):
            return
        verb = self._doing
        await self._interrupt()
        with contextlib.suppress(CallRefused):
            await self._tell_of_end(verb)
        await self._report_status()

    def _begin(self, verbs: tuple[Verb, ...]) -> None:
        self._playing = asyncio.create_task(self._play(verbs))

    async def _interrupt(self) -> None:
        if self._playing is not None:
            self._playing.cancel()
            await asyncio.gather(self._playing, return_exceptions=True)
        if self._stream is not None:
            await self._stream.stop()

    async def _play(self, verbs: tuple[Verb, ...]) -> None:
        """Carry out verbs until none is left; that is the end of the call."""
        rest = verbs
        while rest:
            self._doing, rest = rest[0], rest[1:]
            try:
                following = await self._perform(self._doing)
            except CallRefused as error:
                following = self._after(error)
            rest = rest if following is None else following
        self._end("server")
        await self._report_status()

    def _after(self, error: CallRefused) -> tuple[Verb, ...]:
        """What Twilio does about a server that fails: the fallback document, once; else an error and the end."""
        document, self._fallback = self._fallback, None
        if document is not None:
            return parse(document)
        if self._settled.is_set() or self.spoken:
            self.faults.append(error.message)
        else:
            self._refusal = error
        return ()

    async def _perform(self, verb: Verb) -> tuple[Verb, ...] | None:
        """Do one verb. What follows: None for the next verb of the document, nothing (`()`) for the end of the call."""
        match verb:
            case Say(text=text):
                self.spoken.append(verb)
                await self._wait(len(text) / _LETTERS_PER_SECOND)
                return None
            case Pause(seconds=seconds):
                await self._wait(seconds)
                return None
            case Stream():
                return await self._connect(verb)
            case Dial():
                return await self._put_through(verb)
            case Record():
                return await self._record(verb)
            case Redirect(url=url):
                return await self._ask(url)
            case Reject(reason=reason):
                self.rejected = reason
        return ()

    async def _connect(self, verb: Stream) -> tuple[Verb, ...] | None:
        assert self._webhooks.http is not None
        stream = MediaStream(self.call, self.recording, self.faults, self._on_frame, self._network)
        try:
            await stream.open(self._webhooks.http, verb)
        except (aiohttp.ClientError, OSError) as error:
            refused = CallRefused(f"the media stream was refused: {error}")
            if verb.action is None:
                raise refused from None
            self.faults.append(refused.message)
            return await self._ask(verb.action)
        self._stream = stream
        self.streams += 1
        self.answered_at = self.answered_at or time.monotonic()
        self._settled.set()
        await stream.closed.wait()
        await stream.gone()
        return await self._ask(verb.action, StreamSid=stream.sid) if verb.action else None

    async def _put_through(self, verb: Dial) -> tuple[Verb, ...] | None:
        person = self.people.get(verb.number, _NOBODY)
        nobody = person.manner == "no answer" or person.rings > verb.timeout
        await self._wait(verb.timeout if nobody else person.rings)
        status: DialStatus = "no-answer" if nobody else STATUS_OF[person.manner]
        self._bridged = status == "completed"
        if self._bridged:
            await self._wait(person.talks)
        fields = self._dial_ended(verb, status)
        return await self._ask(verb.action, **fields) if verb.action else None

    def _dial_ended(self, verb: Dial, status: DialStatus) -> dict[str, str]:
        self._bridged = False
        self.dialled.append(Dialled(verb.number, status, verb.caller_id))
        fields = {"DialCallStatus": status, "DialCallSid": new_sid("CA"), "DialBridged": "false"}
        return fields | ({"DialCallDuration": "2", "DialBridged": "true"} if status == "completed" else {})

    async def _record(self, verb: Record) -> tuple[Verb, ...] | None:
        left = self.voicemail
        if left is None:
            await self._wait(verb.timeout)
            return None  # an empty recording is none: Twilio goes on with the next verb
        await self._wait(min(left.seconds, verb.max_length))
        hung_up = left.ends_with == "hangup"
        if hung_up:
            self._end("caller")
        fields = self._recording(verb, left.ends_with)
        following = await self._ask(verb.action, **fields)
        return () if hung_up else following

    def _recording(self, verb: Record, digits: str) -> dict[str, str]:
        seconds = round(min(self.voicemail.seconds if self.voicemail else 0.0, verb.max_length))
        sid, account = new_sid("RE"), self.call.account.sid
        url = f"https://api.twilio.com/2010-04-01/Accounts/{account}/Recordings/{sid}"
        self.recorded.append(Recorded(sid, url, seconds))
        return {"RecordingSid": sid, "RecordingUrl": url, "RecordingDuration": str(seconds), "Digits": digits}

    async def _tell_of_end(self, verb: Verb | None) -> None:
        """The `action` of the verb that the end of the call found under way; its answer is not carried out."""
        match verb:
            case Stream(action=str(action)):
                await self._ask(action, StreamSid=self._stream.sid if self._stream else "")
            case Dial(action=str(action)):
                await self._ask(action, **self._dial_ended(verb, "completed" if self._bridged else "canceled"))
            case Record(action=action) if self.voicemail is not None:
                await self._ask(action, **self._recording(verb, "hangup"))

    async def _ask(self, address: str, **more: str) -> tuple[Verb, ...]:
        status = "completed" if self.ended.is_set() else "in-progress"
        return await self._webhooks.twiml(address, self.call.fields(status, **more))

    async def _report_status(self) -> None:
        seconds = str(round(self.recording.seconds))
        status = "completed" if self.rejected is None else "busy"
        fields = self.call.fields(
            status, CallDuration=seconds, CallbackSource="call-progress-events", SequenceNumber="0"
        )
        with contextlib.suppress(CallRefused):
            await self._webhooks.post("/twilio/status", fields)

    def _end(self, by: End) -> bool:
        """Note that the call is over. False where it already was."""
        if self.ended.is_set():
            return False
        self.ended_by = by
        self.ended.set()
        self._settled.set()
        return True
