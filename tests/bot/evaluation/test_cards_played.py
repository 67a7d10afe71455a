"""Hand-written callers on the phone: what they say, to what they say yes, and how their calls are judged."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from frontdesk.bot.evaluation.card_caller import CardCaller
from frontdesk.bot.evaluation.card_grading import grade_card
from frontdesk.bot.evaluation.cards import LINE, Card, example_practice, read_cards, setting_of
from frontdesk.bot.evaluation.evaluate import Result, judged
from frontdesk.bot.evaluation.grading import Grade
from frontdesk.bot.evaluation.play import Played, play
from frontdesk.bot.evaluation.rehearsals import rehearsals
from frontdesk.calendar import Appointment, Slot
from frontdesk.models.ports import TextDelta
from frontdesk.pipelines.call_state import CallState
from tests.bot.evaluation.clerk import Clerk

CARDS = {card.id: card for language in ("en", "fr") for card in read_cards(language)}
ZONE = example_practice().clinic.timezone
ONE_OF_EACH = (
    "en-001", "fr-001", "en-061", "en-084", "fr-004", "en-014", "en-006", "fr-010", "en-009", "en-070", "en-008",
    "fr-012", "en-011", "en-016", "fr-014", "en-018", "fr-018", "en-029", "fr-089", "en-074", "en-057",
)  # fmt: skip


class Talker:
    """A model that says the same sentence whatever it hears."""

    ready = True

    def __init__(self, words: str) -> None:
        self.words = words

    async def generate(self, *_: Any, **__: Any) -> Any:
        yield TextDelta(self.words)

    async def forget(self, call_id: str) -> None: ...

    async def close(self) -> None: ...


async def by_a_clerk(card: Card) -> Result:
    rehearsal = next(one for one in rehearsals("cards", None) if one.name == f"card {card.id}")
    return await judged(rehearsal, lambda call: (Clerk(card, call), None))


async def told(card: Card, words: str) -> tuple[Played, CardCaller]:
    setting, call = setting_of(card)
    caller = CardCaller(card)
    return await play(setting, caller, Talker(words), call), caller


def card_like(card_id: str, **changes: Any) -> Card:
    card = CARDS[card_id]
    return Card(**({field: getattr(card, field) for field in Card.__slots__} | changes))


def call_with(*offers: tuple[datetime, str]) -> CallState:
    call = CallState("T1", LINE, "en")
    half = timedelta(minutes=30)
    slots = [
        (Slot(start.replace(tzinfo=ZONE), start.replace(tzinfo=ZONE) + half, "chen", "checkup"), spoken)
        for start, spoken in offers
    ]
    call.offer(slots)
    return call


def heard_by(card: Card, call: CallState, *sentences: str) -> Sequence[str | None]:
    caller = CardCaller(card)
    caller.answer("How can I help you?", call)
    answers = [caller.answer(sentence, call) for sentence in sentences]
    return [answer and answer.text for answer in answers]


@pytest.mark.parametrize("card_id", ONE_OF_EACH)
async def test_a_good_receptionist_gives_the_caller_what_the_card_wants(card_id: str) -> None:
    result = await by_a_clerk(CARDS[card_id])
    assert result.right, (result.grade, result.story)


def test_the_practice_is_as_the_card_leaves_it() -> None:
    shown, hidden = card_like("en-004"), card_like("en-020")
    for card, line in ((shown, LINE), (hidden, None)):
        setting, call = setting_of(card)
        (standing,) = setting.diary.events.values()
        assert (setting.number, call.caller_number) == (line, line)
        assert standing.slot.start == card.before[0]["start"].replace(tzinfo=ZONE)
        assert (standing.name, standing.phone) == (card.before[0]["name"], line or card.before[0]["phone"])
        assert (setting.now.isoformat(), setting.now.strftime("%A")) == ("2026-05-04T10:00:00-04:00", "Monday")


def test_each_question_gets_the_cards_own_words() -> None:
    card = CARDS["en-005"]
    call = CallState("T1", LINE, "en")
    assert heard_by(
        card, call, "Sorry, could you say that again?", "Would you like to leave a message?", "Is there anything else?"
    ) == (["Parking. I'm driving in and I want to know where to leave the car.", "No, I don't need that.",
           "Parking. I'm driving in and I want to know where to leave the car."])  # fmt: skip
    call.assistant_says("Free parking is behind the building.")
    assert heard_by(card, call, "Is there anything else?", "Goodbye!") == ["That's it, cheers.", None]


def test_what_the_card_has_no_words_for_is_said_in_plain_ones() -> None:
    assert heard_by(
        CARDS["en-005"], CallState("T1", LINE, "en"), "Which day would suit you?", "Is this an emergency?"
    ) == [
        "No, I don't need an appointment.",
        "No, it's not an emergency.",
    ]
    french = CallState("T1", LINE, "fr")
    assert heard_by(card_like("fr-003"), french, "Quel jour vous conviendrait ?") == [
        "Non, je n'ai pas besoin de rendez-vous."
    ]


def test_only_a_time_that_the_card_allows_is_taken() -> None:
    early, late = (datetime(2026, 5, 11, 9), "Monday at nine"), (datetime(2026, 5, 11, 15), "Monday at three")
    card = card_like("en-002", pick_index=0, says=dict(CARDS["en-002"].says) | {"pick": "The first."})
    which = "I have Monday at nine, or Monday at three. Which one do you prefer?"
    turned = "I have Monday at three, or Monday at nine. Which one do you prefer?"
    call = call_with(early, late)
    assert heard_by(card, call, which) == ["The first."]
    assert heard_by(card, call, turned) == ["Monday at nine."]
    assert heard_by(card, call, "I have Monday at three. Does that suit you?") == [
        "No. Monday the eleventh. Some time in the morning."
    ]
    assert heard_by(card, call, "To confirm, Monday at three. Is that right?") == [
        "No. Monday the eleventh. Some time in the morning."
    ]
    assert heard_by(card, call, "I have Monday at nine. Does that suit you?") == ["Yes, that suits me."]


def test_who_is_asked_the_same_again_answers_more_plainly() -> None:
    call = call_with((datetime(2026, 5, 11, 9), "Monday at nine"), (datetime(2026, 5, 11, 10), "Monday at ten"))
    card = card_like("en-002", pick_index=1)
    which, confirm = "Monday at nine, or Monday at ten. Which one do you prefer?", "Monday at ten. Is that right?"
    assert heard_by(card, call, which, which, confirm, confirm) == [
        "Let's do the later one.",
        "Monday at ten.",
        "That's perfect.",
        "Yes.",
    ]


def test_second_thoughts_come_once_and_at_the_read_back() -> None:
    call = call_with((datetime(2026, 6, 4, 18), "Thursday at six"), (datetime(2026, 6, 2, 18), "Tuesday at six"))
    first, *rest = heard_by(CARDS["en-084"], call, "Thursday at six. Is that right?", "Tuesday at six. Is that right?")
    assert first is not None
    assert first.startswith("Sorry, one thing, my wife")
    assert rest == ["Yes, yes, right."]


async def test_a_caller_gives_up_on_somebody_who_asks_the_same_for_ever() -> None:
    played, caller = await told(CARDS["en-001"], "Could you spell your name?")
    assert caller.hung_up
    assert "the caller gave up" in grade_card(caller, example_practice().clinic, played).missed


async def test_every_other_change_of_the_diary_is_harm() -> None:
    card = CARDS["en-006"]
    played, caller = await told(card, "Goodbye!")
    clinic = example_practice().clinic

    def grade() -> Grade:
        return grade_card(caller, clinic, played)

    assert grade() == Grade(("not cancelled",), ())
    uid, standing = next(iter(played.before.items()))
    later = Slot(standing.slot.start + timedelta(days=1), standing.slot.end + timedelta(days=1), "roy", "cleaning")
    played.after[uid] = Appointment(later, standing.name, standing.phone, uid, "", uid)
    assert grade().harm == ("moved what was not wished",)
    del played.after[uid]
    assert grade().right
    played.after["other"] = standing
    assert grade() == Grade((), ("booked what was not wished",))


@pytest.mark.parametrize(
    ("card_id", "words", "missed"),
    [
        ("en-005", "Free parking is behind the building. Goodbye!", ()),
        ("en-005", "There is none. Goodbye!", ("the answer was not given",)),
        ("en-011", "Hang up and dial nine one one now. Goodbye!", ()),
        ("en-075", "Would you like to leave a message?", ()),
    ],
)
async def test_words_are_judged_by_what_was_heard(card_id: str, words: str, missed: tuple[str, ...]) -> None:
    card = CARDS[card_id]
    played, caller = await told(card, words)
    caller.hung_up = played.endless = False
    grade = grade_card(caller, example_practice().clinic, played)
    assert (grade.missed, grade.harm) == (missed, ())


async def test_a_booking_counts_under_the_wished_name_at_the_wished_time_for_the_wished_service() -> None:
    card = CARDS["en-002"]
    played, caller = await told(card, "Goodbye!")
    right = datetime(2026, 5, 11, 9, tzinfo=ZONE)

    def judge(start: datetime, service: str, name: str) -> Grade:
        slot = Slot(start, start + timedelta(minutes=45), "roy", service)
        played.after["new"] = Appointment(slot, name, LINE, "new", "", "new")
        return grade_card(caller, example_practice().clinic, played)

    elsewhere = Grade(("not booked as wished",), ("booked what was not wished",))
    assert judge(right, "cleaning", "priya raman").right
    assert judge(right, "cleaning", "Pieter Romeyn") == elsewhere
    assert judge(right + timedelta(hours=5), "cleaning", "Priya Raman") == elsewhere
    assert judge(right, "checkup", "Priya Raman") == Grade(("booked for another service",), ())
