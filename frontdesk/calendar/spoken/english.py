"""English words about time, as data."""

from frontdesk.calendar.spoken.vocabulary import Vocabulary, numbered

_UNITS = numbered(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = {20: "twenty", 30: "thirty", 40: "forty", 50: "fifty"}
_ORDINALS = numbered(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth",
    start=1,
)


def _doing(phrases: str) -> str:
    """The phrases with what is done something to: itself, the appointment, nothing."""
    what = ("it", "that", "my appointment", "the appointment", "")
    return "|".join(phrase.format(thing).replace("  ", " ") for phrase in phrases.split("|") for thing in what)


ENGLISH = Vocabulary(
    cardinals=_UNITS
    | {tens + unit: f"{word}-{_UNITS[unit]}" if unit else word for tens, word in _TENS.items() for unit in range(10)}
    | {2: "two|a couple of|couple of|a couple|couple", 60: "sixty", 90: "ninety"},
    ordinals=_ORDINALS
    | {20 + unit: f"twenty-{_ORDINALS[unit]}" for unit in range(1, 10)}
    | {30: "thirtieth", 31: "thirty-first"},
    thousand="two thousand",
    weekdays=(
        "Monday|mondays|mon|monday's",
        "Tuesday|tuesdays|tue|tues|tuesday's|tues day|chewsday",
        "Wednesday|wednesdays|wed|wednesday's|wensday|wendsday|wednes day",
        "Thursday|thursdays|thu|thur|thurs|thursday's|thurs day",
        "Friday|fridays|fri|friday's|fry day",
        "Saturday|saturdays|sat|saturday's|satur day",
        "Sunday|sundays|sun|sunday's|sun day",
    ),
    months=(
        "January|jan",
        "February|feb|febuary",
        "March|mar",
        "April|apr",
        "May",
        "June|jun",
        "July|jul",
        "August|aug",
        "September|sep|sept",
        "October|oct",
        "November|nov",
        "December|dec",
    ),
    parts={
        "morning": "morning|mornings|forenoon",
        "noontime": "lunchtime|lunch time|lunch break|lunch hour|midday break",
        "afternoon": "afternoon|afternoons|after noon|arvo",
        "evening": "evening|evenings|after work|after school hours",
        "night": "night|nighttime",
        "day_end": "end of the day|end of day|close of business|end of the work day|end of business|last thing",
        "day_start": "first thing|start of the day|beginning of the day|bright and early|crack of dawn",
        "after_lunch": "after lunch",
        "before_lunch": "before lunch",
    },
    concepts={
        "word": (
            "second one|third one|other one|last one|second option|first option|third option|other option|second slot|"
            "last option|number one|number two|option one|option two"
        ),
        "today": "today|to day|this very day",
        "tomorrow": "tomorrow|to morrow|tomorow|tommorow|tommorrow|tmrw",
        "overmorrow": "the day after tomorrow|day after tomorrow|overmorrow",
        "tonight": "tonight|to night|tonite",
        "yesterday": "yesterday|the day before yesterday",
        "now": "now|right now|straight away|right away|immediately|at once|this minute",
        "day": "day|days|business days|working days",
        "week": "week|weeks|week's|weeks'|wk",
        "fortnight": "fortnight|a fortnight|one fortnight",
        "weekend": "weekend|week end|weekends",
        "months": "month|months",
        "year": "year|years",
        "hours": "hour|hours|hrs",
        "minutes": "minute|minutes|mins",
        "oclock": "o'clock|oclock|o clock|a clock|h|hundred hours|hundred",
        "am": "am|a m|ay em",
        "pm": "pm|p m|pee em",
        "noon": "noon|midday|mid day|twelve noon|12 noon|noontime|high noon",
        "midnight": "midnight|twelve midnight|12 midnight",
        "half": "half",
        "quarter": "quarter|a quarter",
        "three_quarters": "three quarters",
        "past": "past",
        "to": "to|til|till",
        "until": "until|up to|through|thru|up until",
        "oh": "oh|o",
        "at": "at|@|can we do|could we do|can you do|could you do",
        "about": "around|about|roughly|approximately|circa|near|close to|somewhere around|round|or so|ish",
        "after": "after|later than|any time after|anytime after",
        "before": "before|earlier than|any time before|anytime before|prior to",
        "not_before": "not before|no earlier than|not until|not earlier than|no sooner than|not any earlier than",
        "not_after": "not after|no later than|not later than|not any later than",
        "by": "by",
        "between": "between|in between|betwixt",
        "from": "from|starting|starting from|starting at|as of|beginning|from about",
        "onwards": "onwards|onward|on wards|or later|or after|and after|or afterwards|and later|at the earliest",
        "or_earlier": "or earlier|or before|at the latest|and before",
        "with": "with|when|if|because|since|as|unless|and see|to see|see",
        "name": "my name is|my name's|name is|called|mister|mr|mrs|miss|ms|doctor|dr|this is|i am|i'm",
        "on": "on",
        "for": "for",
        "in": "in|during",
        "within": "within|within the next|in the next|over the next|in the coming|during the next",
        "from_now": "from now|from today|hence",
        "of": "of|in the month of",
        "the": "the",
        "a": "a|an",
        "few": "few|a few|several",
        "this": "this|this coming|coming|this upcoming|upcoming",
        "next": "next|the next",
        "last": "last|previous",
        "following": "following|the following",
        "ago": "ago",
        "early": (
            "early|beginning|start|the beginning|the start|earlier part|first part|first half|the first half|"
            "early part|the early part"
        ),
        "mid": "mid|middle|the middle",
        "late": "late|end|the end|later part|latter part|second half|the second half|second part|latter half",
        "soonest": (
            "as soon as possible|as soon as you can|asap|as early as possible|earliest|the earliest|"
            "the earliest you have|soonest|the soonest|first available|first free|first opening|next available|"
            "next opening|next free|next slot|first slot|first one|first appointment|next appointment|"
            "as quickly as possible|as fast as possible|soon as possible|as soon as|soon|the first one you have|"
            "the very first|first thing you have|first possible|first thing available|earliest possible|quickly|"
            "whatever you have first|what you have first"
        ),
        "any_but": (
            "any day but|any day except|anything but|any day apart from|any time but|anytime but|anytime except|"
            "any day other than"
        ),
        "any": (
            "any day|anytime|any time|whenever|whenever you can|any|anything|any day is fine|i don't mind|"
            "i don't care|doesn't matter|does not matter|no preference|whatever you have|either day|any of them|"
            "i'm flexible|flexible|what have you got"
        ),
        "later": (
            "later|a bit later|a little later|somewhat later|later on|something later|a later time|a later one|"
            "bit later|later than that"
        ),
        "earlier": (
            "earlier|a bit earlier|a little earlier|sooner|something earlier|an earlier time|an earlier one|"
            "bit earlier|earlier on|a bit sooner|earlier than that|sooner than that"
        ),
        "another_day": (
            "another day|a different day|some other day|other day|different day|other days|another date|"
            "a different date|any other day|not that day|a day other than that|some other date"
        ),
        "another_time": (
            "another time|a different time|some other time|other time|different time|other times|any other time|"
            "not that time"
        ),
        "day_after": (
            "the next day|next day|the day after|day after|the following day|following day|a day later|"
            "the day after that|one day later"
        ),
        "day_before": (
            "the day before|day before|a day earlier|the previous day|one day earlier|a day sooner|the day before that"
        ),
        "same_day": "the same day|same day|that day|that same day",
        "same_time": (
            "the same time|same time|that time|that same time|the same hour|same hour|same day and time|"
            "the same day and time"
        ),
        "week_after": (
            "the week after|the following week|following week|the week after that|another week|a different week|"
            "some other week"
        ),
        "after_that": "after that|after it",
        "before_that": "before that|before it",
        "push": _doing("push {} back|move {} back|put {} back|put {} off|postpone {}|delay {}|push {} out"),
        "bring": _doing("bring {} forward|move {} forward|move {} up|bring {} up|pull {} forward|advance {}"),
        "move": _doing("move {}|change {}|switch {}|reschedule {}|shift {}"),
        "instead_of": "instead of|rather than|in place of",
        "week_before": "the week before|the previous week",
        "same_week": "the same week|same week|that week|that same week",
        "later_that_day": (
            "later that day|later in the day|later on that day|later the same day|later on in the day|"
            "later that same day"
        ),
        "earlier_that_day": (
            "earlier that day|earlier in the day|earlier the same day|earlier on that day|earlier that same day"
        ),
        "later_that_week": "later in the week|later that week|later on in the week|later on that week",
        "later_this_week": "later this week|later on this week",
        "earlier_that_week": "earlier in the week|earlier that week",
        "later_today": "later today|later on today|in a bit|in a little while",
        "or": "or|or maybe|or else|or perhaps|or possibly|alternatively|otherwise",
        "and": "and",
        "not": (
            "not|except|can't|can't make it|cannot make it|cannot|can not|can't do|can't make|can't come|don't want|"
            "apart from|other than|excluding|neither"
        ),
        "but": "but",
        "correction": (
            "no|nope|actually|i mean|i meant|sorry|rather|wait|make it|make that|instead|let's say|scratch that|"
            "no wait|correction|or rather|or actually|i should say|i said|better"
        ),
    },
    fillers=(
        "good morning|good afternoon|good evening|good night|uh|um|uhm|er|erm|hmm|like|maybe|perhaps|please|"
        "possibly|probably|kind of|sort of|you know|well|okay|ok|so|then|just|say|preferably|ideally|if possible|"
        "if you can|i guess|i think|i suppose|works|works for me|would be good|would be great|is fine|is good|"
        "would work|is ok|is okay|good|great|fine|thanks|thank you|yes|yeah|yep|sure|me|for me|sometime|some time|"
        "some point|at some point|sharp|exactly|precisely|prompt|why not|what about|how about|one second|a second|"
        "just a second|second please|clock|around the|let's do|do|come|could we do|that's|that is|it's|is|was|"
        "the one|that one|this one|one of|the one on|the one at|o'clock sharp|on the dot|local time|all right|"
        "alright|right|now then|so now|cool|perfect|lovely|best|might be|could be|would be"
    ),
)
