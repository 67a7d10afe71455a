"""A phone number as it is read out: digit by digit in the groups that the country writes, which every voice can say."""

from __future__ import annotations

import re

import phonenumbers

_DIGITS = {
    "en": ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
    "fr": ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"],
}


def say_number(number: str, language: str) -> str:
    """An E.164 number in words, a comma between its groups; the country code is left out.

    >>> say_number("+15145550142", "en")
    'five one four, five five five, zero one four two'
    """
    national = phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.NATIONAL)
    groups = re.findall(r"\d+", national)
    return ", ".join(" ".join(_DIGITS[language][int(digit)] for digit in group) for group in groups)
