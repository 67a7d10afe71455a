"""Who refuses a read-back and names another time is offered that time, not asked what to change."""

import pytest

from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tools import call_tool


async def refused(desk: Desk, call, words: str, name: str = "Mary Smith"):  # type: ignore[no-untyped-def]
    call.caller_says("An appointment on Tuesday at three, please.")
    offer = (await call_tool(desk, call, "check_availability", {"when": "Tuesday at three"})).payload["slots"][0]
    call.caller_says("Mary Smith.")
    read_back = await call_tool(desk, call, "book_appointment", {"slot": offer["slot"], "name": "Mary Smith"})
    call.assistant_says(read_back.announce)
    call.caller_says(words)
    return await call_tool(desk, call, "book_appointment", {"slot": offer["slot"], "name": name})


async def test_another_name_in_a_refusal_is_read_back(desk: Desk, new_call) -> None:
    call = new_call()
    result = await refused(desk, call, "No, it's Mary Smythe.", "Mary Smythe")
    assert "for Mary Smythe" in result.announce
    assert not call.commits


async def test_another_time_in_a_refusal_is_looked_up(desk: Desk, new_call) -> None:
    call = new_call()
    result = await refused(desk, call, "No, sorry, Thursday at four.")
    assert [slot["spoken"] for slot in result.payload["slots"]] == ["Thursday, November the twenty-sixth at four"]
    assert not call.commits


@pytest.mark.parametrize("words", ["No.", "No, the name is wrong.", "No, it's Mary Smythe.", "No, Tuesday at three."])
async def test_any_other_refusal_is_asked_about(desk: Desk, new_call, words: str) -> None:
    call = new_call()
    result = await refused(desk, call, words)
    assert result.payload.get("slots") is None
    assert not call.commits
    if words == "No.":
        assert result.announce == sentences("en").what_change
