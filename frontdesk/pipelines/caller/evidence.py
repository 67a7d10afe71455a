"""What the turns of a call say about the choices that are open in it; `pick_guard` explains the terms.

A choice is an offered slot or an appointment that was read out. Only turns since the choices came up are read, so that
a long call costs no more than a short one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, time
from typing import Generic, TypeVar

from frontdesk.pipelines.call_state import CallState, Found, Offer, Turn
from frontdesk.pipelines.caller.pick_words import Act, act_named, agrees, choose, keeps_number, names_phrase, says_no
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.words import plain

Choice = TypeVar("Choice", Offer, Found)

_NAME_OR_NUMBER = re.compile(r" (?:name|spell|number|phone|message|nom|prenom|epeler|numero|telephone) ")
_OTHER_QUESTION = re.compile(
    r" (?:what|which|when|where|who|how|whose|anything else|spell|phone number|(?:may|can|could) (?:i|we) (?:have"
    r"|ask|get|take|know)"
    r"|(?:can|could|would) you (?:please )?(?:tell|give|repeat|spell|say|confirm your)|quel|quelle|quand|comment"
    r"|combien|lequel|laquelle"
    r"|autre chose|epeler|(?:puis|pourrais) je (?:avoir|savoir|prendre votre|connaitre)|(?:pouvez|pourriez) vous"
    r"|a qui|qui) "
)
_NEW_TIME = re.compile(
    r" (?:when would|move it to|other day|which day|what day|quand|le deplacer|quel (?:autre )?jour) "
)
"""Questions about the time that an appointment shall have: their answers name no appointment that there is."""


class Evidence(Generic[Choice]):
    """The evidence about `choices`, for one act. `others` are phrases of the other kind of choice."""

    def __init__(
        self,
        call: CallState,
        choices: Sequence[Choice],
        others: Sequence[str],
        act: Act,
        *,
        now: datetime,
        opening: tuple[time, time],
    ) -> None:
        self._call = call
        self._choices: Sequence[Choice] = choices
        self._others = others
        self._act = act
        self._now = now
        self._opening = opening
        self._group = -1
        self._asking = False
        """The assistant's last question is whether to do this act with what it read back."""
        self._asking_something_else = False
        """The assistant's last question is for a name, a number or a new time."""
        self._in_play = True
        """These choices, and not those of the other kind, were spoken of last."""
        self._clear()
        self._read_turns()

    def _clear(self) -> None:
        self.picked: Choice | None = None
        self.read: Choice | None = None
        self.read_words = ""
        self.picked_last = False
        self.confirmed = False
        self.refused = False
        self.unmatched = False

    def _read_turns(self) -> None:
        last = max(choice.group for choice in self._choices)
        first = min(choice.turn for choice in self._choices if choice.group == last)
        # The assistant's words may have joined a turn that began before the choices came up.
        for index in range(max(first - 1, 0), len(self._call.turns)):
            self._add(index, self._call.turns[index])
        self._begin(last)

    def _begin(self, group: int) -> None:
        """A new set of choices makes what was said about earlier ones void."""
        if group != self._group:
            self._group = group
            self._asking = False
            self._in_play = True
            self._clear()

    def _add(self, index: int, turn: Turn) -> None:
        reach = index + 1 if turn.speaker == "assistant" else index
        known = [choice for choice in self._choices if choice.turn <= reach]
        if not known:
            return
        self._begin(known[-1].group)
        if turn.speaker == "assistant":
            self._hear_assistant(turn.text, known)
        elif self._in_play:
            self._hear_caller(turn.text, [choice for choice in known if choice.group == self._group])

    def _hear_assistant(self, text: str, known: Sequence[Choice]) -> None:
        named = {choice.spoken: choice for choice in known if names_phrase(text, choice.spoken)}
        question = _last_question(text)
        other = bool(question) and bool(_OTHER_QUESTION.search(plain(question)))
        if len(named) > 1:
            self._clear()
        if len(named) == 1:
            (choice,) = named.values()
            self._hear_read_back(choice, text, other)
        elif not self._repeats(text):
            self._asking = False
        if named or any(names_phrase(text, phrase) for phrase in self._others):
            self._in_play = bool(named)
        self.refused = False
        asked = plain(question)
        self._asking_something_else = other and bool(_NAME_OR_NUMBER.search(asked) or self._asks_new_time(asked))

    def _hear_read_back(self, choice: Choice, text: str, other: bool) -> None:
        if self.read is None or choice.spoken != self.read.spoken:
            self.confirmed = False
        self.picked_last, self.unmatched = False, False
        self.read, self._asking = choice, not other and act_named(text, choice.spoken) == self._act
        if self._asking or not self.confirmed:
            self.read_words = text

    def _asks_new_time(self, question: str) -> bool:
        return isinstance(self._choices[0], Found) and bool(_NEW_TIME.search(question))

    def _repeats(self, text: str) -> bool:
        """Whether the last question still stands: nothing new was asked."""
        spoken = sentences(self._call.language)
        return "?" not in text or text in (spoken.repeat, spoken.still_there)

    def _hear_caller(self, words: str, open_choices: Sequence[Choice]) -> None:
        no = says_no(words, self._act)
        if self._asking_something_else and (not no or keeps_number(words)):
            return  # the words answer that question, and a name may be May, a number four
        choice = choose(
            words, self._known(open_choices), now=self._now, language=self._call.language, opening=self._opening
        )
        if choice is not None:
            self._take_choice(choice)
        if no and not (choice and len(choice) == 1 and choice[0] is self.picked and choice[0] is not self.read):
            self.confirmed = False
            self.refused = self._asking
        elif self._asking and self._agrees(words, choice):
            self.confirmed = True
            self.refused = False

    def _known(self, open_choices: Sequence[Choice]) -> list[Choice]:
        known = list(open_choices)
        if self.read is not None and self.read not in known:
            known.append(self.read)
        return known

    def _take_choice(self, choice: tuple[Choice, ...]) -> None:
        self.unmatched = not choice
        if len(choice) == 1:
            self.picked, self.picked_last = choice[0], True
        if self.read is not None and self.read not in choice:
            self.confirmed = False

    def _agrees(self, words: str, choice: tuple[Choice, ...] | None) -> bool:
        if choice is None:
            return agrees(words, self._act)
        named_alone = len(choice) == 1 and not words.rstrip().endswith("?") and self._act != "cancel"
        return self.read in choice and (named_alone or agrees(words, self._act))


def _last_question(text: str) -> str:
    """The text's closing sentence if it asks something, else nothing."""
    parts = re.split(r"(?<=[.!?])\s+(?=\w)", text.strip())
    return parts[-1] if parts[-1].endswith("?") else ""
