"""Cuts a stream of text into sentences as early as is safe, so that the first one can be spoken while the rest is made.

"!", "?", a new line                              ends a sentence at once
"." behind an ordinary word                       ends a sentence at once
"." behind a digit, a letter, "a.m.", an @ or www waits for what follows: a space and a capital end the sentence
"." behind a title ("Dr", "Mme", "no")            never ends one
"""

import re

_TITLES = frozenset(
    {"dr", "dre", "drs", "mr", "mrs", "ms", "mme", "mlle", "prof", "st", "ste", "no", "tel", "tél", "vs", "env", "ext"}
)
_NEVER_ALONE = re.compile(r"[^\W_]")


class SentenceSplitter:
    """Feed it text as it comes; it gives whole sentences, stripped, in order."""

    def __init__(self) -> None:
        self._rest = ""

    def feed(self, text: str) -> list[str]:
        """Add text and return the sentences that are complete now."""
        self._rest += text
        return self._cut(at_end=False)

    def flush(self) -> list[str]:
        """Return what is left at the end of the reply, ended or not."""
        sentences = [*self._cut(at_end=True), self._rest]
        self._rest = ""
        return [sentence.strip() for sentence in sentences if _NEVER_ALONE.search(sentence)]

    def reset(self) -> None:
        """Drop what is left."""
        self._rest = ""

    def _cut(self, *, at_end: bool) -> list[str]:
        sentences: list[str] = []
        begin = 0
        for match in re.finditer(r"[.!?\n]", self._rest):
            if match.start() < begin or not self._ends(match.start(), at_end=at_end):
                continue
            sentence = self._rest[begin : match.end()].lstrip(" .!?\n").rstrip()
            begin = match.end()
            if _NEVER_ALONE.search(sentence):
                sentences.append(sentence)
        self._rest = self._rest[begin:]
        return sentences

    def _ends(self, index: int, *, at_end: bool) -> bool:
        """Whether the mark at `index` surely ends a sentence, as far as the text is known."""
        if self._rest[index] != ".":
            return True
        word = re.split(r"\s", self._rest[:index])[-1].lstrip("(\"'«").lower()
        if word in _TITLES:
            return False
        following = self._rest[index + 1 :]
        if following[:1] and not following[0].isspace():
            return False
        if word.isalpha() and len(word) > 1 and word != "www":
            return True
        next_word = following.lstrip()
        return at_end if not next_word else not (next_word[0].islower() or _is_initial(word))


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.isalpha()
