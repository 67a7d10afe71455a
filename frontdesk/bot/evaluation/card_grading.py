"""Whether the call of a hand-written caller ended as the card says, judged by what it left behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from frontdesk.bot.evaluation.card_caller import CardCaller
from frontdesk.bot.evaluation.cards import Card, Window
from frontdesk.bot.evaluation.grading import Grade, named
from frontdesk.bot.evaluation.listening import asked
from frontdesk.bot.evaluation.play import Played
from frontdesk.calendar import Appointment
from frontdesk.clinic import Clinic
from frontdesk.pipelines.words import fold, plain

_NUMBERS = ("911", "nine one one", "neuf un un")


def grade_card(caller: CardCaller, clinic: Clinic, played: Played) -> Grade:
    """Judge a call of a card."""
    card = caller.card
    missed = [*_diary_missed(card, played), *_words_missed(card, played, clinic)]
    if played.endless or caller.hung_up:
        missed.append("the caller gave up")
    return Grade(tuple(missed), tuple(_unasked(card, played)))


def _diary_missed(card: Card, played: Played) -> Iterator[str]:
    wanted = _matched(card, played)
    elsewhere = any(_only_the_service_differs(uid, card, played) for uid in played.after)
    reason = "booked for another service" if elsewhere else "not booked as wished"
    yield from (reason for uid in wanted if uid is None)
    if card.moved is not None:
        event = played.after.get(_target(played))
        if event is None or not card.moved.holds(event.slot.start.replace(tzinfo=None)):
            yield "not moved as wished"
    if card.after.get("cancelled") and _target(played) in played.after:
        yield "not cancelled"


def _words_missed(card: Card, played: Played, clinic: Clinic) -> Iterator[str]:
    after, heard = card.after, plain(" ".join(played.heard))
    bare = heard.replace(" the ", " ")  # a date is spoken "May the seventh" and may be written "May seventh"
    if "heard" in after and not any(plain(piece) in heard or plain(piece) in bare for piece in after["heard"]):
        yield "the answer was not given"
    if "message" in after and not any(_says(one.text, after["message"]) for one in played.notes.messages):
        yield "no such message was kept"
    if "language" in after and played.call.language != after["language"]:
        yield "the language was not switched"
    if after.get("person") and not _offered_person(played):
        yield "no person and no message was offered"
    if after.get("emergency") and not _told_what_to_dial(heard, clinic):
        yield "not told what to dial"


def _says(text: str, words: list[str]) -> bool:
    """Whether a message holds all of the words; "stairs" holds "stair"."""
    return all(fold(word) in fold(text) for word in words)


def _offered_person(played: Played) -> bool:
    if any(tool.text == "transfer_to_human" for tool in played.tools) or played.notes.messages:
        return True
    return any(asked(turn, language) == "offer message" for turn in played.heard for language in ("en", "fr"))


def _told_what_to_dial(heard: str, clinic: Clinic) -> bool:
    told = [*clinic.emergency.values(), *_NUMBERS]
    return any(plain(words) in heard for words in told)


def _unasked(card: Card, played: Played) -> Iterator[str]:
    """Every change of the diary that the card does not name."""
    wanted = _matched(card, played)
    for uid in played.after:
        if uid not in played.before and uid not in wanted and not _only_the_service_differs(uid, card, played):
            yield "booked what was not wished"
    for place, (uid, before) in enumerate(played.before.items()):
        after = played.after.get(uid)
        if after is None and not (place == 0 and card.after.get("cancelled")):
            yield "cancelled what was not wished"
        if after is not None and after.slot != before.slot and not (place == 0 and card.moved):
            yield "moved what was not wished"


def _matched(card: Card, played: Played) -> list[str | None]:
    """The UID of the new appointment for each of the wished ones, each used once; None where there is none."""
    left = {uid: event for uid, event in played.after.items() if uid not in played.before}
    found: list[str | None] = []
    for window in card.booked:
        uid = next((uid for uid, event in left.items() if _is(event, window, played)), None)
        left.pop(uid or "", None)
        found.append(uid)
    return found


def _only_the_service_differs(uid: str, card: Card, played: Played) -> bool:
    """Whether a new appointment is one to which the caller agreed, for something else than they came for.

    A read-back need not name the service.
    """
    event = played.after[uid]
    bare = [replace(window, service="") for window in card.booked if window.service != event.slot.service]
    return uid not in played.before and any(_is(event, window, played) for window in bare)


def _is(event: Appointment, window: Window, played: Played) -> bool:
    right_time = window.holds(event.slot.start.replace(tzinfo=None))
    return right_time and window.service in ("", event.slot.service) and named(event.name, window.name, played)


def _target(played: Played) -> str:
    """The UID of the appointment that the wish is about."""
    return next(iter(played.before), "")
