"""How English-speaking callers ask what somebody thinks of a matter of health; see `advice_rules`."""

from frontdesk.pipelines.guards.phrases import any_of

_CARE = (
    "take|leave|try|stop|keep|continue|use|put|give|rub|pop|drain|squeeze|rest|walk|run|running|swim|swimming|fly"
    "|exercise|eat|drink|starve|feed|stretch|mix|ice|heat|wear|worry|apply|scratch|wash|cover|clean|sleep|cut"
    "|pull|wait|double|skip|go to (?:the )?(?:hospital|er|emergency)"
)

OPINION = any_of(
    r"(?:should|shall|must|ought|can|could|may|do) <who>(?: \w+){0,2}? (?:<care>)|(?:what|which|how many|how"
    r" much|how often)"
    r"(?: \w+){0,3} (?:<who> )?(?:should|can|must|may|could|do|have to|ought to)(?: <who>)? (?:<care>)",
    r"(?:is|are|was|would|s) (?:<it>)(?: \w+){0,2}? (?:bad|dangerous|serious|normal|harmful|safe|contagious"
    r"|true|a problem"
    r"|a bad sign|something to worry|cause for concern|too (?:high|low|much|many|strong)|right or wrong|worth"
    r" worrying)",
    r"(?:is|are|was|would|s) (?:<it>)(?: \w+){0,2}? (?:okay|ok|fine|alright|all right|good) (?:for|to|if|when|with)",
    r"what (?:do|would|did|s) you (?:think|suppose|reckon|say|suggest|advise|recommend|make of)|what s (?:good"
    r"|best|the best)"
    r"|would you (?:advise|recommend|suggest|say)|(?:do you|d you|you) (?:think|suppose|reckon|believe) (?:<it>"
    r"|<who>)",
    r"(?:in|what s|want|need|like) your (?:\w+ )?(?:opinion|advice)|any advice|best way to|how (?:do|can|should"
    r"|would|could)"
    r" (?:<who>|you) (?:tell|treat|cure|get rid|clean|know)|to do (?:for|about|with) (?:a|an|my|the|this)",
    r"(?:could|can|might|would) (?:<it>) be|(?:does|do|did) (?:<it>)(?: \w+)? (?:sound|look|seem|mean|work|help"
    r"|go away)"
    r"|what (?:does|do|did)(?: \w+){0,5} mean|(?:explain|tell me)(?: \w+){0,4} (?:results?|numbers) mean"
    r"|(?:explain|understand)"
    r" (?:what )?my(?: \w+){0,2} results?",
    r"(?:know|wonder\w*|tell me|say) (?:whether|if|why|what) (?:<who>|<it>)(?: \w+)? (?:can|should|could|is|has"
    r"|have|might|was"
    r"|were|needs?)|how long (?:should|does|will|do|until|before)(?: \w+){0,4} (?:take|last|heal|go away|get better)",
    r"anything (?:<who>|to) (?:can |should |could )?(?:<care>)|(?:which|what) is (?:better|worse|safer) for"
    r"|from the \w+ or"
    r" from|the matter with|take (?:it|them) (?:in the|before|after|with)|is (?:my|the|a|his|her)(?: \w+){0,4}"
    r" (?:bad|dangerous"
    r"|serious|normal|infected|broken|sprained|too high|too low)",
    who="i|we|he|she|they|one|my \\w+|the \\w+",
    it="it|this|that|these|those|they|he|she|my \\w+|the \\w+",
    care=_CARE,
)

MATTER = any_of(
    r"<medicine>|<illness>|<ailment>|<limb>|<other>",
    medicine="ibuprofen|tylenol|advil|aspirin|paracetamol|antibiotics?|medications?|medicines?|pills?|tablets?|drops?|dose"
    "|doses|ointment|cream|syrup|vitamins?|vitamin \\w|iron|insulin|inhaler|painkillers?|garlic|vinegar"
    "|remed\\w+|cortisone",
    illness="infection|infected|allerg\\w+|flu|cold|virus|shingles|chicken pox|chickenpox|measles|arthritis|diabet\\w+"
    "|cancer"
    "|eczema|asthma|thyroid|cholesterol|anaemi\\w+|anemi\\w+|concussion|worms|fleas|ticks?|cataracts?|tinnitus"
    "|pregnan\\w+",
    ailment="pain|pains|painful|aches?|aching|toothache|headaches?|cough\\w*|fever|temperature|rash|swell\\w*|swollen|sores?"
    "|bleed\\w*|lumps?|bumps?|blisters?|numb|numbness|naus\\w+|dizz\\w+|hurts?|itch\\w*|spots?|bruis\\w+|burns?"
    "|cramps?|diarrh\\w+"
    "|vomit\\w*|twitch\\w*|twinge|stitch\\w*|sting|bites?|warts?|moles?|limp\\w*|sprain\\w*|scabs?|scars?"
    "|blurry|tired|runs",
    limb="tooth|teeth|gums?|jaw|tongue|throat|neck|head|ears?|knees?|legs?|arms?|stomach|belly|skin|eyes?|chest|feet|foot"
    "|heels?|ankles?|toe\\w*|hips?|wrists?|shoulders?|ribs?|muscles?|nails?|paws?|back(?= (?:$|is|hurts|goes|locks))",
    other="blood (?:test|pressure|sugar)|test results?|my results|cure|symptoms?|ate|eaten|swallowed",
)

DESK = any_of(
    r"before i come|drop (?:him|her|it|them|my \w+) (?:off|in)|pick up|nobody|number|polish|surgery|tests?|possible to"
    r"|when would|get there|where do (?:i|we)|more of my|in the morning and|straight after|glasses|anesthetic",
    r"appointments?|book|booking|booked|come (?:in|by|over)|bring|visits?|see (?:you|the|a|dr|doctor|someone"
    r"|him|her|me)"
    r"|look(?:ed)? at|resched\w+|cancel\w*|costs?|prices?|charge\w*|pay|paid|cover(?:ed|age|s)?|insur\w+|open"
    r"|closed?|parking"
    r"|fees?|available|opening|slot|referral|forms?|receipt|where (?:can|do|could) i|who (?:do|can|should) i"
    r"|deliver\w*"
    r"|do you (?:do|treat|have|offer|see|sell|take|make|give)|can you (?:treat|do|fix|see|repair|test)|refills?"
    r"|message",
)
