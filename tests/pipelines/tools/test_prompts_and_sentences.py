"""What the model is told and what code says: both languages, no blanks left, the first line exact."""

from dataclasses import fields

import pytest

from frontdesk.clinic import Clinic
from frontdesk.pipelines.prompts import system_prompt
from frontdesk.pipelines.sentences import Sentences, alternatives, fixed, greeting, sentences, spoken_name


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_first_line_is_what_pocket_models_read(example: Clinic, language: str) -> None:
    lines = system_prompt(example, language).splitlines()
    assert lines[0] == f"Clinique dentaire du Parc. {language}."
    assert lines[1] == ""
    prompt = "\n".join(lines)
    assert "{name}" not in prompt
    assert "{{" not in prompt
    assert '{"ask":"day"}' in prompt
    for tool in ("check_availability", "book_appointment", "answer_question", "end_call"):
        assert tool in prompt
    assert example.services[1].names[language] in prompt


def test_every_sentence_has_the_same_blanks_in_both_languages() -> None:
    for field in fields(Sentences):
        english, french = (getattr(sentences(language), field.name) for language in ("en", "fr"))
        blanks = [sorted(part.split("}")[0] for part in text.split("{")[1:]) for text in (english, french)]
        assert blanks[0] == blanks[1], field.name
    assert len(fixed("en")) == len(fixed("fr")) > 20
    assert all("{" not in sentence for sentence in [*fixed("en"), *fixed("fr")])


def test_every_refusal_ends_with_the_next_step() -> None:
    for language in ("en", "fr"):
        spoken = sentences(language)
        for name in ("not_allowed", "no_transfer", "no_switch", "past", "closed", "notice_too_short",
                     "too_far", "offer", "offer_one", "closed_offer", "nothing_free", "which_day", "which_time",
                     "no_date", "unclear_choice", "no_such_service", "no_such_practitioner", "other_service", "which",
                     "chosen", "read_back", "what_change", "ask_name", "name_again", "ask_phone", "phone_again",
                     "calendar_down", "engine_trouble", "repeat", "ask_message", "booked", "emergency"):  # fmt: skip
            assert getattr(spoken, name).endswith("?"), name


def test_an_unknown_language_has_no_sentences() -> None:
    with pytest.raises(KeyError):
        sentences("de")


def test_alternatives() -> None:
    assert alternatives([], "en") == ""
    assert alternatives(["nine"], "en") == "nine"
    assert alternatives(["neuf", "dix"], "fr") == "neuf, ou dix"


def test_names_as_they_are_said() -> None:
    assert spoken_name("Dr. Sophie Tremblay", "en") == "Doctor Sophie Tremblay"
    assert spoken_name("Dre Sophie Tremblay", "fr") == "le docteur Sophie Tremblay"
    assert spoken_name("Drummond", "en") == "Drummond"


def with_greeting(clinic: Clinic, words: str, **more: object) -> Clinic:
    return clinic.model_copy(update={"greetings": {"en": words}, **more})


def test_the_greeting_gives_the_notice_and_ends_with_its_question(example: Clinic) -> None:
    assert greeting(example, "en") == (
        "Clinique dentaire du Parc, bonjour, hello. This is the clinic's automated assistant. How can I help you?"
    )
    assert "assistant automatique" in greeting(example, "fr")
    one = {"languages": ("en",)}
    assert greeting(with_greeting(example, "Hello. How can I help you?", **one), "en") == (
        "Hello. I am the clinic's automated assistant. How can I help you?"
    )
    assert greeting(with_greeting(example, "Hello.", **one), "en") == "Hello. I am the clinic's automated assistant."
    assert greeting(with_greeting(example, "How can I help?", **one), "en", pocket_ears=True) == (
        "I am the clinic's automated assistant. This is a trial with small models that understand synthetic voices "
        "only. How can I help?"
    )
