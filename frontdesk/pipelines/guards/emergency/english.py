"""What English-speaking callers say in danger, and what only sounds like it; see `emergency_rules`."""

from frontdesk.pipelines.guards.emergency.english_signs import ENGLISH_SIGNS
from frontdesk.pipelines.guards.emergency.rules import EmergencyRules
from frontdesk.pipelines.guards.phrases import any_of

_PARTS = {
    "cannot": "can t|cannot|can not|can hardly|can barely|could barely|cant|couldn t|isn t able to|is not able to"
    "|not able to|unable to|m unable to|won t",
    "swell": "swelling|swollen|swelled|puffing|puffed|puffy|swells|ballooning|blowing up",
    "pill": "pills?|tablets?|medications?|medicines?|tylenol|advil|ibuprofen|paracetamol|aspirin|xanax|fentanyl"
    "|opioids?|insulin|sleeping pills|antidepressants?|drugs|capsules?|oxycodone|morphine|heroin|cocaine",
    "poison": "bleach|poison|antifreeze|cleaning \\w+|cleaner|detergent|drain cleaner|gasoline|battery|batteries|acid"
    "|magnets?|dish soap|laundry pod|rat poison|turpentine|a chemical|chemicals|ammonia",
    "rest": "moving|move|responding|breathing|conscious|awake|waking up|answering",
    "hurt": "hurts?|hurting|pains?|aches?|aching|tight|tightness|pressure|squeezing|crushing|burning|heavy|heaviness",
    "blue": "blue|purple|violet|grey|gray|white",
    "specialty": "dental|eye|foot|ear|skin|hearing|tooth|vision|vet|veterinary|pet|animal",
    "drank": "swallow\\w*|drank|drunk|drinking|ate|eaten|ingested|chewed|licked",
    "small": "toddler|baby|kid|child|boy|girl|son|daughter|dog|cat|puppy|he|she",
    "side": "face|mouth|arm|leg|hand|body|side|eye|speech",
}

ENGLISH = EmergencyRules(
    signs=ENGLISH_SIGNS,
    harmless=any_of(
        # idioms
        r"(?:tooth|toothache|wait|waiting|heat|kids?|children|head|back|feet|work|job|line|music|it|that|this)"
        r"(?: \w+){0,2} (?:is|are|s|re) (?:\w+ )?killing (?:me|us)",
        r"dying (?:to|of (?:curiosity|laughter|boredom|heat|hunger)|for (?:a|some|the))",
        r"(?:nearly|almost|practically) (?:had a heart attack|died|choked)(?: (?:when|laughing|at))?",
        r"(?:gave|give|giving) (?:me|us|him|her) a heart attack",
        r"(?:scared|scare|bored|starving|frightened|worried|tickled|sick|frozen|freezing)(?: \w+)? to death",
        r"(?:phone|battery|car|laptop|computer|tablet|line|connection|plants?|tv) (?:\w+ ){0,2}(?:dying|die|died"
        r"|dead)",
        r"over my dead body|(?:d|would|could) kill (?:for|to)|kill(?:ing|s)? (?:time|two birds|anyone s mood"
        r"|the mood)",
        r"not (?:a|really a) matter of life (?:and|or) death|drowning in \w+|choking up|stroke of \w+|heart skipped",
        r"took my breath away|(?:let me|need to|just|me) catch my breath|hold (?:my|your) breath|(?:give"
        r"|take) (?:me |it )?a (?:shot|stab)",
        r"shoot the messenger|pain in the neck|arm and a leg|can t stop (?:laughing|smiling|thinking)|heart of gold",
        # words for things
        r"emergency (?:contacts?|exits?|numbers?|rooms?|appointments?|visits?|slots?|dentists?|line|services?|hours"
        r"|fund|fees?|phone|kit|care plan|physician|doctor|department|stairs|button)|(?:take|handle|see|for|accept"
        r"|do) "
        r"emergencies|kind of an emergency|an emergency (?:after hours|if|fee|like that)|(?:in|for) (?:an|case of) "
        r"emergency|sort of an emergency|(?:little|small|minor|fashion|hair|family) emergency",
        r"(?:not|isn t|s not|wasn t|is not|n t|no) (?:\w+ )?(?:an |a )?(?:medical )?emergency",
        r"chest (?:x rays?|of|freezer|infection last)|(?:blood|breathing|heart|stroke|chest|lung) (?:test|tests"
        r"|pressure"
        r"|work|check|check up|checks|specialist|clinic|scan|monitor|thinners?|donor|type|doctor|patient|machine)",
        r"(?:ambulance|paramedic) (?:service|driver|bill|company|fees?|station)|parking for an ambulance"
        r"|first aid(?: \w+){0,2} cpr|poison control|heart (?:attack|failure) (?:medication|pills)",
        r"(?:flu|covid|allergy|vaccine|booster|tetanus) (?:shot|shots|jab)|medication for (?:\w+ )?seizures"
        r"|have an epipen at|carry an epipen|an epipen at",
        # the past and the family's history
        r"(?:history|risk|fear|signs|chance) of (?:\w+ ){0,2}(?:heart \w+|strokes?|seizures?|suicide|overdose)"
        r"|died of (?:a |an )?(?:\w+ ){1,2}|passed away",
        r"(?:had|suffered|survived|recovered from|after|since|since my|from) (?:a|an|my|his|her"
        r"|the)? ?(?:\w+ )?(?:heart "
        r"attack|stroke|seizure|overdose|accident)(?= (?:\w+ ){0,4}(?:ago|last|in|when|years?|before|once|as a) )",
        r"allergic to (?:penicillin|latex|nuts|peanuts|codeine|aspirin|pollen|dust|cats|dogs|shellfish|bees)(?= "
        r"(?:$|and i d|and i need|should|is that|do i|so i|can i|please))|(?:bled|bleeding) (?:a (?:bit|little)) \w+ "
        r"but it stopped|(?:bleeding|blood) (?:has )?stopped",
        # what is small or ordinary
        r"(?:gums?|lip|nose|gum)(?: \w+){0,2} (?:bleeds?|bleeding|bled)(?= (?:$|a (?:bit|little)|when|slightly"
        r"|sometimes|while|after))|bleeding gums|(?:a (?:little|bit of|small)|some) (?:bleeding|blood)",
        r"(?:(?:can t|cannot) (?:\w+ )?breathe? (?:well )?)?(?:through|out of) (?:my|his|her|the) nose|stuffy nose"
        r"|(?:little|small|minor) (?:accident|cut|burn|swelling)",
        r"by accident|accident (?:on the|in traffic|on my way|downtown|report|insurance)|because of an accident",
        r"(?:can t|cannot) (?:\w+ )?(?:see|speak|talk)(?= (?:my|the|this|his|her|it|you|your|an? |english|french"
        r"|spanish|right now|now|to|on|any (?:earlier|free|slots?)|very|well|that day))|(?:can t"
        r"|cannot) (?:\w+ )?move (?:it|on|to"
        r"|that|(?:my|the|this|his|her|our|your) (?:appointment|meeting|booking|visit|car|schedule|shift|date|time"
        r"|class))",
        r"(?:a little|slightly|a bit|still a bit) (?:swollen|numb|dizzy)",
        # what is denied
        r"(?:no|not|don t|doesn t|didn t|did not|does not|do not|without|isn t|aren t|never|nobody s|nobody|no one)"
        r" (?:\w+ ){0,2}?(?:chest pains?|bleeding|pain in my chest|trouble breathing|lose consciousness|faint(?:ed)?"
        r"|pass(?:ed)? out|unconscious|heart attack|stroke|(?:in )?danger|hurt|kill|suicidal|an ambulance|stabbed)"
        r"(?! (?:stop|won t|doesn t))",
        r"nobody (?:is|s) (?:\w+ )?(?:in danger|hurt|injured|dying)|nothing urgent",
        r"is (?:a|an|my|this|that|having a) (?:\w+ ){1,3}(?:an? )?emergency|(?:might|may|could|tends to|afraid"
        r"|scared|usually)(?: \w+){0,4} (?:faint|pass out)|(?:don t|do not|doesn t|not) have (?:any "
        r"|much )?(?:trouble|difficulty|problems?) (?:\w+ )?(?:breathing|swallowing)",
        # what a practice does for those who had it
        r"(?:treat|see|take|help|offer|for|with)(?: \w+){0,2} (?:people|patients|clients|anyone|those)(?:"
        r" \w+){0,2}? (?:after"
        r"|with|who|following)(?: \w+){0,5}(?= $)|(?:treat|help with|deal with|work with|therapy for) (?:\w+"
        r" )?(?:suicid\w*"
        r"|seizures?|strokes?|epilepsy)",
        r"(?:who|where|when|message|number)(?: (?!help)\w+){0,5}? (?:for|about|with) an? (?:<specialty>"
        r" )?emergency|if (?:i|we|he"
        r"|she|there|somebody|someone|my \w+) (?:have|has|had|is|s|should have) an? (?:<specialty>"
        r" )?emergency(?= (?:$|at|in"
        r"|on|after|over|during|outside|when|while|late))",
        r"(?:<specialty>) emergency(?= (?:appointment|visit|slot|check|exam|booking|service))|emergency"
        r" (?:vets?|clinics?"
        r"|care|teams?|dental|eye|call|help line)|(?:won t|will not|don t want to|didn t) (?:go and |go )?see"
        r"|(?:won t|will not|can t|cannot) swallow (?:his|her|its|the|their|any|my) (?:\w+ )?(?:<pill>)",
        r"in case of an? emergency|accident with (?:the|my|our|your) (?:booking|car|denture|retainer|system"
        r"|computer)|at the thought of",
        **_PARTS,
    ),
    past=any_of(
        r"(?:years?|months?|weeks|decades?|a while|long time) (?:ago|back)|(?:last|previous|the past) (?:year|month"
        r"|week|summer|winter|spring|fall|autumn|time|january|february|march|april|june|july|august|september"
        r"|october|november|december)|in (?:19|20)\d\d|in (?:nineteen|twenty|two thousand) \w+|when i was"
        r"|when (?:he|she|we) (?:was|were)|as a (?:child|kid|baby|teenager)|used to|history of|years before|back then"
        r"|in the past|once at|yesterday but|but it (?:s gone|stopped|went away)|fine now|better now",
    ),
    now=any_of(r"now|again|right now|currently|at the moment|still|today|started|getting worse"),
    flags=any_of(
        # breathing
        r"<cannot> (?:\w+ ){0,2}?(?:breathe?|breath|get (?:enough |any )?air|catch (?:my|his|her) breath)",
        r"(?:not|stopped|isn t|t|quit|barely|hardly) (?:really |even )?breathing(?: right| properly| well| at all"
        r"| normally)?",
        r"(?:trouble|hard(?: time)?|difficulty|difficult|problems?|struggling|struggles|struggle|harder|labou?red"
        r"|tough)"
        r" (?:in |to |with )?(?:breath(?:e|ing)?|swallow(?:ing)?)|hard for \w+ to (?:breathe?|swallow)"
        r"|don t breathe?",
        r"short(?:ness)? of breath|out of air|gasping|suffocating|suffocate|choking|choked on|chokes|(?:lips?|face"
        r"|skin|"
        r"fingers) (?:is|are|s|re|turned|turning|went|going|look) (?:\w+ )?(?:blue|purple|grey|gray)",
        r"(?:turning|turned|going|gone) (?:\w+ )?<blue>(?= (?:$|and|in|around|round|he|she|i|now|please))|(?:he"
        r"|she|<small>"
        r"|(?:his|her|my|the) (?:face|skin|mouth))"
        r" (?:is|s|looks|has gone) (?:all |gone |so |very |really |a bit )*(?:<blue>)(?= (?:$|and (?:he|she|not"
        r"|isn|cold|limp)|around|he|she))|blue lips|asthma attack|wheez\w+ (?:badly|a lot|really)",
        r"stuck in (?:his|her|my|the|their) (?:throat|windpipe|airway)|throat (?:\w+ )?(?:clos\w+|tight\w*|swell\w+)",
        r"airway|can t swallow|cannot swallow|unable to swallow",
        # chest
        r"chest (?:\w+ ){0,2}?<hurt>|<hurt> (?:\w+ ){0,4}?(?:in|on|across|through) (?:my|his|her|the) (?:\w+ )?chest",
        r"(?:weight|elephant|pain) (?:\w+ ){0,2}?on (?:my|his|her) chest|(?:clutching|grabbing|holding) (?:his|her"
        r"|my)"
        r" chest|heart attacks?|cardiac arrest|no pulse|heart (?:has |just |s )?stopped|heart failure|(?:pain"
        r"|numb\w*)"
        r" (?:\w+ ){0,3}?left arm(?! after)",
        # bleeding
        r"(?:won t|doesn t|does not|will not|wont|not|hasn t|can t|cannot|couldn t|never|didn t|don t) (?:\w+ ){0,2}?"
        r"stop(?:ped|ping|s)? (?:the |his |her |my )?(?:bleed\w*|blood)",
        r"(?:bleed\w*|blood|hemorrhag\w+)(?: \w+){0,8}? (?:won t|doesn t|does not|will not|can t|hasn t|not|t|isn t)"
        r" (?:\w+ )?stop\w*",
        r"(?:bleeding|bleeds|hemorrhag\w*|haemorrhag\w*) (?:\w+ )?(?:heavily|badly|a lot|out|profusely|everywhere|for"
        r" hours|non ?stop|like crazy|so much|too much|to death|all over|nonstop|internally|since)",
        r"(?:still|keeps?|been|won t stop|heavily|badly) bleeding(?! gums)|blood (?:is |s )?(?:everywhere|all over"
        r"|pouring"
        r"|gushing|spurting|squirting|keeps)|(?:lost|losing|lot|lots|loads) (?:a lot |lots |so much )?of blood",
        r"(?:cough\w*|vomit\w*|throw\w*|spit\w*|puk\w*) (?:up )?(?:\w+ )?blood|hemorrhaging"
        r"|pregnant (?:\w+ ){0,4}bleed\w*"
        r"|so much blood|gushing",
        # stroke
        r"(?:having|has|had|have|is|think|like|be) (?:\w+ ){0,2}?(?:a )?(?:mini )?stroke",
        r"(?:face|mouth|eye|side)(?: \w+){0,4}? (?:droop\w*|sagging|fell|hanging|crooked|lopsided|dropped)",
        r"<cannot> (?:\w+ )?(?:move|feel|lift|raise) (?:\w+ )?(?:\w+ )?<side>|<cannot> (?:suddenly )?(?:speak|talk"
        r"|move|see)"
        r"(?: properly| at all| anymore)?(?= (?:$|and|or|out|his|her|anything)|(?<=speak) | $)",
        r"(?:suddenly|all of a sudden)(?: \w+){0,2} (?:can t|cannot|couldn t|lost) (?:\w+ )?(?:speak|talk|see|move"
        r"|walk"
        r"|feel)|slurr\w+|speech (?:\w+ ){0,3}(?:funny|weird|strange)|(?:talking|speaking) (?:funny|gibberish"
        r"|nonsense)",
        r"paraly[sz]ed|worst headache|(?:arm|leg|side|face|hand)(?: \w+){0,4}? numb(?: \w+){0,2} (?:suddenly"
        r"|all of a)"
        r"|(?:suddenly|arm and leg|left arm is|side went|whole side)(?: \w+){0,3} numb|numb on one side",
        r"(?:confused|doesn t recogni[sz]e|not making (?:any )?sense|doesn t know where)(?: \w+){0,8} (?:sudden"
        r"|suddenly"
        r"|me|sense|is|are)|not making (?:any )?sense",
        # allergy
        r"(?:having|has|have|is|got|getting|with|a|an) (?:\w+ ){0,2}?(?:allergic reaction|allergic shock)"
        r"|anaphyla\w+|(?:need|use|used|where s|have no|no) (?:\w+ ){0,2}?epi ?pen",
        r"(?:tongue|throat|lips?)(?: and \w+)? (?:\w+ ){0,2}?<swell>|(?:stung|sting|bitten|ate|eaten"
        r"|swallowed)(?: \w+){0,6}"
        r" allergic|<swell>(?: \w+){0,4} (?:tongue|throat|neck)|hives(?: \w+){0,4} (?:all over|everywhere)",
        r"(?:face|cheek|jaw|eye|neck)(?: \w+){0,3} <swell>(?: \w+){0,6} (?:breathe|swallow|shut|open my mouth|fever"
        r"|neck"
        r"|throat|closed)|<swell>(?: \w+){0,6} (?:down|into|to|towards?) (?:my|his|her) (?:neck|throat|eye)",
        r"(?:abscess|infection)(?: \w+){0,8} (?:shut|swallow|breathe|throat|neck)|(?:is|s|are) swelling up",
        # overdose, poison
        r"overdos\w+|too (?:many|much) (?:\w+ )?<pill>|(?:whole|entire|full) (?:bottle|box|pack\w*)(?! of water)|"
        r"(?:took|taken|swallowed|taking) (?:\w+ ){0,3}?(?:bottle|box) of",
        r"(?:took|taken|swallowed) (?:all|ten|twelve|fifteen|twenty|thirty|forty|fifty"
        r"|[1-9]\d) (?:\w+ )?(?:\w+ )?<pill>",
        r"(?:<drank>) (?:\w+ ){0,3}?<poison>|poison(?:ed|ing)",
        # one who cannot judge what is swallowed
        r"<small>(?: \w+){0,9} (?:<drank>|got into|took)(?: \w+){0,6} (?:handful|bottle|<pill>|bleach|cleaner|thinner"
        r"|polish|remover|battery|poison)|(?:<drank>|took) (?:an? |the |my )?(?:\w+ )?(?:handful|fistful)",
        # suicide
        r"(?:kill|killing|hurt|hurting|harm|harming|cut|cutting|hang|hanging|shoot) (?:myself|himself|herself"
        r"|themselves"
        r"|themself)(?! (?:with the bill|shaving))|suicid\w+|(?:want|wants|wanted|going|ready|wish i could"
        r"|rather) (?:to )?die",
        r"(?:end|ending|take|taking) (?:my|his|her|their) (?:own )?life|(?:end|ending) it all|don t want to (?:live"
        r"|be here"
        r"|be alive|wake up)|(?:no|any) (?:point|reason|sense) (?:in |to |of )?(?:living|live|go on|being alive)",
        r"(?:i m|he s|she s|m|s) (?:going to|gonna) jump|on purpose and|cut (?:herself|himself|myself|his wrists?"
        r"|her wrists?"
        r"|my wrists?)(?: on purpose)?|wish i (?:was|were) dead|better off dead|jump off",
        # unconscious
        r"unconscious|(?:passed|passing|pass|blacked|blacking) out|collapsed|collapses|faint(?:ed|ing)(?! once)"
        r"|feel faint"
        r"|unresponsive|(?:lost|losing|loses) consciousness|not conscious|in a coma",
        r"(?:not|isn t|doesn t|don t|won t|wont|stopped|t) (?:responding|respond|reacting|react|answering"
        r"|waking(?: up)?|wake"
        r" up|wake|moving)(?! to (?:my|our|the) (?:email|emails|calls?|messages?))(?! (?:my|the|it|an?))",
        r"(?:can t|cannot|couldn t|can not) wake|(?:lying|laying|lies) (?:on|in) (?:the )?(?:floor|ground|street"
        r"|bathroom)"
        r"|lifeless|(?:is|gone|goes|went|all) limp",
        # seizure
        r"(?:having|has|had|is|in|have|another|a) (?:\w+ )?(?:seizures?|convulsions?|fits?(?= (?:and|on|now|$)))"
        r"|seizing"
        r"|convuls\w+|foaming|eyes (?:\w+ ){0,2}rolled|shaking all over",
        # children
        r"(?:baby|newborn|infant) (?:is |s )?(?:not|isn t|won t|doesn t|stopped|blue|limp)(?! teeth)|almost drowned"
        r"|drown(?:ed|ing)(?! in)|fever (?:of )?(?:41|42|forty one|106|105)",
        # accidents
        r"(?:been|s|was|had|have|having|is) (?:\w+ )?(?:an |a )?(?:\w+ )?accident(?= (?:$|and|here|please|my|he|she"
        r"|we|they"
        r"|with|outside|in front|at|someone|somebody|there))",
        r"(?:hit|run over|knocked down|struck|crushed|trapped) (?:by|under|over by) (?:a |an |the )?(?:\w+ )?(?:car"
        r"|truck|bus"
        r"|bike|train|van|vehicle|motorcycle)|(?:car|bike|motorcycle) (?:crash|wreck)",
        r"(?:fell|fallen|falls) (?:\w+ )?(?:off|from|out of|down) (?:a |the |his |her |my )?(?:roof|ladder|balcony"
        r"|window|stairs"
        r"|scaffold\w*|horse|tree|second floor)",
        r"(?:hit|hurt|banged|bumped|injured|fell on|cracked|landed on) (?:his|her|my|the) (?:head|skull|neck"
        r"|back)(?: \w+){0,8}"
        r" (?:vomit\w*|throwing|hard|unconscious|confused|bleeding|sick|sleepy|dizzy|move)",
        r"bone (?:is |s )?(?:\w+ )?(?:sticking|showing|through|out)|(?:broke|broken|snapped|fractured) (?:my|his"
        r"|her) (?:neck|back"
        r"|spine|skull)|(?:cut|sliced|chopped|lost|tore|ripped|severed) (?:off )?(?:\w+ )?(?:his|her|my|a) (?:finger"
        r"|hand|thumb"
        r"|arm|toe|leg)(?: off)?(?! a (?:little|bit))",
        r"burn(?:ed|t|s)? (?:\w+ ){0,3}?(?:face|arms?|body|legs?|hands?|chest|badly)(?: (?:with|by|all))?"
        r"|electrocut\w+"
        r"|electric shock|boiling (?:oil|water)|(?:jaw|face)(?: \w+)? (?:is |was )?(?:broken|dislocated|smashed"
        r"|shattered)",
        r"(?:is|are|s|got|was) (?:badly |really |seriously |severely )(?:hurt|injured|wounded|burned|burnt)|(?:wife"
        r"|husband|son"
        r"|daughter|friend|he|she|mother|father|child) is (?:hurt|injured|trapped)|can t feel (?:my|his|her) legs?",
        # violence
        r"(?:has|have|with|pulled|s got|got|holding|pointing|waving) a (?:gun|knife|weapon|rifle)|stabbed|stabbing"
        r"|been shot"
        r"|got shot|was shot|shot (?:me|him|her|himself|herself)|shooting|strangl\w+|gunshot",
        r"(?:beating|attacking|assaulting|hitting|choking|threatening) (?:me|him|her|us|up|my|someone|somebody)"
        r"|beat(?:s|en)? (?:me"
        r"|her|him|my)|attacked (?:me|by)|assaulted|raped|(?:going to|gonna|wants to|trying to|will|ll) (?:kill"
        r"|hurt) (?:me|us"
        r"|him|her|my|someone)|kidnapp\w+|breaking into|broke into my",
        # says so
        r"(?:it s|it is|this is|is|have|got|having|a|an|it) (?:an |a )?(?:real |medical |dental "
        r"|true )?emergency(?! \w+"
        r" (?:for|slot))|call (?:911|9 1 1|nine one one|112|999|an ambulance|the (?:ambulance|police|paramedics))",
        r"(?:need|send|get|want|call|is there)(?: \w+){0,2} (?:ambulance|paramedics?)|life (?:or|and) death|"
        r"(?:is|m|s|are|re|be|might|think i m) (?:\w+ )?dying(?! (?:to|for|of))|(?<=^ )(?:please |oh god "
        r"|god )*(?:help me|help us|somebody help"
        r"|someone help)(?: me| us)?(?: please| now| quick| quickly)*(?= $)|please help he|please help she"
        r"|please help my|may(?:be)? die|going to die|gonna die",
        r"water (?:just |has )?broke|baby is coming|in labou?r|blood sugar (?:\w+ ){0,3}(?:low|dropped|crash\w*)"
        r"|diabetic"
        r" (?:coma|shock)|heat ?stroke|hypothermi\w+|on fire|gas leak|carbon monoxide",
        r"foam"
        r"|shaking (?:\w+ ){0,2}(?:on|all)|broke in(?= (?:$|and))|attacked (?:\w+ )?(?:my|me|him|her|us|by)|(?:don t"
        r"|do not) feel like living",
        r"(?:heavy|severe|serious|massive|bad|uncontrolled) bleeding|concussion|(?:broken|snapped|fractured) (?:neck"
        r"|back|spine|skull)|(?:deep|gaping) (?:cut|wound|gash)|(?:mouth|face|smile) (?:is|s|has gone|went"
        r"|looks) (?:\w+ )?(?:crooked|lopsided|twisted)|heart (?:is |s )?(?:racing and|stopped)|third degree",
        r"(?:arm|leg|hand|side)(?: \w+){0,2} (?:weak|limp)|out of breath and|(?:can t|cannot) stand up and",
        # who looks for words in another language
        r"(?:no|not) (?:breathe|wake up|wake|respond|move|moving)(?= (?:$|he|she|please|help|and|now|my))"
        r"|(?<!how )(?:much|many|big) blood",
        # lying there, what sticks in the body, the cold, plans to die
        r"(?:on|in) (?:the|his|her|my|a) (?:\w+ )?(?:floor|ground|pavement|street|bath|bathtub|snow"
        r"|driveway)(?: \w+){0,12}"
        r" (?:isn t|not|won t|never|stopped) (?:\w+ )?<rest>|(?:nail|glass|metal|knife|scissors|pencil|stick"
        r"|hook|splinter"
        r" of \w+) (?:stuck )?in (?:my|his|her|the|their) eyes?|(?:through|under) the ice|stopped shivering"
        r"|(?:he|she|they) (?:won t|can t|doesn t|isn t) (?:talk|speak|answer|wake|respond)\w*(?: up| back| to"
        r" (?:me|us))?"
        r"(?= (?:$|and|or|he|she))",
        r"better off without me|(?:got|have|bought|found) (?:a|the|some) rope|say goodbye to (?:everyone"
        r"|everybody|my)"
        r"|(?:mouth|nose|wound|leg|arm|head|hand)(?: \w+){0,3} (?:pouring|gushing|spurting|streaming)|pouring"
        r" (?:with )?blood"
        r"|soak\w* (?:\w+ )*?(?:towels?|sheets?|bandages?)",
        r"end it (?:tonight|now|today|all|soon)|(?:threatening|trying|going) to (?:shoot|stab|kill|hurt|jump|hang)"
        r"|jaw (?:is |s )?(?:hanging|out of place)",
        **_PARTS,
    ),
)
