"""The practice as data: who works there, what they do, when the door is open, what callers are told.

`load_clinic` reads `clinic.toml` and names every problem at once, each with its key and a remedy. Times in the file are
the clinic's wall clock. Names and synonyms are given per language; the clinic keeps its calendar in the first one.
"""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, get_args
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, ValidationError

from frontdesk.errors import ConfigurationError

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LanguageCode = Literal["en", "fr"]
_Thing = TypeVar("_Thing")


def _zone(value: object) -> ZoneInfo:
    if isinstance(value, ZoneInfo):
        return value
    try:
        return ZoneInfo(str(value))
    except (KeyError, ValueError, OSError):
        raise ValueError('is not a time zone: write an IANA name such as "America/Toronto"') from None


def _identifier(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", value):
        raise ValueError("use lower-case letters, digits and hyphens only")
    return value


def _phone(value: str) -> str:
    if not re.fullmatch(r"\+[1-9][0-9]{6,14}", value):
        raise ValueError('write the number in international form, such as "+15145550142"')
    return value


def _text(value: str) -> str:
    if not value.strip():
        raise ValueError("must not be empty")
    return value.strip()


def _calendar(value: str) -> str:
    if not re.match(r"https?://", value) and (value.startswith(".") or re.search(r"[/\\\x00-\x1f]", value)):
        raise ValueError('write a plain name such as "tremblay", or a full CalDAV address: https://...')
    return value


def _month_day(value: object) -> object:
    """TOML has no yearly date: "12-25" stands for that day of every year, a full date for one day only."""
    if isinstance(value, str) and re.fullmatch(r"\d\d-\d\d", value):
        month, day = (int(part) for part in value.split("-"))
        try:
            date(2000, month, day)
        except ValueError:
            raise ValueError(f'"{value}" is not a day of the year') from None
        return (month, day)
    return value


Zone = Annotated[ZoneInfo, BeforeValidator(_zone), PlainSerializer(str)]
Identifier = Annotated[str, AfterValidator(_identifier)]
Phone = Annotated[str, AfterValidator(_phone)]
Text = Annotated[str, AfterValidator(_text)]
Texts = dict[LanguageCode, Text]
Day = Annotated[date | tuple[int, int], BeforeValidator(_month_day)]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Opening(_Data):
    """One opening of a day, from `opens` (inclusive) to `closes` (exclusive), wall clock."""

    opens: time
    closes: time


def _openings(value: object) -> object:
    """Read "08:30-12:00" and refuse what is upside down or overlaps."""
    if not isinstance(value, list):
        return value
    openings = [_opening(item) if isinstance(item, str) else item for item in value]
    known = [item for item in openings if isinstance(item, Opening)]
    for earlier, later in pairwise(known):
        if later.opens < earlier.closes:
            raise ValueError("write the openings in order, without overlap")
    return openings


def _opening(text: str) -> Opening:
    try:
        opens, closes = (time.fromisoformat(part.strip()) for part in text.split("-"))
    except ValueError:
        raise ValueError(f'"{text}" is not an opening: write it like "08:30-12:00"') from None
    if closes <= opens:
        raise ValueError(f'"{text}" closes before it opens')
    return Opening(opens=opens, closes=closes)


Openings = Annotated[tuple[Opening, ...], BeforeValidator(_openings)]


class Hours(_Data):
    """Openings per weekday; a day that is not named is closed."""

    monday: Openings = ()
    tuesday: Openings = ()
    wednesday: Openings = ()
    thursday: Openings = ()
    friday: Openings = ()
    saturday: Openings = ()
    sunday: Openings = ()

    def on(self, day: date) -> tuple[Opening, ...]:
        """The openings of the weekday that `day` is."""
        openings: tuple[Opening, ...] = getattr(self, WEEKDAYS[day.weekday()])
        return openings


class Closure(_Data):
    """Days on which the clinic, or one practitioner, is away: `first` to `last` inclusive, one date or every year."""

    first: Day
    last: Day | None = None
    reason: str = ""
    practitioner: str | None = None

    def covers(self, day: date) -> bool:
        """Whether `day` lies in the closure; a yearly one may run over New Year."""
        last = self.first if self.last is None else self.last
        if isinstance(self.first, date) and isinstance(last, date):
            return self.first <= day <= last
        begin, end, here = _yearly(self.first), _yearly(last), (day.month, day.day)
        return begin <= here <= end if begin <= end else here >= begin or here <= end


def _yearly(day: date | tuple[int, int]) -> tuple[int, int]:
    return (day.month, day.day) if isinstance(day, date) else day


class Service(_Data):
    """Something a patient may book."""

    id: Identifier
    names: Texts
    minutes: int = Field(ge=5, le=480, multiple_of=5)
    synonyms: dict[LanguageCode, tuple[Text, ...]] = Field(default_factory=dict)
    """Other words that callers use for it."""

    def called(self) -> Iterator[str]:
        """Every name and synonym, in all languages."""
        yield from self.names.values()
        for words in self.synonyms.values():
            yield from words


class Practitioner(_Data):
    """Somebody with a calendar. `calendar` is a collection of the clinic's account, or a full CalDAV URL."""

    id: Identifier
    name: Text
    calendar: Annotated[Text, AfterValidator(_calendar)]
    services: tuple[str, ...] = Field(min_length=1)
    hours: Hours | None = None
    """Where the practitioner's hours differ from the clinic's; never wider than those."""


class Extension(_Data):
    """Somebody whom callers can be put through to. `phone` is what the carrier dials; nothing else ever is."""

    id: Identifier
    names: Texts
    """How it is said in "I'm putting you through to ...": "the front desk", "la comptabilité"."""
    phone: Phone
    synonyms: dict[LanguageCode, tuple[Text, ...]] = Field(default_factory=dict)
    """Other words that callers use for it."""
    hours: Hours | None = None
    """When somebody answers there; left out: the clinic's own hours."""

    def called(self) -> Iterator[str]:
        """Every name and synonym, in all languages."""
        yield from self.names.values()
        for words in self.synonyms.values():
            yield from words


class DialledLine(_Data):
    """One of the clinic's telephone numbers, and the language in which calls to it begin."""

    phone: Phone
    language: LanguageCode


class Clinic(_Data):
    """The whole practice."""

    name: Text
    timezone: Zone
    languages: tuple[LanguageCode, ...] = Field(min_length=1)
    """The first is the default."""
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    """ISO 3166 code, in which spoken phone numbers are read."""
    phone: Phone
    lines: tuple[DialledLine, ...] = ()
    """Where several numbers lead to the receptionist: the language of each."""
    extensions: tuple[Extension, ...] = ()
    """Who callers can be put through to; the first where a caller names nobody."""
    emergency_number: Text
    """What a caller in danger dials."""
    emergency: Texts
    """What a caller in danger is told."""
    greetings: Texts
    bilingual_greeting: Text | None = None
    """The first sentence of a call, where the clinic has two languages."""
    notice_minutes: int = Field(default=60, ge=0)
    """How long before its start an appointment may still be booked."""
    horizon_days: int = Field(default=90, ge=1, le=730)
    """How many days ahead appointments may be booked."""
    slot_minutes: int = Field(default=15, ge=5, le=120, multiple_of=5)
    """Appointments start at every so many minutes of an opening."""
    hours: Hours
    closures: tuple[Closure, ...] = ()
    services: tuple[Service, ...] = Field(min_length=1)
    """The first is what is booked where the caller names none."""
    practitioners: tuple[Practitioner, ...] = Field(min_length=1)

    def service(self, service_id: str | None) -> Service:
        """The service with this id; the first one for None. KeyError for an unknown id."""
        if service_id is None:
            return self.services[0]
        return {service.id: service for service in self.services}[service_id]

    def practitioner(self, practitioner_id: str) -> Practitioner:
        """The practitioner with this id; KeyError for an unknown one."""
        return {person.id: person for person in self.practitioners}[practitioner_id]

    def practitioner_with(self, calendar: str) -> Practitioner:
        """The practitioner whose calendar has this name; KeyError for an unknown one."""
        return {person.calendar: person for person in self.practitioners}[calendar]

    def language_of(self, dialled: str | None) -> LanguageCode:
        """The language in which a call to this number (E.164) begins: its line's, else the clinic's first."""
        return next((line.language for line in self.lines if line.phone == dialled), self.languages[0])

    def extension_called(self, words: str) -> Extension | None:
        """The extension that the caller's words name by whole words; None where none or two fit."""
        return _only(words, ((extension, name) for extension in self.extensions for name in extension.called()))

    def service_called(self, words: str) -> Service | None:
        """The service that the caller's words name by whole words, one or several of it; None where none or two fit."""
        names = ((service, name) for service in self.services for name in (*service.called(), service.id))
        return _only(words, ((service, name + ending) for service, name in names for ending in ("", "s")))

    def practitioner_called(self, words: str) -> Practitioner | None:
        """The practitioner whose name or family name occurs in the words; None where none or two fit."""
        names = ((person, name) for person in self.practitioners for name in (person.name, person.name.split()[-1]))
        return _only(words, names)


def folded(text: str) -> str:
    """Lower case without accents and punctuation, single spaces: the form in which names are compared."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c))))


def _only(words: str, named: Iterable[tuple[_Thing, str]]) -> _Thing | None:
    """The one thing whose name is said; a name inside a longer one that is said too ("visit", "first visit") is not."""
    said = f" {folded(words)} "
    hits = [(f" {folded(name)} ", thing) for thing, name in named if folded(name) and f" {folded(name)} " in said]
    things: list[_Thing] = []
    for name, thing in hits:
        if thing not in things and not any(name != other and name in other for other, _ in hits):
            things.append(thing)
    return things[0] if len(things) == 1 else None


def load_clinic(path: Path) -> Clinic:
    """Read a clinic file. Raises `ConfigurationError` with every problem of the file, each with key and remedy."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise ConfigurationError([f"{path}: cannot be read ({reason}); create it or name another file"]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise ConfigurationError([f"{path}: is not TOML: {problem}; mend that line"]) from None
    problems = [*_relation_problems(raw)]
    clinic: Clinic | None = None
    try:
        clinic = Clinic.model_validate(raw)
    except ValidationError as refused:
        problems = [*_field_problems(refused), *problems]
    if problems or clinic is None:
        raise ConfigurationError([f"{path}: {problem}{_whose(problem, raw)}" for problem in problems])
    return clinic


def _whose(problem: str, raw: Mapping[str, Any]) -> str:
    """Which service, practitioner, ... the problem is about: its id, or its place in the file."""
    found = re.match(r"(services|practitioners|extensions|closures|lines)\.(\d+)\.", problem)
    if found is None:
        return ""
    table, index = found[1], int(found[2])
    rows = _list(raw.get(table))
    row = rows[index] if index < len(rows) and isinstance(rows[index], dict) else {}
    name = row.get("id")
    if isinstance(name, str) and name:
        return f' (the {table[:-1]} "{name}")'
    ending = "th" if index + 1 in (11, 12, 13) else {0: "st", 1: "nd", 2: "rd"}.get(index % 10, "th")
    return f" (the {index + 1}{ending} {table[:-1]})"


def _field_problems(refused: ValidationError) -> Iterator[str]:
    for problem in refused.errors():
        # Pydantic names the branch of a union that it tried; the file has no such key.
        key = ".".join(str(part) for part in problem["loc"] if not re.search(r"[\[\(]|^(date|tuple)$", str(part)))
        match problem["type"]:
            case "missing":
                yield f"{key}: is missing; add it"
            case "extra_forbidden" if key == "transfer_number":
                yield f"{key}: is not a known key; write an [[extensions]] table with id, names and phone instead"
            case "extra_forbidden":
                yield f"{key}: is not a known key; correct the spelling or remove it"
            case _:
                yield f"{key}: {problem['msg'].removeprefix('Value error, ')}"


def _relation_problems(raw: Mapping[str, Any]) -> Iterator[str]:
    """What no single field can know: references, doubles, languages without a text. Looks only at well-formed parts."""
    services, people = _tables(raw, "services"), _tables(raw, "practitioners")
    named = [item for item in _list(raw.get("languages")) if isinstance(item, str)]
    languages = [item for item in named if item in get_args(LanguageCode)]  # the field itself names a mistyped one
    yield from _doubles("services", "id", services)
    for key in ("id", "calendar"):
        yield from _doubles("practitioners", key, people)
    known = {service.get("id") for service in services}
    for index, person in enumerate(people):
        for name in _list(person.get("services")):
            if name not in known:
                yield f"practitioners.{index}.services: {name!r} is not a service; use one of: {_listed(known)}"
    ids = {person.get("id") for person in people}
    for index, closure in enumerate(_tables(raw, "closures")):
        if closure.get("practitioner") not in {None, *ids}:
            yield f"closures.{index}.practitioner: no such practitioner; use one of: {_listed(ids)}"
        if isinstance(closure.get("first"), date) != isinstance(closure.get("last", closure.get("first")), date):
            yield f"closures.{index}: first and last must both be full dates, or both yearly days"
    extensions = _tables(raw, "extensions")
    yield from _line_problems(raw, languages if languages == named else list(get_args(LanguageCode)), extensions)
    texts = [("greetings", raw.get("greetings")), ("emergency", raw.get("emergency"))]
    texts += [(f"services.{index}.names", service.get("names")) for index, service in enumerate(services)]
    texts += [(f"extensions.{index}.names", extension.get("names")) for index, extension in enumerate(extensions)]
    for key, given in texts:
        for language in languages:
            if isinstance(given, dict) and language not in given:
                yield f"{key}.{language}: is missing; add it, or take {language!r} out of languages"
    if len(named) > 1 and not raw.get("bilingual_greeting"):
        yield "bilingual_greeting: is missing; the clinic has several languages: add a first sentence in all of them"


def _line_problems(raw: Mapping[str, Any], languages: list[str], extensions: list[dict[str, Any]]) -> Iterator[str]:
    """Numbers: each once, in a language of the clinic, and no extension that would call the receptionist again."""
    lines = _tables(raw, "lines")
    yield from _doubles("extensions", "id", extensions)
    yield from _doubles("lines", "phone", lines)
    for index, line in enumerate(lines):
        if isinstance(line.get("language"), str) and line["language"] not in languages:
            yield f"lines.{index}.language: {line['language']!r} is not spoken here; use one of: {_listed(languages)}"
    own = {raw.get("phone"), *(line.get("phone") for line in lines)}
    for index, extension in enumerate(extensions):
        if "phone" in extension and extension["phone"] in own:
            yield f"extensions.{index}.phone: is a number that the receptionist answers; name one that a person answers"


def _listed(names: Iterable[object]) -> str:
    return ", ".join(sorted(map(str, names)))


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _tables(raw: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    return [item for item in _list(raw.get(key)) if isinstance(item, dict)]


def _doubles(table: str, key: str, rows: list[dict[str, Any]]) -> Iterator[str]:
    for value, times in Counter(str(row[key]) for row in rows if key in row).items():
        if times > 1:
            yield f"{table}: {times} have the {key} {value!r}; give each its own"
