"""The wordings of claims, per language."""

from frontdesk.pipelines.claims_english import ENGLISH
from frontdesk.pipelines.claims_french import FRENCH
from frontdesk.pipelines.claims_wording import Rules

RULES: dict[str, Rules] = {"en": ENGLISH, "fr": FRENCH}

__all__ = ["RULES", "Rules"]
