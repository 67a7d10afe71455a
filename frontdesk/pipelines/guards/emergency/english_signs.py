"""What danger looks like to an English-speaking bystander: who, and in what state; see `emergency_rules`."""

from frontdesk.pipelines.guards.phrases import any_of

ENGLISH_SIGNS = any_of(
    # awareness
    r"(?:<hardly>) (?:\w+ ){0,2}?(?:answer\w*|respond\w*|react\w*|open\w* (?:his|her) eyes)(?= (?:$|me|us|and|when"
    r"|any|at all"
    r"|he|she|please))",
    r"(?:barely|hardly|half|semi|not|isn t) (?:conscious|awake|alert|with it)|(?:fading|drifting|slipping|going"
    r"|coming)"
    r" (?:in and out|away)|keel(?:ed|ing) over|(?:dropped|went down|fell)(?: \w+){0,2} like a (?:stone|log)"
    r"|(?:just|suddenly)"
    r" (?:dropped|keeled|went down|crumpled)",
    r"(?:man|woman|guy|lady|person|someone|somebody|he|she) (?:is |s )?(?:down|lying|laying|slumped|passed)(?: \w+)?"
    r" (?:in|on|outside|by|there|at|over)|slumped|(?:looks?|think (?:he|she|it) (?:is|s)|might be|maybe) dead"
    r"|(?:no|without a|stopped) heartbeat",
    r"(?:he|she|baby|kid|body) (?:is |s |went |has gone )(?:all |completely |gone )?(?:limp|floppy|stiff and)|floppy",
    r"jerking|twitching all over|eyes (?:\w+ ){0,4}(?:rolled|rolling) (?:back|up)|(?:blood )?sugar(?: \w+){0,4}"
    r" (?:low|crashed)",
    # breath and chest
    r"breath(?:ing|es)? (?:is |very |really |so |all )*(?:fast|funny|strange\w*|weird\w*|shallow|noisy|rattl\w+"
    r"|hard|heavy"
    r"|heavily|stopped)|fighting for (?:air|breath)|(?:no|any) air|can t (?:seem to )?get (?:a|my|his|her|any)"
    r" breath",
    r"throat (?:\w+ ){0,4}(?:clos\w+|shut\w*)|(?:clos\w+|block\w+|stuck)(?: \w+)? (?:my|his|her) (?:throat|airway)"
    r"|elephant(?: \w+){0,2} (?:sitting|standing|on)|(?:something|someone|truck) (?:heavy )?(?:sitting|standing"
    r"|pressing) on"
    r" (?:me|my chest|his chest)|chest(?: \w+){0,4} (?:vice|vise|crushed|squeezed|exploding|caving)",
    r"(?:grey|gray|pale|white|clammy|sweaty) and (?:\w+ )?(?:sweat\w*|clammy|cold|sweaty)",
    # wounds
    r"(?:see|seeing) (?:the|my|his|her) (?:bone|fat|muscle|tendon|skull|insides|guts)|blood (?:is |s |\w+ing"
    r" )?(?:spray\w*"
    r"|squirt\w*|pump\w*|soak\w*|drip\w* everywhere)|pool of blood|covered in blood|bleeding (?:\w+"
    r" ){0,3}(?:through|fast)",
    r"(?:hand|arm|fingers?|leg|foot|head|hair) (?:is |s |got |was |gets )?(?:caught|stuck|trapped|crushed"
    r"|mangled|ripped)"
    r" (?:in|under|off|by)|amputat\w+|impaled|(?:went|gone) through (?:a|the) (?:window|windshield|glass)",
    r"drown(?:ed|ing) in (?:the|a|our|his|her) (?:\w+ )?(?:pool|lake|bath|tub|bathtub|river|sea|pond|water|hot tub)"
    r"|pulled (?:him|her|them|me) out of the (?:water|pool|lake|river)|live wire|(?:been|got) electro\w+",
    # the mind that goes, the sight that goes
    r"(?:vision|sight|eye|eyes)(?: \w+){0,2} (?:went|gone|going|turned) (?:\w+ )?(?:black|dark|blind|blank)"
    r"|(?:went|gone"
    r"|going) (?:\w+ )?blind|lost (?:my|his|her|all) (?:\w+ )?(?:vision|sight|speech)|(?:words?|speech"
    r"|sentences?) (?:\w+ ){0,4}"
    r"(?:wrong|garbled|jumbled|mixed up|slurred)|can t find (?:his|her) words",
    # birth, heat, small children
    r"waters? (?:have |has |just |had )?(?:broke\w*|gone)|(?:baby|head)(?: is| s) (?:coming|crowning|out)(?!"
    r" (?:with|in for"
    r"|to|next))|(?:41|forty one|forty two|106|105)(?: \w+){0,3} fever|(?:fever|temperature)(?: \w+){0,6}"
    r" (?:limp|floppy"
    r"|stiff neck|fitting)|stiff neck(?: \w+){0,4} fever",
    # poison, drugs
    r"(?:got hold of|gotten into|got into|chewed|inhaled|breathed in|licked|bit into|sprayed)(?: \w+){0,3}"
    r" (?:<poison>)",
    r"(?:took|taken|taking|swallowed|had)(?: \w+){0,2} (?:bunch|load|loads|lots?|handful|pile|ton|fistful|box"
    r"|strip|all)"
    r"(?: of)?(?: (?:my|his|her|the|those|sleeping|heart|pain))* (?:<pill>)|narcan|od d|od ing",
    # fire, gas, water
    r"(?:there s|there is|got|see) (?:a |an )?fire(?! (?:alarm|drill|exit|truck|door|pit|place))|(?:building"
    r"|house|kitchen"
    r"|clinic|car|room|hair|clothes) (?:\w+ )?(?:caught fire|is burning|burning down|full of smoke)|(?:smell"
    r"|smells|smelling)"
    r"(?: \w+){0,3} gas|smell of gas",
    # violence, despair
    r"(?:gun|knife)(?: \w+){0,5} (?:to (?:my|his|her)|at (?:me|us|him|her)|use it)|pointing (?:a|his) gun|don t"
    r" want to be"
    r" (?:alive|here any ?more)|can t go on (?:living|any ?more|like this)(?= $)|goodbye (?:note|letter)|no one"
    r" would miss me"
    r"|jump(?:ing)? (?:in front of|off)|he s going to hurt|hanged|hanging (?:himself|herself)|(?:shot|stabbed"
    r"|hung) (?:him|her)self",
    hardly="not|isn t|doesn t|don t|won t|can t|cannot|stopped|no longer|never|barely|hardly",
    poison="bleach|poison|antifreeze|cleaner|cleaning \\w+|detergent|gasoline|petrol|batter(?:y|ies)"
    "|acid|magnets?"
    "|paint|thinner|polish|pesticide|weed ?killer|chocolate and|(?:rat|mouse|slug) (?:poison|bait|pellets?)"
    "|fumes|lighter fluid",
    pill="pills?|tablets?|meds|medications?|medicines?|capsules?|insulin|tylenol|paracetamol|ibuprofen|aspirin|drugs",
)
