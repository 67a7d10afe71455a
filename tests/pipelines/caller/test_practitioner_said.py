"""Whom the caller asked to see: behind a title, behind "with", by the whole name; never a bare family name."""

import pytest

from frontdesk.clinic import Clinic
from frontdesk.pipelines.caller.practitioner_said import practitioner_said


@pytest.mark.parametrize(
    ("words", "person"),
    [
        ("A check-up with Doctor Chen on Tuesday, please.", "chen"),
        ("Can I see Dr. Tremblay?", "tremblay"),
        ("Is Doctor Sophie Tremblay free tomorrow?", "tremblay"),
        ("david chen, if possible", "chen"),
        ("I'd rather be seen by Chen.", "chen"),
        ("Could I come in with Julie?", "roy"),
        ("A cleaning with Julie Roy.", "roy"),
        ("I'm seeing Sophie usually.", "tremblay"),
        ("I'd like an appointment with Ms. Roy.", "roy"),
        ("Un rendez-vous avec le docteur Tremblay.", "tremblay"),
        ("Un rendez-vous avec la docteure Sophie Tremblay.", "tremblay"),
        ("Je voudrais voir madame Roy.", "roy"),
        ("Chez Chen, s'il vous plaît.", "chen"),
        ("Avec Julie, mercredi matin.", "roy"),
        ("Un examen par le Dr Chen.", "chen"),
        ("AVEC JULIE ROY", "roy"),
    ],
)
def test_who_is_asked_for(example: Clinic, words: str, person: str) -> None:
    found = practitioner_said(example, [words])
    assert found is not None
    assert found.id == person


@pytest.mark.parametrize(
    "words",
    [
        "My name is Mary Roy.",
        "This is Chen, I need a check-up.",
        "It's Tremblay, T R E M B L A Y.",
        "Ici Roy, je voudrais un examen.",
        "Marc Tremblay à l'appareil.",
        "David here, a check-up please.",
        "A check-up with Doctor House.",
        "With my son on Tuesday.",
        "Avec plaisir.",
        "Tuesday at three.",
        "The royal doctor.",
        "",
    ],
)
def test_a_bare_name_or_somebody_elses_is_no_wish(example: Clinic, words: str) -> None:
    assert practitioner_said(example, [words]) is None


@pytest.mark.parametrize(
    "words",
    [
        "I don't mind who.",
        "Anyone is fine.",
        "Whoever is free first.",
        "No preference, the first available.",
        "Either is fine.",
        "It doesn't matter.",
        "N'importe qui.",
        "Peu importe.",
        "Ça m'est égal.",
        "Pas de préférence.",
    ],
)
def test_who_minds_no_more_has_named_nobody(example: Clinic, words: str) -> None:
    assert practitioner_said(example, ["With Doctor Chen, please.", words]) is None


def test_the_one_named_last_counts(example: Clinic) -> None:
    turns = ["With Doctor Chen.", "Tuesday at three.", "No, with Julie Roy.", "Yes, Wednesday."]
    assert [person.id for person in [practitioner_said(example, turns)] if person] == ["roy"]
    assert [person.id for person in [practitioner_said(example, turns[:2])] if person] == ["chen"]


def test_two_in_one_turn_are_no_choice(example: Clinic) -> None:
    both = "With Doctor Chen or with Doctor Tremblay."
    assert practitioner_said(example, [both]) is None
    assert practitioner_said(example, ["With Julie Roy.", both]) is None


def test_who_is_wanted_again_after_anybody(example: Clinic) -> None:
    found = practitioner_said(example, ["Anybody.", "Or rather with Doctor Chen."])
    assert found is not None
    assert found.id == "chen"


def test_nothing_said_names_nobody(example: Clinic) -> None:
    assert practitioner_said(example, []) is None


@pytest.mark.parametrize(
    "words",
    [
        "This is Mrs. Roy, I need a check-up on Wednesday at three.",
        "Ici madame Roy, ce serait pour un examen.",
        "My name is Sophie Tremblay.",
        "Doctor David Tremblay, please.",
        "Not with Doctor Chen, please.",
        "Pas avec le docteur Chen.",
        "Anyone but Doctor Chen.",
    ],
)
def test_a_callers_own_name_and_somebody_unwanted_are_no_wish(example: Clinic, words: str) -> None:
    assert practitioner_said(example, [words]) is None
