"""One written form for every recogniser's text, and numbers and names as callers say them. Pure; English and French.

The written form is what the language model is trained on. It is decided here and nowhere else.
"""


def normalise(text: str, language: str) -> str:
    """`text` as a recogniser wrote it, in the written form. Empty stays empty."""
    return " ".join(text.split())


def phone_digits(text: str, language: str) -> str:
    """The digits of the longest number said digit by digit, in pairs or with "double"; empty where none is said."""
    return ""


def spelled_name(text: str, language: str) -> str:
    """The name that is spelled letter by letter, capitalised; empty where nothing is spelled."""
    return ""


def to_e164(digits: str, country: str) -> str | None:
    """`digits` as a valid E.164 number of `country` (ISO 3166) or with its own prefix; None where it is not one."""
    return None
