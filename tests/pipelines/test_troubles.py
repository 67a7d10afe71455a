"""Remedies when engines fail."""

from frontdesk.pipelines.troubles import Troubles


def test_the_caller_repeats_twice_then_a_message_is_offered() -> None:
    troubles = Troubles()
    assert [troubles.failed("recogniser") for _ in range(3)] == ["repeat", "repeat", "engine_trouble"]


def test_success_starts_anew_and_engines_count_apart() -> None:
    troubles = Troubles()
    assert troubles.failed("language_model") == "engine_trouble"
    assert troubles.failed("synthesiser") == "engine_trouble"
    troubles.worked("language_model")
    assert [troubles.failed("language_model") for _ in range(3)] == ["engine_trouble", "engine_trouble", "end"]
    assert troubles.failed("synthesiser") == "end"


def test_a_dead_recogniser_ends_the_call_in_the_end() -> None:
    troubles = Troubles()
    remedies = [troubles.failed("recogniser") for _ in range(9)]
    assert remedies[-1] == "end"
    assert remedies.index("end") >= 4
