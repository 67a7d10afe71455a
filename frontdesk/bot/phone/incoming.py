"""What a call hears next, decided from the call book: its stream, a person's telephone, voicemail, or the end.

Twilio asks at three moments: when the call comes in, when its stream is over, when a telephone it was put through to
has been hung up, or was never answered. Whatever was lost meanwhile, the caller gets an answer and never an error; only
a request that does not fit the call as it stands (409) is none of Twilio's.
"""

import logging

from fastapi import HTTPException, status

from frontdesk.bot.phone.call_book import KnownCall
from frontdesk.bot.phone.line import Line
from frontdesk.bot.phone.stream_tokens import AnnouncedCall
from frontdesk.pipelines.desk import Action, ActionKind
from frontdesk.pipelines.flow.twilio_serializer import CALLER_HUNG_UP

_ANSWERED = {"completed", "answered"}
_DIAL_STATUSES = _ANSWERED | {"busy", "no-answer", "failed", "canceled"}
_log = logging.getLogger(__name__)


def came_in(line: Line, call: AnnouncedCall) -> str:
    """A call comes in, or Twilio repeats that it did: the same answer, with a fresh token, until its stream starts."""
    known = line.book.get(call.call_sid)
    if known is not None and (known.stage not in ("announced", "voicemail") or known.returning):
        raise _out_of_place("a call that was answered before")
    if line.silent or (known is not None and known.stage == "voicemail"):
        return _voicemail(line, call)
    if line.full(besides=call.call_sid):
        _log.warning("A call was turned away: max_calls run already.")
        return line.documents.busy()
    return _stream(line, call)


async def stream_ended(line: Line, call: AnnouncedCall, *, hung_up: bool) -> str:
    """The call's stream is over: the end, or voicemail for a caller who was left in the middle."""
    known = line.book.get(call.call_sid)
    if known is not None and known.stage == "over" and not line.book.fresh(known):
        raise _out_of_place("a stream that ended long ago")
    if not await line.stream_is_over(call.call_sid):
        raise _out_of_place("a stream that goes on")
    if hung_up:
        if known is not None:
            _was_not_put_through(line, known)
        line.book.hung_up(call.call_sid)
        return line.documents.hang_up()
    if known is None or known.stage in ("announced", "voicemail"):  # never opened, or an earlier process had it
        return _voicemail(line, call)
    if known.ending == "trouble" or known.stage == "streaming":
        return _voicemail(line, call)
    if known.ending == "transferred" and known.dialling is not None:
        return line.documents.dial(known.dialling, known.announced)
    return line.documents.hang_up()


async def dialled(line: Line, call: AnnouncedCall, dial_status: str, *, hung_up: bool) -> str:
    """A person's telephone was hung up, or not answered: then the receptionist takes the caller back."""
    known = line.book.get(call.call_sid)
    if dial_status not in _DIAL_STATUSES:
        raise HTTPException(status.HTTP_400_BAD_REQUEST)
    if known is not None and known.dialling is None and not (known.ending == "transferred" and line.book.fresh(known)):
        raise _out_of_place("a transfer that nobody asked for")
    if not await line.stream_is_over(call.call_sid):
        raise _out_of_place("a transfer of a call that is talked to")
    if known is not None:
        _was_put_through(line, known, answered=dial_status in _ANSWERED)
    if hung_up or dial_status in _ANSWERED:
        line.book.hung_up(call.call_sid)
        return line.documents.hang_up()
    if known is not None and not known.returning:
        _note_failure(line, known, dial_status)
    if line.silent or line.full(besides=call.call_sid):
        return _voicemail(line, call)
    known = line.book.enter(call, "announced")
    known.returning = True
    return _stream(line, call)


def _stream(line: Line, call: AnnouncedCall) -> str:
    line.book.enter(call, "announced")
    return line.documents.stream(call, line.tokens.issue(call))


def _voicemail(line: Line, call: AnnouncedCall) -> str:
    _log.warning("A call was sent to voicemail.")
    language = line.language(call)
    line.tokens.void(call.call_sid)
    line.book.enter(call, "voicemail")
    return line.documents.voicemail(language)


def _note_failure(line: Line, known: KnownCall, dial_status: str) -> None:
    """The audit of a transfer that nobody took; where the caller was told so before, it stands there already."""
    if known.conversation is not None and not known.conversation.given_up:
        _note(line, known, "transfer failed", f"the telephone there: {dial_status}")


def _was_put_through(line: Line, known: KnownCall, *, answered: bool) -> None:
    """A transfer whose answer was lost was made: what its caller was told too early is put right."""
    talk = known.conversation
    if talk is None or not talk.unsure:
        return
    talk.unsure = False
    if talk.given_up and answered:
        _note(line, known, "transfer", "made after all")
    talk.journal.ended(reason="transferred", at=line.clock())


def _was_not_put_through(line: Line, known: KnownCall) -> None:
    """A transfer whose answer was lost was not made: the caller hung up on the receptionist."""
    talk = known.conversation
    if talk is None or not talk.unsure:
        return
    talk.unsure = False
    if not talk.given_up:
        _note(line, known, "transfer failed", "the caller hung up first")
    talk.journal.ended(reason=CALLER_HUNG_UP, at=line.clock())


def _note(line: Line, known: KnownCall, kind: ActionKind, reason: str) -> None:
    """A row of the audit about the extension that the carrier was asked to call."""
    if known.conversation is not None:
        target = next((one.id for one in line.clinic.extensions if one.phone == known.dialling), None)
        known.conversation.journal.acted(Action(kind, reason, target), at=line.clock())


def _out_of_place(what: str) -> HTTPException:
    _log.warning("A webhook was refused: %s.", what)
    return HTTPException(status.HTTP_409_CONFLICT)
