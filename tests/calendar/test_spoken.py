"""What the phrase tables cannot say: options of questions, other opening hours, the last check, and phrases to say."""

from datetime import UTC, date, datetime, time

import pytest

from frontdesk.calendar.spoken import Ask, Language, Reference, Unclear, Wish, resolve, say_date, say_slot, say_time

NOW = datetime(2026, 3, 11, 10, 20)
"""A Wednesday."""
CHECKED = Reference(date(2026, 3, 17), time(15), time(15, 30))
"""A Tuesday."""


def ask(words: str, language: Language = "en", **others: object) -> Wish | Ask | Unclear:
    return resolve(words, now=NOW, language=language, **others)  # type: ignore[arg-type]


def days(first: str, last: str | None = None, *, at: str | None = None, soonest: bool = False, **window: str) -> Wish:
    after, before = (time.fromisoformat(window[side]) if side in window else None for side in ("after", "before"))
    exact = time.fromisoformat(at) if at else None
    return Wish(date.fromisoformat(first), date.fromisoformat(last or first), exact, after, before, soonest)


def test_a_question_carries_its_options() -> None:
    assert ask("Friday at seven") == Ask("am_pm", (time(7), time(19)))
    assert ask("Monday or Thursday") == Ask("which_day", (date(2026, 3, 12), date(2026, 3, 16)))
    assert ask("mardi treize", "fr") == Ask("which_day", (date(2026, 3, 13), date(2026, 3, 17)))
    assert ask("Monday at nine or Tuesday at ten") == Ask("which_day", (date(2026, 3, 16), date(2026, 3, 17)))
    assert ask("tomorrow, Tuesday") == Ask("which_day", (date(2026, 3, 12), date(2026, 3, 17)))
    assert ask("at three") == Ask("day")


def test_opening_hours_tell_the_halves_of_the_day_apart() -> None:
    early, late = (time(6), time(14)), (time(14), time(22))
    assert ask("Friday at seven", opening=early) == days("2026-03-13", at="07:00")
    assert ask("Friday at seven", opening=late) == days("2026-03-13", at="19:00")
    assert ask("vendredi à huit heures", "fr", opening=late) == days("2026-03-13", at="20:00")
    assert ask("Friday at six", opening=(time(9), time(17))) == days("2026-03-13", at="18:00")
    assert ask("Friday at seven in the morning", opening=late) == days("2026-03-13", at="07:00")


def test_a_time_that_is_over_today_is_not_moved_to_tonight() -> None:
    assert ask("today at nine") == Unclear("past")
    assert ask("today at seven") == days("2026-03-11", at="19:00")
    assert ask("today before ten") == Unclear("past")
    assert ask("before today") == Unclear("past")
    assert ask("May 5th 2020") == Unclear("past")


def test_now_may_carry_a_time_zone() -> None:
    assert resolve("in two hours", now=NOW.replace(tzinfo=UTC), language="en") == days("2026-03-11", at="12:20")
    assert resolve("today at five", now=NOW.replace(tzinfo=UTC), language="en") == days("2026-03-11", at="17:00")


@pytest.mark.parametrize(
    ("english", "french", "expected"),
    [
        ("later", "plus tard", days("2026-03-17", after="15:30")),
        ("a bit later that day", "plus tard dans la journée", days("2026-03-17", after="15:30")),
        ("earlier", "un peu plus tôt", days("2026-03-17", before="15:00")),
        ("another day", "un autre jour", days("2026-03-18", "2026-03-24")),
        ("another time", "une autre heure", days("2026-03-17")),
        ("the next day", "le lendemain", days("2026-03-18")),
        ("the day before", "la veille", days("2026-03-16")),
        ("two days later", "le surlendemain", days("2026-03-19")),
        ("the following week", "la semaine d'après", days("2026-03-23", "2026-03-29")),
        ("the week before", "la semaine d'avant", days("2026-03-11", "2026-03-15")),
        ("that same week", "la même semaine", days("2026-03-16", "2026-03-22")),
        ("later in the week", "plus tard dans la semaine", days("2026-03-18", "2026-03-22")),
        ("earlier that week", "plus tôt dans la semaine", days("2026-03-16")),
        ("a week earlier", "une semaine plus tôt", Unclear("past")),
        ("a week later", "une semaine plus tard", days("2026-03-24")),
        ("the following Tuesday", "le mardi suivant", days("2026-03-24")),
        ("same time on Friday", "à la même heure vendredi", days("2026-03-13", at="15:00")),
        ("half an hour later", "une demi-heure plus tard", days("2026-03-17", at="15:30")),
        ("fifteen minutes earlier", "quinze minutes plus tôt", days("2026-03-17", at="14:45")),
        ("at four", "à seize heures", days("2026-03-17", at="16:00")),
        ("in the morning", "plutôt le matin", days("2026-03-17", after="00:00", before="12:00")),
    ],
)
def test_relative_words_lean_on_the_last_check(english: str, french: str, expected: Wish | Unclear) -> None:
    assert ask(english, reference=CHECKED) == expected
    assert ask(french, "fr", reference=CHECKED) == expected


@pytest.mark.parametrize(
    "words", ["later", "earlier", "another day", "the next day", "the week after", "an hour later"]
)
def test_relative_words_without_a_check_ask_for_the_day(words: str) -> None:
    assert ask(words) == Ask("day")
    assert ask(words, reference=Reference(None, None, None)) == Ask("day")


def test_a_check_of_a_day_without_a_time() -> None:
    checked = Reference(date(2026, 3, 17), None, None)
    assert ask("later", reference=checked) == days("2026-03-18", "2026-03-24")
    assert ask("earlier", reference=checked) == days("2026-03-11", "2026-03-16")
    assert ask("at the same time", reference=checked) == Ask("day")
    assert ask("later this week") == days("2026-03-12", "2026-03-15")
    assert ask("later in the week") == days("2026-03-12", "2026-03-15")


def test_a_check_that_is_over_is_forgotten() -> None:
    assert ask("at four", reference=Reference(date(2026, 3, 10), None, None)) == Ask("day")


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        ("Tuesday, no, Wednesday at three", "en", days("2026-03-18", at="15:00")),
        ("not Tuesday, Wednesday", "en", days("2026-03-18")),
        ("any day but Monday", "en", days("2026-03-11", "2026-03-15")),
        ("any day except tomorrow", "en", days("2026-03-13", "2026-03-18")),
        ("Friday morning or afternoon", "en", days("2026-03-13", after="00:00", before="18:00")),
        ("next Tuesday the twenty-fourth", "en", days("2026-03-24")),
        ("before Friday noon", "en", days("2026-03-13", before="12:00")),
        ("after Friday at three", "en", days("2026-03-13", after="15:00")),
        ("Friday from ten to two", "en", days("2026-03-13", after="10:00", before="14:00")),
        ("Friday, 9-11", "en", days("2026-03-13", after="09:00", before="11:00")),
        ("from March 20 to 24", "en", days("2026-03-20", "2026-03-24")),
        ("du 4 au 8 mai", "fr", days("2026-05-04", "2026-05-08")),
        ("du quatre au huit", "fr", days("2026-04-04", "2026-04-08")),
        ("from Friday to Monday", "en", days("2026-03-13", "2026-03-16")),
        ("the last week of March", "en", days("2026-03-25", "2026-03-31")),
        ("la première semaine d'avril", "fr", days("2026-04-01", "2026-04-07")),
        ("the second Tuesday of April", "en", days("2026-04-14")),
        ("the fifth Tuesday of April", "en", Unclear("impossible")),
        ("mid April", "en", days("2026-04-11", "2026-04-20")),
        ("milieu de semaine prochaine", "fr", days("2026-03-17", "2026-03-19")),
        ("in a week or two", "en", days("2026-03-18", "2026-03-25")),
        ("dans une heure", "fr", days("2026-03-11", at="11:20")),
        ("dans trois quarts d'heure", "fr", days("2026-03-11", at="11:05")),
        ("in 45 minutes", "en", days("2026-03-11", at="11:05")),
        ("un rendez-vous d'une heure vendredi", "fr", days("2026-03-13")),
        ("February 29th 2027", "en", Unclear("impossible")),
        ("13/13", "en", Unclear("impossible")),
        ("2026-13-01", "en", Unclear("impossible")),
        ("5 May 9999", "en", days("2026-05-05")),
        ("March twentieth eleven forty five", "en", days("2026-03-20", at="11:45")),
        ("Friday at 15.30", "en", days("2026-03-13", at="15:30")),
        ("tomorrow at 0900", "en", days("2026-03-12", at="09:00")),
        ("Friday a.m.", "en", days("2026-03-13", after="00:00", before="12:00")),
        ("Friday 9 p.m.", "en", days("2026-03-13", at="21:00")),
        ("vendredi à neuf heures zéro cinq", "fr", days("2026-03-13", at="09:05")),
        ("late morning on Friday", "en", days("2026-03-13", after="10:00", before="12:00")),
        ("early tomorrow afternoon", "en", days("2026-03-12", after="12:00", before="15:00")),
        ("vendredi en milieu de matinée", "fr", days("2026-03-13", after="09:00", before="11:00")),
        ("Friday but not in the morning", "en", days("2026-03-13", after="12:00")),
        ("vendredi mais pas l'après-midi", "fr", days("2026-03-13", before="12:00")),
        ("Friday but not before ten", "en", days("2026-03-13", after="10:00")),
        ("after Wednesday", "en", days("2026-03-19", "2026-03-25")),
        ("before Friday", "en", days("2026-03-11", "2026-03-12")),
        ("d'ici vendredi", "fr", days("2026-03-11", "2026-03-13")),
        ("pas avant mardi", "fr", days("2026-03-17", "2026-03-23")),
        ("within the next two weeks", "en", days("2026-03-11", "2026-03-25")),
        ("d'ici quinze jours", "fr", days("2026-03-11", "2026-03-25")),
        ("next week or the week after", "en", days("2026-03-16", "2026-03-29")),
        ("Thursday or the day after", "en", days("2026-03-12", "2026-03-13")),
        ("tomorrow or the day after", "en", days("2026-03-12", "2026-03-13")),
        ("Friday in two weeks", "en", days("2026-03-27")),
        ("le quinze du mois", "fr", days("2026-03-15")),
        ("the fortieth", "en", Unclear("nothing")),
        ("le 40 du mois", "fr", Unclear("impossible")),
        ("dans une demi-heure", "fr", days("2026-03-11", at="10:50")),
        ("dans un quart d'heure", "fr", days("2026-03-11", at="10:35")),
        ("20/3", "en", days("2026-03-20")),
        ("February 29th 2023", "en", Unclear("impossible")),
        ("my number is 555 1234", "en", Unclear("nothing")),
        ("the second one", "en", Unclear("nothing")),
        ("I'd like to come with April on Friday", "en", days("2026-03-13")),
    ],
)
def test_forms_beside_the_tables(words: str, language: Language, expected: Wish | Ask | Unclear) -> None:
    assert ask(words, language) == expected


def test_slots_are_said_with_weekday_and_without_digits() -> None:
    start = datetime(2026, 5, 5, 15, 15)
    assert say_slot(start, "en") == "Tuesday, May the fifth at three fifteen"
    assert say_slot(start, "fr") == "mardi cinq mai à quinze heures quinze"
    assert say_date(date(2026, 6, 1), "en") == "Monday, June the first"
    assert say_date(date(2026, 8, 1), "fr") == "samedi premier août"
    assert say_date(date(2026, 12, 31), "en") == "Thursday, December the thirty-first"


@pytest.mark.parametrize(
    ("moment", "english", "french"),
    [
        (time(0), "midnight", "minuit"),
        (time(0, 30), "twelve thirty in the morning", "minuit trente"),
        (time(1), "one in the morning", "une heure du matin"),
        (time(7, 45), "seven forty-five in the morning", "sept heures quarante-cinq du matin"),
        (time(8, 5), "eight oh five", "huit heures cinq"),
        (time(12), "twelve", "midi"),
        (time(12, 15), "twelve fifteen", "midi quinze"),
        (time(13), "one", "treize heures"),
        (time(19, 21), "seven twenty-one in the evening", "dix-neuf heures vingt et un"),
        (time(21), "nine in the evening", "vingt et une heures"),
    ],
)
def test_times_are_said(moment: time, english: str, french: str) -> None:
    assert say_time(moment, "en") == english
    assert say_time(moment, "fr") == french


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("en fin de semaine", date(2026, 3, 14), date(2026, 3, 15)),
        ("la fin de semaine prochaine", date(2026, 3, 21), date(2026, 3, 22)),
        ("cette fin de semaine", date(2026, 3, 14), date(2026, 3, 15)),
        ("la fin de la semaine", date(2026, 3, 12), date(2026, 3, 13)),
    ],
)
def test_the_end_of_the_week_is_the_weekend_in_canada(words: str, first: date, last: date) -> None:
    found = resolve(words, now=datetime(2026, 3, 11, 10, 20), language="fr", country="CA")
    assert isinstance(found, Wish)
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize("country", ["FR", "BE", ""])
def test_the_end_of_the_week_is_its_last_working_days_elsewhere(country: str) -> None:
    found = resolve("en fin de semaine", now=datetime(2026, 3, 11, 10, 20), language="fr", country=country)
    assert isinstance(found, Wish)
    assert (found.first, found.last) == (date(2026, 3, 12), date(2026, 3, 13))


def test_dinner_is_at_noon_in_canada() -> None:
    """There one dines at noon."""
    found = resolve("demain après dîner", now=datetime(2026, 3, 11, 10, 20), language="fr", country="CA")
    assert found == Wish(date(2026, 3, 12), date(2026, 3, 12), None, time(13), time(18))
    tonight = resolve("à soir", now=datetime(2026, 3, 11, 10, 20), language="fr", country="CA")
    assert tonight == Wish(date(2026, 3, 11), date(2026, 3, 11), None, time(17), None)
