"""Phone numbers: from words to digits, to the groups they are written in, to E.164."""

import re
from collections.abc import Sequence

import phonenumbers

from frontdesk.models.normaliser.numbers import Run, readable, readings, runs

COMPLETE = {"en": (10, 11, 7), "fr": (10, 11)}
"""Lengths of a whole national number, the likeliest first."""
_WHOLE_IN_FRENCH = re.compile(r"0\d{9}|1?[2-9]\d\d[2-9]\d{6}")
"""France's numbers begin with 0; in North America neither area code nor exchange begins with 0 or 1."""


def phone_digits(text: str, language: str) -> str:
    """The digits of the longest number in `text`, a leading "+" kept; empty where no digit is said.

    Of several readings the one with the length of a whole number is taken. Of two equally long numbers it is the later,
    as callers correct themselves.
    """
    numbers = [_plus(text, run) + "".join(best_reading(run.words, language)) for run in runs(text, language)]
    return max(reversed(numbers), key=len, default="").replace("++", "+")


def to_e164(digits: str, country: str) -> str | None:
    """`digits` as E.164, read as dialled in `country` (ISO 3166-1) unless they start with "+".

    None where their number cannot be one of that country's; whether the number is in service is not asked.
    """
    try:
        number = phonenumbers.parse(digits, country.upper())
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    if number.italian_leading_zero and not phonenumbers.is_valid_number(number):
        # A digit is missing after the 0 that a national number starts with.
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def best_reading(words: Sequence[str], language: str) -> tuple[str, ...]:
    """The reading of number words that is a whole phone number, or else the one that takes the most words at a time."""
    for length in COMPLETE[language]:
        for way in readings(words, language, length):
            if language != "fr" or _WHOLE_IN_FRENCH.fullmatch("".join(way)):
                return way
    return next(readings(words, language), ())


def write_phone_numbers(text: str, language: str) -> str:
    """`text` with every number that is read out digit by digit or in pairs written as grouped digits."""
    out, copied = [], 0
    for run in runs(text, language):
        way = best_reading(run.words, language)
        said = any(word.isalpha() for word in run.words) and readable(run.words, language)
        if said and _is_read_out(way, language):
            out += [text[copied : run.start], group("".join(way), language)]
            copied = run.end
    return "".join([*out, text[copied:]])


def group(digits: str, language: str) -> str:
    """`digits` in the groups of a written number: "555 123 4567", "06 12 34 56 78"."""
    if language == "fr":
        return " ".join(re.findall("..", digits)) if len(digits) % 2 == 0 else digits
    if len(digits) == 11 and digits.startswith("0"):
        return f"{digits[:5]} {digits[5:]}"
    if len(digits) in (10, 11):
        return " ".join(filter(None, [digits[:-10], digits[-10:-7], digits[-7:-4], digits[-4:]]))
    return f"{digits[:3]} {digits[3:]}" if len(digits) == 7 else digits


def _is_read_out(way: Sequence[str], language: str) -> bool:
    """Whether the numbers are a phone number or a part of one, and not a time ("nine thirty two") or a year."""
    digits = "".join(way)
    if all(len(part) == 1 for part in way):
        return len(digits) >= 3
    if language == "fr":
        return (way[0] == "0" and len(digits) >= 4) or len(way) >= 3
    return len(way) >= 5


def _plus(text: str, run: Run) -> str:
    """A plus where one is said before the number."""
    return "+" if re.search(r"\bplus\s*$", text[: run.start].lower()) else ""
