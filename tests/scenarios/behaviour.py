"""What the caller does next, decided by what the caller heard. Pure."""

from collections import Counter
from collections.abc import Sequence

from tests.scenarios.scenario import Turn

LOST_AT_MOST = 2
"""Times in a row that a caller asks again before hanging up."""
MANNERS = {
    "en": (
        Turn(hears=("say it again", "did not catch that"), says=""),
        Turn(hears=("anything else", "how else can i help"), says="No that's all thank you."),
    ),
    "fr": (
        Turn(hears=("pouvez-vous répéter",), says=""),
        Turn(hears=("autre chose", "comment puis-je vous aider d'autre"), says="Non c'est tout merci."),
    ),
}
LOST = {"en": "Sorry can you repeat that?", "fr": "Pardon vous pouvez répéter ?"}


class Behaviour:
    """One caller's memory of what is done. `free`: a real model leads the conversation, so lines may be used again."""

    def __init__(self, turns: Sequence[Turn], language: str, *, free: bool, lost: str | None = None) -> None:
        self._turns = turns
        self._free = free
        self._lost_line = lost or LOST[language]
        self._manners = MANNERS[language]
        self._done: Counter[int] = Counter()
        self._lost = 0
        self._last: Turn | None = None

    def answer(self, heard: str) -> Turn | None:
        """The turn that answers what was heard since the caller's last one; None where none fits."""
        text = heard.lower()
        for fresh in (True, False):
            for number, turn in enumerate(self._turns):
                if turn.cuts_in is None or (self._free and not fresh):
                    allowed = turn.times if fresh or not self._free else 3 * turn.times
                    if self._done[number] < allowed and _fits(turn, text):
                        return self._do(number)
        return None

    def interrupt(self, heard: str) -> Turn | None:
        """The turn that begins in the middle of what is being said."""
        for number, turn in enumerate(self._turns):
            if turn.cuts_in is not None and not self._done[number] and turn.cuts_in.lower() in heard.lower():
                return self._do(number)
        return None

    def at_a_loss(self, heard: str) -> Turn | None:
        """What is done where no turn fits; None: the caller gives up. Only a free caller tries anything."""
        if not self._free or self._lost >= LOST_AT_MOST:
            return None
        self._lost += 1
        again, farewell = self._manners
        if self._last is not None and _fits(again, heard.lower()):
            return self._last
        return farewell if _fits(farewell, heard.lower()) else Turn(says=self._lost_line)

    def left(self) -> list[Turn]:
        """Turns that were never done and should have been."""
        return [turn for number, turn in enumerate(self._turns) if not self._done[number] and not turn.optional]

    def _do(self, number: int) -> Turn:
        self._done[number] += 1
        self._lost = 0
        self._last = self._turns[number]
        return self._last


def _fits(turn: Turn, text: str) -> bool:
    return bool(text) and (not turn.hears or any(words.lower() in text for words in turn.hears))
