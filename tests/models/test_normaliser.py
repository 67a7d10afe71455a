"""The written form, by example and by law."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.models.normaliser import normalise

ENGLISH = [
    ("", ""),
    ("  ", ""),
    ("no", "No."),
    ("yes please", "Yes please."),
    ("it's fine", "It's fine."),
    (
        "hi i'd like to book an appointment on tuesday at ten thirty",
        "Hi I'd like to book an appointment on Tuesday at ten thirty.",
    ),
    ("can i come in tomorrow", "Can I come in tomorrow?"),
    ("um do you have anything on friday", "Um do you have anything on Friday?"),
    ("what are your opening hours", "What are your opening hours?"),
    ("would be great", "Would be great."),
    ("will do", "Will do."),
    ("may the twenty third at nine a m", "May the twenty-third at nine am."),
    ("may i come on the third of may", "May I come on the third of May?"),
    ("ten o'clock", "Ten o'clock."),
    ("ten thirty or eleven fifteen", "Ten thirty or eleven fifteen."),
    ("nine thirty ten fifteen", "Nine thirty ten fifteen."),
    ("tuesday may fifth nineteen oh five", "Tuesday May fifth nineteen oh five."),
    ("my name is john smith", "My name is John Smith."),
    ("my name is quoussglou foa and i need an x ray", "My name is Quoussglou Foa and I need an x-ray."),
    ("it's anna whitfield", "It's Anna Whitfield."),
    ("i'm late", "I'm late."),
    ("tell the doctor something", "Tell the doctor something."),
    ("a check up with doctor patel please", "A check-up with Doctor Patel please."),
    ("with mister brown", "With Mr Brown."),
    ("it's s m i t h", "It's S M I T H."),
    ("s as in sugar m i t h", "S M I T H."),
    ("i a m john", "I am John."),
    ("my number is five five five one two three four five six seven", "My number is 555 123 4567."),
    ("five five five", "555."),
    ("oh seven seven double oh nine hundred one two three", "07700 900123."),
    ("john smith and it's two oh two five five five oh one four three", "John Smith and it's 202 555 0143."),
]
FRENCH = [
    ("non", "Non."),
    ("oui c'est ça", "Oui c'est ça."),
    (
        "bonjour est ce que je peux avoir un rendez vous mardi à quinze heures trente",
        "Bonjour est-ce que je peux avoir un rendez-vous mardi à quinze heures trente ?",
    ),
    ("c'est quand mon rendez vous", "C'est quand mon rendez-vous ?"),
    ("qu'est ce que je dois apporter", "Qu'est-ce que je dois apporter ?"),
    ("avez vous de la place demain après midi", "Avez-vous de la place demain après-midi ?"),
    ("vous avez un créneau après demain", "Vous avez un créneau après-demain ?"),
    ("vous pouvez répéter s'il vous plaît", "Vous pouvez répéter s'il vous plaît ?"),
    ("rappelez moi demain", "Rappelez-moi demain."),
    ("le vingt trois mai à dix sept heures", "Le vingt-trois mai à dix-sept heures."),
    ("j'ai quatre vingt dix sept ans", "J'ai quatre-vingt-dix-sept ans."),
    ("celui là peut être", "Celui-là peut-être."),
    ("ça peut être à dix heures", "Ça peut être à dix heures."),
    ("je m'appelle jean dupont", "Je m'appelle Jean Dupont."),
    ("au nom de marie de la tour s'il vous plaît", "Au nom de Marie de la Tour s'il vous plaît."),
    ("c'est camille lefèvre", "C'est Camille Lefèvre."),
    ("c'est bon merci", "C'est bon merci."),
    ("je suis malade", "Je suis malade."),
    ("avec le docteur martin", "Avec le docteur Martin."),
    ("je veux que le docteur m'appelle", "Je veux que le docteur m'appelle."),
    ("bonjour madame je voudrais un rendez vous", "Bonjour madame je voudrais un rendez-vous."),
    ("mon nom est d u p o n t", "Mon nom est D U P O N T."),
    ("il y a un parking", "Il y a un parking ?"),
    ("c'est le zéro six douze trente quatre cinquante six soixante dix huit", "C'est le 06 12 34 56 78."),
    ("zéro quatre quatre vingt douze quatre vingt dix sept onze vingt et un", "04 92 97 11 21."),
]
WRITTEN = [
    ("en", "Hi, I'd like to see Dr Patel on May 5th at 9:15 am."),
    ("en", "My number is 555-123-4567."),
    ("fr", "Bonjour, est-ce que je peux venir le 5 mai à 9h15 ?"),
    ("fr", "C'est le 06 12 34 56 78."),
]
_WORDS = (
    "i i'm may the of doctor mister my name is it's john smith anna q z double oh five twenty third and ten a m "
    "what can you no hi bonjour je m'appelle rendez vous est ce que quatre vingt dix sept zéro six et un de la peut "
    "être c'est docteur martin à après midi plus tiret comme hundred o'clock x ray l'"
)
WORDS = st.sampled_from(_WORDS.split())


@pytest.mark.parametrize(("heard", "written"), ENGLISH)
def test_english(heard: str, written: str) -> None:
    assert normalise(heard, "en") == written


@pytest.mark.parametrize(("heard", "written"), FRENCH)
def test_french(heard: str, written: str) -> None:
    assert normalise(heard, "fr") == written


@pytest.mark.parametrize(("language", "text"), WRITTEN)
def test_text_that_is_written_already_stays(language: str, text: str) -> None:
    assert normalise(text, language) == text


def test_numbers_and_spelling_in_written_text_are_written_too() -> None:
    assert normalise("It's five five five, one two three, four five six seven.", "en") == "It's 555 123 4567."
    assert normalise("Dupont, D-U-P-O-N-T.", "fr") == "Dupont, D U P O N T."
    assert normalise("L’après-midi.", "fr") == "L'après-midi."


def test_another_language_is_only_cleaned() -> None:
    assert normalise("  guten   tag ", "de") == "guten tag"


@given(st.lists(WORDS, max_size=12), st.sampled_from(["en", "fr"]))
def test_twice_is_once(words: list[str], language: str) -> None:
    once = normalise(" ".join(words), language)
    assert normalise(once, language) == once


@given(st.lists(WORDS, max_size=12), st.sampled_from(["en", "fr"]))
def test_no_word_is_lost_but_in_numbers(words: list[str], language: str) -> None:
    kept = [word for word in words if word in {"bonjour", "ray", "rendez", "martin", "smith", "what", "ce", "docteur"}]
    written = normalise(" ".join(words), language).lower().replace("-", " ").replace(".", " ").replace("?", " ").split()
    assert [word for word in written if word in kept] == kept


@given(st.text(max_size=60), st.sampled_from(["en", "fr"]))
def test_any_text_is_taken(text: str, language: str) -> None:
    assert normalise(text, language) == normalise(normalise(text, language), language)
