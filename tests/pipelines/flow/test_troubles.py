"""Remedies when engines fail."""

from frontdesk.pipelines.flow.troubles import Troubles


def test_the_caller_repeats_twice_then_a_message_is_offered_then_the_carrier_takes_over() -> None:
    troubles = Troubles()
    assert [troubles.failed("recogniser") for _ in range(5)] == ["repeat", "repeat", "offer", "end", "end"]


def test_success_starts_anew_and_engines_count_apart() -> None:
    troubles = Troubles()
    assert troubles.failed("language_model") == "offer"
    assert troubles.failed("recogniser") == "repeat"
    troubles.worked("language_model")
    assert [troubles.failed("language_model") for _ in range(2)] == ["offer", "voicemail"]
    assert troubles.failed("recogniser") == "repeat"


def test_a_voice_that_speaks_prepared_sentences_only_takes_a_message_and_a_dumb_one_ends_the_call() -> None:
    troubles = Troubles()
    for remedy in ("offer", "voicemail", "voicemail", "voicemail", "end"):
        assert troubles.failed("synthesiser") == remedy
        troubles.audible()
    troubles.worked("synthesiser")
    assert [troubles.failed("synthesiser") for _ in range(2)] == ["offer", "end"]
