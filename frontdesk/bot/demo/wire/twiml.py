"""TwiML: what a server answers. Strict, as Twilio is: a verb or an attribute that Twilio does not know is a fault.

Only the verbs of a receptionist are understood: Say, Pause, Connect/Stream, Dial/Number, Record, Redirect, Reject and
Hangup.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_LONGEST_PARAMETER = 500  # characters of a <Parameter>'s name and value together
_HOOK = {"action", "method"}
_ATTRIBUTES: Mapping[str, set[str]] = {
    "Response": set(),
    "Say": {"voice", "language", "loop"},
    "Pause": {"length"},
    "Connect": _HOOK,
    "Stream": {"url", "name", "track", "statusCallback", "statusCallbackMethod"},
    "Parameter": {"name", "value"},
    "Dial": _HOOK | {"timeout", "callerId", "answerOnBridge", "timeLimit", "hangupOnStar", "ringTone", "record"},
    "Number": {"url", "method", "sendDigits", "statusCallback", "statusCallbackEvent", "statusCallbackMethod"},
    "Record": _HOOK
    | {"maxLength", "timeout", "finishOnKey", "playBeep", "trim", "transcribe", "transcribeCallback"}
    | {"recordingStatusCallback", "recordingStatusCallbackMethod", "recordingStatusCallbackEvent"},
    "Redirect": {"method"},
    "Reject": {"reason"},
    "Hangup": set(),
}


class NotTwiML(ValueError):
    """The answer is not TwiML that Twilio would carry out."""


@dataclass(frozen=True, slots=True)
class Say:
    """Speak the text in Twilio's own voice."""

    text: str
    language: str = "en-US"


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait so many seconds."""

    seconds: int = 1


@dataclass(frozen=True, slots=True)
class Stream:
    """Connect the call to a media socket until the server closes it; then go on at `action`, or with the next verb."""

    url: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    action: str | None = None


@dataclass(frozen=True, slots=True)
class Dial:
    """Call somebody for at most `timeout` seconds and connect the two; then go on at `action`."""

    number: str
    timeout: int = 30
    action: str | None = None
    caller_id: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """Record the caller until `timeout` seconds of silence. Without `action` the document would be played again."""

    action: str
    max_length: int = 3600
    timeout: int = 5
    finish_on_key: str = "1234567890*#"


@dataclass(frozen=True, slots=True)
class Redirect:
    """Go on with the TwiML at another address."""

    url: str


@dataclass(frozen=True, slots=True)
class Reject:
    """Do not take the call: nothing is charged, the caller hears `reason`."""

    reason: str = "rejected"


@dataclass(frozen=True, slots=True)
class Hangup:
    """End the call."""


Verb = Say | Pause | Stream | Dial | Record | Redirect | Reject | Hangup


def parse(document: str) -> tuple[Verb, ...]:
    """Read a TwiML document. Raises `NotTwiML`."""
    try:
        root = ElementTree.fromstring(document)
    except ElementTree.ParseError as error:
        raise NotTwiML(f"not XML: {error}") from None
    if root.tag != "Response":
        raise NotTwiML(f"the root is <{root.tag}>, not <Response>")
    for element in root.iter():
        unknown = set(element.attrib) - _ATTRIBUTES.get(element.tag, set(element.attrib))
        if element.tag not in _ATTRIBUTES or unknown:
            raise NotTwiML(f"<{element.tag}> or its {sorted(unknown)} is unknown to Twilio")
    if not len(root):
        raise NotTwiML("an empty <Response> leaves the caller in silence")
    return tuple(_verb(element) for element in root)


def _verb(element: Element) -> Verb:
    read = _READERS.get(element.tag)
    if read is None:
        raise NotTwiML(f"<{element.tag}> cannot stand in <Response>")
    return read(element)


def _say(element: Element) -> Say:
    text = (element.text or "").strip()
    if not text:
        raise NotTwiML("<Say> without words")
    return Say(text, element.get("language", "en-US"))


def _stream(connect: Element) -> Stream:
    stream = connect.find("Stream")
    if stream is None:
        raise NotTwiML("<Connect> without <Stream>")
    url = stream.get("url", "")
    # Twilio itself takes wss:// only; ws:// is what a server without TLS on this machine answers.
    if not url.startswith(("wss://", "ws://")):
        raise NotTwiML(f"<Stream url={url!r}> is not a WebSocket address")
    if "?" in url:
        raise NotTwiML("<Stream url> carries a query string, which Twilio does not pass on; use <Parameter>")
    parameters = {item.get("name", ""): item.get("value", "") for item in stream.findall("Parameter")}
    if any(len(name) + len(value) > _LONGEST_PARAMETER for name, value in parameters.items()):
        raise NotTwiML(f"a <Parameter> has more than {_LONGEST_PARAMETER} characters")
    return Stream(url, parameters, connect.get("action"))


def _dial(element: Element) -> Dial:
    number = (element.findtext("Number") or element.text or "").strip()
    if not number.startswith("+"):
        raise NotTwiML("<Dial> without a number in international form")
    return Dial(number, _whole(element, "timeout", 30), element.get("action"), element.get("callerId"))


def _record(element: Element) -> Record:
    action = element.get("action")
    if action is None:
        raise NotTwiML("<Record> without action asks for the same document again, for ever")
    keys = element.get("finishOnKey", "1234567890*#")
    return Record(action, _whole(element, "maxLength", 3600), _whole(element, "timeout", 5), keys)


def _redirect(element: Element) -> Redirect:
    return Redirect((element.text or "").strip())


def _whole(element: Element, name: str, default: int) -> int:
    text = element.get(name, str(default))
    if not text.isdecimal() or not int(text):
        raise NotTwiML(f"<{element.tag} {name}={text!r}> is not a positive number")
    return int(text)


_READERS: Mapping[str, Callable[[Element], Verb]] = {
    "Say": _say,
    "Pause": lambda element: Pause(_whole(element, "length", 1)),
    "Connect": _stream,
    "Dial": _dial,
    "Record": _record,
    "Redirect": _redirect,
    "Reject": lambda element: Reject(element.get("reason", "rejected")),
    "Hangup": lambda _: Hangup(),
}
