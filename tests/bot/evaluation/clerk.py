"""A receptionist who has read the caller's card: what a good one would do, so that cards are played without a model."""

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from frontdesk.bot.evaluation.cards import Card, Window
from frontdesk.calendar.spoken import say_date, say_time
from frontdesk.models.normaliser import normalise
from frontdesk.models.ports import Message, TextDelta, ToolCall, ToolSpec, Usage
from frontdesk.pipelines.call_state import CallState, Offer
from frontdesk.pipelines.sentences import alternatives, sentences

HAVE = {"en": "I have {}. Which one do you prefer?", "fr": "J'ai {}. Lequel préférez-vous ?"}


@dataclass
class Clerk:
    """One call's receptionist."""

    card: Card
    call: CallState
    ready: bool = True
    asked_for: list[str] = field(default_factory=list)
    """The tools that were called."""

    async def generate(
        self, call_id: str, messages: Sequence[Message], tools: Sequence[ToolSpec], *, max_tokens: int = 160
    ) -> AsyncIterator[TextDelta | ToolCall | Usage]:
        last = messages[-1]
        reply = self.after(json.loads(last["content"])) if last["role"] == "tool" else self.reply(last["content"])
        if isinstance(reply, ToolCall):
            self.asked_for.append(reply.name)
        yield TextDelta(reply) if isinstance(reply, str) else reply
        yield Usage(0, 0, 0)

    async def forget(self, call_id: str) -> None: ...

    async def close(self) -> None: ...

    def reply(self, words: str) -> str | ToolCall:
        if self.bids_farewell(words):
            return ToolCall("end_call", {})
        if self.is_said_last(words):
            return ToolCall("answer_question", {"query": words})
        return getattr(self, f"to_{self.card.wants}")(words)

    def bids_farewell(self, words: str) -> bool:
        return words == normalise(self.card.says["else"][-1], self.call.language)

    def is_said_last(self, words: str) -> bool:
        """Whether it is a question of those after the first wish."""
        return self.card.wants != "ask" and words in [
            normalise(said, self.call.language) for said in self.card.says["else"] if said.endswith("?")
        ]

    def to_book(self, words: str) -> str | ToolCall:
        window = self.card.booked[min(len(self.call.commits), len(self.card.booked) - 1)]
        fitting = self.fitting(window)
        if fitting:
            return ToolCall("book_appointment", {"slot": fitting[0].letter, "name": window.name})
        return self.look_for(window)

    def to_move(self, words: str) -> str | ToolCall:
        if not self.call.found:
            return self.find()
        window = self.card.moved
        assert window is not None
        fitting = self.fitting(window)
        if fitting:
            return ToolCall("reschedule_appointment", {"appointment": self.number, "slot": fitting[0].letter})
        return self.look_for(window)

    def to_cancel(self, words: str) -> str | ToolCall:
        return ToolCall("cancel_appointment", {"appointment": self.number}) if self.call.found else self.find()

    def to_look(self, words: str) -> str | ToolCall:
        return self.find()

    def to_ask(self, words: str) -> str | ToolCall:
        return ToolCall("answer_question", {"query": words})

    def to_message(self, words: str) -> str | ToolCall:
        text = normalise(str(self.card.says["message"]), self.call.language)
        if words != text and not self.call.draft:
            return sentences(self.call.language).ask_message
        return ToolCall("take_message", {"message": text, "name": str(self.card.says.get("name", ""))})

    def to_person(self, words: str) -> str | ToolCall:
        if "transfer_to_human" in self.asked_for:
            return sentences(self.call.language).anything_else
        return ToolCall("transfer_to_human", {"reason": words})

    def to_emergency(self, words: str) -> str | ToolCall:
        return ToolCall("emergency", {"reason": words})

    def to_advice(self, words: str) -> str | ToolCall:
        if "message" in self.card.after:
            return self.to_message(words)
        return sentences(self.call.language).no_advice

    def to_language(self, words: str) -> str | ToolCall:
        wanted = self.card.after["language"]
        if self.call.language != wanted:
            return ToolCall("switch_language", {"language": wanted})
        return ToolCall("answer_question", {"query": words})

    def to_nothing(self, words: str) -> str | ToolCall:
        return sentences(self.call.language).anything_else

    def after(self, result: dict[str, object]) -> str | ToolCall:
        slots, passages, appointments = (result.get(key) for key in ("slots", "passages", "appointments"))
        if isinstance(passages, list):
            return " ".join([*passages, sentences(self.call.language).anything_else])
        if isinstance(slots, list) and slots:
            phrases = [slot["spoken"] for slot in slots]
            return HAVE[self.call.language].format(alternatives(phrases, self.call.language))
        if isinstance(appointments, list) and appointments and self.card.wants != "look":
            return self.reply("")
        if isinstance(appointments, list):
            return ", ".join(one["spoken"] for one in appointments) + ". " + sentences(self.call.language).anything_else
        return sentences(self.call.language).anything_else

    def find(self) -> ToolCall:
        purpose = self.card.wants
        return ToolCall("find_appointments", {"purpose": purpose, "name": self.card.before[0]["name"]})

    @property
    def number(self) -> str:
        """The number of the appointment that the wish is about."""
        start = self.card.before[0]["start"]
        return next((one.number for one in self.call.found if one.start.replace(tzinfo=None) == start), "1")

    def look_for(self, window: Window) -> ToolCall:
        language = self.call.language
        day, first, last = say_date(window.first.date(), language), window.first.time(), window.last.time()
        clock = say_time(first, language) if first == last else ""
        after = {"en": "after {}", "fr": "après {}"}[language].format(say_time(first, language))
        asked = {"when": f"{day} {clock or after}"}
        return ToolCall("check_availability", asked | ({"service": window.service} if window.service else {}))

    def fitting(self, window: Window) -> list[Offer]:
        taken = self.call.written
        return (
            [
                offer
                for offer in self.call.open_offers
                if offer.letter not in taken and window.holds(offer.start.replace(tzinfo=None))
            ]
            if self.call.offers
            else []
        )
