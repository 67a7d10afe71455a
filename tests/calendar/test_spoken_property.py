"""What holds for every slot and every text: saying and reading are inverse, and no words break the resolver."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.calendar.spoken import Ask, Language, Reference, Unclear, Wish, resolve, say_date, say_slot, say_time
from frontdesk.calendar.spoken.resolver import LEXICONS

LANGUAGES: tuple[Language, ...] = ("en", "fr")
GRID = timedelta(minutes=5)
SLOTS_A_DAY = 24 * 12
YEAR = 365

languages = st.sampled_from(LANGUAGES)
calls = st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2099, 12, 31))
slots = st.integers(min_value=1, max_value=YEAR * SLOTS_A_DAY)


def at(start: datetime) -> Wish:
    return Wish(start.date(), start.date(), start.time(), None, None)


def slot_after(now: datetime, count: int) -> datetime:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    first = midnight + GRID * ((now - midnight) // GRID)
    return first + GRID * count


@given(now=calls, count=slots, language=languages)
@settings(max_examples=600, deadline=None)
def test_every_slot_of_the_next_year_is_read_as_it_is_said(now: datetime, count: int, language: Language) -> None:
    start = slot_after(now, count)
    assert resolve(say_slot(start, language), now=now, language=language) == at(start)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_time_of_day_and_every_day_of_the_year(language: Language) -> None:
    now = datetime(2026, 3, 11, 10, 20)
    tomorrow = datetime(2026, 3, 12)
    times = [tomorrow + GRID * count for count in range(SLOTS_A_DAY)]
    days = [tomorrow + timedelta(days=ahead, minutes=7 * 60 + 45) for ahead in range(YEAR)]
    for start in times + days:
        assert resolve(say_slot(start, language), now=now, language=language) == at(start)


@given(now=calls, ahead=st.integers(min_value=0, max_value=364), language=languages)
@settings(max_examples=300, deadline=None)
def test_a_day_said_is_that_day(now: datetime, ahead: int, language: Language) -> None:
    day = now.date() + timedelta(days=ahead)
    assert resolve(say_date(day, language), now=now, language=language) == Wish(day, day, None, None, None)


@given(now=calls, moment=st.times(), language=languages)
@settings(max_examples=300, deadline=None)
def test_a_time_said_alone_is_meant_on_the_day_that_was_spoken_of(
    now: datetime, moment: time, language: Language
) -> None:
    moment = moment.replace(second=0, microsecond=0)
    day = now.date() + timedelta(days=3)
    words = say_time(moment, language)
    assert resolve(words, now=now, language=language) == Ask("day")
    read = resolve(words, now=now, language=language, reference=Reference(day, None, None))
    assert read == at(datetime.combine(day, moment))


@given(now=calls, count=slots, language=languages, shout=st.booleans())
@settings(max_examples=300, deadline=None)
def test_case_punctuation_and_fillers_change_nothing(
    now: datetime, count: int, language: Language, shout: bool
) -> None:
    start = slot_after(now, count)
    words = say_slot(start, language)
    words = words.upper() if shout else words.replace(",", "").replace("-", " ").lower()
    around = f"uh {words}, please." if language == "en" else f"euh {words}, s'il vous plaît."
    assert resolve(around, now=now, language=language) == at(start)


@given(words=st.text(max_size=200), now=calls, language=languages)
@settings(max_examples=300, deadline=None)
def test_no_text_breaks_the_resolver(words: str, now: datetime, language: Language) -> None:
    assert isinstance(resolve(words, now=now, language=language), Wish | Ask | Unclear)


PHRASES = {language: st.sampled_from([" ".join(phrase) for phrase in LEXICONS[language]]) for language in LANGUAGES}
DIGITS = st.from_regex(r"\d{1,4}([:/.h-]\d{1,4}){0,2}(st|th|e|er|h|pm| am)?", fullmatch=True)


@st.composite
def mumblings(draw: st.DrawFn) -> tuple[str, Language]:
    """Words that all have a meaning, in an order that has none, with digits among them."""
    language = draw(languages)
    return " ".join(draw(st.lists(st.one_of(PHRASES[language], PHRASES[language], DIGITS), max_size=12))), language


references = st.builds(
    Reference,
    st.none() | st.dates(min_value=date(2024, 1, 1), max_value=date(2099, 12, 31)),
    st.none() | st.times(),
    st.none() | st.times(),
)


@given(said=mumblings(), now=calls, reference=references)
@settings(max_examples=600, deadline=None)
def test_a_wish_is_sound_whatever_was_mumbled(said: tuple[str, Language], now: datetime, reference: Reference) -> None:
    words, language = said
    answer = resolve(words, now=now, language=language, reference=reference)
    if isinstance(answer, Wish):
        assert now.date() <= answer.first <= answer.last
        assert answer.time is None or (answer.after is None and answer.before is None)
        if answer.time and answer.first == answer.last == now.date():
            assert answer.time > now.time()
    elif isinstance(answer, Ask) and answer.what in ("which_day", "am_pm"):
        assert len(answer.options) > 1
        assert list(answer.options) == sorted(set(answer.options))


@given(words=st.text(max_size=60) | mumblings().map(lambda said: said[0]), now=calls, language=languages)
@settings(max_examples=200, deadline=None)
def test_the_same_words_mean_the_same(words: str, now: datetime, language: Language) -> None:
    assert resolve(words, now=now, language=language) == resolve(words, now=now, language=language)


LATER = {("en", 1): "{} minutes later", ("en", -1): "{} minutes earlier"}
LATER |= {("fr", 1): "{} minutes plus tard", ("fr", -1): "{} minutes plus tôt"}


@given(
    now=calls,
    count=st.integers(min_value=2 * SLOTS_A_DAY, max_value=YEAR * SLOTS_A_DAY),
    minutes=st.integers(min_value=1, max_value=1439),
    sign=st.sampled_from([1, -1]),
    language=languages,
)
@settings(max_examples=300, deadline=None)
def test_minutes_are_counted_from_where_the_appointment_stands(
    now: datetime, count: int, minutes: int, sign: int, language: Language
) -> None:
    start = slot_after(now, count)
    reference = Reference(start.date(), start.time(), (start + timedelta(minutes=30)).time())
    words = LATER[language, sign].format(minutes)
    expected = at(start + sign * timedelta(minutes=minutes))
    assert resolve(words, now=now, language=language, reference=reference) == expected
