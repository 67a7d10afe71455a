"""The shipped language model on true text: twenty wordings each of finding, cancelling and moving, in both languages.

Graded by the calendar: exactly what was asked for has happened to exactly that appointment.
"""

import dataclasses
import uuid
from collections.abc import AsyncIterator
from datetime import date, time
from typing import Any

import pytest

from frontdesk.calendar import Appointment, Diary
from frontdesk.calendar.spoken import Wish
from frontdesk.models.llama_engine import LlamaEngine
from frontdesk.models.store import language_model_file
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.typed import TypedCall
from tests.engines import ListJournal
from tests.pipelines.conftest import EXAMPLE
from tests.pipelines.tools.typed_caller import NAMES, Talk, talk, wordings

pytestmark = pytest.mark.spoken

NUMBER = "+15145550142"
FLOOR = 19
"""Of 20: what was measured, less one."""


@pytest.fixture
async def model() -> AsyncIterator[LlamaEngine]:
    engine = await LlamaEngine.open(language_model_file("pocket", EXAMPLE))
    yield engine
    await engine.close()


async def appointment(diary: Diary, language: Any) -> Appointment:
    wish = Wish(date(2026, 11, 24), date(2026, 11, 24), time(15), None, None)
    slot = (await diary.openings(wish, service="checkup", practitioner="tremblay")).slots[0]
    return await diary.book(slot, name=NAMES[language], phone=NUMBER, key=uuid.uuid4().hex, language=language)


def done(task: str, before: Appointment, after: list[Appointment], conversation: Talk, language: Any) -> bool:
    if task == "cancel":
        return after == []
    if len(after) != 1 or after[0].uid != before.uid:
        return False
    if task == "find":
        return after[0].slot == before.slot and before.spoken(language) in conversation.said
    kept = (after[0].slot.service, after[0].slot.practitioner) == (before.slot.service, before.slot.practitioner)
    return kept and after[0].slot.start != before.slot.start


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("task", ["find", "cancel", "move"])
async def test_wordings(desk: Desk, diary: Diary, model: LlamaEngine, task: str, language: Any) -> None:
    desk, right = dataclasses.replace(desk, language_model=model), 0
    for opening in wordings(task, language):
        before = await appointment(diary, language)
        call = TypedCall(desk, CallState(uuid.uuid4().hex, NUMBER, language), ListJournal())
        conversation = await talk(call, opening)
        await call.close()
        after = await diary.upcoming()
        right += done(task, before, after, conversation, language)
        for one in after:
            await diary.cancel(one, key=uuid.uuid4().hex)
    assert right >= FLOOR
