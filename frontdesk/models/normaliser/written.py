"""From a transcript to the written form. The order of the steps matters: hyphens first, as names and questions look at
them."""

import re
from types import ModuleType

from frontdesk.models.normaliser import english, french
from frontdesk.models.normaliser.names import GIVEN_NAMES
from frontdesk.models.normaliser.phone import write_phone_numbers
from frontdesk.models.normaliser.spelling import PARTICLES, write_spelled, written_name

_LANGUAGES: dict[str, ModuleType] = {"en": english, "fr": french}
_LONGEST_NAME = 4
_ELIDED = re.compile(r"(?:m|j|n|s|t|c|qu)'")
"""Words that run into a French verb: "m'appelle", "qu'il"."""


def normalise(text: str, language: str) -> str:
    """`text` as a recogniser wrote it, in the written form; empty stays empty. Applying it twice changes nothing.

    `language` is `en` or `fr`; text in another language is only cleaned of extra spaces.
    """
    text = " ".join(text.replace("’", "'").split())
    tables = _LANGUAGES.get(language)
    if not text or tables is None:
        return text
    bare = text == text.lower() and not re.search(r"[.?!,]", text)
    text = write_phone_numbers(text, language)
    text = write_spelled(text)
    if not bare:
        return text
    for pattern, replacement in tables.COMPOUNDS:
        text = re.sub(pattern, replacement, text)
    question = bool(tables.QUESTION.search(text))
    text = _write_names(text, language, tables)
    text = tables.CAPITALS.sub(lambda match: _capital(match.group()), text)
    text = tables.MONTHS_THAT_ARE_WORDS.sub(lambda match: _capital(match.group()), text)
    return _capital(text) + _end(question, language)


def _write_names(text: str, language: str, tables: ModuleType) -> str:
    """Capitals for the words that follow "my name is", a title, or that begin with a known given name."""

    def after_intro(match: re.Match[str]) -> str:
        return match.group(1) + _as_name(match.group(2), language, tables)

    def after_title(match: re.Match[str]) -> str:
        name = _as_name(match.group(2), language, tables)
        return (_capital(match.group(1)) if language == "en" and name != match.group(2) else match.group(1)) + name

    def known(match: re.Match[str]) -> str:
        first = match.group(2).split()[0]
        return after_intro(match) if first in GIVEN_NAMES else match.group()

    rest = r"([^\W\d_][\w'-]*(?: [^\W\d_][\w'-]*)*)"
    text = re.sub(rf"(\b(?:{tables.NAME_INTROS})(?: |(?<='))){rest}", after_intro, text)
    text = re.sub(rf"((?<!\bthe )\b(?:{tables.TITLES}) )([^\W\d_][\w'-]*)", after_title, text, flags=re.IGNORECASE)
    text = re.sub(rf"(\b(?:{tables.MAYBE_NAME_INTROS}) ){rest}", known, text)
    return re.sub(rf"^((?:(?:yes|yeah|oui|euh|uh|um|alors|no|non) )?){rest}", known, text)


def _as_name(words: str, language: str, tables: ModuleType) -> str:
    """`words` with its first few capitalised, up to the first that is no name."""
    parts = words.split()
    length = 0
    for place, part in enumerate(parts[:_LONGEST_NAME]):
        if part not in tables.NOT_NAMES and not _ELIDED.match(part):
            length = place + 1
        elif not (length and part in PARTICLES):
            break
    name = written_name(" ".join(parts[:length]), language)
    return " ".join(filter(None, [name, *parts[length:]]))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _end(question: bool, language: str) -> str:
    if not question:
        return "."
    return " ?" if language == "fr" else "?"
