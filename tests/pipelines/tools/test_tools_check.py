"""`check_availability` against a real calendar: what is offered, under which letters, and what is refused how."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from frontdesk.calendar import Diary, Openings
from frontdesk.calendar.spoken import Reference, Wish
from frontdesk.clinic import Clinic, Hours
from frontdesk.pipelines.call_state import CallState, letter_of
from frontdesk.pipelines.desk import Desk
from frontdesk.pipelines.sentences import sentences
from frontdesk.pipelines.tools import call_tool
from frontdesk.pipelines.tools.clinic_time import opening_span


async def check(desk: Desk, call: CallState, when: str, **more: str) -> dict:
    return (await call_tool(desk, call, "check_availability", {"when": when, **more})).payload


async def book(diary: Diary, start: datetime, practitioners: tuple[str, ...] = ("tremblay", "chen")) -> None:
    """Fill a time with somebody else's appointments."""
    day = start.date()
    for person in practitioners:
        wish = Wish(day, day, start.time(), None, None)
        openings = await diary.openings(wish, service="checkup", practitioner=person)
        assert openings.exact
        await diary.book(openings.slots[0], name="Somebody", phone=None, key=f"{person}:{start}", language="en")


async def test_a_free_time_is_one_slot(desk: Desk, new_call) -> None:
    call = new_call()
    payload = await check(desk, call, "Wednesday at three")
    assert payload == {"slots": [{"slot": "A", "spoken": "Wednesday, November the twenty-fifth at three"}]}
    assert call.offers[0].slot.service == "checkup"
    assert call.reference.day == date(2026, 11, 25)


async def test_a_free_time_in_french(desk: Desk, new_call) -> None:
    payload = await check(desk, new_call("fr"), "mercredi à quinze heures")
    assert payload == {"slots": [{"slot": "A", "spoken": "mercredi vingt-cinq novembre à quinze heures"}]}


async def test_the_phrase_comes_before_its_letter(desk: Desk, new_call) -> None:
    payload = await check(desk, new_call(), "Wednesday at three")
    assert list(payload["slots"][0]) == ["spoken", "slot"]


async def test_a_taken_time_gives_two_others_of_one_day(desk: Desk, diary: Diary, clinic: Clinic, new_call) -> None:
    await book(diary, datetime(2026, 11, 26, 15, 0, tzinfo=clinic.timezone))
    call = new_call()
    payload = await check(desk, call, "Thursday at three")
    assert list(payload) == ["taken", "slots"]
    assert payload["taken"] is True
    assert [offer.letter for offer in call.offers] == ["A", "B"]
    assert {offer.slot.start.date() for offer in call.offers} == {date(2026, 11, 26)}


async def test_a_day_gives_two_slots(desk: Desk, new_call) -> None:
    call = new_call()
    payload = await check(desk, call, "Thursday")
    assert list(payload) == ["slots"]
    assert len(payload["slots"]) == 2
    assert {offer.slot.start.date() for offer in call.offers} == {date(2026, 11, 26)}


async def test_letters_go_on_and_are_never_reused(desk: Desk, new_call) -> None:
    call = new_call()
    for _ in range(14):
        await check(desk, call, "Thursday")
    letters = [offer.letter for offer in call.offers]
    assert letters == [letter_of(index) for index in range(28)]
    assert letters[24:] == ["Y", "Z", "AA", "AB"]
    assert [offer.letter for offer in call.open_offers] == ["AA", "AB"]


async def test_relative_words_start_from_the_last_check(desk: Desk, new_call) -> None:
    call = new_call()
    await check(desk, call, "Wednesday")
    await check(desk, call, "the next day")
    assert {offer.slot.start.date() for offer in call.open_offers} == {date(2026, 11, 26)}
    await check(desk, call, "at three")
    assert call.open_offers[0].slot.start.replace(tzinfo=None) == datetime(2026, 11, 26, 15, 0)


@pytest.mark.parametrize(
    ("language", "when", "payload", "said"),
    [
        ("en", "at three", {"ask": "day"}, "Which day would suit you?"),
        ("en", "", {"error": "date"}, "Sorry, I did not get the day. Which day would you like?"),
        ("en", "the banana", {"error": "date"}, "Sorry, I did not get the day. Which day would you like?"),
        ("fr", "à quinze heures", {"ask": "day"}, "Quel jour vous conviendrait ?"),
        ("fr", "la banane", {"error": "date"}, "Pardon, je n'ai pas compris le jour. Quel jour souhaitez-vous ?"),
    ],
)
async def test_a_day_that_is_missing_is_asked_for_by_code(quiet_desk: Desk, new_call, language, when, payload, said):
    answer = await call_tool(quiet_desk, new_call(language), "check_availability", {"when": when})
    assert (answer.payload, answer.announce) == (payload, said)


@pytest.mark.parametrize(
    ("language", "when", "code", "words"),
    [
        ("en", "yesterday", "past", "Which day would you like?"),
        ("fr", "hier", "past", "Quel jour souhaitez-vous ?"),
        ("en", "March the first 2028", "not_allowed", "far ahead"),
        ("fr", "le premier mars 2028", "not_allowed", "à l'avance"),
    ],
)
async def test_other_errors_are_announced_word_for_word(desk: Desk, new_call, language, when, code, words) -> None:
    answer = await call_tool(desk, new_call(language), "check_availability", {"when": when})
    assert answer.payload["error"] == code
    assert words in answer.payload["say"]
    assert answer.announce == answer.payload["say"]


async def test_two_weekdays_are_asked_about(quiet_desk: Desk, new_call) -> None:
    answer = await call_tool(quiet_desk, new_call(), "check_availability", {"when": "Tuesday or Thursday"})
    assert answer.payload["error"] == "ambiguous"
    assert answer.announce == (
        "Sorry, do you mean Tuesday, November the twenty-fourth, or Thursday, November the twenty-sixth?"
    )


async def test_a_half_of_the_day_is_asked_about(desk: Desk, clinic: Clinic, new_call, monkeypatch) -> None:
    monkeypatch.setattr("frontdesk.pipelines.tools.times.opening_span", lambda clinic: (time(6), time(20)))
    answer = await call_tool(desk, new_call(), "check_availability", {"when": "Wednesday at seven"})
    assert answer.announce == "Sorry, do you mean seven in the morning, or seven in the evening?"
    answer = await call_tool(desk, new_call("fr"), "check_availability", {"when": "mercredi à sept heures"})
    assert answer.payload.get("error") in (None, "ambiguous")


@pytest.mark.parametrize(
    ("when", "language", "said"),
    [
        ("Saturday", "en", "I'm sorry, we are closed then. I have Monday, "),
        ("Wednesday at three in the morning", "en", "I'm sorry, we are closed then. I have Wednesday, "),
        ("Friday after three", "en", "I'm sorry, we are closed then. I have Friday, "),
        ("December the twenty-fourth", "en", "I'm sorry, we are closed then. I have "),
        ("samedi", "fr", "Désolé, nous sommes fermés à ce moment-là. J'ai lundi "),
    ],
)
async def test_closed_days_give_neighbours_and_a_closed_clinic_says_so(
    desk: Desk, new_call, when: str, language: str, said: str
) -> None:
    call = new_call(language)
    answer = await call_tool(desk, call, "check_availability", {"when": when})
    assert answer.payload["taken"] is True
    assert answer.payload["slots"]
    assert answer.announce.startswith(said)
    assert all(offer.spoken in answer.announce for offer in call.open_offers)


async def test_a_person_who_is_away_closes_no_clinic(desk: Desk, new_call) -> None:
    call = new_call()
    call.caller_says("Wednesday at ten with Doctor Chen.")
    answer = await call_tool(
        desk, call, "check_availability", {"when": "Wednesday at ten", "practitioner": "Doctor Chen"}
    )
    first, second = (offer.spoken for offer in call.open_offers)
    assert answer.payload["taken"] is True
    assert answer.announce == (
        f"I'm sorry, that time is not available. I have {first}, or {second}. Which one do you prefer?"
    )


async def test_a_day_that_was_refused_is_not_what_a_bare_time_means(desk: Desk, new_call) -> None:
    call = new_call()
    assert (await check(desk, call, "June 2031"))["say"] == sentences("en").too_far
    assert call.reference is None
    assert await check(desk, call, "at three in the afternoon") == {"ask": "day"}
    await check(desk, call, "Wednesday")
    await check(desk, call, "June 2031")
    await check(desk, call, "at three in the afternoon")
    assert call.open_offers[0].start.date() == date(2026, 11, 25)


async def test_a_service_and_a_person_that_the_caller_named(desk: Desk, new_call) -> None:
    call = new_call()
    call.caller_says("I need a cleaning with Julie Roy on Wednesday at ten.")
    await check(desk, call, "Wednesday at ten", service="cleaning", practitioner="Julie Roy")
    offer = call.offers[0]
    assert (offer.slot.service, offer.slot.practitioner) == ("cleaning", "roy")
    await check(desk, call, "Wednesday at eleven")
    assert call.open_offers[0].slot.service == "cleaning"


@pytest.mark.parametrize(
    ("language", "said", "when", "person"),
    [
        ("en", "Monday at ten with Doctor Chen, please.", "Monday at ten", "chen"),
        ("en", "A cleaning with Julie on Wednesday at ten.", "Wednesday at ten", "roy"),
        ("fr", "Lundi à dix heures avec le docteur Chen.", "lundi à dix heures", "chen"),
    ],
)
async def test_a_person_whom_the_model_left_out_is_searched(desk, new_call, language, said, when, person) -> None:
    call = new_call(language)
    call.caller_says(said)
    await check(desk, call, when)
    assert {offer.slot.practitioner for offer in call.offers} == {person}
    call.assistant_says(sentences(language).which_day)
    call.caller_says("Next Monday, anyone will do." if language == "en" else "Lundi prochain, peu importe avec qui.")
    await check(desk, call, "Monday" if language == "en" else "lundi")
    assert call.open_offers[0].slot.practitioner in ("tremblay", "roy")


async def test_a_person_who_does_not_do_it_is_refused_once(desk: Desk, new_call) -> None:
    """The caller's next words name nobody: the refusal is not repeated for what was said before it."""
    call = new_call()
    call.caller_says("A filling with Julie Roy on Wednesday at ten.")
    answer = await call_tool(desk, call, "check_availability", {"when": "Wednesday at ten", "service": "filling"})
    assert answer.announce.startswith("I'm sorry, Julie Roy does not do that. You can see Doctor Sophie Tremblay, ")
    call.assistant_says(answer.announce)
    call.caller_says("All right, whoever can do it.")
    payload = await check(desk, call, "Wednesday at ten", service="filling")
    assert payload["slots"]
    assert {(offer.slot.service, offer.slot.practitioner) for offer in call.offers} == {("filling", "tremblay")}


async def test_made_up_services_and_people_are_ignored(desk: Desk, new_call) -> None:
    call = new_call()
    call.caller_says("An appointment on Wednesday at ten, please.")
    await check(desk, call, "Wednesday at ten", service="whitening", practitioner="Doctor House")
    assert call.offers[0].slot.service == "checkup"


@pytest.mark.parametrize(
    ("language", "said", "arguments", "words"),
    [
        ("en", "A massage on Wednesday.", {"service": "massage"}, "We offer check-up, cleaning, filling,"),
        ("fr", "Un massage mercredi.", {"service": "massage"}, "Nous proposons examen, nettoyage,"),
        ("en", "With Doctor House.", {"practitioner": "Doctor House"}, "Doctor Sophie Tremblay, Doctor David Chen, or"),
        ("fr", "Avec le docteur Maison.", {"practitioner": "docteur Maison"}, "le docteur Sophie Tremblay"),
        ("en", "A filling with Julie Roy.", {"service": "filling", "practitioner": "Julie Roy"}, "Julie Roy does not"),
    ],
)
async def test_unknown_ones_that_were_said(quiet_desk: Desk, new_call, language, said, arguments, words) -> None:
    call = new_call(language)
    call.caller_says(said)
    when = "mercredi" if language == "fr" else "Wednesday"
    answer = await call_tool(quiet_desk, call, "check_availability", {"when": when, **arguments})
    assert answer.payload["error"] == "not_found"
    assert words in answer.announce
    assert not call.offers


@pytest.mark.parametrize(
    ("language", "said", "when"),
    [
        ("en", "Can I get an appointment for a whitening on Wednesday?", "Wednesday"),
        ("fr", "Je voudrais un rendez-vous pour un blanchiment mercredi.", "mercredi"),
    ],
)
async def test_a_service_that_was_said_but_is_unknown_is_asked_about_once(desk, new_call, language, said, when) -> None:
    call = new_call(language)
    call.caller_says(said)
    answer = await call_tool(desk, call, "check_availability", {"when": when})
    assert answer.announce == sentences(language).which_service.format(
        options="check-up, cleaning, filling, first visit, or urgent visit"
        if language == "en"
        else "examen, nettoyage, obturation, première visite, ou visite urgente"
    )
    call.assistant_says(answer.announce)
    call.caller_says("I don't know." if language == "en" else "Je ne sais pas.")
    assert (await check(desk, call, when))["slots"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "An appointment for my son on Wednesday at three."),
        ("en", "An appointment for Wednesday at three."),
        ("en", "Can I have an appointment for Mary Smith on Wednesday at three?"),
        ("fr", "Un rendez-vous pour ma fille mercredi à quinze heures."),
        ("fr", "Un rendez-vous pour mercredi à quinze heures."),
        ("en", "I'd like an appointment for a check-up on Wednesday at three."),
    ],
)
async def test_a_person_or_a_day_is_no_service(desk: Desk, new_call, language: str, said: str) -> None:
    call = new_call(language)
    call.caller_says(said)
    await check(desk, call, "Wednesday at three" if language == "en" else "mercredi à quinze heures")
    assert call.offers[0].slot.service == "checkup"


async def test_a_person_without_a_service_gets_one_of_the_persons_own(desk: Desk, new_call) -> None:
    call = new_call()
    call.caller_says("With Julie Roy on Wednesday at ten.")
    await check(desk, call, "Wednesday at ten", practitioner="Julie Roy")
    assert call.offers[0].slot.service == "cleaning"
    call.caller_says("Doctor Chen then.")
    await check(desk, call, "Monday at ten", practitioner="Doctor Chen")
    assert call.open_offers[0].slot.service == "checkup"
    assert call.open_offers[0].slot.practitioner == "chen"


def test_the_opening_of_a_clinic_without_hours(clinic: Clinic) -> None:
    assert opening_span(clinic) == (time(8), time(19))
    assert opening_span(clinic.model_copy(update={"hours": Hours()})) == (time(7), time(20))


async def test_strings_are_stripped_of_the_models_leading_space(desk: Desk, new_call) -> None:
    answer = await call_tool(desk, new_call(), "check_availability", {"when": " Tuesday at three", "service": " "})
    assert answer.payload["slots"][0]["spoken"] == "Tuesday, November the twenty-fourth at three"


@pytest.mark.parametrize(
    ("reason", "payload"),
    [
        ("closed", {"error": "closed", "say": sentences("en").closed}),
        ("past", {"error": "past", "say": sentences("en").past}),
        ("notice", {"error": "not_allowed", "say": sentences("en").notice_too_short}),
        ("horizon", {"error": "not_allowed", "say": sentences("en").too_far}),
        ("full", {"slots": []}),
    ],
)
async def test_nothing_to_offer(quiet_desk: Desk, new_call, reason, payload) -> None:
    class EmptyDiary:
        async def openings(self, wish: Wish, **more: object) -> Openings:
            return Openings(False, (), reason)

    desk = replace(quiet_desk, diary=EmptyDiary())
    call = new_call()
    answer = await call_tool(desk, call, "check_availability", {"when": "Wednesday at three"})
    assert answer.payload == payload
    assert answer.announce == payload.get("say", sentences("en").nothing_free)
    refused = reason in ("past", "horizon")
    assert call.reference == (None if refused else Reference(date(2026, 11, 25), time(15), time(15)))
