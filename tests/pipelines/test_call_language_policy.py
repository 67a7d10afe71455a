"""Which language a call is in: the rules, with probabilities in place of audio."""

from collections.abc import Sequence
from math import inf
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from frontdesk.models.ports import Transcript
from frontdesk.pipelines.call_language import SURE, CallLanguage
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Action

if TYPE_CHECKING:
    from frontdesk.calendar.spoken import Language

BOTH: Sequence["Language"] = ("en", "fr")
SWITCHED = Action("language", "heard", "fr")


def new_call() -> CallState:
    return CallState("CA1", None, "en")


def hear(policy: CallLanguage, french: float, text: str = "Bonjour madame.") -> Action | None:
    """An utterance that is French with this probability, decoded as the engine decodes it."""
    languages = {"fr": french, "en": 1 - french}
    ((rival, needed),) = policy.rivals().items()
    own = "en" if rival == "fr" else "fr"
    decoded = rival if languages[rival] >= needed else own
    return policy.heard(Transcript(text, decoded, 1.0, 0.0, 2.0, languages))


def test_the_first_utterance_switches_where_it_is_sure() -> None:
    call = new_call()
    assert hear(CallLanguage(call, BOTH), 0.9) == SWITCHED
    assert call.language == "fr"
    call = new_call()
    policy = CallLanguage(call, BOTH)
    assert hear(policy, 0.89) is None
    assert policy.rivals() == {"fr": inf}


def test_a_later_utterance_switches_only_behind_another() -> None:
    call = new_call()
    policy = CallLanguage(call, BOTH)
    hear(policy, 0.1)
    assert hear(policy, 0.95) is None
    assert policy.rivals() == {"fr": SURE}
    assert hear(policy, 0.2) is None
    assert hear(policy, 0.95) is None
    assert hear(policy, 0.95) == SWITCHED
    assert call.language == "fr"
    assert policy.rivals() == {"en": inf}


def test_noise_and_short_words_decide_nothing() -> None:
    call = new_call()
    policy = CallLanguage(call, BOTH)
    assert hear(policy, 0.99, text="") is None
    assert policy.heard(Transcript("Allô ?", "en", 1.0, 0.0, 0.6)) is None
    assert hear(policy, 0.99) == SWITCHED


def test_what_the_caller_chose_stands() -> None:
    call = new_call()
    policy = CallLanguage(call, BOTH)
    assert policy.rivals() == {"fr": SURE}
    call.language = "fr"
    assert policy.heard(Transcript("Hello there.", "en", 1.0, 0.0, 2.0, {"en": 0.99, "fr": 0.01})) is None
    assert policy.rivals() == {"en": inf}
    assert hear(policy, 0.01) is None
    assert policy.rivals() == {"en": SURE}
    assert hear(policy, 0.01) == Action("language", "heard", "en")


def test_a_call_that_was_talking_before_is_decided() -> None:
    call = new_call()
    call.caller_says("Hello.")
    assert CallLanguage(call, BOTH).rivals() == {"fr": inf}


def test_a_clinic_with_one_language_compares_nothing() -> None:
    assert CallLanguage(new_call(), ("en",)).rivals() == {}


@given(st.lists(st.floats(0, 1), max_size=12))
def test_no_single_later_utterance_switches(french: list[float]) -> None:
    call = new_call()
    policy = CallLanguage(call, BOTH)
    before: list[float] = []
    for probability in french:
        spoken = call.language
        hear(policy, probability)
        if call.language != spoken and before:
            other = [p if call.language == "fr" else 1 - p for p in (before[-1], probability)]
            assert min(other) >= SURE
        before.append(probability)
