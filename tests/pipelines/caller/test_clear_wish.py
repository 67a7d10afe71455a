"""What a caller plainly asks for: never against a word that may tell of danger, never against a wish for a person."""

import pytest

from frontdesk.pipelines.call_state import Turn
from frontdesk.pipelines.caller import clear_wish
from frontdesk.pipelines.caller.clear_wish import clear_intent, wants_message
from tests.pipelines.guards.tables import table

ENDS = {"en": "I need to cancel my appointment.", "fr": "Je dois annuler mon rendez-vous."}


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("James Baker here I need to cancel my appointment", "cancel"),
        ("Hi, could I move my appointment on Tuesday please?", "move"),
        ("When is my appointment?", "look"),
        ("I'd like to book an appointment for next week.", "book"),
        ("Ici Marie Roy, je dois déplacer mon rendez-vous.", "move"),
        ("Bonjour, je voudrais annuler mon rendez-vous de mardi.", "cancel"),
        ("Je voudrais prendre un rendez-vous.", "book"),
        ("C'est quand, mon rendez-vous ?", "look"),
        ("My arm is not moving.", None),
        ("The baby is not moving, cancel my appointment.", None),
        ("Can you help me cancel my appointment?", None),
        ("There is blood, I need an appointment.", None),
        ("J'ai eu un accident, annulez mon rendez-vous.", None),
        ("Cancel it.", None),
        ("", None),
    ],
)
def test_an_appointment_that_is_plainly_spoken_of(words: str, meant: str | None) -> None:
    assert clear_intent([Turn("caller", words)]) == meant


def test_danger_in_the_turn_before_keeps_silent() -> None:
    before, wish = Turn("caller", "My son fell down."), Turn("caller", ENDS["en"])
    assert clear_intent([before, wish]) is None
    assert clear_intent([Turn("caller", "Hello."), Turn("assistant", "Did he fall?"), wish]) == "cancel"


@pytest.mark.parametrize("language", ENDS)
def test_no_emergency_of_the_tables_is_taken_for_an_appointment(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where the rules were blind."""
    monkeypatch.setattr(clear_wish, "is_emergency", lambda _words: False)
    phrases = [row.phrase for row in table(f"emergencies_{language}") if row.verdict == "emergency"]
    assert len(phrases) > 200
    assert [phrase for phrase in phrases if clear_intent([Turn("caller", f"{phrase} {ENDS[language]}")])] == []


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Je voudrais laisser un message.", True),
        ("Can I leave a message?", True),
        ("Could you take a message for Doctor Chen?", True),
        ("No, I'd like to leave a message please.", True),
        ("Pouvez-vous prendre un message pour l'hygiéniste ?", True),
        ("Je vous laisse un message.", True),
        ("I don't want to leave a message.", False),
        ("Did he pass on my message?", False),
        ("Did you get my message?", False),
        ("I left a message yesterday.", False),
        ("J'ai laissé un message hier.", False),
        ("Pas de message, je veux parler à quelqu'un.", False),
        ("Can I talk to somebody or leave a message?", False),
        ("A person, please.", False),
    ],
)
def test_a_message_that_is_asked_for(words: str, wanted: bool) -> None:
    assert wants_message(words) is wanted
