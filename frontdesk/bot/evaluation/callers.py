"""Somebody with a wish, who answers what is asked: drawn from names, wordings and moods, all from one seed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random

from frontdesk.bot.evaluation.first_words import NEW, OWN, facts_told
from frontdesk.bot.evaluation.listening import Question, asked
from frontdesk.bot.evaluation.moments import Moment, moment
from frontdesk.bot.evaluation.offers_heard import clock_of, day_of, heard_offers, short
from frontdesk.bot.evaluation.practices import Practice
from frontdesk.bot.evaluation.speech import Said, Voice, hesitant
from frontdesk.bot.evaluation.wishes import Person, Wish
from frontdesk.bot.evaluation.wording import Piece, Wording
from frontdesk.calendar.spoken import Language
from frontdesk.pipelines.call_state import CallState, Offer
from frontdesk.pipelines.words import tokens

Acts = list[tuple[str, list[Piece]]]

_NOT_AVAILABLE = re.compile(r"not available|closed|taken|pas disponible|fermés|déjà pris", re.I)
_PATIENT = ("book", "availability", "move", "cancel", "look", "message")
"""Wishes that are said again when nothing came of them."""
_ABOUT_TIMES = (*NEW, "move")
"""Wishes for a time."""
_NOTHING = "\0"
_PATIENCE = 4
"""How often a caller answers the same question before hanging up."""
_ASIDES = (
    ("hold", 3),
    ("repeat", 4),
    ("robot", 2),
    ("complain", 1),
    ("garbled", 3),
    ("ask", 6),
    ("off_topic", 1),
    ("thanks", 1),
    ("backchannel", 2),
)


@dataclass
class Caller:
    """A simulated caller. `call` is the call's state, in which offers are looked up as they were heard."""

    rng: Random
    language: Language
    practice: Practice
    person: Person
    wishes: list[Wish]
    wording: Wording
    voice: Voice
    now: datetime
    """The clinic's wall clock."""
    liveliness: float = 0.12
    """How often something else is said than what was asked for."""
    hung_up: bool = False
    agreed: list[tuple[Wish, str]] = field(default_factory=list)
    """Wishes with the phrase to which the caller said yes."""
    _asked: dict[str, int] = field(default_factory=dict)
    _asides: int = 0
    _corrected: int = 0
    _called_off: str = _NOTHING
    """The phrase that was read back when the caller wanted it no more."""

    @property
    def wish(self) -> Wish | None:
        """The wish in hand."""
        return self.wishes[0] if self.wishes else None

    def answer(self, heard: str, call: CallState) -> Said | None:
        """The caller's next turn; None once the call is over for them."""
        if call.language != self.language:
            self._go_on_in(call.language)
        question = asked(heard, self.language)
        if question == "goodbye":
            return None
        count = self._asked[question] = self._asked.get(question, 0) + 1
        if count > _PATIENCE + (3 if question in ("pick", "day", "confirm", "anything else", "how can I help") else 0):
            self.hung_up = True
            return None
        lively = self._asides < 2 and question != "anything else" and self.rng.random() < self.liveliness
        acts = self._aside(question) if lively else self._answer(question, heard, call)
        if acts is None:
            return None
        if acts and self.rng.random() < 0.1:
            acts[0] = (acts[0][0], hesitant(acts[0][1], self._text("filler"), self.rng))
        return self.voice.heard(acts)

    def _go_on_in(self, language: Language) -> None:
        """Everything from now on in the language that is spoken now."""
        self.language = language
        self.wording = Wording(language, self.wording.split)
        self.voice = replace(self.voice, language=language, misheard=None)
        for wish in self.wishes:
            if wish.service_id:
                wish.service = self.practice.clinic.service(wish.service_id).names[language]
            if wish.kind == "ask":
                wish.answer, questions = self.rng.choice(self.practice.facts[language])
                wish.words = self.rng.choice(questions)

    # What is said to each question

    def _answer(self, question: Question, heard: str, call: CallState) -> Acts | None:
        match question:
            case "name" | "spell":
                return self._name(question)
            case "phone":
                return self._phone()
            case "confirm" | "suits":
                return self._confirm(heard, call)
            case "pick":
                return self._pick(heard, call)
            case "day" | "time":
                return self._when(question)
            case "which appointment":
                return self._which(call)
            case "service":
                return self._service()
            case "practitioner":
                return self._practitioner()
            case "message":
                return self._message()
            case "offer message":
                return self._offered_message()
            case "offer person":
                return self._say("no")
            case "emergency":
                return self._say("yes" if self.wish and self.wish.kind == "emergency" else "no")
            case "what instead":
                return self._done_with()
            case "change":
                return self._change()
            case "anything else":
                return self._else()
            case "again":
                return self._again()
            case _:
                return self._how_can_i_help(question)

    def _say(self, act: str, **facts: str) -> Acts:
        told = {name: value for name, value in facts.items() if value}
        pieces = self.wording.say(self.rng, act, told)
        if self.wish is not None and any(piece.slot == "service" for piece in pieces):
            self.wish.service_told = True
        return [(act, pieces)]

    def _text(self, act: str) -> str:
        return "".join(piece.text for piece in self.wording.say(self.rng, act, {}))

    def _how_can_i_help(self, question: Question) -> Acts | None:
        wish = self.wish
        if wish is None:
            return self._say("bye")
        if question == "nothing" and wish.opened and wish.kind in ("ask", "off_topic", "advice", "emergency", "person"):
            return self._done_with()
        if wish.opened > (1 if wish.kind in ("ask", "person") else 0) and wish.kind not in _PATIENT:
            return self._done_with()
        return self._open(wish)

    def _done_with(self) -> Acts | None:
        if self.wishes:
            self.wishes.pop(0)
        self._asked.clear()
        return self._else(done=True)

    def _else(self, *, done: bool = False) -> Acts | None:
        """The next wish, or goodbye; the one in hand is over, whatever became of it."""
        if self.wishes and not done and self.wishes[0].opened:
            self.wishes.pop(0)
            self._asked = {"anything else": self._asked.get("anything else", 0)}
        if not self.wishes:
            return self._say("bye")
        opening = self._open(self.wishes[0])
        return [("more", self.wording.say(self.rng, "more", {})), *opening] if self.rng.random() < 0.6 else opening

    def _open(self, wish: Wish) -> Acts:
        """Say what is wanted; more of it when it was said before."""
        wish.opened += 1
        if wish.kind in (*NEW, *OWN):
            return self._say(wish.kind, **facts_told(wish, self.person, self.rng, lambda: self._moment(wish).words))
        if wish.kind == "ask":
            return [("ask", [Piece(wish.words, "query")])]
        if wish.kind == "message":
            return self._open_message(wish)
        if wish.kind == "person":
            extensions = self.practice.clinic.extensions
            extension = self.rng.choice(extensions) if extensions else None
            name = extension.names[self.language] if extension and self.rng.random() < 0.4 else ""
            return self._say("person", extension=name)
        return self._say(self.rng.choice(("hello", "garbled")) if wish.kind == "nothing" else wish.kind)

    def _open_message(self, wish: Wish) -> Acts:
        """A message with or without its words."""
        if self.rng.random() < 0.35 and wish.opened == 1:
            wish.words = self._text("message_clause")
            return self._say("message_with", message=wish.words)
        if self.rng.random() < 0.15:
            wish.words = self._text("message_text")
            return [*self._say("message"), ("message_text", [Piece(wish.words, "message")])]
        return self._say("message")

    def _moment(self, wish: Wish, kind: str = "") -> Moment:
        found = moment(self.rng, self.now, self.language, self.practice.clinic, kind=kind)
        wish.moments.append(found)
        return found

    def _name(self, question: Question) -> Acts:
        facts = {"name": self.person.name}
        if question == "spell" or self._asked.get("name", 0) > 1 or self.rng.random() < 0.06:
            facts["spelled"] = self.person.spelled
        return self._say("say_name", **facts)

    def _phone(self) -> Acts:
        if not self.person.hidden and self.rng.random() < 0.4:
            return self._say("keep_number")
        return self._say("say_phone", phone=self.person.says_number)

    def _when(self, question: Question) -> Acts | None:
        wish = self.wish
        if wish is None or wish.kind not in _ABOUT_TIMES:
            return self._changed_mind()
        if wish.kind == "book" and not wish.opened:
            return self._open(wish)
        kind = "time" if question == "time" and self.rng.random() < 0.8 else "day" if self.rng.random() < 0.3 else ""
        return self._say("say_when", when=self._moment(wish, kind).words)

    def _pick(self, heard: str, call: CallState) -> Acts | None:
        wish, offers = self.wish, heard_offers(heard, call)
        if wish is None or wish.kind not in _ABOUT_TIMES:
            return self._changed_mind()
        if not offers:
            return self._say("repeat")
        if len(wish.moments) < 4 and (self.rng.random() < 0.14 or not self._fits(wish, offers, heard)):
            return self._reject(wish)
        return self._take(wish, offers)

    def _fits(self, wish: Wish, offers: list[Offer], heard: str) -> bool:
        """Whether the offers are about what was asked for, or said to be something else."""
        if not wish.moments or _NOT_AVAILABLE.search(heard):
            return True
        meant = wish.moments[-1].wish
        if meant.time and not any(offer.start.time() == meant.time for offer in offers):
            return False
        return any(meant.first <= offer.start.date() <= meant.last for offer in offers)

    def _reject(self, wish: Wish) -> Acts:
        how = self.rng.random()
        if how < 0.6:
            return self._say("other_when", when=self._moment(wish).words)
        if how < 0.8:
            wish.moments.clear()
            return self._say("none_fit")
        wish.moments.clear()
        return self._say(self.rng.choice(("earlier", "later")))

    def _take(self, wish: Wish, offers: list[Offer]) -> Acts:
        chosen = self.rng.choice(offers)
        wish.picked = chosen.spoken
        if len(offers) == 1:
            return self._say("take_it")
        ways = ["pick_first", "pick_first"] if chosen is offers[0] else ["pick_second", "pick_second"]
        day, clock = day_of(chosen.spoken), clock_of(chosen.spoken)
        if len({clock_of(offer.spoken) for offer in offers}) == len(offers):
            ways += ["pick_time", "pick_time"]
        if len({day_of(offer.spoken) for offer in offers}) == len(offers):
            ways += ["pick_day"]
        ways += ["pick_phrase"]
        way = self.rng.choice(ways)
        facts = {
            "pick_time": {"time": clock},
            "pick_day": {"day": day},
            "pick_phrase": {"phrase": short(chosen.spoken)},
        }
        return self._say(way, **facts.get(way, {}))

    def _confirm(self, heard: str, call: CallState) -> Acts | None:
        """Yes to what is wanted and read back rightly; else what is wrong about it."""
        wish = self.wish
        if self._called_off in heard:
            return self._say("nothing" if self.rng.random() < 0.5 else "no")
        offers = heard_offers(heard, call)
        if wish is None:
            return self._changed_mind()
        if wish.kind in _ABOUT_TIMES:
            return self._confirm_time(wish, offers, heard)
        if wish.kind == "message" and self._named(heard):
            return self._yes(wish, "")
        if wish.kind == "message":
            return self._right_name()
        if wish.kind == "cancel" and re.search(r"cancel|annul", heard, re.I):
            return self._yes(wish, "")
        return self._changed_mind()

    def _confirm_time(self, wish: Wish, offers: list[Offer], heard: str) -> Acts | None:
        if not offers:
            return self._say("yes" if wish.kind == "book" and re.search(r"number|numéro", heard) else "no")
        new = offers[-1]
        if wish.picked is None and self._fits(wish, [new], heard):
            wish.picked = new.spoken
        if wish.picked is not None and new.spoken != wish.picked:
            if self._corrected > 3:
                return self._say("no")
            self._corrected += 1
            wish.moments.clear()
            return self._say("correct_when", when=self._told(wish.picked))
        if wish.picked is None:
            wish.moments = wish.moments[:1]
            return self._say("correct_when", when=self._moment(wish).words)
        asks_name = bool(re.search(r"\bfor [A-Z]|\bpour ", heard)) and wish.kind != "move"
        if asks_name and not self._named(heard) and self._corrected <= 3:
            return self._right_name()
        if self.rng.random() < 0.04 and len(wish.moments) < 3:
            wish.picked = None
            return self._say("change_when", when=self._moment(wish).words)
        if self.rng.random() < 0.02:
            return self._changed_mind()
        return self._yes(wish, wish.picked)

    def _told(self, phrase: str) -> str:
        return f"le {phrase}" if self.language == "fr" and self.rng.random() < 0.5 else phrase

    def _yes(self, wish: Wish, phrase: str) -> Acts:
        self.agreed.append((wish, phrase))
        return self._say("yes_long" if self.rng.random() < 0.25 else "yes")

    def _right_name(self) -> Acts:
        self._corrected += 1
        facts = {"name": self.person.name}
        if self._corrected > 1 or self.rng.random() < 0.4:
            facts["spelled"] = self.person.spelled
        return self._say("correct_name", **facts)

    def _named(self, heard: str) -> bool:
        return set(tokens(self.person.name)) <= set(tokens(heard)) or self._corrected > 1

    def _changed_mind(self) -> Acts | None:
        if self.wish and self.wish.kind in ("book", "availability", "move", "cancel"):
            self.wish.taken_back = True
            self._called_off = self.wish.picked or _NOTHING
            self.wishes.pop(0)
            return self._say("nothing")
        return self._say("no")

    def _which(self, call: CallState) -> Acts:
        wish = self.wish
        found = next((one for one in call.found if wish and one.appointment.uid == wish.uid), None)
        if found is None:
            return self._say("repeat")
        others = [one for one in call.standing if one is not found]
        if all(day_of(one.spoken) != day_of(found.spoken) for one in others):
            return self._say("pick_day", day=day_of(found.spoken))
        return self._say("pick_phrase", phrase=short(found.spoken))

    def _service(self) -> Acts:
        wish = self.wish
        if wish is None:
            return self._say("no")
        if not wish.service:
            service = self.rng.choice(self.practice.clinic.services)
            wish.service, wish.service_id = service.names[self.language], service.id
        return self._say("say_service", service=wish.service)

    def _practitioner(self) -> Acts:
        wish = self.wish
        if wish is None or not wish.practitioner or self._asked["practitioner"] > 1:
            return self._say("any_practitioner")
        return self._say("say_practitioner", practitioner=wish.practitioner)

    def _message(self) -> Acts:
        wish = self.wish
        if wish is None or wish.kind != "message":
            wish = Wish("message", opened=1)
            self.wishes.insert(0, wish)
        wish.words = wish.words or self._text("message_text")
        return [("message_text", [Piece(wish.words, "message")])]

    def _offered_message(self) -> Acts | None:
        wish = self.wish
        if wish and wish.kind == "message":
            return self._say("yes")
        leave = wish is not None and wish.kind in ("ask", "person") and self.rng.random() < 0.35
        if wish and wish.kind in _PATIENT and self._asked["offer message"] < 2:
            return self._say("no")
        if self.wishes:
            self.wishes.pop(0)
        if leave:
            self.wishes.insert(0, Wish("message", opened=1))
            return self._say("yes")
        return self._say("no")

    def _change(self) -> Acts | None:
        wish = self.wish
        if self._called_off != _NOTHING:
            return self._say("nothing")
        if wish and wish.kind in _ABOUT_TIMES:
            when = self._told(wish.picked) if wish.picked else self._moment(wish).words
            return self._say("change_when", when=when)
        return self._changed_mind() if wish and wish.kind != "message" else self._right_name()

    def _again(self) -> Acts | None:
        wish = self.wish
        if wish is None:
            return self._say("bye")
        if wish.kind in _ABOUT_TIMES and wish.moments and wish.opened:
            return self._say("say_when", when=self._moment(wish).words)
        return self._open(wish)

    def _aside(self, question: Question) -> Acts:
        """Something else than was asked for. To a read-back "right" is a yes, to a greeting "thanks" a goodbye."""
        self._asides += 1
        told_elsewise = ("backchannel", "thanks") if question in ("confirm", "suits", "how can I help") else ()
        kinds = [(kind, weight) for kind, weight in _ASIDES if kind not in told_elsewise]
        kind = self.rng.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])[0]
        if kind == "ask":
            _, questions = self.rng.choice(self.practice.facts[self.language])
            return [("ask", [Piece(self.rng.choice(questions), "query")])]
        return self._say(kind)
