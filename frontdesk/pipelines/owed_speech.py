"""What the assistant still owes the caller: an answer under way, and sentences that were not heard to their end.

A cough stops the assistant like a word does. When the pause shows that nobody said anything, what is owed is given
again: the answer is made once more if it never came, else the sentences follow from the first one that was cut. When
the caller did say something, what was cut is dropped, except what is insisted on (the announcement of a commit): that
is said before anything else, until most of it was heard or it was said often enough.
"""

from collections import deque
from dataclasses import dataclass, field

MOSTLY = 0.6
"""Share of an announcement's letters after which an interruption leaves it told."""

MOST_TIMES = 3
"""How often an announcement is begun before it counts as told."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Something to be spoken whole. `remembered`: the conversation holds it already, heard or not."""

    text: str
    remembered: bool
    insist: bool = False


@dataclass(slots=True)
class _Queued:
    sentence: Sentence
    letters: int
    unheard: int


@dataclass(slots=True)
class OwedSpeech:
    """Sentences in the order of speaking. Hearing is counted in letters: spacing and punctuation do not matter."""

    answer_due: bool = False
    _queue: deque[_Queued] = field(default_factory=deque)
    _cut: list[Sentence] = field(default_factory=list)
    _begun: dict[Sentence, int] = field(default_factory=dict)

    def asked(self) -> None:
        """The caller said something: an answer is due, and of what was cut only that remains which is insisted on."""
        self.interrupted()
        self.answer_due = True
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

    def heard(self, words: str) -> None:
        """The caller heard these words, the next ones of what was queued."""
        letters = _letters(words)
        while letters and self._queue:
            first = self._queue[0]
            first.unheard -= letters
            letters = max(0, -first.unheard)
            if first.unheard <= 0:
                self._queue.popleft()

    def interrupted(self) -> None:
        """The assistant was stopped: what is not heard by now will not be heard."""
        self._cut += [queued.sentence for queued in self._queue if not self._told(queued)]
        self._queue.clear()

    def take_unsaid(self) -> list[Sentence]:
        """Hand out everything that was cut off and forget it."""
        unsaid, self._cut = self._cut, []
        return unsaid

    def _told(self, queued: _Queued) -> bool:
        enough = queued.unheard <= (1 - MOSTLY) * queued.letters or self._begun.get(queued.sentence, 0) >= MOST_TIMES
        return queued.sentence.insist and enough


def _letters(text: str) -> int:
    return sum(character.isalnum() for character in text)
