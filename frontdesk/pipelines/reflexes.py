"""What code answers before the language model is asked. Spoken and typed calls ask `reflex` first with every turn.

    danger                                  what to dial, and a person where one can be reached; who says the very words
                                            again and asks for something in them has heard it, and is served
    panic, in the two turns after that      what to dial once more
    the answer to a question of code's own  yes: what was asked about; a bare no: "How else can I help you?"; anything
                                            else: the question is forgotten and the model answers
    a wish for another language             it is spoken from now on; said so too where it was heard to be spoken
    a question for medical advice           refused, with the next step, unless the clinic's documents answer it

A message for the staff may hold any question: while one is being said, none is refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontdesk.calendar.spoken import Wish, resolve
from frontdesk.pipelines.call_state import CallState, Pending
from frontdesk.pipelines.caller.pick_words import says_no, says_yes
from frontdesk.pipelines.caller.yes_words import adds_nothing
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.guards.advice.guard import asks_for_advice
from frontdesk.pipelines.guards.emergency.afterwards import bare_no, in_panic, just_warned, past_the_warning
from frontdesk.pipelines.guards.emergency.guard import is_emergency
from frontdesk.pipelines.guards.language_request import asked_for
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tools import answered, call_tool
from frontdesk.pipelines.tools.clinic_time import local_now, opening_span
from frontdesk.pipelines.tools.emergency import person_within_reach, told_again, warned
from frontdesk.pipelines.tools.result import ToolResult, acted
from frontdesk.pipelines.tools.switch_language import go_on_in, switched
from frontdesk.pipelines.words import plain, tokens

if TYPE_CHECKING:
    from frontdesk.calendar.spoken import Language

_WORDS = (
    "no nope nah not non pas yes yeah yep oui ouais please thanks thank you merci it is isn t s that this an a "
    "emergency urgence une un c est ce n ca cela va fine ok okay all right really du tout i m d good at now je ne "
    "veux voudrais do don want to il vous plait besoin need mais bien sur sure leave message laisser would like j "
    "aimerais accord person one personne someone somebody quelqu allez y go ahead put me through passez moi le la "
    "l correct exactly parfait perfect great super volontiers avec plaisir absolutely of course for the team "
    "equipe"
)
_BARE = frozenset(_WORDS.split())
"""Words of a yes or a no that says nothing else."""
_PERHAPS = re.compile(
    r" (?:i (?:think|guess|believe|m afraid) so|maybe|perhaps|not sure|don t know|could be|kind of|je (?:crois"
    r"|pense)|peut etre|"
    r"sais pas|pas sure?|j ai peur) "
)
"""Taken for a yes where somebody may be in danger."""

_WHEN = ("which_day", "which_time", "past", "closed", "nothing_free", "no_date", "seen_move", "offer", "offer_one")
"""Sentences that end with a question for a time."""


async def reflex(desk: Desk, call: CallState, words: str) -> ToolResult | None:
    """The answer of code to the caller's last turn, or None where the model shall answer.

    Called after `call.caller_says(words)`. A result always has an announcement.
    """
    asked, before = _asked(call), call.spoken_before
    call.pending = call.spoken_before = None
    if is_emergency(words) and not past_the_warning(call, words):
        return warned(desk, call)
    if just_warned(call) and (in_panic(words) or asks_for_advice(words)):
        return told_again(desk, call)
    answer = await _answered(desk, call, asked, words)
    if answer is not None:
        return answer
    if just_warned(call) and bare_no(words):
        return ToolResult({"ok": True}, announce=sentences(call.language).how_else)
    language = asked_for(words, call.language, desk.clinic.languages)
    if language is not None:
        return _still_asking(switched(call, language), call, asked)
    if before is not None and asked_for(words, before, desk.clinic.languages) == call.language:
        # Heard and asked for at once: the switch stands in the audit already.
        return _still_asking(ToolResult({"ok": True}, announce=go_on_in(call, call.language)), call, asked)
    if _wants_advice(desk, call, words):
        return _refused_advice(desk, call)
    return None


def _asked(call: CallState) -> Pending | None:
    """What the assistant asked last: noted by code, or the offer of a message at the end of its words."""
    spoken, said = sentences(call.language), call.assistant_said
    last = said[-1] if said else ""
    if call.pending is None and last.endswith(_last_sentence(spoken.not_allowed)):
        return None if last.endswith(spoken.engine_trouble) else "message"
    return call.pending


async def _answered(desk: Desk, call: CallState, asked: Pending | None, words: str) -> ToolResult | None:
    """What follows from a yes or a no to what code asked."""
    spoken, bare = sentences(call.language), set(tokens(words)) <= _BARE
    if asked is None:
        return None
    if asked == "booking" and not ((bare or adds_nothing(words)) and says_yes(words)):
        return None
    if asked in ("identity", "draft", "booking"):
        wish = asked_for(words, call.language, desk.clinic.languages)  # it is no name, and no part of a message
        return None if wish else await answered(desk, call, asked, words)
    if says_yes(words) or (asked == "emergency" and _PERHAPS.search(plain(words))):
        return await _agreed(desk, call, asked, bare=bare)
    if not says_no(words):
        return None
    call.no_emergency = call.no_emergency or asked == "emergency"
    return ToolResult({"ok": True}, announce=spoken.how_else) if bare else None


async def _agreed(desk: Desk, call: CallState, asked: Pending, *, bare: bool) -> ToolResult | None:
    if asked == "emergency":
        return warned(desk, call)
    if asked == "transfer":
        return await call_tool(desk, call, "transfer_to_human", {"reason": call.caller_said[-1]})
    if asked == "language":
        other = _other_language(desk, call)
        return switched(call, other) if other else None
    # More than a yes is the message itself, which the model takes.
    return ToolResult({"ask": "message"}, announce=sentences(call.language).ask_message) if bare else None


def _other_language(desk: Desk, call: CallState) -> Language | None:
    return next((language for language in desk.clinic.languages if language != call.language), None)


def _still_asking(result: ToolResult, call: CallState, asked: Pending | None) -> ToolResult:
    """What code asked is asked again in the new language, and its answer still code's to understand."""
    if result.announce != sentences(call.language).language_switched:
        call.pending = asked
    return result


def _wants_advice(desk: Desk, call: CallState, words: str) -> bool:
    said = call.assistant_said
    leaving_a_message = bool(said) and said[-1].endswith(_last_sentence(sentences(call.language).ask_message))
    if leaving_a_message or not asks_for_advice(words) or _answers_when(desk, call, words):
        return False
    return not desk.knowledge.search(words, call.language)


def _answers_when(desk: Desk, call: CallState, words: str) -> bool:
    """Whether the words name a time after a question for one: "could we try the eighteenth?" is no medical question."""
    spoken, said = sentences(call.language), call.assistant_said
    asked_when = tuple(_last_sentence(getattr(spoken, name)) for name in _WHEN)
    if not said or not said[-1].endswith(asked_when):
        return False
    meant = resolve(words, now=local_now(desk), language=call.language, opening=opening_span(desk.clinic))
    return isinstance(meant, Wish)


def _refused_advice(desk: Desk, call: CallState) -> ToolResult:
    spoken = sentences(call.language)
    say = spoken.no_advice_person if person_within_reach(desk, call) else spoken.no_advice
    return ToolResult({"error": "not_allowed", "say": say}, announce=say, actions=(acted(call, "advice refused"),))


def _last_sentence(text: str) -> str:
    return re.split(r"(?<=[.!?])\s+", text)[-1]
