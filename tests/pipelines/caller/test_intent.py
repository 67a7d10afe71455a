"""What callers are about, in their own words."""

import pytest

from frontdesk.pipelines.call_state import CallState, Turn
from frontdesk.pipelines.caller.intent import intent, intent_of


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Sign me up for a visit.", "book"),
        ("Kindly arrange an appointment for me on May twentieth.", "book"),
        ("Il me faudrait un rendez-vous pour mon genou.", "book"),
        ("Could you push my appointment to Thursday?", "move"),
        ("My visit has to be moved.", "move"),
        ("Je voudrais avancer ma consultation.", "move"),
        ("Mon rendez-vous, il faudrait le décaler.", "move"),
        ("Please take me off the list.", "cancel"),
        ("Mon rendez-vous, vous pouvez l'effacer.", "cancel"),
        ("What time is my next appointment?", "look"),
        ("Je ne sais plus l'heure de mon rendez-vous.", "look"),
        ("My shift's changed this month.", None),
        ("They always push the door too hard.", None),
        ("Je dois avancer, il y a du monde derrière moi.", None),
        ("Le report est dans le dossier.", None),
        ("Book me in for Tuesday.", None),
        ("Yes, put me down for ten.", None),
    ],
)
def test_wishes(words: str, meant: str | None) -> None:
    assert intent([Turn("caller", words)]) == meant
    assert intent([Turn("caller", words.lower().replace(",", "").rstrip(".?"))]) == meant


def test_what_was_written_ends_the_purpose() -> None:
    call = CallState("call", None, "en")
    call.caller_says("Can it be another day?")
    call.purpose, call.purpose_since = "move", len(call.turns)
    assert intent_of(call) == "move"
    call.served_until = len(call.turns)
    assert intent_of(call) is None
    call.assistant_says("It is moved. Anything else?")
    call.caller_says("Sign me up for a visit.")
    assert intent_of(call) == "book"
