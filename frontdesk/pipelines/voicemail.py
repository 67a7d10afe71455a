"""A message taken without the language model, for calls in which it is down: code asks, and keeps what is said.

    offered    "something went wrong, would you like to leave a message?": yes begins, no declines; any other words go
               to the model, which may have recovered
    message    the caller's whole turn is the message
    name       the name, or the words as they came where they are no name
    phone      asked for where the number is hidden; kept where it is one, and not asked again

Then the caller is thanked and the call ends. The staff read what the caller said, word for word.
"""

from __future__ import annotations

import logging
from typing import Literal

from frontdesk.errors import RecordsUnavailable
from frontdesk.models.normaliser import phone_digits, to_e164
from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.caller.details import clean_name
from frontdesk.pipelines.caller.pick_words import says_no, says_yes
from frontdesk.pipelines.desk import Action, Desk, Message
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tools.result import ToolResult

logger = logging.getLogger(__name__)

Step = Literal["off", "offered", "message", "name", "phone"]

LONGEST_NAME = 80
"""Characters kept of an answer to the question for a name that holds no name."""


class Voicemail:
    """The message of one call that the model has no part in."""

    def __init__(self, desk: Desk, call: CallState) -> None:
        self._desk = desk
        self._call = call
        self._step: Step = "off"
        self._text = ""
        self._name = ""

    @property
    def recording(self) -> bool:
        """Whether what the caller says next is part of the message."""
        return self._step in ("message", "name", "phone")

    def offer(self) -> None:
        """The caller was asked whether to leave a message."""
        if not self.recording:
            self._step = "offered"

    def withdraw(self) -> None:
        """The model works again."""
        if not self.recording:
            self._step = "off"

    def begin(self) -> str:
        """Ask for the message; the sentence to speak."""
        if not self.recording:
            self._step = "message"
        return self.question()

    def question(self) -> str:
        """The sentence that asks for what is missing."""
        spoken = sentences(self._call.language)
        return {"name": spoken.ask_name, "phone": spoken.ask_phone}.get(self._step, spoken.leave_message)

    async def answer(self, words: str) -> ToolResult | None:
        """Take the caller's turn; None where the model shall answer it."""
        if self._step == "offered":
            return self._decided(words)
        if self._step == "message":
            self._text = words.strip()
            self._drafted()
            return self._ask("name")
        if self._step == "name":
            self._name = clean_name(words, [words], self._call.language) or words.strip()[:LONGEST_NAME]
            self._drafted()
            if self._call.caller_number is None:
                return self._ask("phone")
            return await self._keep(self._call.caller_number)
        if self._step == "phone":
            return await self._keep(to_e164(phone_digits(words, self._call.language), self._desk.clinic.country))
        return None

    def _decided(self, words: str) -> ToolResult | None:
        spoken = sentences(self._call.language)
        if says_yes(words):
            self._step = "message"
            return ToolResult({"ask": "message"}, announce=spoken.ask_message)
        if says_no(words):
            self._step = "off"
            return ToolResult({"ok": True}, announce=spoken.anything_else)
        return None

    def _drafted(self) -> None:
        """What is known of the message now, should the call end here."""
        call = self._call
        now = self._desk.clock()
        call.draft = Message(call.call_id, self._name, call.caller_number, self._text, call.language, now)

    def _ask(self, step: Step) -> ToolResult:
        self._step = step
        return ToolResult({"ask": step}, announce=self.question())

    async def _keep(self, phone: str | None) -> ToolResult:
        """Keep the message. A failing database is admitted, and the call ends in trouble: the carrier records then."""
        spoken = sentences(self._call.language)
        self._step = "off"
        now = self._desk.clock()
        message = Message(self._call.call_id, self._name, phone, self._text, self._call.language, now)
        try:
            await self._desk.outbox.take(message)
        except RecordsUnavailable as problem:
            logger.error("%s: %s", problem.code, problem.message)
            return ToolResult({"error": "not_allowed"}, announce=spoken.message_failed, end_call=True)
        self._call.messages_taken.append(message)
        self._call.draft = None
        return ToolResult(
            {"taken": True}, announce=spoken.message_kept, end_call=True, actions=(Action("message", self._text),)
        )
