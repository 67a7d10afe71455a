"""The wordings of claims, per language."""

from frontdesk.pipelines.guards.claims.english import ENGLISH
from frontdesk.pipelines.guards.claims.french import FRENCH
from frontdesk.pipelines.guards.claims.wording import Rules

RULES: dict[str, Rules] = {"en": ENGLISH, "fr": FRENCH}

__all__ = ["RULES", "Rules"]
