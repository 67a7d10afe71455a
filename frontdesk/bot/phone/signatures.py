"""Whether a request really comes from Twilio: X-Twilio-Signature, checked by the official library.

Rules. The signed address is the public one, not what the request's Host header says. For a webhook the form's fields
are signed with it; for a media socket the address alone, with its wss scheme. Twilio is not consistent about the
default port, the scheme of a socket and a slash at its end, so each of these is tried; nothing else is.
"""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from twilio.request_validator import RequestValidator

HEADER = "X-Twilio-Signature"
_DEFAULT_PORTS = {"https": 443, "http": 80}
_SOCKET_SCHEMES = {"https": "wss", "http": "ws"}


class SignatureCheck:
    """Checks signatures made with one auth token for one public address (http or https, no slash at the end)."""

    def __init__(self, auth_token: str, public_url: str) -> None:
        self._validator = RequestValidator(auth_token)
        self._base = public_url

    @property
    def socket_base(self) -> str:
        """The public address with the scheme of a WebSocket."""
        scheme, rest = self._base.split(":", 1)
        return f"{_SOCKET_SCHEMES[scheme]}:{rest}"

    def webhook(self, target: str, fields: Mapping[str, str], signature: str | None) -> bool:
        """Whether `signature` is Twilio's for a POST of `fields` to `target` (path and query as on the wire)."""
        return self._fits(self._base + target, fields, signature)

    def handshake(self, target: str, signature: str | None) -> bool:
        """Whether `signature` is Twilio's for opening a socket at `target` (path and query as on the wire)."""
        return any(self._fits(url, {}, signature) for url in self._socket_addresses(target))

    def _fits(self, url: str, fields: Mapping[str, str], signature: str | None) -> bool:
        return bool(signature) and bool(self._validator.validate(url, dict(fields), signature))

    def _socket_addresses(self, target: str) -> Iterator[str]:
        parts = urlsplit(self._base)
        default = _DEFAULT_PORTS[parts.scheme]
        hosts = [parts.netloc]
        if parts.port is None:
            hosts.append(f"{parts.netloc}:{default}")
        elif parts.port == default:
            hosts.append(parts.netloc.removesuffix(f":{default}"))
        for scheme in (_SOCKET_SCHEMES[parts.scheme], parts.scheme):
            for host in hosts:
                for end in ("", "/"):
                    yield f"{scheme}://{host}{parts.path}{target}{end}"
