"""What pressed keys mean. No clock and no frames: keys and pauses in, wishes and numbers out.

*                          the next language, at once
0 as the first key         a person, at once; where a number was just asked for it may begin one
0 alone before # or pause  a person
digits before # or pause   a number, or an answer, as if typed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

KeyWish = Literal["person", "language"]


@dataclass(frozen=True, slots=True)
class Keyed:
    """What was keyed in: digits, or a wish."""

    digits: str = ""
    wish: KeyWish | None = None


@dataclass(slots=True)
class KeyPresses:
    """The keys of one caller since the last pause."""

    digits: str = ""

    def press(self, key: str, *, number_asked: bool) -> Keyed | None:
        """Take a key ("0" to "9", "#", "*"); None while more may follow."""
        if key == "*":
            self.digits = ""
            return Keyed(wish="language")
        if key == "#":
            return self.paused()
        if key == "0" and not self.digits and not number_asked:
            return Keyed(wish="person")
        self.digits += key
        return None

    def paused(self) -> Keyed | None:
        """No key for a while: what the keys so far mean; None if there were none."""
        digits, self.digits = self.digits, ""
        if digits == "0":
            return Keyed(wish="person")
        return Keyed(digits) if digits else None
