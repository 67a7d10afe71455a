"""Which of the facts behind a wish a caller tells at once. What is left out, the receptionist has to ask for."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from frontdesk.bot.evaluation.wishes import Person, Wish

NEW = ("book", "availability")
OWN = ("move", "cancel", "look")
"""Kinds of wishes: for a new appointment, and about one that stands."""


def facts_told(wish: Wish, person: Person, rng: Random, when: Callable[[], str]) -> dict[str, str]:
    """The facts by slot of the wording; more of them where the wish was said before. `when` makes up a time."""
    return _of_new(wish, person, rng, when) if wish.kind in NEW else _of_own(wish, person, rng, when)


def _of_new(wish: Wish, person: Person, rng: Random, when: Callable[[], str]) -> dict[str, str]:
    facts: dict[str, str] = {}
    again = wish.opened > 1
    if wish.service and (again or rng.random() < 0.75):
        facts["service"] = wish.service
    if wish.practitioner and (again or rng.random() < 0.8):
        facts["practitioner"] = wish.practitioner
    if rng.random() < 0.45 + 0.3 * again or wish.kind == "availability":
        facts["when"] = when()
    if rng.random() < 0.1:
        facts["name"] = person.name
    return facts


def _of_own(wish: Wish, person: Person, rng: Random, when: Callable[[], str]) -> dict[str, str]:
    facts: dict[str, str] = {}
    if rng.random() < 0.3:
        facts["name"] = person.name
    if wish.kind != "look" and wish.old and rng.random() < 0.35:
        facts["old"] = wish.old
    if wish.kind == "move" and rng.random() < 0.2:
        facts["when"] = when()
    return facts
