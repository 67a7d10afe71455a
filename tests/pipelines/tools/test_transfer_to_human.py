"""Who a caller is put through to, and what is said where there is nobody."""

from datetime import datetime
from typing import Any

import pytest

from frontdesk.clinic import Clinic
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tool_runner import ToolRunner
from frontdesk.pipelines.tools import call_tool
from frontdesk.pipelines.tools.result import ToolResult
from frontdesk.pipelines.tools.transfer_to_human import MOST_TRANSFERS
from tests.engines import ListJournal

FRONT_DESK, BILLING = "+15145550101", "+15145550102"


async def ask(desk: Desk, call: CallState, reason: str = "a person") -> ToolResult:
    return await call_tool(desk, call, "transfer_to_human", {"reason": reason})


def on_the_phone(new_call: Any, language: str = "en") -> CallState:
    call: CallState = new_call(language)
    call.can_transfer = True
    return call


@pytest.mark.parametrize(
    ("language", "said", "number", "name"),
    [
        ("en", "I want to talk to a person.", FRONT_DESK, "the front desk"),
        ("en", "It is about my bill.", BILLING, "billing"),
        ("fr", "Je veux parler à quelqu'un.", FRONT_DESK, "l'accueil"),
        ("fr", "C'est pour une facture.", BILLING, "la facturation"),
        ("en", "Give me the receptionist or billing.", FRONT_DESK, "the front desk"),
    ],
)
async def test_the_extension_that_was_named_else_the_first(
    quiet_desk: Desk, new_call: Any, language: str, said: str, number: str, name: str
) -> None:
    call = on_the_phone(new_call, language)
    call.caller_says(said)
    answer = await ask(quiet_desk, call)
    assert answer.payload == {"transferring": True}
    assert answer.transfer_to == number
    assert answer.announce is not None
    assert name in answer.announce
    (action,) = answer.actions
    assert (action.kind, action.reason) == ("transfer", said)
    assert action.target in ("front-desk", "billing")


async def test_the_models_reason_names_an_extension_too_and_never_a_number(quiet_desk: Desk, new_call: Any) -> None:
    call = on_the_phone(new_call)
    call.caller_says("Yes, please.")
    assert (await ask(quiet_desk, call, "question about an invoice")).transfer_to == BILLING
    assert (await ask(quiet_desk, call, "+19005550123")).transfer_to == FRONT_DESK


async def test_a_line_that_cannot_pass_calls_on_offers_a_message(quiet_desk: Desk, new_call: Any) -> None:
    call = new_call()
    answer = await ask(quiet_desk, call)
    assert (answer.announce, answer.transfer_to) == (sentences("en").no_transfer, None)
    assert answer.payload["error"] == "not_allowed"
    assert call.pending == "message"


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_a_closed_clinic_offers_a_message(quiet_desk: Desk, new_call: Any, clock: Any, language: str) -> None:
    clock.forward(hours=12)
    call = on_the_phone(new_call, language)
    answer = await ask(quiet_desk, call)
    assert (answer.announce, answer.transfer_to) == (sentences(language).nobody_there, None)
    assert call.pending == "message"


async def test_an_extension_that_is_closed_while_the_clinic_is_open(
    quiet_desk: Desk, new_call: Any, clock: Any, clinic: Clinic
) -> None:
    clock.now = datetime(2026, 11, 24, 10, tzinfo=clinic.timezone)  # billing answers on Mondays and Wednesdays
    call = on_the_phone(new_call)
    call.caller_says("Billing, please.")
    answer = await ask(quiet_desk, call)
    assert answer.transfer_to is None
    assert answer.announce is not None
    assert answer.announce.startswith("I'm sorry, billing cannot be reached right now.")
    call.assistant_says(answer.announce)
    call.caller_says("Then anybody.")
    assert (await ask(quiet_desk, call)).transfer_to == FRONT_DESK


async def test_whatever_a_model_repeats_the_phones_ring_a_few_times_only(quiet_desk: Desk, new_call: Any) -> None:
    call = on_the_phone(new_call)
    answers = [await ask(quiet_desk, call, f"again {n}") for n in range(100)]
    assert sum(answer.transfer_to is not None for answer in answers) == MOST_TRANSFERS
    assert answers[-1].announce == sentences("en").no_transfer


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Je voudrais laisser un message."), ("en", "Can I leave a message?")]
)
async def test_whoever_wants_to_leave_a_message_is_asked_for_it(
    quiet_desk: Desk, new_call: Any, language: str, words: str
) -> None:
    call = on_the_phone(new_call, language)
    call.caller_says(words)
    answer = await ask(quiet_desk, call, words)
    assert (answer.announce, answer.transfer_to) == (sentences(language).ask_message, None)
    assert (answer.payload, answer.actions, call.transfers) == ({"ask": "message"}, (), 0)


async def test_the_key_for_a_person_is_no_wish_for_a_message(quiet_desk: Desk, new_call: Any) -> None:
    call = on_the_phone(new_call)
    call.caller_says("Can I leave a message?")
    runner = ToolRunner(quiet_desk, call, ListJournal())
    assert (await runner.by_key("person")).transfer_to == FRONT_DESK
