"""A webhook's form, read strictly: bounded, of the right type, every field once.

Twilio's signature is computed over sorted fields run together, so `a=bc` and `ab=c` sign alike, and a field that is
repeated signs like one. Hence a repeated field is refused, and what is read from a form is checked for its shape.
"""

import re
from urllib.parse import parse_qsl

from fastapi import HTTPException, Request, status

MOST_BYTES = 32 * 1024
_MOST_FIELDS = 200
_TYPE = "application/x-www-form-urlencoded"
_SID = re.compile(r"[A-Za-z0-9_-]{1,34}")


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


def call_sid(fields: dict[str, str]) -> str:
    """The call's SID. Raises HTTPException 403 where it is missing or has another field's text in it."""
    return _sid(fields.get("CallSid", ""))


def account_sid(fields: dict[str, str]) -> str | None:
    """The account's SID, None where there is none. Raises HTTPException 403 where it has another field's text in it."""
    found = fields.get("AccountSid")
    return _sid(found) if found else None


def _sid(found: str) -> str:
    if not _SID.fullmatch(found):
        raise HTTPException(status.HTTP_403_FORBIDDEN)
    return found


async def _bounded_body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise HTTPException(status.HTTP_413_CONTENT_TOO_LARGE)
    return bytes(body)
