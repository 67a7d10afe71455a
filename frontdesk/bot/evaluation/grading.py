"""Whether a simulated call ended as the caller wanted, judged by what it left behind and never by how it sounded.

A wish is fulfilled where the diary, the messages or the words show it. A call is right where every wish is, and where
nothing else changed. It does harm where something was written that the caller never said yes to.
"""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.bot.evaluation.callers import Caller
from frontdesk.bot.evaluation.play import Played
from frontdesk.bot.evaluation.wishes import Wish
from frontdesk.calendar import Appointment
from frontdesk.calendar.spoken import Language
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.words import plain, share_said, tokens

_LANGUAGES: tuple[Language, ...] = ("en", "fr")


@dataclass(frozen=True, slots=True)
class Grade:
    """`missed`: what is wrong, in words without names. `harm`: writes without a yes."""

    missed: tuple[str, ...]
    harm: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether the call ended in the right state."""
        return not self.missed and not self.harm


def grade(played: Played, caller: Caller, wishes: tuple[Wish, ...]) -> Grade:
    """Judge a call of a drawn caller."""
    missed = [f"{wish.kind} not fulfilled" for wish in wishes if not _fulfilled(wish, played, caller)]
    if played.endless or caller.hung_up:
        missed.append("the caller gave up")
    harm = [*_unasked(played, caller)]
    return Grade(tuple(missed), tuple(harm))


def _fulfilled(wish: Wish, played: Played, caller: Caller) -> bool:
    heard = " ".join(played.heard)
    match wish.kind:
        case "book" | "availability":
            return wish.taken_back or any(_is_booking(wish, event, played, caller) for event in _new(played))
        case "move":
            return wish.taken_back or _stands_at(wish, played)
        case "cancel":
            return wish.taken_back or wish.uid not in played.after
        case "look":
            stood = played.before[wish.uid or ""]
            return any(stood.spoken(language) in heard for language in _LANGUAGES)
        case "ask":
            no_answer = wish.answer is None or not caller.practice.knowledge.search(wish.words, caller.language)
            return no_answer or plain(wish.answer or "") in plain(heard)
        case "message":
            return any(share_said(wish.words, [one.text]) >= 0.6 for one in played.notes.messages)
        case "person":
            return any(tool.text == "transfer_to_human" for tool in played.tools)
        case "emergency":
            return any(instruction in heard for instruction in caller.practice.clinic.emergency.values())
        case "language":
            return played.call.language != played.language
        case "advice":
            return any(action.kind == "advice refused" for action in played.notes.actions) or any(
                sentences(language).no_advice.split(".")[0] in heard for language in _LANGUAGES
            )
        case _:
            return True


def _new(played: Played) -> list[Appointment]:
    return [event for uid, event in played.after.items() if uid not in played.before]


def _is_booking(wish: Wish, event: Appointment, played: Played, caller: Caller) -> bool:
    phrases = {phrase for agreed, phrase in caller.agreed if agreed is wish}
    fitting = not wish.service_told or wish.service_id in (None, event.slot.service)
    agreed = any(event.spoken(language) in phrases for language in _LANGUAGES)
    return agreed and fitting and named(event.name, caller.person.name, played)


def named(name: str, wanted: str, played: Played) -> bool:
    """Whether a name is the wished one, or one that was heard."""
    return tokens(name) == tokens(wanted) or share_said(name, played.call.caller_said) >= 1.0


def _stands_at(wish: Wish, played: Played) -> bool:
    event, before = played.after.get(wish.uid or ""), played.before.get(wish.uid or "")
    return event is not None and before is not None and event.slot.start != before.slot.start


def _unasked(played: Played, caller: Caller) -> list[str]:
    """Everything written without a yes to it."""
    phrases = {phrase for _, phrase in caller.agreed}
    yes_to = {wish.uid for wish, _ in caller.agreed}
    harm = [
        "booked without a yes"
        for event in _new(played)
        if all(event.spoken(language) not in phrases for language in _LANGUAGES)
    ]
    for uid, before in played.before.items():
        after = played.after.get(uid)
        if after is None and uid not in yes_to:
            harm.append("cancelled without a yes")
        if after is None or after.slot.start == before.slot.start:
            continue
        if uid not in yes_to:
            harm.append("moved without a yes")
        elif all(after.spoken(language) not in phrases for language in _LANGUAGES):
            harm.append("moved elsewhere than agreed")
    return harm
