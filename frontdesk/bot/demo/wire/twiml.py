"""TwiML: what a server answers to an incoming call. Only what a media-stream application uses is understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree


class NotTwiML(ValueError):
    """The answer is not TwiML that connects, speaks or hangs up."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server wants done: say, then stream. Without `stream_url` the call ends after `say`."""

    stream_url: str | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)
    say: tuple[str, ...] = ()


def parse(document: str) -> Answer:
    """Read a TwiML document. Raises `NotTwiML`."""
    try:
        root = ElementTree.fromstring(document)
    except ElementTree.ParseError as error:
        raise NotTwiML(f"not XML: {error}") from None
    if root.tag != "Response":
        raise NotTwiML(f"the root is <{root.tag}>, not <Response>")
    stream = root.find("Connect/Stream")
    said = tuple(verb.text or "" for verb in root.findall("Say"))
    if stream is None:
        if not said and not len(root):
            raise NotTwiML("an empty <Response> leaves the caller in silence")
        return Answer(say=said)
    return Answer(_stream_url(stream), _parameters(stream), said)


def _stream_url(stream: ElementTree.Element) -> str:
    url = stream.get("url", "")
    # Twilio itself takes wss:// only; ws:// is what a server without TLS on this machine answers.
    if not url.startswith(("wss://", "ws://")):
        raise NotTwiML(f"<Stream url={url!r}> is not a WebSocket address")
    if "?" in url:
        raise NotTwiML("<Stream url> carries a query string, which Twilio does not pass on; use <Parameter>")
    return url


def _parameters(stream: ElementTree.Element) -> dict[str, str]:
    return {item.get("name", ""): item.get("value", "") for item in stream.findall("Parameter")}
