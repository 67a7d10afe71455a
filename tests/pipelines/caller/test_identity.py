"""Who may hear of an appointment: the name, spelled as it may be, and the number of the call or one that was said."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.calendar import Appointment, Slot
from frontdesk.pipelines.call_state import CallState, Commit
from frontdesk.pipelines.caller.identity import full_name, last_number, missed, name_fits, numbers_of, shut_out, theirs

ZONE = ZoneInfo("America/Toronto")


def appointment(name: str, phone: str | None, uid: str = "1", day: int = 24) -> Appointment:
    start = datetime(2026, 11, day, 15, 0, tzinfo=ZONE)
    return Appointment(Slot(start, start.replace(minute=30), "chen", "checkup"), name, phone, "/a", "e", uid)


def call(*said: str, number: str | None = "+15145550142", language: str = "en") -> CallState:
    state = CallState("call", number, language)
    for words in said:
        state.assistant_says("Yes?")
        state.caller_says(words)
    return state


@pytest.mark.parametrize(
    ("said", "stored"),
    [
        ("Mary Smith", "Mary Smith"),
        ("mary smyth", "Marie Smith"),
        ("Smith", "Mary Smith"),
        ("Mr Smith", "John Smith"),
        ("Tremblay Marie", "Marie Tremblay"),
        ("Marie Tremblé", "Marie Tremblay"),
        ("Marie Latour", "Marie de la Tour"),
        ("Catherine Thibault", "Katherine Thibeau"),
        ("Philip Jones", "Phillip Jones"),
        ("Stephen Young", "Steven Young"),
        ("Mary Johnston", "Mary Johnson"),
        ("Élodie Lefèvre", "Elodie Lefebvre"),
        ("Sean OConnor", "Sean O'Connor"),
        ("Jean Pierre Gagnon", "Jean-Pierre Gagnon"),
        ("Pierre Gagnon", "Jean-Pierre Gagnon"),
        ("Mary", "Mary"),
        ("François Côté", "FRANCOIS COTE"),
    ],
)
def test_a_name_fits_however_it_is_spelled(said: str, stored: str) -> None:
    assert name_fits(said, stored)


@pytest.mark.parametrize(
    ("said", "stored"),
    [
        ("Mark Smith", "Mary Smith"),
        ("Bob Smith", "Mary Smith"),
        ("Marc Roy", "Marie Roy"),
        ("Eric Chan", "Erica Chan"),
        ("Mary Jones", "Mary Smith"),
        ("Mary", "Mary Smith"),
        ("", "Mary Smith"),
        ("Mary Smith", ""),
        ("Mr", "Mr"),
    ],
)
def test_another_name_does_not_fit(said: str, stored: str) -> None:
    assert not name_fits(said, stored)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_has_an_answer(said: str, stored: str) -> None:
    assert isinstance(name_fits(said, stored), bool)


def test_the_number_is_the_calls_or_the_last_whole_one_that_was_said() -> None:
    assert numbers_of(call(), "CA") == {"+15145550142"}
    assert numbers_of(call(number=None), "CA") == set()
    assert numbers_of(call("438 555 0199", number=None), "CA") == {"+14385550199"}
    assert numbers_of(call("438 555 0199", "No, 438 555 0198"), "CA") == {"+15145550142", "+14385550198"}
    assert last_number(call("438 555", "0199", "Thanks."), "CA") == "+14385550199"
    assert last_number(call("438 555", "Thanks."), "CA") is None
    assert last_number(call("5145550142 5145550143 5145550144"), "CA") is None


def test_only_name_and_number_together_open() -> None:
    mine, hers, other = appointment("Mary Smith", "+15145550142"), appointment("Ann Lee", "+15145550142", "2"), None
    other = appointment("Mary Smith", "+14385550199", "3")
    none = appointment("Mary Smith", None, "4")
    everything = [mine, hers, other, none]
    numbers = numbers_of(call(), "CA")
    assert theirs(call(), "Mary Smith", numbers, everything) == [mine]
    assert theirs(call(), "Ann Lee", numbers, everything) == [hers]
    assert theirs(call(), "Bob Lee", numbers, everything) == []
    assert theirs(call(), "Mary Smith", frozenset(), everything) == []


def test_a_name_that_fits_two_people_of_a_household_fits_nobody() -> None:
    ann, bob = appointment("Ann Lee", "+15145550142", "1"), appointment("Bob Lee", "+15145550142", "2")
    numbers = frozenset({"+15145550142"})
    assert theirs(call(), "Lee", numbers, [ann, bob]) == []
    assert theirs(call(), "Bob Lee", numbers, [ann, bob]) == [bob]


def test_what_the_call_booked_is_the_callers_whatever_number_it_has() -> None:
    booked = appointment("Mary Smith", None)
    state = call(number=None)
    state.commits.append(Commit("booked", booked, "x"))
    assert theirs(state, "Mary Smith", frozenset(), [booked]) == [booked]
    assert theirs(state, "Bob Jones", frozenset(), [booked]) == []


def test_three_misses_shut_out_and_a_repeated_call_counts_once() -> None:
    state = call("Mary Smith.")
    for _ in range(50):
        assert missed(state, "Mary Smith", "+15145550142") == 1
    assert missed(state, "Smith", "+15145550142") == 2
    assert not shut_out(state)
    state.assistant_says("What number?")
    state.caller_says("I do not know.")
    assert missed(state, "Smith", "+15145550142") == 3
    assert shut_out(state)


def test_a_spelled_family_name_keeps_the_given_one() -> None:
    state = call()
    state.identity.name = "Bob Smiff"
    assert full_name(state, "Smith") == "Bob Smith"
    assert full_name(state, "Ann Smith") == "Ann Smith"
    state.identity.name = None
    assert full_name(state, "Smith") == "Smith"
