"""A Twilio account and number as its server sees them: identifiers, form fields, signatures."""

import secrets
from dataclasses import dataclass

from twilio.request_validator import RequestValidator

API_VERSION = "2010-04-01"
SIGNATURE_HEADER = "X-Twilio-Signature"


def new_sid(prefix: str) -> str:
    """A string identifier as Twilio makes them: two letters and 32 hexadecimal digits."""
    return prefix + secrets.token_hex(16)


@dataclass(frozen=True, slots=True)
class Account:
    """Who the number belongs to. The token signs every request that the account's server gets."""

    sid: str
    auth_token: str

    def signature(self, url: str, fields: dict[str, str] | None = None) -> str:
        """The X-Twilio-Signature of a request: HMAC-SHA1 over the address and the sorted form fields."""
        return str(RequestValidator(self.auth_token).compute_signature(url, fields or {}))


@dataclass(frozen=True, slots=True)
class IncomingCall:
    """One call: who dials what (E.164)."""

    sid: str
    account: Account
    caller: str
    called: str

    def fields(self, status: str = "ringing", **more: str) -> dict[str, str]:
        """The form of a webhook about this call."""
        return {
            "AccountSid": self.account.sid,
            "ApiVersion": API_VERSION,
            "CallSid": self.sid,
            "CallStatus": status,
            "Called": self.called,
            "CalledCountry": "CA",
            "Caller": self.caller,
            "CallerCountry": "CA",
            "Direction": "inbound",
            "From": self.caller,
            "FromCountry": "CA",
            "To": self.called,
            "ToCountry": "CA",
            **more,
        }
