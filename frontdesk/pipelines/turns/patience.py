"""When has the caller finished? The thinking part: no clock, no audio, no frames.

A turn is a row of segments (speech between two pauses). For each pause three things come in, in any order: that speech
stopped, the turn analyser's probability that the turn is over, and the segment's text (empty for a cough). The rules:

    speaking, or the analyser has not answered           the turn goes on
    a segment's text is still on its way                 wait for it, at most `longest_text_wait` after speech stopped
    every text is there and all are empty                over at once (nobody said anything; nothing is answered)
    the words are a whole short answer                   over at once, after `closed_wait` if the melody is open
    the words dangle                                     wait `open_wait`
    probability >= sure                                  over at once
    probability >= unlikely                              over after `unsure_wait` of silence
    otherwise                                            over after `open_wait` of silence

Every segment gives exactly one text, so counting them is enough to know that none is missing: a late text of an earlier
segment can never end a turn whose later segment is unheard.
"""

from dataclasses import dataclass, field

from frontdesk.pipelines.turns.words import hint


@dataclass(frozen=True, slots=True)
class Patience:
    """Thresholds (probability 0..1) and waits in seconds, counted from the end of speech."""

    sure: float = 0.7
    unlikely: float = 0.3
    closed_wait: float = 0.3
    unsure_wait: float = 0.6
    open_wait: float = 1.3
    longest_text_wait: float = 4.0


@dataclass(slots=True)
class TurnPatience:
    """The state of one caller's turns. Times are seconds on any one clock."""

    patience: Patience = field(default_factory=Patience)
    speaking: bool = False
    _quiet_since: float | None = None
    _judged: bool = False
    _probability: float | None = None
    _texts: list[str] = field(default_factory=list)
    _missing: int = 0
    _given_up: int = 0

    def turn_started(self) -> None:
        """Begin a turn; segments that are still on their way stay expected."""
        self._texts.clear()
        self._quiet_since = None
        self._judged = False
        self._probability = None

    def turn_stopped(self) -> None:
        """Close the turn. Texts that never came are no longer waited for; should they come, the count ignores them."""
        self.turn_started()
        self._given_up += self._missing
        self._missing = 0

    def speech_started(self) -> None:
        """Speech: whatever was concluded about the pause before is void."""
        self.speaking = True
        self._quiet_since = None
        self._judged = False

    def speech_stopped(self, at: float) -> None:
        """Speech ended at `at`; one text is now owed."""
        self.speaking = False
        self._quiet_since = at
        self._judged = False
        self._missing += 1

    def judged(self, probability: float | None) -> None:
        """Take the turn analyser's probability that the turn is over; None if it could not tell."""
        self._judged = not self.speaking
        self._probability = probability

    def heard(self, text: str) -> None:
        """Take the text of the oldest unheard segment; empty if there were no words in it."""
        if self._given_up:
            self._given_up -= 1
        else:
            self._missing -= 1
        if text.strip():
            self._texts.append(text)

    def ends_at(self) -> float | None:
        """Return when the turn is over if nothing more happens; None while it cannot be. The past means now."""
        if self.speaking or self._quiet_since is None:
            return None
        if self._missing > 0:
            return self._quiet_since + self.patience.longest_text_wait
        if not self._texts:
            return self._quiet_since
        return self._quiet_since + self._wait() if self._judged else None

    def _wait(self) -> float:
        words = hint(" ".join(self._texts))
        if words == "open":
            return self.patience.open_wait
        probability = 0.5 if self._probability is None else self._probability
        if probability >= self.patience.sure:
            return 0.0
        likely = probability >= self.patience.unlikely
        if words == "closed":
            return 0.0 if likely else self.patience.closed_wait
        return self.patience.unsure_wait if likely else self.patience.open_wait
