"""Webhooks that Twilio did not send: every way to change, repeat, misplace or invent a request, made systematically.

`changed` alters the form or body after it was signed, `signed_wrongly` the signature, `misplaced` the place or manner.
"""

import base64
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from urllib.parse import urlencode

from twilio.request_validator import RequestValidator

from tests.bot.phone_server import ACCOUNT, AUTH_TOKEN, CALL, fields_of

HOME = "https://phone.example.org"
RECORDING = {
    "RecordingSid": "RE" + "6" * 32,
    "RecordingUrl": "https://api.twilio.com/2010-04-01/Accounts/AC/Recordings/RE",
    "RecordingDuration": "12",
    "Digits": "#",
}
DIALLED = {"DialCallStatus": "no-answer", "DialCallSid": "CA" + "8" * 32, "DialBridged": "false"}
ROUTES: dict[str, dict[str, str]] = {
    "/twilio/voice": {},
    "/twilio/status": {"CallStatus": "completed", "CallDuration": "9"},
    "/twilio/stream-ended": {"CallStatus": "in-progress", "StreamSid": "MZ" + "3" * 32},
    "/twilio/dialled": {"CallStatus": "in-progress", **DIALLED},
    "/twilio/recorded": {"CallStatus": "in-progress", **RECORDING},
}
"""Every webhook with the fields that are its own."""


def genuine(route: str, call_sid: str = CALL, **others: str) -> dict[str, str]:
    """The form that Twilio sends to a route."""
    return fields_of(call_sid) | ROUTES[route] | others


def sign(url: str, fields: dict[str, str], token: str = AUTH_TOKEN) -> str:
    """Twilio's signature."""
    return str(RequestValidator(token).compute_signature(url, fields))


@dataclass(frozen=True)
class Forgery:
    """One request."""

    name: str
    target: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    method: str = "POST"


def _forgery(name: str, target: str, body: bytes | dict[str, str], signature: str | None, **more: str) -> Forgery:
    content = body if isinstance(body, bytes) else urlencode(body).encode()
    headers = {"Content-Type": more.pop("kind", "application/x-www-form-urlencoded")}
    if signature is not None:
        headers["X-Twilio-Signature"] = signature
    return Forgery(name, target, content, headers, **more)


def forgeries(route: str) -> Iterator[Forgery]:
    """All of a route, each request once."""
    seen: set[tuple[str, ...]] = set()
    for forgery in (*signed_wrongly(route), *changed(route), *misplaced(route)):
        request = (forgery.method, forgery.target, forgery.body.decode("latin-1"), str(forgery.headers))
        if request not in seen:
            seen.add(request)
            yield forgery


def signed_wrongly(route: str) -> Iterator[Forgery]:
    """The form is genuine, the signature is not Twilio's for it."""
    fields, chance = genuine(route), random.Random(route)
    right = sign(HOME + route, fields)
    yield _forgery("unsigned", route, fields, None)
    inventions = ["", " ", "AAAA", "=", right[:-1], right[1:], right + "=", right.swapcase(), right[::-1], f"{right},x"]
    inventions += [base64.b64encode(chance.randbytes(20)).decode() for _ in range(15)]
    inventions += [right[:at] + ("A" if right[at] != "A" else "B") + right[at + 1 :] for at in range(0, 27, 2)]
    for signature in inventions:
        yield _forgery(f"signature {signature!r}", route, fields, signature)
    tokens = ["", AUTH_TOKEN[:-1], AUTH_TOKEN + "0", AUTH_TOKEN.upper(), AUTH_TOKEN[::-1], ACCOUNT, CALL]
    tokens += [AUTH_TOKEN[:at] + "g" + AUTH_TOKEN[at + 1 :] for at in range(0, 32, 2)]
    for token in tokens:
        yield _forgery(f"token {token!r}", route, fields, sign(HOME + route, fields, token))
    for other in ROUTES:
        if other != route:
            yield _forgery(f"signed for {other}", route, fields, sign(HOME + other, fields))
            yield _forgery(f"signed with the form of {other}", route, fields, sign(HOME + route, genuine(other)))
    for call_sid in ("CA" + "9" * 32, CALL.lower(), CALL[:-1]):
        yield _forgery(f"signed for {call_sid}", route, fields, sign(HOME + route, genuine(route, call_sid)))


def changed(route: str) -> Iterator[Forgery]:
    """The signature was genuine; the form is not any more."""
    fields = genuine(route)
    signature = sign(HOME + route, fields)
    for name, value in fields.items():
        without = {key: kept for key, kept in fields.items() if key != name}
        yield _forgery(f"without {name}", route, without, signature)
        for other in {f"{value}0", value[:-1], value.swapcase(), "x", f" {value}"} - {value}:
            yield _forgery(f"{name} is {other!r}", route, fields | {name: other}, signature)
        yield _forgery(f"{name} is {name.lower()}", route, without | {name.lower(): value}, signature)
        for twice in (value, value + "0"):
            body = urlencode([*fields.items(), (name, twice)]).encode()
            if value or twice:
                yield _forgery(f"{name} twice, then {twice!r}", route, body, signature)
    for name, value in {"Digits2": "1", "a": "", "ForwardedFrom": "+15145550100", "SpeechResult": "yes"}.items():
        yield _forgery(f"{name} added", route, fields | {name: value}, signature)
    yield from run_together(route, fields, signature)
    body = urlencode(fields).encode()
    for share in range(10):
        yield _forgery(f"cut after {share} tenths", route, body[: len(body) * share // 10], signature)
    yield _forgery("cut by one byte", route, body[:-1], signature)
    for name, wrong in {
        "not ASCII": body + "&a=é".encode(),
        "not UTF-8": body + b"&a=%ff",
        "a bare word": body + b"&a",
        "semicolons": body.replace(b"&", b";"),
        "too many fields": b"&".join([body, *(b"a%d=1" % at for at in range(300))]),
        "too large": body + b"&a=" + b"b" * 40_000,
    }.items():
        yield _forgery(name, route, wrong, signature)


def run_together(route: str, fields: dict[str, str], signature: str) -> Iterator[Forgery]:
    """Sorted neighbours run together sign alike: each field that is read must be found missing or misshapen."""
    needed = {"AccountSid", "CallSid", "CallStatus", "From", "To"}
    names = sorted(fields)
    for first, second in pairwise(names):
        if first in needed or second in needed:
            merged = {key: value for key, value in fields.items() if key != second}
            merged[first] += second + fields[second]
            yield _forgery(f"{first} with {second}", route, merged, signature)


def misplaced(route: str) -> Iterator[Forgery]:
    """Signed with the right token for another address, or sent in another manner."""
    fields = genuine(route)
    right = sign(HOME + route, fields)
    for base in (
        "http://phone.example.org",
        "https://phone.example.org:8443",
        "https://phone.example.org.evil.example.org",
        "https://phone.example.com",
        "https://evil.example.org",
        "https://PHONE.example.org/x",
        "wss://phone.example.org",
        "https://phone.example.org/desk",
        "https://user@evil.example.org",
        "",
    ):
        yield _forgery(f"signed for {base!r}", route, fields, sign(base + route, fields))
    for path in (f"{route}/", f"{route}?a=1", f"{route}?", f"{route}#a", route.upper(), f"/{route}", f"{route}//", ""):
        if f"{HOME}{path}".rstrip("?") != HOME + route:
            yield _forgery(f"signed for the path {path!r}", route, fields, sign(HOME + path, fields))
    for target in (f"{route}?a=1", f"{route}?CallSid={CALL}", f"{route}?a=1&a=2", f"{route}?%41=1"):
        yield _forgery(f"sent to {target!r}", target, fields, right)
        yield _forgery(f"signed for another query than {target!r}", target, fields, sign(f"{HOME}{target}0", fields))
    for target in (f"{route}/", route.upper(), f"/{route}", f"{route}%20", f"/desk{route}", f"{route}/x"):
        yield _forgery(f"sent to {target!r}", target, fields, sign(HOME + target, fields))
    for kind in ("application/json", "multipart/form-data; boundary=x", "text/plain", "text/xml", ""):
        yield _forgery(f"sent as {kind!r}", route, fields, right, kind=kind)
    for method in ("GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"):
        yield _forgery(f"sent by {method}", route, fields, right, method=method)
