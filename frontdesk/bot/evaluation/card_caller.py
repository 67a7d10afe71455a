"""A caller who says the words of a card: which of them is decided by the question that was heard.

They say yes only to a time that the card allows, to their own name and to the appointment that they mean. Asked the
same once more, they choose or agree in plainer words than the card's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from frontdesk.bot.evaluation.card_words import FALLBACKS, NO_APPOINTMENT
from frontdesk.bot.evaluation.cards import Card
from frontdesk.bot.evaluation.listening import Question, asked
from frontdesk.bot.evaluation.offers_heard import heard_offers
from frontdesk.bot.evaluation.speech import Act, Said
from frontdesk.calendar.spoken import Language
from frontdesk.models.normaliser import normalise
from frontdesk.pipelines.call_state import CallState, Found, Offer
from frontdesk.pipelines.words import plain, tokens

_KEYS: dict[Question, str] = {
    "name": "name",
    "spell": "spell",
    "phone": "phone",
    "day": "day",
    "time": "time",
    "service": "service",
    "practitioner": "practitioner",
    "which appointment": "which",
    "message": "message",
    "offer message": "offer_message",
    "offer person": "offer_person",
    "emergency": "emergency",
    "again": "again",
}
_DEEDS = ("book", "move", "cancel", "message")
_ABOUT_TIMES = ("day", "time", "pick", "service", "practitioner", "which")
"""What only a caller with an appointment in mind has an answer to."""
_PATIENCE = 4
"""How often a caller answers the same question before hanging up."""
_LONG_PATIENCE = 7
_LASTING: tuple[Question, ...] = ("pick", "day", "confirm", "anything else", "how can I help")
"""Questions that may well come up more than once."""
_REPEATS = 2
"""How often a wish is said again that led nowhere."""


@dataclass
class CardCaller:
    """Answers what is asked. `hung_up` is set where the same question came once too often."""

    card: Card
    hung_up: bool = False
    _said: dict[str, int] = field(default_factory=dict)
    """How often which of the card's words were said."""
    _asked: dict[Question, int] = field(default_factory=dict)
    _names_corrected: int = 0
    _last: Question = "nothing"

    @property
    def speaks(self) -> Language:
        """The caller's own language."""
        own: Language = self.card.after.get("language", self.card.language)
        return own

    def answer(self, heard: str, call: CallState) -> Said | None:
        """See `Answering`."""
        if not self._said:
            return self._spoken(self._say("opening"), call)
        question = asked(heard, call.language)
        if question == "goodbye" or (question in ("nothing", "how can I help") and self._all_said):
            return None
        count = self._asked[question] = self._asked.get(question, 0) + 1
        if count > (_LONG_PATIENCE if question in _LASTING else _PATIENCE):
            self.hung_up = True
            return None
        words = self._words(question, heard, call)
        self._last = question
        return self._spoken(words, call)

    def _words(self, question: Question, heard: str, call: CallState) -> str:
        if key := _KEYS.get(question):
            return self._say(key)
        match question:
            case "pick" | "suits":
                return self._choose(heard, call)
            case "confirm":
                return self._confirm(heard, call)
            case "what instead":
                return self._else(heard, call) if self._said.get("again") else self._say("again")
            case "change":
                return self._say("correct") if "correct" in self.card.says else self._other_time()
            case "anything else":
                return self._else(heard, call)
            case _:
                return self._go_on(heard, call)

    # What is said to offers and read-backs

    def _choose(self, heard: str, call: CallState) -> str:
        if not self.card.windows:
            return self._say("pick")
        if self._still_to_say("none_fit"):
            return self._say("none_fit")
        offers = heard_offers(heard, call)
        fitting = [offer for offer in offers if self._fits(offer) or self._still_to_say("correct")]
        if not fitting:
            return self._other_time() if offers else self._say("pick")
        if len(offers) == 1:
            return self._fallback("suits")
        chosen = offers[min(self.card.pick_index, len(offers) - 1)]
        if chosen not in fitting or self._last == "pick":
            plainly = (chosen if chosen in fitting else fitting[0]).spoken
            return f"{plainly[:1].upper()}{plainly[1:]}."
        return self._say("pick")

    def _confirm(self, heard: str, call: CallState) -> str:
        offers, found = heard_offers(heard, call), _found_in(heard, call)
        if self.card.windows and offers:
            for key in ("none_fit", "correct"):
                if self._still_to_say(key):
                    return self._say(key)
            if not any(self._fits(offer) for offer in offers):
                return self._other_time()
        if self._names_corrected < _REPEATS and self._misnamed(call):
            self._names_corrected += 1
            return f"{self._fallback('no')} {self._say('name')}"
        if self.card.wants in ("move", "cancel") and found and not any(self._meant(one) for one in found):
            return f"{self._fallback('no')} {self._say('which')}"
        if self._last == "confirm" and self._said.get("confirm") and self.card.wants in (*_DEEDS, "look"):
            return self._fallback("yes")
        return self._say("confirm")

    def _fits(self, offer: Offer) -> bool:
        return any(window.holds(_wall_clock(offer.start)) for window in self.card.windows)

    def _misnamed(self, call: CallState) -> bool:
        """Whether a booking was read back for somebody whom the card does not know."""
        names = [tokens(window.name) for window in self.card.booked]
        return call.pending == "booking" and call.to_book is not None and tokens(call.to_book.name) not in names

    def _meant(self, one: Found) -> bool:
        return bool(self.card.before) and _wall_clock(one.start) == self.card.before[0]["start"]

    def _other_time(self) -> str:
        return f"{self._fallback('no')} {self._say('day')} {self._say('time')}"

    # What is said to no question in particular

    def _go_on(self, heard: str, call: CallState) -> str:
        """The wish once more, or what comes after it."""
        if self.card.wants == "language" and call.language == self.speaks and self._still_to_say("service"):
            return self._say("service")
        if self.card.windows and self._pending(heard, call) and heard_offers(heard, call):
            return self._choose(heard, call)
        return self._else(heard, call)

    def _else(self, heard: str, call: CallState) -> str:
        again = self._said.get("again", 0) < _REPEATS and self._pending(heard, call)
        return self._say("again" if again and not self._said.get("else") else "else")

    def _pending(self, heard: str, call: CallState) -> bool:
        """Whether nothing has come of the wish yet."""
        wants = self.card.wants
        if wants in _DEEDS:
            return not (call.commits or call.messages_taken)
        if wants in ("ask", "look"):
            told = plain(" ".join(call.assistant_said))
            return not any(plain(piece) in told for piece in self.card.after.get("heard", ()))
        return wants == "language" and call.language != self.speaks

    # Words

    @property
    def _all_said(self) -> bool:
        return self._said.get("else", 0) >= len(self.card.says["else"])

    def _still_to_say(self, key: str) -> bool:
        return key in self.card.says and not self._said.get(key)

    def _say(self, key: str) -> str:
        count = self._said[key] = self._said.get(key, 0) + 1
        words = self.card.says.get(key)
        if words is None:
            return self._fallback(key)
        return words if isinstance(words, str) else words[min(count, len(words)) - 1]

    def _fallback(self, key: str) -> str:
        wants = self.card.wants
        if key in _ABOUT_TIMES and wants not in ("book", "move", "cancel", "look"):
            return NO_APPOINTMENT[self.speaks]
        if (key, wants) in (("offer_message", "message"), ("offer_person", "person"), ("emergency", "emergency")):
            key = "yes"
        if key == "confirm":
            key = "yes" if wants in ("book", "move", "cancel", "look", "message") else "no"
        return FALLBACKS[self.speaks][key]

    def _spoken(self, words: str, call: CallState) -> Said:
        return Said(normalise(words, call.language), (Act("card", words, {}),))


def _found_in(heard: str, call: CallState) -> list[Found]:
    said = plain(heard)
    return [one for one in call.found if plain(one.spoken) in said]


def _wall_clock(moment: datetime) -> datetime:
    """An aware moment of the clinic's zone as the cards write it."""
    return moment.replace(tzinfo=None)
