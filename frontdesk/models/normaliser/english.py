"""What written English has and a lower-case transcript lacks: hyphens, capitals, question marks."""

import re

COMPOUNDS = (
    (r"\bcheck up\b|\bcheckup\b", "check-up"),
    (r"\bcheck ups\b|\bcheckups\b", "check-ups"),
    (r"\bfollow up\b", "follow-up"),
    (r"\bwalk in\b(?= (?:clinic|hours?|patients?|visits?))", "walk-in"),
    (r"\bx (ray|rays)\b", r"x-\1"),
    (r"\bstep free\b", "step-free"),
    (r"\bo clock\b", "o'clock"),
    (r"\b([ap]) m\b", r"\1m"),
    (r"\b([ap])\.m\.", r"\1m"),
    (
        r"\b(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety) "
        r"(one|two|three|four|five|six|seven|eight|nine"
        r"|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b",
        r"\1-\2",
    ),
    (r"\bmister\b", "Mr"),
    (r"\bmissus\b", "Mrs"),
)
CAPITALS = re.compile(
    r"\b(i|i'm|i'd|i'll|i've|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|april|june|july"
    r"|august|september|october|november|december|english|french|covid|mr|mrs|ms|miss)\b"
)
MONTHS_THAT_ARE_WORDS = re.compile(
    r"\b(may|march)(?= (?:the )?(?:\w+-)?(?:\d|first|second|third|\w+th\b))|(?<=\b(?:of|in) )(may|march)\b"
)
_BEFORE_QUESTION = (
    "hi|hello|hey|sorry|uh|um|so|well|okay|and|oh|also|yes|yeah|no|good morning|good afternoon|good evening"
)
_ASKING = (
    r"(?:can|could|would|do|does|did|is|are|am|will|should) (?!be\b|it\b|that\b|do\b|not\b|a\b|great\b)",
    r"(?:can|could|would|does|did|is|will) (?:it|that) (?!be (?:great|fine|good|perfect))",
    r"may (?:i|we|my)\b",
    r"have (?:i|you|we|they)\b",
    r"(?:what|when|where|who|how)(?:'s)?\b",
    r"(?:whose|why|which|anything|any chance)\b",
)
QUESTION = re.compile(rf"^(?:(?:{_BEFORE_QUESTION})\b,? )*(?:{'|'.join(_ASKING)})")
NAME_INTROS = (
    r"(?:my|the|last|first|full) name(?: is|'s)|(?<!\w )name(?: is|'s)"
    r"|(?:under|in|for) the name(?: of)?|call me(?= [a-z]+$)"
)
MAYBE_NAME_INTROS = r"this is|i'm|i am|it's|it is|that's|that is|under|for|with"
TITLES = r"mr|mrs|ms|miss|mister|missus|doctor|dr"
_WORDS = (
    "a about actually after afternoon again all also am an and any anything appointment are as ask at away back be "
    "because been before better book but by call calling came can check-up cleaning come could day do does doing done "
    "down eight english evening every fine first five for four french friday from get go going good got great had has "
    "have he hello help her here hi him his how i i'm if in is it it's its just know last late later like looking "
    "make may maybe me mine monday morning my need new next nine no noon not nothing now number o'clock of off oh ok "
    "okay on one only or other our out over perfect phone please really right same saturday say see seven she should "
    "six so some soon sorry speaking spelled still sunday sure ten thank thanks that that's the their them then there "
    "these they think this three thursday time to today tomorrow tonight too tuesday two uh um under up us very wait "
    "want was we wednesday well were what when where which who why will with would wrong yeah yep yes you your"
)
NOT_NAMES = frozenset(_WORDS.split())
"""Words at which a name ends."""
