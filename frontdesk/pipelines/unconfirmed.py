"""What a caller dictated and never got to confirm, because the call ended first: kept for the staff, marked as such.

read back, or its name or number asked for    kept, with what is known of name and number
dictated, nobody had read it back yet         kept as well
the caller said no or changed their mind      not kept
nothing was dictated                          nothing to keep
"""

from __future__ import annotations

import re
from dataclasses import replace

from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.caller.answers import answers, answers_to
from frontdesk.pipelines.caller.details import clean_name
from frontdesk.pipelines.caller.identity import last_number
from frontdesk.pipelines.caller.pick_words import says_no, says_yes
from frontdesk.pipelines.desk import Action, Desk, Message
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tools.take_message import read_back
from frontdesk.pipelines.words import plain, tokens

_WHAT_MESSAGE = re.compile(r" (?:what is the message|quel est (?:le|votre) message|what would you like to tell) ")
_WHOSE = re.compile(r" (?:name|number|nom|numero) ")
_ONLY_A_WISH = re.compile(r" (?:leave|take|pass|laisser|prendre|noter) (?:\w+ ){0,2}messages? ")
_MOST_OF_A_WISH = 14
"""Words; a longer turn that speaks of a message says it as well."""
_CALLED_OFF = re.compile(
    r" (?:never mind|forget (?:it|that|about)|don t (?:send|take|pass)|no message|laissez tomber|oubliez|annulez"
    r"|pas de message|ne l envoyez) "
)


async def keep_unconfirmed(desk: Desk, call: CallState) -> tuple[Action, ...]:
    """Keep the message that the end of the call found unconfirmed, if any; what goes into the audit.

    Called when nothing more is said; a second time keeps nothing. Raises `RecordsUnavailable`.
    """
    draft, call.draft = call.draft or _dictated(desk, call), None
    if draft is None or _taken_back(call, draft) or _only_a_wish(draft.text):
        return ()
    if any(taken.text == draft.text for taken in call.messages_taken):
        return ()
    call.messages_taken.append(draft)
    spoken = sentences(draft.language)
    marked = spoken.not_confirmed.format(text=draft.text)
    await desk.outbox.take(replace(draft, name=draft.name or spoken.no_name, text=marked))
    return (Action("message", marked),)


def _dictated(desk: Desk, call: CallState) -> Message | None:
    """The caller's answer to the question for the message, where nothing else was spoken of since."""
    if call.messages_taken:
        return None
    for index in range(len(call.turns) - 1, 0, -1):
        asked, answer = call.turns[index - 1], call.turns[index]
        if answer.speaker == "caller" and asked.speaker == "assistant" and _WHAT_MESSAGE.search(plain(asked.text)):
            rest = call.turns[index + 1 :]
            bare = len(tokens(answer.text)) < 3 or says_yes(answer.text) or answer.text.rstrip().endswith("?")
            elsewhere = any(turn.speaker == "assistant" and not _WHOSE.search(plain(turn.text)) for turn in rest)
            if bare or elsewhere:
                return None
            number = call.caller_number or last_number(call, desk.clinic.country)
            return Message(call.call_id, _name(call), number, answer.text, call.language, desk.clock())
    return None


def _name(call: CallState) -> str:
    """The last answer to the question for a name that is one; empty where there was none."""
    said = answers(call.turns, re.compile(r" (?:name|nom) "))
    return next((name for words in reversed(said) if (name := clean_name(words, [words], call.language))), "")


def _taken_back(call: CallState, draft: Message) -> bool:
    said = answers_to(call.turns, read_back(draft))
    later = [words for words in call.caller_said[-2:] if words != draft.text]
    return bool(said and says_no(said[-1])) or any(_CALLED_OFF.search(plain(words)) for words in later)


def _only_a_wish(text: str) -> bool:
    """Whether the words ask for a message to be taken and hold none."""
    said = plain(text)
    return bool(_ONLY_A_WISH.search(said)) and len(said.split()) <= _MOST_OF_A_WISH and ":" not in text
