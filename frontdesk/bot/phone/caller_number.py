"""The caller's number as Twilio says it, to E.164."""

import phonenumbers

# What Twilio writes for a caller who hides the number: words, or those words keyed on a telephone with a plus before.
_HIDDEN = {
    "anonymous",
    "restricted",
    "unknown",
    "unavailable",
    "private",
    "blocked",
    "+266696687",
    "+7378742833",
    "+8656696",
    "+86282452253",
    "+7748283",
    "+2562533",
}


def caller_number(said: str | None) -> str | None:
    """E.164, or None for a hidden number, a SIP address, a client name, or digits that are no telephone number."""
    text = (said or "").strip()
    if not text.startswith("+") or text.lower() in _HIDDEN:
        return None
    try:
        number = phonenumbers.parse(text)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
