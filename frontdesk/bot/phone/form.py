"""A webhook's form, read strictly: bounded, of the right type, every field once.

Twilio's signature is computed over sorted fields run together, so `a=bc` and `ab=c` sign alike, and a field that is
repeated signs like one. Hence a repeated field is refused, and what is read from a form must be there and have its
shape.
"""

import re
from urllib.parse import parse_qsl

from fastapi import HTTPException, Request, status

from frontdesk.bot.phone.caller_number import caller_number
from frontdesk.bot.phone.stream_tokens import AnnouncedCall

MOST_BYTES = 32 * 1024
_MOST_FIELDS = 200
_TYPE = "application/x-www-form-urlencoded"
_OVER = ("completed", "busy", "failed", "no-answer", "canceled")
_SID = re.compile(r"[A-Za-z0-9_-]{1,34}")
_PARTY = re.compile(r"\+?[0-9 ]{0,32}|[A-Za-z]{1,20}|(?:sips?|client):\S{1,200}")
_SHAPES = {
    "CallSid": _SID,
    "AccountSid": _SID,
    "CallStatus": re.compile("|".join(("queued", "initiated", "ringing", "in-progress", *_OVER))),
    "From": _PARTY,
    "To": _PARTY,
}
"""What every form about a call has, as Twilio writes it."""


async def read_form(request: Request) -> dict[str, str]:
    """The form's fields. Raises HTTPException 415, 413, 400, or 403 for a field that stands twice."""
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != _TYPE:
        raise HTTPException(status.HTTP_415_UNSUPPORTED_MEDIA_TYPE)
    body = await _bounded_body(request)
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=bool(body),
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError:
        raise HTTPException(status.HTTP_400_BAD_REQUEST) from None
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise HTTPException(status.HTTP_403_FORBIDDEN)
    return fields


def announced(fields: dict[str, str]) -> AnnouncedCall:
    """The call that a form is about. Raises HTTPException 403 where a field is missing or has another field in it."""
    if not all(name in fields and shape.fullmatch(fields[name]) for name, shape in _SHAPES.items()):
        raise HTTPException(status.HTTP_403_FORBIDDEN)
    return AnnouncedCall(
        call_sid=fields["CallSid"],
        account_sid=fields["AccountSid"],
        caller=caller_number(fields["From"]),
        called=caller_number(fields["To"]),
    )


def is_over(fields: dict[str, str]) -> bool:
    """Whether the call has ended by now."""
    return fields["CallStatus"] in _OVER


async def _bounded_body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise HTTPException(status.HTTP_413_CONTENT_TOO_LARGE)
    return bytes(body)
