"""The pick guard on whole conversations: what may be booked, what is read back, what is asked again."""

from datetime import datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.calendar import Slot
from frontdesk.calendar.spoken import say_slot
from frontdesk.pipelines.call_state import CallState, Offer
from frontdesk.pipelines.caller.pick_guard import Agreed, Change, ReadBack, Unknown, Which, judge_slot
from frontdesk.pipelines.caller.pick_words import (
    choose,
    names_phrase,
    ordinal_picks,
    says_no,
    says_yes,
    without_long_numbers,
)

ZONE = ZoneInfo("America/Toronto")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)  # a Monday
OPENING = (time(8), time(19))
TUESDAY_TEN = datetime(2026, 11, 24, 10, 0, tzinfo=ZONE)
TUESDAY_HALF_PAST_TWO = datetime(2026, 11, 24, 14, 30, tzinfo=ZONE)
TUESDAY_THREE = datetime(2026, 11, 24, 15, 0, tzinfo=ZONE)
TUESDAY_QUARTER_PAST = datetime(2026, 11, 24, 15, 15, tzinfo=ZONE)
THURSDAY_NEXT_WEEK = datetime(2026, 12, 3, 10, 0, tzinfo=ZONE)
FRIDAY = datetime(2026, 12, 4, 16, 0, tzinfo=ZONE)


def slot(start: datetime) -> Slot:
    return Slot(start, start + timedelta(minutes=30), "chen", "checkup")


def conversation(*events: str | tuple[datetime, ...], language: str = "en") -> CallState:
    """Build a call: "C: ..." and "A: ..." are turns, a tuple of starts is an offer, {A} its phrase."""
    call = CallState("call", "+15145550142", language)
    for event in events:
        if isinstance(event, tuple):
            call.offer([(slot(start), say_slot(start, call.language)) for start in event])
            continue
        speaker, words = event.split(": ", 1)
        words = words.format(**{offer.letter: offer.spoken for offer in call.offers})
        (call.caller_says if speaker == "C" else call.assistant_says)(words)
    return call


Judgement = Agreed[Offer] | ReadBack[Offer] | Which[Offer] | Change | Unknown


def verdict(call: CallState, letter: str = "A") -> Judgement:
    return judge_slot(call, letter, "book", now=NOW, opening=OPENING)


def told(judgement: Judgement) -> tuple[str, str]:
    """The judgement as a word and the letters it is about."""
    match judgement:
        case Agreed(one=offer) | ReadBack(one=offer):
            return type(judgement).__name__, offer.letter
        case Which(ones=offers):
            return "Which", "".join(sorted(offer.letter for offer in offers))
    return type(judgement).__name__, ""


TWO = (TUESDAY_TEN, TUESDAY_HALF_PAST_TWO)
OFFERED = ("C: Tuesday, please.", TWO, "A: I have {A}, or {B}. Which one do you prefer?")
FREE = ("C: Tuesday at three.", (TUESDAY_THREE,), "A: {A} is free. May I have your name, please?", "C: Mary Smith.")
CONFIRM_A = "A: To confirm, {A}, for Mary Smith. Is that right?"
CONFIRM_B = "A: To confirm, {B}, for Mary Smith. Is that right?"


@pytest.mark.parametrize("letter", ["A", "B", "C", "Z", ""])
def test_the_letter_is_corrected_to_the_confirmed_phrase(letter: str) -> None:
    call = conversation(*OFFERED, "C: The second one.", CONFIRM_B, "C: Yes, please.")
    assert told(verdict(call, letter)) == ("Agreed", "B")


@pytest.mark.parametrize(
    ("events", "letter", "expected"),
    [
        # one free slot: confirmed, or not yet
        ((*FREE, CONFIRM_A, "C: Yes."), "A", ("Agreed", "A")),
        ((*FREE, CONFIRM_A, "C: Yes, Tuesday at three."), "A", ("Agreed", "A")),
        ((*FREE, CONFIRM_A, "C: Tuesday at three is fine."), "A", ("Agreed", "A")),
        ((*FREE,), "A", ("ReadBack", "A")),
        ((*FREE, CONFIRM_A, "C: Hmm."), "A", ("ReadBack", "A")),
        ((*FREE, CONFIRM_A, "C: Yes?"), "A", ("ReadBack", "A")),
        ((*FREE, CONFIRM_A, "C: Yes, but can you wait a moment."), "A", ("ReadBack", "A")),
        ((*FREE, CONFIRM_A, "C: No."), "A", ("Change", "")),
        ((*FREE, CONFIRM_A, "C: No, that's wrong.", "A: No problem. What should I change?", "C: My name is Ann."),
         "A", ("ReadBack", "A")),
        ((*FREE, CONFIRM_A, "C: Yes.", "A: And what is your phone number?", "C: 514 555 0142."), "A", ("Agreed", "A")),
        ((*FREE, CONFIRM_A, "C: Yes.", "A: And what is your phone number?", "C: No, wait."), "A", ("ReadBack", "A")),
        # a yes to another question is no yes to the slot
        (("C: Tuesday at three.", (TUESDAY_THREE,), "A: {A} is free. May I have your name?", "C: Yes, Mary."),
         "A", ("ReadBack", "A")),
        ((*FREE, "A: And what is your phone number?", "C: Yes, it is 514 555 0142."), "A", ("ReadBack", "A")),
        ((*FREE, "A: Are you a new patient?", "C: Yes."), "A", ("ReadBack", "A")),
        # a repeated or resumed question still stands
        ((*FREE, CONFIRM_A, "C: Uh the.", "A: Sorry, I did not catch that. Could you say it again?", "C: Yes."),
         "A", ("Agreed", "A")),
        ((*FREE, CONFIRM_A, "C: One moment.", "A: Of course, take your time.", "C: Yes, that's right."),
         "A", ("Agreed", "A")),
        ((*FREE, CONFIRM_A, "C: Do you have parking?", "A: Yes, behind the building.", "C: Okay."), "A",
         ("Agreed", "A")),
        # the read-back must be word for word, whole, and alone
        ((*FREE, "A: So that is Tuesday at three for Mary. Is that right?", "C: Yes."), "A", ("ReadBack", "A")),
        ((*OFFERED, "C: Yes."), "B", ("ReadBack", "B")),
        ((*OFFERED, "C: Either is fine."), "B", ("ReadBack", "B")),
        # the caller's words pick, whatever the letter
        ((*OFFERED, "C: The second one."), "A", ("ReadBack", "B")),
        ((*OFFERED, "C: The one at ten."), "B", ("ReadBack", "A")),
        ((*OFFERED, "C: In the afternoon."), "A", ("ReadBack", "B")),
        ((*OFFERED, "C: Half past two."), "A", ("ReadBack", "B")),
        ((*OFFERED, "C: Not the first one, the second."), "A", ("ReadBack", "B")),
        ((*OFFERED, "C: The later one, please."), "A", ("ReadBack", "B")),
        ((*OFFERED, "C: At five."), "A", ("Which", "AB")),
        # words, phrase and letter disagree
        ((*OFFERED, "C: The first one.", "A: All right, {B}. May I have your name, please?", "C: Mary Smith."), "A",
         ("Which", "AB")),
        ((*OFFERED, "C: The first one.", CONFIRM_B, "C: Yes."), "A", ("Which", "AB")),
        # a correction after the read-back
        ((*OFFERED, "C: The first one.", CONFIRM_A, "C: No, the second one."), "A", ("ReadBack", "B")),
        ((*OFFERED, "C: The first one.", CONFIRM_A, "C: Actually, half past two."), "A", ("ReadBack", "B")),
        ((*OFFERED, "C: The first one.", CONFIRM_A, "C: Yes, half past two."), "A", ("ReadBack", "B")),
        ((*OFFERED, "C: The first one.", CONFIRM_A, "C: Yes.", CONFIRM_B, "C: Hm."), "A", ("Which", "AB")),
        ((*OFFERED, "C: One.", "A: {A}, is that the one?", "C: No, at five."), "A", ("Change", "")),
        # a new set of offers starts afresh
        ((*OFFERED, "C: The first one.", CONFIRM_A, "C: Yes. Or do you have Friday?", (FRIDAY,)), "C",
         ("ReadBack", "C")),
        ((*OFFERED, "C: Anything else?", (FRIDAY, THURSDAY_NEXT_WEEK), "A: I have {C}, or {D}.", "C: Thursday."), "C",
         ("ReadBack", "D")),
        ((*OFFERED, "C: And Friday?", (FRIDAY,), "A: I have {C}. Would that work?", "C: No.", CONFIRM_A, "C: Yes."),
         "C", ("Agreed", "A")),
        # names and numbers are no picks
        ((*OFFERED, "C: The first.", "A: All right, {A}. May I have your name, please?", "C: May Second."), "A",
         ("ReadBack", "A")),
        ((*OFFERED, "C: The first.", "A: And what is your phone number?", "C: two thirty five one oh two."), "A",
         ("ReadBack", "A")),
    ],
)  # fmt: skip
def test_english(events: tuple[str | tuple[datetime, ...], ...], letter: str, expected: tuple[str, str]) -> None:
    assert told(verdict(conversation(*events), letter)) == expected


PROPOSED = ("C: Mardi, s'il vous plaît.", TWO, "A: J'ai {A}, ou {B}. Lequel préférez-vous ?")
CONFIRME_A = "A: Je confirme, {A}, pour Marie Roy. C'est bien ça ?"
CONFIRME_B = "A: Je confirme, {B}, pour Marie Roy. C'est bien ça ?"


@pytest.mark.parametrize(
    ("events", "letter", "expected"),
    [
        ((*PROPOSED, "C: Le deuxième.", CONFIRME_B, "C: Oui."), "A", ("Agreed", "B")),
        ((*PROPOSED, "C: Le premier.", CONFIRME_A, "C: C'est ça."), "B", ("Agreed", "A")),
        ((*PROPOSED, "C: Celui de dix heures."), "B", ("ReadBack", "A")),
        ((*PROPOSED, "C: Quatorze heures trente."), "A", ("ReadBack", "B")),
        ((*PROPOSED, "C: Deux heures et demie."), "A", ("ReadBack", "B")),
        ((*PROPOSED, "C: Le plus tard."), "A", ("ReadBack", "B")),
        ((*PROPOSED, "C: Plutôt l'après-midi."), "A", ("ReadBack", "B")),
        ((*PROPOSED, "C: Le premier.", CONFIRME_A, "C: Non."), "A", ("Change", "")),
        ((*PROPOSED, "C: Le premier.", CONFIRME_A, "C: Non, le deuxième."), "A", ("ReadBack", "B")),
        ((*PROPOSED, "C: Le premier.", CONFIRME_B, "C: Oui."), "A", ("Which", "AB")),
        ((*PROPOSED, "C: Le premier.", CONFIRME_A, "C: Une seconde.", "A: Bien sûr, prenez votre temps.", "C: Oui."),
         "A", ("Agreed", "A")),
        ((*PROPOSED, "C: Le premier.", "A: D'accord, {A}. Puis-je avoir votre nom ?", "C: Oui, Marie."),
         "A", ("ReadBack", "A")),
        ((*PROPOSED, "C: Autre chose ?", (FRIDAY, THURSDAY_NEXT_WEEK), "A: J'ai {C}, ou {D}.", "C: Jeudi."), "C",
         ("ReadBack", "D")),
        ((*PROPOSED, "C: À dix-sept heures."), "A", ("Which", "AB")),
    ],
)  # fmt: skip
def test_french(events: tuple[str | tuple[datetime, ...], ...], letter: str, expected: tuple[str, str]) -> None:
    assert told(verdict(conversation(*events, language="fr"), letter)) == expected


def test_without_any_offer_the_letter_is_unknown() -> None:
    assert isinstance(verdict(conversation("C: Book me in.")), Unknown)


def test_an_unknown_letter_among_several_is_unknown_and_a_lone_offer_is_read_back() -> None:
    assert isinstance(verdict(conversation(*OFFERED), "Q"), Unknown)
    assert told(verdict(conversation(*FREE), "Q")) == ("ReadBack", "A")


def test_a_half_heard_read_back_is_none() -> None:
    call = conversation(*FREE, "A: To confirm, Tuesday, November the", "C: Yes.")
    assert told(verdict(call)) == ("ReadBack", "A")


def test_a_longer_time_is_not_the_shorter_one() -> None:
    events = ("C: Tuesday.", (TUESDAY_THREE, TUESDAY_QUARTER_PAST), "A: I have {A}, or {B}.", "C: Three fifteen.")
    call = conversation(*events, CONFIRM_B, "C: Yes.")
    assert told(verdict(call)) == ("Agreed", "B")


def test_offers_join_a_turn_that_had_begun() -> None:
    call = conversation("C: Tuesday at three.", "A: One moment.", (TUESDAY_THREE,), CONFIRM_A, "C: Yes.")
    assert told(verdict(call)) == ("Agreed", "A")


ANSWERS = [
    "Yes.",
    "No.",
    "The second one.",
    "At ten.",
    "Half past two.",
    "Hm.",
    "Mary Smith.",
    "Thursday.",
    "514 555 0142",
]
SAYINGS = [CONFIRM_A, CONFIRM_B, "A: I have {A}, or {B}.", "A: May I have your name, please?", "A: All right, {B}."]


@given(
    st.lists(st.tuples(st.sampled_from(SAYINGS), st.sampled_from(ANSWERS)), max_size=6),
    st.sampled_from(["A", "B", "C", ""]),
)
def test_nothing_is_booked_that_was_not_read_back_alone_and_answered_with_yes(
    exchange: list[tuple[str, str]], letter: str
) -> None:
    events = [event for said, answer in exchange for event in (said, f"C: {answer}")]
    call = conversation(*OFFERED, *events)
    judgement = verdict(call, letter)
    if isinstance(judgement, Agreed):
        other = "B" if judgement.one.letter == "A" else "A"
        agreeing = {"A": {"Yes.", "At ten."}, "B": {"Yes.", "The second one.", "Half past two."}}[judgement.one.letter]
        reads = [said for said, answer in exchange if f"{{{judgement.one.letter}}}" in said and answer in agreeing]
        assert any(f"{{{other}}}" not in said for said in reads)


YES = """Yes.|Yeah, that's right.|Yep.|Sure.|Okay, thanks.|Correct.|Exactly.|Perfect.|That works for me.|Go ahead.|
Please do.|Sounds good.|Absolutely.|That one please.|I'll take it.|Book it.|Why not.|No problem.|Fine by me.|
yes please|uh huh|that's fine|Great, thank you.|Alright.|That'd be great.|Of course.|It is.|Right.|Oui.|
Ouais.|Oui, c'est ça.|D'accord.|Parfait, merci.|C'est bon.|Exactement.|Tout à fait.|Ça me va.|Ça marche.|
Allez-y.|Bien sûr.|Volontiers.|Entendu.|Très bien.|Pas de souci.|Bien.|Pourquoi pas.|Je le prends.|Réservez.|
Celui-là s'il vous plaît.|C'est correct.|oui oui|Ça me convient bien.|Impeccable."""
NO = """No.|Nope.|No, that's wrong.|That's not right.|Actually, another day.|I don't want that.|I can't.|Neither.|
No thanks.|Make it four instead.|Never mind.|That's too early.|Non.|Ah non.|Ce n'est pas ça.|C'est faux.|
En fait, jeudi.|Plutôt demain.|Aucun.|Ni l'un ni l'autre.|Non merci.|C'est trop tôt.|Laissez tomber.|
Pas ce jour-là."""
NEITHER = """Mary Smith.|Hm.|What?|Can you repeat that?|Yes?|Wait a moment.|Yes, but not now?|Maybe.|One second please.|
Euh.|Marie Roy.|Quoi ?|Vous pouvez répéter ?|Attendez.|Peut-être.|Un instant.|Eh bien.|514 555 0142."""


@pytest.mark.parametrize("words", [line.strip() for line in YES.replace("\n", "").split("|")])
def test_yes(words: str) -> None:
    assert says_yes(words)
    assert not says_no(words)


@pytest.mark.parametrize("words", [line.strip() for line in NO.replace("\n", "").split("|")])
def test_no(words: str) -> None:
    assert says_no(words)
    assert not says_yes(words)


@pytest.mark.parametrize("words", [line.strip() for line in NEITHER.replace("\n", "").split("|")])
def test_neither_yes_nor_no(words: str) -> None:
    assert not says_yes(words)


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("The first one.", {0}),
        ("I'll take the second.", {1}),
        ("The second one, please.", {1}),
        ("The third one.", {2}),
        ("The last one.", {-1}),
        ("The earlier one.", {0}),
        ("The latter one.", {-1}),
        ("Give me a second.", set()),
        ("My first name is Ann.", set()),
        ("The first of June.", set()),
        ("May the second.", set()),
        ("Something later in the week.", set()),
        ("Le premier.", {0}),
        ("La première.", {0}),
        ("Le deuxième, s'il vous plaît.", {1}),
        ("Le second.", {1}),
        ("Une seconde.", set()),
        ("Le premier décembre.", set()),
        ("Le plus tôt.", {0}),
        ("Le plus tôt possible.", set()),
        ("Le dernier.", {-1}),
        ("Pas le premier, le deuxième.", {1}),
    ],
)
def test_places_in_the_list(words: str, places: set[int]) -> None:
    assert ordinal_picks(words)[0] == places


def chosen(words: str, *starts: datetime, language: str = "en") -> list[int] | None:
    """The places of the offers that the words fit."""
    call = conversation(tuple(starts), language=language)
    fitting = choose(words, call.offers, now=NOW, language=call.language, opening=OPENING)
    return None if fitting is None else [call.offers.index(offer) for offer in fitting]


def test_words_without_a_pick_say_so() -> None:
    assert chosen("Mary Smith", *TWO) is None
    assert chosen("514 555 0142", *TWO) is None


def test_words_that_fit_no_offer_fit_nothing() -> None:
    assert chosen("on Friday at nine", *TWO) == []
    assert chosen("the third one", *TWO) == []


def test_an_ordinal_with_a_time_beside_it() -> None:
    assert chosen("the second one, at half past two", *TWO) == [1]
    assert chosen("the second one, at ten", *TWO) == [1]


def test_a_weekday_names_the_offered_day_even_two_weeks_ahead() -> None:
    later = THURSDAY_NEXT_WEEK + timedelta(days=7)
    assert chosen("Thursday", later, later + timedelta(days=1)) == [0]
    assert chosen("jeudi", later, later + timedelta(days=1), language="fr") == [0]
    assert chosen("tomorrow", later, later + timedelta(days=1)) == []
    assert chosen("tomorrow", TUESDAY_TEN, FRIDAY) == [0]


def test_a_year_of_offers_is_picked_by_its_phrase() -> None:
    for day, hour, minute in product(range(1, 300, 7), (9, 11, 13, 16), (0, 15, 30, 45)):
        start = (NOW + timedelta(days=day)).replace(hour=hour, minute=minute)
        other = start + timedelta(hours=1)
        for language in ("en", "fr"):
            assert chosen(say_slot(start, language), start, other, language=language) == [0]


def test_phrases_and_phone_numbers() -> None:
    assert names_phrase("Mardi cinq mai à quinze heures, c'est bien ça ?", "mardi cinq mai à quinze heures")
    assert not names_phrase("mardi cinq mai à quinze heures trente", "mardi cinq mai à quinze heures")
    assert without_long_numbers("at 3, or 514-555-0142") == "at 3, or  "


def test_a_time_with_two_readings_fits_either() -> None:
    evening = TUESDAY_TEN.replace(hour=19)
    assert chosen("at seven", TUESDAY_TEN.replace(hour=7), evening) in ([0, 1], [1])


def test_two_days_named_fit_both() -> None:
    assert chosen("Tuesday or Thursday", TUESDAY_TEN, datetime(2026, 11, 26, 10, 0, tzinfo=ZONE), FRIDAY) == [0, 1]


def test_a_lone_offer_that_nobody_has_spoken_of_yet() -> None:
    assert told(verdict(conversation("C: Tuesday at three.", (TUESDAY_THREE,)), "Q")) == ("ReadBack", "A")
