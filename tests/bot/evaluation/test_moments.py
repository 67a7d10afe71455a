"""When callers want to come: what is made up means to the resolver what it ought to mean."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random

import pytest

from frontdesk.bot.evaluation.moments import Moment, making, moment
from frontdesk.bot.evaluation.moments.forms import Nearness, nearness, roundness
from frontdesk.bot.evaluation.moments.making import FORMS, Draft, draft, understood
from frontdesk.bot.evaluation.practices import open_practice, practices
from frontdesk.bot.evaluation.template import Choice, Part, Slot, parse
from frontdesk.calendar.spoken import Language, Wish, resolve
from frontdesk.clinic import Clinic
from frontdesk.pipelines.tools.clinic_time import opening_span

LANGUAGES: tuple[Language, ...] = ("en", "fr")
KINDS = ("", "day", "time")
CLINICS = [open_practice(path, Random(1), "en", "all").clinic for path in practices("all")]
WEDNESDAY = datetime(2026, 3, 11, 10, 20)


def somewhen(rng: Random) -> datetime:
    return datetime(2026, 1, 5, rng.randrange(8, 18), 20) + timedelta(days=rng.randrange(600))


def sentences(parts: Sequence[Part]) -> Iterator[str]:
    """All that parts stand for, with their slots."""
    if not parts:
        yield ""
        return
    first, *rest = parts
    for tail in sentences(rest):
        match first:
            case Choice(options):
                yield from (head + tail for option in options for head in sentences(option))
            case Slot():
                yield f"{first}{tail}"
            case _:
                yield first + tail


def expansions(templates: Sequence[str]) -> list[str]:
    return [sentence for template in templates for sentence in sentences(parse(template).parts)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nearly_all_is_understood_at_the_first_try(language: Language, kind: str) -> None:
    rng = Random(f"{language} {kind}")
    tries, lost = 250, []
    for _ in range(tries):
        now, clinic = somewhen(rng), rng.choice(CLINICS)
        made = draft(rng, now, language, clinic, kind)
        if understood(made, now, language, clinic, kind) is None:
            lost.append((made, now))
    assert len(lost) <= 0.04 * tries, lost


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_product_understands_the_same(language: Language, kind: str) -> None:
    rng = Random(f"{kind} {language}")
    for _ in range(40):
        now, clinic = somewhen(rng), rng.choice(CLINICS)
        made = moment(rng, now, language, clinic, kind=kind)
        assert made.wish.last >= made.wish.first >= now.date()
        if kind != "time":
            opening = opening_span(clinic)
            assert made.wish == resolve(made.words, now=now, language=language, opening=opening, country="CA")
        assert made.words == " ".join(made.words.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_time_alone_leaves_the_day_open(language: Language) -> None:
    rng = Random(2)
    for _ in range(30):
        wish = moment(rng, WEDNESDAY, language, CLINICS[0], kind="time").wish
        assert (wish.first, wish.last) == (WEDNESDAY.date(), WEDNESDAY.date() + making.SOME_DAY)
        assert wish.time or wish.after or wish.before


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_way_to_say_a_day_means_that_day(language: Language) -> None:
    """Each of them for a day of each of the next weeks on which it may be said."""
    forms, today = FORMS[language], WEDNESDAY.date()
    for day in (today + timedelta(days=ahead) for ahead in (1, 2, 3, 6, 7, 9, 14, 20)):
        ways = [*forms.dates, *(form for near in nearness(day, today) for form in forms.near[near])]
        for words in expansions(ways):
            made = Draft(words.format(**forms.day_slots(day)), day=day)
            assert understood(made, WEDNESDAY, language, CLINICS[0], "day"), made


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_way_to_say_a_time_means_that_time(language: Language) -> None:
    forms = FORMS[language]
    for clock in (time(9), time(9, 15), time(10, 30), time(11, 45), time(12), time(13), time(15, 30), time(16)):
        for words in expansions([form for round_ in roundness(clock) for form in forms.clocks[round_]]):
            made = Draft(words.format(**forms.clock_slots(clock)), clock=clock)
            assert understood(made, WEDNESDAY, language, CLINICS[0], "time"), made


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_vague_way_means_something(language: Language) -> None:
    forms = FORMS[language]
    for words in expansions([*forms.spans, *forms.vague]):
        assert understood(Draft(words), WEDNESDAY, language, CLINICS[0], "day"), words
    for words in expansions(forms.parts):
        said = words.format(**forms.clock_slots(time(14)))
        wish = understood(Draft(said), WEDNESDAY, language, CLINICS[0], "time")
        assert wish, said
        assert wish.time or wish.after or wish.before, said


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_one_seed_makes_one_moment(language: Language, kind: str) -> None:
    first, second = (moment(Random(5), WEDNESDAY, language, CLINICS[1], kind=kind) for _ in range(2))
    assert first == second


def test_what_is_never_understood_becomes_tomorrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "draft", lambda *_: Draft("when the cows come home"))
    tomorrow = date(2026, 3, 12)
    expected = Moment("demain", Wish(tomorrow, tomorrow, None, None, None))
    assert moment(Random(1), WEDNESDAY, "fr", CLINICS[0]) == expected


def test_days_on_which_the_clinic_is_closed_are_not_wished_for() -> None:
    clinic: Clinic = CLINICS[0]
    rng = Random(9)
    days = [draft(rng, WEDNESDAY, "en", clinic, "day").day for _ in range(300)]
    assert all(clinic.hours.on(day) for day in days if day)


@pytest.mark.parametrize(
    ("ahead", "expected"),
    [
        (0, []),
        (1, ["tomorrow", "coming", "this week"]),
        (2, ["in two days", "coming", "this week"]),
        (5, ["coming", "next week"]),
        (7, ["next week", "in a week"]),
        (8, ["next week", "week later"]),
        (13, ["week later"]),
        (14, ["in two weeks"]),
        (20, []),
    ],
)
def test_how_a_day_is_near_on_a_wednesday(ahead: int, expected: list[Nearness]) -> None:
    assert nearness(WEDNESDAY.date() + timedelta(days=ahead), WEDNESDAY.date()) == expected
