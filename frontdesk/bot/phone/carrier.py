"""Twilio's REST API as far as a live call needs it: give it another document to carry out, over the official library.

The caller waits meanwhile, so a request has little time, and after several failures in a row none is made for a while.
"""

import asyncio
import logging
from typing import Literal

import twilio.rest.api.v2010.account  # noqa: F401  the library would load it inside the first request: 2 s when busy
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from frontdesk.bot.breaker import Breaker
from frontdesk.errors import CarrierUnavailable

SECONDS = 2.5
Outcome = Literal["taken", "refused", "unsure"]
"""`unsure`: the request may have been carried out, its answer did not come in time."""
_NOT_IN_PROGRESS = 21220  # Twilio's code: the call is over already
_OWN_TROUBLE = 500  # HTTP statuses from here on are Twilio's own trouble
_log = logging.getLogger(__name__)


class Carrier:
    """Changes live calls. `base_url` is Twilio's REST API, or a local double of it."""

    def __init__(self, auth_token: str, account_sid: str | None, base_url: str, breaker: Breaker) -> None:
        self._auth_token = auth_token
        self._account_sid = account_sid
        self._base_url = base_url
        self.breaker = breaker

    def knows_account(self, account_sid: str | None) -> bool:
        """Whether calls whose webhook said this account can be changed."""
        return (self._account_sid or account_sid) is not None

    async def redirect(self, call_sid: str, account_sid: str | None, document: str) -> Outcome:
        """Have Twilio carry out `document` instead of what the call does now; never raises.

        `account_sid` is what the call's webhook said. Without any account SID nothing is asked.
        """
        account = self._account_sid or account_sid
        if account is None:
            return "refused"
        try:
            with self.breaker.attempt():
                return await self._ask(account, call_sid, document)
        except CarrierUnavailable as error:
            _log.warning("%s: %s", error.code, error.message)
            return "unsure" if error.unsure else "refused"

    async def _ask(self, account: str, call_sid: str, document: str) -> Outcome:
        work = asyncio.to_thread(self._update, account, call_sid, document)
        try:
            return await asyncio.wait_for(work, SECONDS)
        except TimeoutError:
            raise CarrierUnavailable("Twilio did not answer in time", unsure=True) from None

    def _update(self, account: str, call_sid: str, document: str) -> Outcome:
        # An empty environment: nobody's TWILIO_* variables may redirect the request.
        client = Client(account, self._auth_token, http_client=TwilioHttpClient(timeout=SECONDS), environment={"": ""})
        client.api.base_url = self._base_url
        try:
            client.calls(call_sid).update(twiml=document)
        except TwilioRestException as error:
            if error.status >= _OWN_TROUBLE:
                raise CarrierUnavailable(f"Twilio is in trouble (HTTP {error.status}, code {error.code})") from None
            if error.code != _NOT_IN_PROGRESS:
                _log.warning("Twilio refused to redirect a call (HTTP %s, code %s)", error.status, error.code)
            return "refused"
        except (TwilioException, OSError) as error:
            # The text of the error would quote the request; requests' errors are OSErrors.
            timed_out = "timeout" in type(error).__name__.lower()
            raise CarrierUnavailable(f"Twilio could not be asked ({type(error).__name__})", unsure=timed_out) from None
        return "taken"
