"""A receptionist who knows what the caller meant: a `LanguageModel` whose replies are the lesson of a smaller one.

It reads the caller's acts instead of the words, and the call's state as every tool does. Its policy is the shortest
that serves a caller, and leaves to code what code does by itself:

    a wish for a time       `check_availability` in the caller's words; code offers what is free
    a choice, a name        `book_appointment` with what is known; code asks for the rest and reads back
    an own appointment      `find_appointments`; code identifies the caller
    a question              `answer_question`; the first passage, then back to the open question
    anything else           one fixed sentence, then back to the open question
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from frontdesk.bot.evaluation.listening import asked
from frontdesk.bot.evaluation.phrases import PHRASES
from frontdesk.bot.evaluation.speech import Act, Said
from frontdesk.models.ports import Message, TextDelta, ToolCall, ToolSpec, Usage
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tools.offering import offers

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_WISHES = ("book", "availability", "move", "cancel", "look", "message")
_STILL_OPEN = (
    "name", "phone", "spell", "day", "time", "pick", "suits", "confirm", "service", "practitioner", "message",
    "which appointment", "change", "offer message", "emergency",
)  # fmt: skip
"""Questions that are asked again once something else was answered."""
_ENOUGH = 5
"""Words of a message by which code finds the turn that carries it."""


@dataclass
class Oracle:
    """One call's receptionist. `call` is set before the first reply, `hear` before every turn."""

    call: CallState
    said: list[str] = field(default_factory=list)
    """Every text it wrote: what a model shall learn."""
    ready: bool = True
    _task: str | None = None
    _when: str = ""
    _name: str = ""
    _letter: str = ""
    _appointment: str = ""
    _acts: list[Act] = field(default_factory=list)
    _done: int = 0
    """How much of what was asked for had been written by the last turn."""

    def hear(self, said: Said) -> None:
        """What the caller says next."""
        self._acts = list(said.acts)
        done = len(self.call.commits) + len(self.call.messages_taken)
        if done > self._done:
            self._task, self._when, self._letter = None, "", ""
        self._done = done

    async def generate(
        self, call_id: str, messages: Sequence[Message], tools: Sequence[ToolSpec], *, max_tokens: int = 160
    ) -> AsyncIterator[TextDelta | ToolCall | Usage]:
        """See `LanguageModel`."""
        last = messages[-1]
        reply = self._after(json.loads(last["content"])) if last["role"] == "tool" else self._reply()
        if isinstance(reply, str):
            self.said.append(reply)
            yield TextDelta(reply)
        else:
            yield reply
        yield Usage(0, 0, 0)

    async def forget(self, call_id: str) -> None:
        """Nothing is kept."""

    async def close(self) -> None:
        """Nothing is open."""

    # What the caller said

    def _reply(self) -> str | ToolCall:
        for act in self._acts:
            self._learn(act)
        act = self._main()
        handler = getattr(self, f"_on_{act.kind}", None)
        if handler is None:
            return self._on_aside(act)
        reply: str | ToolCall = handler(act)
        return reply

    def _main(self) -> Act:
        """The act that is answered: a wish before small talk, a question before a wish that can wait."""
        asks = next((act for act in self._acts if act.kind == "ask"), None)
        if asks is not None:
            return asks
        small = {"hello", "more", "filler", "backchannel", "thanks", "join"}
        return next((act for act in reversed(self._acts) if act.kind not in small), self._acts[-1])

    def _learn(self, act: Act) -> None:
        """Keep the facts, and what the call is about now."""
        if act.kind in ("book", "availability", "move", "cancel", "look"):
            self._task = "book" if act.kind == "availability" else act.kind
            self._when, self._letter = "", ""
        if act.kind in ("nothing", "bye"):
            self._task, self._when, self._letter = None, "", ""
        if act.kind in ("message", "message_with", "message_text"):
            self._task = "message"
        self._when = act.told.get("when", self._when)
        self._name = act.told.get("name", self._name)

    @property
    def _p(self) -> dict[str, str]:
        return PHRASES[self.call.language]

    def _open_question(self) -> str:
        """What is still to be asked: for a wish of this very turn its first question, else what was asked last."""
        if not any(act.kind in _WISHES for act in self._acts):
            said = self.call.assistant_said
            question = asked(said[-1], self.call.language) if said else "nothing"
            return self._question_again() if question in _STILL_OPEN else sentences(self.call.language).anything_else
        return self._first_question()

    def _first_question(self) -> str:
        """What a wish needs first."""
        spoken = sentences(self.call.language)
        match self._task:
            case "book":
                return spoken.which_day
            case "move" if self.call.standing:
                return self._p["move_to"]
            case "move" | "cancel" | "look" if not self.call.found:
                return spoken.which_name
            case "message":
                return self._p["message"]
            case _:
                return spoken.anything_else

    def _offered_last(self) -> bool:
        return bool(self.call.offers) and not any(offer.letter in self.call.written for offer in self.call.open_offers)

    # Wishes

    def _on_book(self, act: Act) -> str | ToolCall:
        if act.told.get("when"):
            return self._check(act.told["when"])
        return f"{self._p['sure']} {sentences(self.call.language).which_day}"

    _on_availability = _on_book

    def _on_cancel(self, act: Act) -> str | ToolCall:
        if len(self.call.standing) == 1 and not act.told.get("name"):
            return self._tool("cancel_appointment", appointment=self.call.standing[0].number)
        return self._find(act)

    def _find(self, act: Act) -> ToolCall:
        return self._tool("find_appointments", purpose=self._task or "look", name=act.told.get("name", ""))

    _on_move = _on_look = _find

    def _on_ask(self, act: Act) -> ToolCall:
        return self._tool("answer_question")

    def _on_message(self, act: Act) -> str:
        return sentences(self.call.language).ask_message

    def _on_message_with(self, act: Act) -> ToolCall:
        words = act.told.get("message", act.words).split()[:_ENOUGH]
        return self._tool("take_message", name=self._name, message=" ".join(words).strip(" .,!?"))

    _on_message_text = _on_message_with

    def _on_person(self, act: Act) -> ToolCall:
        return self._tool("transfer_to_human", reason=act.told.get("extension") or self._p["person"])

    def _on_emergency(self, act: Act) -> ToolCall:
        return self._tool("emergency", reason=" ".join(act.words.split()[:_ENOUGH]).strip(" .,!?"))

    def _on_advice(self, act: Act) -> str:
        return sentences(self.call.language).no_advice

    def _on_language(self, act: Act) -> ToolCall:
        return self._tool("switch_language", language="fr" if self.call.language == "en" else "en")

    # Answers

    def _on_say_when(self, act: Act) -> ToolCall:
        return self._check(act.told["when"])

    _on_other_when = _on_correct_when = _on_change_when = _on_say_when

    def _on_earlier(self, act: Act) -> ToolCall:
        return self._check(self._p["earlier"])

    def _on_later(self, act: Act) -> ToolCall:
        return self._check(self._p["later"])

    def _on_none_fit(self, act: Act) -> str:
        self._letter = ""
        return self._p["other_day"]

    def _on_pick_first(self, act: Act) -> str | ToolCall:
        return self._picked(0)

    def _on_pick_second(self, act: Act) -> str | ToolCall:
        return self._picked(-1)

    def _on_take_it(self, act: Act) -> str | ToolCall:
        return self._picked(0)

    def _on_pick_time(self, act: Act) -> str | ToolCall:
        return self._picked_by(act.told.get("time", act.words))

    def _on_pick_day(self, act: Act) -> str | ToolCall:
        return self._picked_by(act.told.get("day", act.words))

    def _on_pick_phrase(self, act: Act) -> str | ToolCall:
        return self._picked_by(act.told.get("phrase", act.words))

    def _picked_by(self, words: str) -> str | ToolCall:
        """The open offer whose phrase shares most words with what was said."""
        said = set(re.findall(r"\w+", words.lower()))
        ones = self._choices()
        if not ones:
            return self._on_aside(Act("repeat", words, {}))
        scores = [len(said & set(re.findall(r"\w+", phrase.lower()))) / (1 + len(phrase) / 200) for _, phrase in ones]
        return self._picked(scores.index(max(scores)))

    def _choices(self) -> list[tuple[str, str]]:
        """Letters or numbers with their phrases: what the caller may be choosing from."""
        if self._choosing_appointment:
            return [(one.number, one.spoken) for one in self.call.standing]
        return [(offer.letter, offer.spoken) for offer in self.call.open_offers] if self.call.offers else []

    @property
    def _choosing_appointment(self) -> bool:
        said = self.call.assistant_said
        asked = sentences(self.call.language).which_appointment.rsplit(".", 1)[-1].strip()
        return bool(said) and said[-1].endswith(asked)

    def _picked(self, index: int) -> str | ToolCall:
        ones = self._choices()
        if not ones:
            return self._open_question()
        chosen = ones[index][0]
        if self._choosing_appointment:
            self._appointment = chosen
            if self._task == "cancel":
                return self._tool("cancel_appointment", appointment=chosen)
            return self._check(self._when) if self._when else self._p["move_to"]
        self._letter = chosen
        return self._settle()

    def _settle(self) -> ToolCall:
        """Book or move with what is known: code asks for what is missing, and reads back."""
        offer = self.call.offer_of(self._letter)
        if offer is not None and offer.moving is not None:
            return self._tool("reschedule_appointment", appointment=offer.moving, slot=self._letter)
        return self._tool("book_appointment", slot=self._letter, name=self._name)

    def _on_say_name(self, act: Act) -> str | ToolCall:
        if self._task == "message":
            return self._tool("take_message", name=self._name)
        if self._task in ("move", "cancel", "look") and not self.call.found:
            return self._find(act)
        return self._settle() if self._letter else self._open_question()

    _on_correct_name = _on_say_name

    def _on_say_phone(self, act: Act) -> str | ToolCall:
        if self._task == "message":
            return self._tool("take_message", name=self._name, phone=act.told.get("phone", ""))
        if self._task == "book" and self._letter:
            return self._tool("book_appointment", slot=self._letter, name=self._name, phone=act.told.get("phone", ""))
        if self._task in ("move", "cancel", "look") and not self.call.found:
            return self._tool(
                "find_appointments", purpose=self._task or "look", name=self._name, phone=act.told.get("phone", "")
            )
        return self._open_question()

    def _on_keep_number(self, act: Act) -> str | ToolCall:
        if self._task in ("move", "cancel", "look") and not self.call.found:
            return self._find(act)
        return self._on_yes(act)

    _on_no_number = _on_keep_number

    def _on_say_service(self, act: Act) -> str | ToolCall:
        return self._check(self._when) if self._when else sentences(self.call.language).which_day

    _on_say_practitioner = _on_any_practitioner = _on_say_service

    def _on_yes(self, act: Act) -> str | ToolCall:
        """What was asked last is done."""
        if self._task == "message" and self.call.draft is not None:
            return self._tool("take_message", name=self._name)
        if self._task == "cancel" and self.call.standing:
            number = self._appointment or self.call.standing[0].number
            return self._tool("cancel_appointment", appointment=number)
        if self._task in ("book", "move") and self.call.offers and self._offered_last():
            self._letter = self._letter or self.call.open_offers[0].letter
            return self._settle()
        if self._last_asked("message"):
            self._task = "message"
            return sentences(self.call.language).ask_message
        return sentences(self.call.language).how_help

    _on_yes_long = _on_yes

    def _on_no(self, act: Act) -> str | ToolCall:
        spoken = sentences(self.call.language)
        if self._task == "cancel" and self.call.standing:
            self._task = None
            return spoken.kept
        if self.call.pending == "booking" or (self._task in ("book", "move") and self._offered_last()):
            return spoken.what_change
        if self._last_asked("anything"):
            return self._tool("end_call")
        return f"{self._p['fine']} {spoken.anything_else}"

    def _last_asked(self, what: str) -> bool:
        said = self.call.assistant_said
        question = asked(said[-1], self.call.language) if said else "nothing"
        return question == {"message": "offer message", "anything": "anything else"}[what]

    def _on_nothing(self, act: Act) -> str:
        return f"{self._p['fine']} {sentences(self.call.language).anything_else}"

    def _on_bye(self, act: Act) -> ToolCall:
        return self._tool("end_call")

    # What leads nowhere

    def _on_aside(self, act: Act) -> str:
        spoken = sentences(self.call.language)
        match act.kind:
            case "hello":
                return spoken.how_help
            case "hold":
                return self._p["hold"]
            case "robot":
                return f"{spoken.notice} {self._question_again()}"
            case "repeat" | "backchannel":
                return self._said_again()
            case "complain":
                return f"{self._p['sorry']} {self._question_again()}"
            case "off_topic":
                return f"{self._p['off_topic']} {self._question_again()}"
            case "garbled":
                return spoken.repeat
            case _:
                return self._question_again()

    def _question_again(self) -> str:
        if self._choosing_slot:
            return offers(self.call)
        said = self.call.assistant_said
        last = _SENTENCE.split(said[-1])[-1] if said else ""
        return last if last.endswith("?") else sentences(self.call.language).how_help

    def _said_again(self) -> str:
        """The last two sentences once more."""
        if self._choosing_slot:
            return offers(self.call)
        said = self.call.assistant_said
        return " ".join(_SENTENCE.split(said[-1])[-2:]) if said else sentences(self.call.language).how_help

    @property
    def _choosing_slot(self) -> bool:
        spoken, said = sentences(self.call.language), self.call.assistant_said
        questions = tuple(template.split("}.")[-1].strip() for template in (spoken.offer, spoken.offer_one))
        return bool(said) and bool(self.call.offers) and said[-1].endswith(questions)

    # What a tool gave back

    def _after(self, result: dict[str, Any]) -> str | ToolCall:
        """Passages are read out, and the very time that was asked for is booked; code says everything else."""
        if "passages" in result:
            passages = result["passages"]
            return f"{passages[0]} {self._open_question()}" if passages else self._p["unknown"]
        if result.get("slots"):
            self._letter = str(result["slots"][0]["slot"])
            return self._settle()
        return sentences(self.call.language).anything_else

    def _check(self, when: str) -> ToolCall:
        """Service and practitioner are left to code, which finds them in the caller's words."""
        self._letter = ""
        return self._tool("check_availability", when=when)

    def _tool(self, tool: str, /, **arguments: str) -> ToolCall:
        return ToolCall(tool, {key: value for key, value in arguments.items() if value})
