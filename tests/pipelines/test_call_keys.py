"""Keys pressed in a call."""

import pytest

from frontdesk.models.piper_engine import PiperEngine
from tests.phone_line import phone_line
from tests.pipelines.scripted_call import GREETING, OPTIONS, desk, model

pytestmark = pytest.mark.spoken


async def test_keys_are_heard_as_a_number(voice: PiperEngine) -> None:
    at = desk([], ["Thank you."])
    async with phone_line(at, voice, options=OPTIONS) as line:
        await line.heard(GREETING)
        await line.press("5145550142#")
        await line.heard("Thank you.")
    assert line.journal.said("caller") == ["5145550142"]
    assert model(at).prompts[0][-1] == {"role": "user", "content": "5145550142"}
