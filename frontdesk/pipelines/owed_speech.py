"""What the assistant still owes the caller: an answer under way, and sentences that were not heard to their end.

A cough stops the assistant like a word does. When the pause shows that nobody said anything, what is owed is given
again: the answer is made once more if it never came, else the sentences follow from the first one that was cut.
"""

from collections import deque
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Sentence:
    text: str
    remembered: bool
    unheard: int


@dataclass(slots=True)
class OwedSpeech:
    """Sentences in the order of speaking. Hearing is counted in letters: spacing and punctuation do not matter."""

    answer_due: bool = False
    _sentences: deque[_Sentence] = field(default_factory=deque)
    _cut: list[_Sentence] = field(default_factory=list)

    def asked(self) -> None:
        """The caller said something: an answer is due, and whatever was cut before is not said again."""
        self.answer_due = True
        self._sentences.clear()
        self._cut.clear()

    def answered(self) -> None:
        """The answer is complete, as far as making it goes."""
        self.answer_due = False

    def queued(self, text: str, *, remembered: bool) -> None:
        """A sentence is about to be spoken. `remembered`: the conversation holds it already, heard or not."""
        self._sentences.append(_Sentence(text, remembered, _letters(text)))

    def heard(self, words: str) -> None:
        """The caller heard these words, the next ones of what was queued."""
        letters = _letters(words)
        while letters and self._sentences:
            first = self._sentences[0]
            first.unheard -= letters
            letters = max(0, -first.unheard)
            if first.unheard <= 0:
                self._sentences.popleft()

    def interrupted(self) -> None:
        """The assistant was stopped: what is not heard by now will not be heard."""
        self._cut += self._sentences
        self._sentences.clear()

    def take_unsaid(self) -> list[tuple[str, bool]]:
        """Hand out (sentence, remembered) of everything that was cut off, whole, and forget it."""
        unsaid = [(sentence.text, sentence.remembered) for sentence in self._cut]
        self._cut.clear()
        return unsaid


def _letters(text: str) -> int:
    return sum(character.isalnum() for character in text)
