"""What pressed keys mean."""

from hypothesis import given
from hypothesis import strategies as st

from frontdesk.pipelines.flow.key_presses import Keyed, KeyPresses

PERSON, LANGUAGE = Keyed(wish="person"), Keyed(wish="language")


def pressed(keys: str, *, number_asked: bool = False) -> list[Keyed]:
    presses = KeyPresses()
    results = [presses.press(key, number_asked=number_asked) for key in keys]
    return [result for result in [*results, presses.paused()] if result is not None]


def test_zero_is_a_person_unless_it_begins_a_number() -> None:
    assert pressed("0") == [PERSON]
    assert pressed("0", number_asked=True) == [PERSON]
    assert pressed("0#", number_asked=True) == [PERSON]
    assert pressed("0612345678", number_asked=True) == [Keyed("0612345678")]
    assert pressed("5140") == [Keyed("5140")]


def test_zero_is_a_person_at_once() -> None:
    presses = KeyPresses()
    assert presses.press("0", number_asked=False) == PERSON
    assert presses.paused() is None
    assert presses.press("0", number_asked=True) is None


def test_star_is_the_next_language_and_drops_what_was_keyed() -> None:
    assert pressed("*") == [LANGUAGE]
    assert pressed("514*1#") == [LANGUAGE, Keyed("1")]


def test_hash_ends_a_number_and_alone_means_nothing() -> None:
    assert pressed("5145550142#") == [Keyed("5145550142")]
    assert pressed("#") == []


@given(st.text("123456789", min_size=1, max_size=20))
def test_every_digit_arrives(keys: str) -> None:
    assert pressed(keys) == [Keyed(keys)]
