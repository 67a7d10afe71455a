"""Requests that Twilio makes to a server: signed forms, answered with TwiML."""

from urllib.parse import urljoin

import aiohttp

from frontdesk.bot.demo.wire.account import SIGNATURE_HEADER, IncomingCall
from frontdesk.bot.demo.wire.twiml import NotTwiML, Verb, parse
from frontdesk.errors import CallRefused

WEBHOOK_SECONDS = 15.0
"""How long Twilio waits for the answer to a webhook."""


class Webhooks:
    """The requests of one call. `requests` keeps path and fields of each, oldest first."""

    def __init__(self, call: IncomingCall, server: str) -> None:
        self._call = call
        self._base = server.rstrip("/") + "/"
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.http: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        """Get ready to send."""
        self.http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=WEBHOOK_SECONDS))

    async def close(self) -> None:
        """Send nothing more."""
        if self.http is not None:
            await self.http.close()

    async def twiml(self, address: str, fields: dict[str, str]) -> tuple[Verb, ...]:
        """Ask what to do next. Raises `CallRefused` where the answer is none that Twilio would carry out."""
        status, body = await self.post(address, fields)
        if status != 200:
            raise CallRefused(f"the webhook answered HTTP {status}; Twilio would play its error message to the caller")
        try:
            return parse(body)
        except NotTwiML as error:
            raise CallRefused(f"the webhook's answer is not TwiML: {error}") from None

    async def post(self, address: str, fields: dict[str, str]) -> tuple[int, str]:
        """Send a signed form to an address (a relative one starts at the server). Raises `CallRefused`."""
        assert self.http is not None
        url = urljoin(self._base, address)
        self.requests.append((url, fields))
        headers = {SIGNATURE_HEADER: self._call.account.signature(url, fields), "User-Agent": "TwilioProxy/1.1"}
        try:
            async with self.http.post(url, data=fields, headers=headers) as response:
                return response.status, await response.text()
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise CallRefused(f"{url} cannot be reached ({type(error).__name__})") from None
