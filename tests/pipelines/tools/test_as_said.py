"""A model passes on half of what the caller said about time; code reads the other half in the caller's own turn."""

from datetime import date, datetime, time
from functools import partial

import pytest

from frontdesk.calendar.spoken import Reference, Wish, resolve
from frontdesk.pipelines.tools.as_said import as_said

MONDAY = datetime(2026, 5, 4, 10, 0)
BEFORE = Reference(day=date(2026, 5, 7), start=time(9), end=time(9, 30))


def meant(when: str, turn: str, language: str = "en") -> object:
    alone = partial(resolve, now=MONDAY, language=language, opening=(time(8), time(19)), country="CA")
    return as_said(when, turn, partial(alone, reference=BEFORE), alone)


@pytest.mark.parametrize(
    ("when", "turn", "language", "day", "clock"),
    [
        ("next Monday", "Uh, next Monday could work, after three, I'm busy before.", "en", date(2026, 5, 11), time(15)),
        ("le mardi vingt-six", "Le mardi vingt-six, en fin de journée.", "fr", date(2026, 5, 26), None),
        ("at nine", "The eighteenth at nine.", "en", date(2026, 5, 18), time(9)),
        ("d'heure plus tôt", "Un quart d'heure plus tôt s'il vous plaît.", "fr", date(2026, 5, 7), time(8, 45)),
        ("à onze heures", "Vendredi ça irait, à onze heures.", "fr", date(2026, 5, 8), time(11)),
    ],
)
def test_the_rest_of_the_turn_is_read_too(when: str, turn: str, language: str, day: date, clock: time | None) -> None:
    wish = meant(when, turn, language)
    assert isinstance(wish, Wish)
    assert (wish.first, wish.last) == (day, day)
    assert (wish.time or wish.after) == clock if clock else wish.time or wish.after or wish.before


@pytest.mark.parametrize(
    ("when", "turn"),
    [
        ("Friday", "I have one on Tuesday at three, can you make it Friday?"),
        ("tomorrow at four", "I'm not making my four o'clock today, tomorrow at four?"),
        ("the first one", "the first one"),
        ("Wednesday", "something that was said before"),
    ],
)
def test_what_the_model_chose_stands_where_the_turn_says_something_else(when: str, turn: str) -> None:
    assert meant(when, turn) == meant(when, when)
