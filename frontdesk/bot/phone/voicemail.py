"""A voicemail at the carrier becomes a message for the staff: who called, how long it is, where it is kept."""

import logging
import re

from fastapi import HTTPException, status

from frontdesk.bot.phone.line import Line
from frontdesk.bot.phone.phrases import PHRASES
from frontdesk.bot.phone.stream_tokens import AnnouncedCall
from frontdesk.errors import RecordsUnavailable
from frontdesk.pipelines.desk import Message

_SID = re.compile(r"RE[A-Za-z0-9]{1,32}")
_ADDRESS = re.compile(r"https://[\w.-]+/[\w./-]{1,300}")
_SECONDS = re.compile(r"[0-9]{1,5}")
_log = logging.getLogger(__name__)


async def recorded(line: Line, call: AnnouncedCall, fields: dict[str, str]) -> str:
    """Keep the message, once for each recording. Raises HTTPException for a form that no recording makes."""
    sid, seconds = fields.get("RecordingSid", ""), fields.get("RecordingDuration", "")
    if not _SID.fullmatch(sid) or not _SECONDS.fullmatch(seconds):
        raise HTTPException(status.HTTP_403_FORBIDDEN)
    known = line.book.get(call.call_sid)
    if known is not None and known.stage in ("announced", "streaming"):
        _log.warning("A webhook was refused: a recording of a call that is talked to.")
        raise HTTPException(status.HTTP_409_CONFLICT)
    language = line.language(call)
    known = known or line.book.enter(call, "voicemail")
    if sid in known.recordings:
        return line.documents.recorded(language, kept=True)
    address = fields.get("RecordingUrl", "")
    where = f"{sid} {address}" if _ADDRESS.fullmatch(address) else sid
    staff = PHRASES[line.clinic.languages[0]]
    text = staff.message_text.format(seconds=seconds)
    message = Message(call.call_sid, staff.message_name, call.caller, text, language, line.clock(), recording=where)
    try:
        await line.take_voicemail(message)
    except RecordsUnavailable as error:
        _log.error("A voicemail was not noted: %s: %s Its recording is %s.", error.code, error.message, sid)
        return line.documents.recorded(language, kept=False)
    known.recordings |= {sid}
    return line.documents.recorded(language, kept=True)
