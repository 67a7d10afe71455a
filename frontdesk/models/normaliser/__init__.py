"""One written form for every recogniser's text, and numbers and names as callers say them. Pure; English and French.

The written form is the one most callers' turns had in the language model's training: a capital at the start, a full
stop or question mark at the end, hyphens and apostrophes in place, phone numbers as grouped digits, spelled names as
capital letters; dates and times stay in the caller's words. Recognisers that write so already (Whisper's larger
models) pass almost unchanged; text in lower case without punctuation is restored.
"""

from frontdesk.models.normaliser.phone import phone_digits, to_e164
from frontdesk.models.normaliser.spelling import spelled_name, written_name
from frontdesk.models.normaliser.written import normalise

__all__ = ["normalise", "phone_digits", "spelled_name", "to_e164", "written_name"]
