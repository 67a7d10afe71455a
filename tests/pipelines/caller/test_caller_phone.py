"""Which number goes into the calendar: nothing that was misheard, nothing that nobody confirmed."""

import pytest

from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.caller.phone import Ask, Confirm, Settled, phone_for, spoken_of
from frontdesk.pipelines.caller.spoken_number import say_number
from frontdesk.pipelines.sentences import sentences

OWN = "+15145550142"
OTHER = "+14385550199"
QUESTION = {"en": "And what is your phone number?", "fr": "Et quel est votre numéro de téléphone ?"}


def call(*said: str, number: str | None = OWN, language: str = "en") -> CallState:
    """A call in which the number was asked for, and these answers given in turn."""
    state = CallState("call", number, language)
    for words in said:
        state.assistant_says(QUESTION[language])
        state.caller_says(words)
    return state


def decided(state: CallState, given: str | None = None) -> Settled | Confirm | Ask:
    return phone_for(state, given, "CA")


def read_back(state: CallState, number: str, answer: str) -> CallState:
    state.assistant_says(f"To confirm, Tuesday, for Mary, at {say_number(number, state.language)}. Is that right?")
    state.caller_says(answer)
    return state


def test_numbers_are_read_out_digit_by_digit() -> None:
    assert say_number(OWN, "en") == "five one four, five five five, zero one four two"
    assert say_number(OWN, "fr") == "cinq un quatre, cinq cinq cinq, zéro un quatre deux"
    assert say_number("+33612345678", "fr") == "zéro six, un deux, trois quatre, cinq six, sept huit"


def test_a_caller_who_says_no_number_has_that_of_the_call() -> None:
    state = CallState("call", OWN, "en")
    assert decided(state) == Settled(OWN)
    assert decided(state, "999 888 7777") == Settled(OWN)
    assert not spoken_of(state)


def test_the_calls_own_number_needs_no_read_back() -> None:
    state = call("514 555 0142")
    assert decided(state, "514-555-0142") == Settled(OWN)
    assert spoken_of(state)


@pytest.mark.parametrize("heard", ["514 555 0143", "514 555 042", "514 55 0142"])
def test_one_digit_beside_the_calls_own_number_is_taken_for_it_once_confirmed(heard: str) -> None:
    state = call(heard)
    assert decided(state, heard) == Confirm(OWN)
    assert decided(read_back(state, OWN, "Yes."), heard) == Settled(OWN)


def test_a_caller_who_means_the_other_number_gets_it() -> None:
    state = read_back(call("514 555 0143"), OWN, "No, zero one four three.")
    assert decided(state, "514 555 0143") == Confirm("+15145550143")
    assert decided(read_back(state, "+15145550143", "Yes."), "514 555 0143") == Settled("+15145550143")


def test_another_number_is_read_back_first() -> None:
    state = call("438 555 0199")
    for given in ("438 555 0199", "438 555 019", None):
        assert decided(state, given) == Confirm(OTHER)
    assert decided(read_back(state, OTHER, "Hm."), None) == Confirm(OTHER)
    assert decided(read_back(state, OTHER, "Yes, that's right."), None) == Settled(OTHER)


def test_what_is_no_number_is_asked_for_again_and_never_stored() -> None:
    state = call("438 555")
    assert decided(state, "438 555") == Ask(sentences("en").phone_again)
    assert decided(state, "438 555") == Ask(sentences("en").phone_again)
    assert decided(state, "438 555") == Confirm(OWN)
    assert decided(read_back(state, OWN, "Yes."), "438 555") == Settled(OWN)


def test_a_number_outside_every_range_is_asked_for_again() -> None:
    assert decided(call("999 888 7777"), "999 888 7777") == Ask(sentences("en").phone_again)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_hidden_number_is_asked_for_twice_and_then_whether_to_go_on(language: str) -> None:
    spoken = sentences(language)
    state = CallState("call", None, language)
    assert decided(state) == Ask(spoken.ask_phone)
    assert decided(state) == Ask(spoken.phone_again)
    assert decided(state) == Ask(spoken.without_phone)
    state.assistant_says(spoken.without_phone)
    state.caller_says("Yes." if language == "en" else "Oui.")
    assert decided(state) == Settled(None)


def test_who_does_not_want_to_go_on_without_is_asked_again() -> None:
    spoken = sentences("en")
    state = call("Hm.", "Hm.", number=None)
    state.phone_tries = 2
    assert decided(state) == Ask(spoken.without_phone)
    state.assistant_says(spoken.without_phone)
    state.caller_says("No.")
    assert decided(state) == Ask(spoken.phone_again)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "I would rather not say."),
        ("en", "I'd rather keep that to myself."),
        ("en", "I have no phone."),
        ("en", "No."),
        ("en", "I don't want to give it."),
        ("fr", "Je préfère ne pas le donner."),
        ("fr", "Je n'ai pas de téléphone."),
        ("fr", "Non."),
    ],
)
def test_a_caller_who_gives_none_is_taken_at_their_word(language: str, words: str) -> None:
    assert decided(call(words, number=None, language=language)) == Settled(None)


def test_a_hidden_caller_who_says_a_number_has_it_read_back() -> None:
    state = call("438 555 0199", number=None)
    assert decided(state) == Confirm(OTHER)
    assert decided(read_back(state, OTHER, "No."), None) == Confirm(OTHER)
    state.assistant_says(QUESTION["en"])
    state.caller_says("438 555 0198")
    assert decided(state) == Confirm("+14385550198")
