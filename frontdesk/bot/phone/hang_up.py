"""Ending a phone call at Twilio: one REST request through the official library."""

import asyncio
import logging

from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

_SECONDS = 5.0
_NOT_IN_PROGRESS = 21220  # Twilio's code: the call is over already
_log = logging.getLogger(__name__)


class HangUp:
    """Hangs calls up. `base_url` is Twilio's REST API, or a local double of it."""

    def __init__(self, auth_token: str, account_sid: str | None, base_url: str) -> None:
        self._auth_token = auth_token
        self._account_sid = account_sid
        self._base_url = base_url

    async def __call__(self, call_sid: str, account_sid: str | None) -> bool:
        """End the call; `account_sid` is what its webhook said. Returns whether Twilio took it; never raises.

        Without any account SID nothing is asked: the call then ends when its stream closes.
        """
        account = self._account_sid or account_sid
        if account is None:
            return False
        return await asyncio.to_thread(self._complete, account, call_sid)

    def _complete(self, account: str, call_sid: str) -> bool:
        # An empty environment: nobody's TWILIO_* variables may redirect the request.
        client = Client(account, self._auth_token, http_client=TwilioHttpClient(timeout=_SECONDS), environment={"": ""})
        client.api.base_url = self._base_url
        try:
            client.calls(call_sid).update(status="completed")
        except TwilioRestException as error:
            over = bool(error.code == _NOT_IN_PROGRESS)
            if not over:
                _log.warning("Twilio refused to end a call (HTTP %s, code %s)", error.status, error.code)
            return over
        except (TwilioException, OSError) as error:
            # The text of the error would quote the request; requests' errors are OSErrors.
            _log.warning("Twilio could not be asked to end a call (%s)", type(error).__name__)
            return False
        return True
