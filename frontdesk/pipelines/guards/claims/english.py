"""The wordings of claims in English; see `claims_wording`."""

from frontdesk.pipelines.guards.claims.wording import Rules, clauses

_DAY = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|today"
_EN_THING = "appointment|booking|visit|reservation|slot|spot|time|cleaning|checkup|consultation|cancellation"
_PARTS = {
    "day": _DAY,
    "thing": _EN_THING,
    "visit": "appointment|appointments|booking|visit|reservation|schedule|calendar|diary",
    "fill": "now|all|already|also|just|successfully|officially|indeed|been|being|both|safely",
    "aux": "ve|have|had|just|now|already|also|successfully|went ahead and|gone ahead and",
    "booked": "booked|scheduled|rescheduled|confirmed|cancelled|canceled|secured|locked in|pencilled in|penciled in",
    "book": "book|schedule|reschedule|reserve|cancel|move|squeeze|fit|pencil|put you|lock|secure|sign you up",
    "excuse": "can|could|would|may|might|must|should|to be|to get|to have|need|needs|want|wants|wanted|like|likes"
    "|appointments|patients|visits|if|once|when|before|after|until|unless",
    "be": "am|are|re|is|s|was|were|got|has been|have been|s been|ve been|will be|ll be",
}

ENGLISH = Rules(
    done=clauses(
        # any "booked" that is neither a wish, a rule of the house nor a possibility
        r"^(?!.* (?:<excuse>) .*(?:<booked>|arranged|sorted) )"
        r".* (?:<booked>|arranged|sorted) (?!appointment|visit|less|by )",
        # you are booked, your cleaning is scheduled, it's been cancelled
        r" <be> (?:<fill> )*<booked> ",
        r" you (?:<be> )(?:<fill> )*(?:set|good to go|down|in for|in on|registered|rebooked|moved) ",
        r" (?:<day>|<thing>|your|it|that)(?: \w+)* (?:is|s|are|was|has|has been) (?:<fill> )*reserved ",
        r" (?:appointment|slot|spot|time) is (?:<fill> )*yours | (?:doctor|team"
        r"|clinic)(?: \w+)? has you (?:<fill> )*(?:down|in|booked) ",
        r" taken care of (?:it|that|everything|(?:the|your) <visit>) | (?:appointment|booking|visit"
        r"|reservation) (?:now stands|went through) ",
        r" (?:your|it|that|(?:the|this|that|new) (?:\w+ )?<visit>) (?:\w+ )*?(?:is|s|was|has|has been|s been|got"
        r"|will be) (?:<fill> )*"
        r"(?:moved|changed|rescheduled|removed|deleted|rebooked|taken off|pushed back) (?:to|on|for|by|from|forward"
        r"|back|$)",
        r" (?:appointment|booking|visit|reservation|it|that)(?: \w+){0,6} (?:is|s|was|has|has been|s been"
        r"|got) (?:<fill> )*"
        r"(?:made|set|moved|changed|removed|deleted|complete|completed|gone through|final|finali[sz]ed|done|recorded"
        r"|saved"
        r"|noted|entered|in place|in the (?:calendar|schedule|diary|book|system)|on the (?:calendar|schedule)) ",
        # I've booked you in, I managed to book it
        r" (?:i|we) (?:<aux> )*(?:booked|scheduled|rescheduled|reserved|cancelled|canceled|squeezed|fitted|pencilled"
        r"|penciled|locked|secured|rebooked) ",
        r" (?:i|we) (?:<aux> )*(?:managed|was able|were able) to (?:<book>) ",
        r" (?:i|we) (?:<aux> )*(?:moved|changed|pushed|switched|shifted|updated|removed|deleted|postponed|swapped) "
        r"(?:it|you|that|this|(?:your|the) (?:\w+ )?<visit>) ",
        r" (?:i|we) (?:<aux> )*(?:made|entered|noted|saved|recorded|added|confirmed|registered|arranged|fixed"
        r"|set up) "
        r"(?:\w+ )*?<visit> ",
        r" (?:i|we) (?:<aux> )*(?:put|added|entered|signed|slotted|placed|penciled|got|have|registered) you (?:all )?"
        r"(?:down|in|up|to|on|booked|scheduled|confirmed|set) ",
        r" (?:i|we) (?:<aux> )*taken you off ",
        r" (?:i|we) (?:can |hereby |am pleased to |m pleased to )?confirm (?:that )?(?:you|your|the) (?:\w+ )*?"
        r"(?:<visit>|booked|scheduled|set|confirmed) ",
        r" this confirms | added to (?:\w+ )*(?:calendar|schedule|diary) | made (?:that|the|your|this) changes? ",
        r" cancell?ation (?:is|has been|was|s) | you (?:are|re) (?:now |all )?on the (?:list|schedule|books"
        r"|calendar) ",
        r" (?:doctor|dr|she|he|they|team)(?: \w+)? (?:will|ll) see you (?:on|tomorrow|<day>) ",
        r" consider (?:it|that|this) (?:booked|done|cancelled|canceled|moved) ",
        r" you (?:now|no longer) have (?:an|any|your) (?:\w+ )?(?:appointment|booking|visit) ",
        # bare exclamations
        r"^ (?:\w+ )?(?:all )?(?:set|booked|booked in|confirmed|cancelled|canceled|scheduled|reserved)(?: for .*"
        r"| on .*)? $",
        r"^ (?:all )?done $",
        # see you on Tuesday
        r"^ (?:and |so |then |we will |we ll |i will |i ll )?see you (?:on|at|then|there|soon on|next|this|<day>) ",
        r" looking forward to seeing you (?:on|at|then|<day>) | look forward to seeing you (?:on|at|then|<day>) ",
        r" expecting you ",
        # idioms
        r" has your name on it | (?:ve|have) got you (?:at|on|for|down) | (?:slot|spot|time"
        r"|appointment) has been (?:given up|let go|opened up) "
        r"| (?:the|your) (?:change|move|switch|cancell?ation) (?:went|has gone|is) through | (?:booking|reservation"
        r"|appointment) stands ",
        r" (?:been|were|was) put (?:in|down) (?:for|on) | (?:on|in) (?:doctor |dr )?\w+(?: \w)? (?:schedule|calendar"
        r"|diary|book|list) $"
        r"| takes care of (?:your|the|that) (?:booking|appointment|cancell?ation) | (?:your|the) new (?:time|date"
        r"|appointment|slot) is ",
        r" (?:has|have|s|is|was) (?:been )?(?:released|freed|freed up|locked|sorted|arranged)(?! by) | (?:i"
        r"|we) (?:<aux> )*took care of "
        r"(?:the|your|that|it)(?! (?:billing|insurance)) | (?:have|ve got|got) (?:that|it|this|you) down (?:as|for) ",
        r" you re (?:all )?good for (?:<day>|the|that|your) | squared away | done deal | it s a date "
        r"| your name is (?:now )?"
        r"(?:on|in) the (?:schedule|calendar|list|book|diary) | got yourself an? | (?:is|s) all yours ",
        r" (?:seat|spot|place|slot|chair)(?: \w+){0,3} is (?:<fill> )*(?:saved|held|kept|secured|guaranteed"
        r"|set aside) "
        r"| (?:ve|have) got (?:that|it|you) (?:\w+ )?(?:in|on) the (?:calendar|schedule|book|diary) "
        r"| liberty of (?:booking|scheduling"
        r"|reserving|moving|cancell?ing) ",
        r" (?:i|we) (?:<aux> )*(?:swapped|bumped|called off|scrapped|dropped|wiped|erased|cleared|freed up|undid"
        r"|undone|struck) (?:your"
        r"|it|that|the|you) | (?:visit|appointment|booking)(?: \w+){0,3} is now (?:on|at|for|<day>) ",
        r" (?:s|has|been|was|is|got) (?:<fill> )*(?:bumped|brought forward|pushed|shifted|swapped|switched) (?:to"
        r"|back|by|forward|for) "
        r"| (?:been|was|were|is) (?:<fill> )*(?:taken out of|taken off|struck from|wiped|called off|scrapped|dropped"
        r"|erased|cleared) ",
        r" (?:you re|you are|appointment is|visit is|booking is|it s|it is|that s) (?:<fill> )*(?:off the (?:books"
        r"|schedule|calendar"
        r"|list)|out of the (?:books|calendar|diary)|gone from) ",
        **_PARTS,
    ),
    promised=clauses(
        r" (?:i|we) (?:ll|will|shall|m|am|re|are)(?: now| just| then| also| going to| gonna"
        r"| go ahead and)* (?:<book>) ",
        r" (?:i|we) (?:m|am|re|are)(?: now| just)* (?:booking|scheduling|rescheduling|reserving|cancelling|canceling"
        r"|putting you|moving (?:it|your|you|the)) ",
        r" (?:i|we) (?:now )?(?:book|schedule|reserve|cancel) (?:it|that|you|your|the|<day>) ",
        **_PARTS,
    ),
    told=clauses(
        r" your (?:\w+ )?(?:appointment|visit|booking)(?: here)? is (?:on|at|with|for|in|<day>) ",
        r" you (?:have|ve got|ve|already have|still have) (?:an?|one|two|three|\d) (?:\w+ )?(?:appointments?"
        r"|bookings?|visits?) ",
        r" (?:i|we) (?:can )?(?:see|found|have|ve found|have found|ve got) (?:your|an|one|two"
        r"|three) (?:\w+ )?appointments? ",
        **_PARTS,
    ),
    harmless=clauses(
        r" (?:fully|completely) booked(?: up)? $| booked out | (?:fully|completely|all) booked(?: up)? (?:on|until"
        r"|this|next"
        r"|for the)| booked (?:solid|up) ",
        r" (?:that|this|the|which) (?:time|slot|hour|spot)(?: \w+)* (?:taken|booked|reserved) (?:by |$)",
        r" already (?:been )?(?:booked|reserved) by ",
        r" (?:reserved|booked) (?:for|by) (?:patients|staff|children|emergencies|people|somebody|someone|others"
        r"|disabled) ",
        r" messages? ",
        r" (?:noted|saved|recorded|written|entered|confirmed|have|got|changed|corrected|updated) (?:down )?(?:your"
        r"|the) (?:\w+ )?"
        r"(?:number|name|spelling|address|details) ",
    ),
    negation=clauses(
        r" (?:not|t|nothing|never|cannot|unable|neither|without) ",
        r" no (?!longer|problem|worries)",
    ),
    condition=clauses(r" (?:if|once|when|whenever|before|after|as soon as|unless|until|in case|while) "),
    asking=clauses(
        r"^ (?:and |so |or |then |well |ok |okay |great |sorry |also |but )*(?:shall|should|would|do|does|did|is|are"
        r"|was|were|"
        r"can|could|may|might|have|has|had|will|what|which|when|where|who|whose|how|why|am|anything|any|don|isn|aren"
        r"|won) ",
    ),
    read_back=clauses(r"^ (?:so |and |just |ok |okay |then )*(?:to confirm|let me confirm|to be sure|to check) $"),
    cancelling=clauses(
        r" (?:cancel\w*|removed?|removing|deleted?|deleting|called off|scrapped|wiped|erased|taken (?:you )?(?:off"
        r"|out)|no longer have"
        r"|off the (?:books|schedule|calendar|list)|gone from|dropped|cleared|struck|freed|freed up|released"
        r"|cancell?ation) "
    ),
    moving=clauses(
        r" (?:mov(?:ed?|ing)|reschedul\w+|changed?|changing|pushed|switched|shifted|postponed|swapped|bumped"
        r"|rebooked|brought forward"
        r"|is now (?:on|at|for|<day>)|updated|new (?:time|date|slot)) ",
        **_PARTS,
    ),
)
