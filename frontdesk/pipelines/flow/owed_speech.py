"""What the assistant still owes the caller: an answer under way, and sentences that were not heard to their end.

A cough stops the assistant like a word does. When the pause shows that nobody said anything, or only "mhm", what is
owed is given again: the answer is made once more if it never came, else the sentences follow from the first one that
was cut. When the caller did say something, what was cut is dropped, except what is insisted on (the announcement of a
commit): that is said before anything else, until most of it was heard or it was said often enough. What only asks for
patience is never given again.
"""

import re
from collections import deque
from dataclasses import dataclass, field

MOSTLY = 0.6
"""Share of a sentence's letters after which it counts as told."""

MOST_TIMES = 3
"""How often an announcement is begun before it counts as told."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Something to be spoken whole. `remembered`: the conversation holds it already, or never will, heard or not."""

    text: str
    remembered: bool
    insist: bool = False
    passing: bool = False
    """Whether it loses its sense when it is cut off."""


@dataclass(slots=True)
class _Queued:
    sentence: Sentence
    letters: int
    unheard: int

    @property
    def told(self) -> bool:
        """Whether most of it was heard."""
        return self.unheard <= (1 - MOSTLY) * self.letters

    @property
    def asked(self) -> bool:
        """Whether it ends with a question of which most was heard."""
        question = _closing_question(self.sentence.text)
        return bool(question) and self.unheard <= (1 - MOSTLY) * _letters(question)


@dataclass(slots=True)
class OwedSpeech:
    """Sentences in the order of speaking. Hearing is counted in letters: spacing and punctuation do not matter."""

    answer_due: bool = False
    _queue: deque[_Queued] = field(default_factory=deque)
    _cut: list[Sentence] = field(default_factory=list)
    _begun: dict[Sentence, int] = field(default_factory=dict)
    _question_told: bool = False

    @property
    def speaking(self) -> bool:
        """Whether the caller is hearing something, or is about to."""
        return bool(self._queue)

    @property
    def under_way(self) -> str:
        """What is being spoken, or about to be."""
        return " ".join(queued.sentence.text for queued in self._queue)

    @property
    def mid_sentence(self) -> bool:
        """Whether the assistant was stopped before the caller could answer: no question of it was heard yet."""
        return bool(self._cut) and not self._question_told

    def asked(self) -> None:
        """The caller said something: an answer is due, and of what was cut only that remains which is insisted on."""
        self.interrupted()
        self.answer_due = True
        self._question_told = False
        self._cut = [sentence for sentence in self._cut if sentence.insist]

    def answered(self) -> None:
        """The answer is complete, as far as making it goes."""
        self.answer_due = False

    def queued(self, sentence: Sentence) -> None:
        """A sentence is about to be spoken."""
        letters = _letters(sentence.text)
        self._queue.append(_Queued(sentence, letters, letters))
        if sentence.insist:
            self._begun[sentence] = self._begun.get(sentence, 0) + 1

    def heard(self, words: str) -> list[Sentence]:
        """The caller heard these words, the next ones of what was queued; the sentences that ended with them."""
        letters = _letters(words)
        ended: list[Sentence] = []
        while letters and self._queue:
            first = self._queue[0]
            first.unheard -= letters
            letters = max(0, -first.unheard)
            if first.unheard <= 0:
                self._question_told |= first.asked
                ended.append(self._queue.popleft().sentence)
        return ended

    def lost(self) -> Sentence | None:
        """The voice failed: the first sentence of which nothing was heard will not be. None where there is none."""
        for queued in self._queue:
            if queued.unheard == queued.letters:
                self._queue.remove(queued)
                return queued.sentence
        return None

    def interrupted(self) -> None:
        """The assistant was stopped: what is not heard by now will not be heard."""
        self._question_told |= any(queued.asked for queued in self._queue)
        self._cut += [queued.sentence for queued in self._queue if not self._done_with(queued)]
        self._queue.clear()

    def take_unsaid(self) -> list[Sentence]:
        """Hand out everything that was cut off and forget it."""
        unsaid, self._cut = self._cut, []
        return unsaid

    def _done_with(self, queued: _Queued) -> bool:
        sentence = queued.sentence
        enough = queued.told or self._begun.get(sentence, 0) >= MOST_TIMES
        return sentence.passing or (sentence.insist and enough)


def _closing_question(text: str) -> str:
    """The last sentence, if it is a question; else nothing."""
    last = re.split(r"(?<=[.!?])\s+(?=\w)", text.strip())[-1]
    return last if last.endswith("?") else ""


def _letters(text: str) -> int:
    return sum(character.isalnum() for character in text)
