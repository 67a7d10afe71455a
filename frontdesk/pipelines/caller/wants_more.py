"""Whether the caller answered "is there anything else?" with a yes: pure; nobody is hung up on for that."""

from __future__ import annotations

import re

from frontdesk.pipelines.call_state import CallState
from frontdesk.pipelines.words import plain, tokens

_ANYTHING_ELSE = re.compile(r" (?:anything else|autre chose) $")
_YES = frozenset(tokens("yes yeah yep yup oui ouais"))
_NO_MORE_THAN_YES = _YES | frozenset(tokens("please there is actually i do s'il vous plaît bien sûr"))


def wants_more(call: CallState) -> bool:
    """Whether the caller's last words are such a yes and nothing besides."""
    said = tokens(call.caller_said[-1]) if call.caller_said else []
    asked = plain(call.assistant_said[-1]) if call.assistant_said else ""
    return bool(_ANYTHING_ELSE.search(asked) and _YES.intersection(said) and _NO_MORE_THAN_YES.issuperset(said))
