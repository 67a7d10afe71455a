"""Numbers and names as callers say them: every way of saying a number comes back as its digits."""

import itertools
import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.models.normaliser import normalise, phone_digits, spelled_name, to_e164, written_name

ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_UNITES = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
UNITES = _UNITES.split()


def english(digits: str, chance: random.Random) -> str:
    """`digits` read out one by one, with "oh", "double" and "triple" as chance has it."""
    said, place = [], 0
    while place < len(digits):
        digit = digits[place]
        name = "oh" if digit == "0" and chance.random() < 0.5 else ONES[int(digit)]
        same = 3 if digits[place : place + 3] == digit * 3 else 2 if digits[place : place + 2] == digit * 2 else 1
        if same > 1 and chance.random() < 0.5:
            said.append(f"{'double' if same == 2 else 'triple'} {name}")
            place += same
        else:
            said.append(name)
            place += 1
    return " ".join(said)


def french(number: int) -> str:
    """A number below 100 as it is said, without hyphens."""
    if number < 17:
        return UNITES[number]
    if number < 20:
        return f"dix {UNITES[number - 10]}"
    tens = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 7: "soixante"}.get(number // 10)
    rest = number % 10 if number < 70 else number - (60 if number < 80 else 80)
    if tens is None:
        return f"quatre vingt {french(rest)}" if rest else "quatre vingts"
    if number in (21, 31, 41, 51, 61, 71):
        return f"{tens} et {french(rest)}"
    return f"{tens} {french(rest)}" if rest else tens


@given(st.text("0123456789", min_size=1, max_size=12), st.randoms())
def test_english_digit_by_digit(digits: str, chance: random.Random) -> None:
    assert phone_digits(f"my number is {english(digits, chance)} thanks", "en") == digits


@given(st.integers(1, 9), st.lists(st.integers(0, 99), min_size=4, max_size=4))
def test_french_in_pairs(first: int, pairs: list[int]) -> None:
    said = [f"zéro {UNITES[first]}"]
    said += [f"zéro {UNITES[pair]}" if pair < 10 else french(pair) for pair in pairs]
    digits = f"0{first}" + "".join(f"{pair:02d}" for pair in pairs)
    heard = phone_digits(f"c'est le {' '.join(said)} voilà", "fr")
    assert len(heard) == 10
    assert heard[0] == "0"
    # "quatre vingt" and "soixante dix" also begin a longer pair, so a few numbers have a second whole reading.
    if not any(pair in (4, 20, 60, 80) or pair >= 61 for pair in (first, *pairs)):
        assert heard == digits


def in_french(group: str, way: str) -> str:
    """A group of digits read out as `way` says: one by one, as hundreds, in pairs."""
    if way == "digits" or group.startswith("0"):
        return " ".join(UNITES[int(digit)] for digit in group)
    if way == "hundreds":
        hundreds, rest = divmod(int(group), 100)
        cent = "cent" if hundreds == 1 else f"{UNITES[hundreds]} cent"
        return f"{cent} {french(rest)}" if rest else cent
    return " ".join(
        f"zéro {UNITES[int(pair)]}" if pair < "10" else french(int(pair)) for pair in (group[:2], group[2:])
    )


GROUP = st.from_regex(r"[2-9][0-9]{2}", fullmatch=True)


@given(
    GROUP, GROUP, st.from_regex(r"[0-9]{4}", fullmatch=True), st.tuples(*[st.sampled_from(["digits", "hundreds"])] * 2)
)
def test_north_american_numbers_in_french(area: str, exchange: str, last: str, ways: tuple[str, str]) -> None:
    said = [in_french(area, ways[0]), in_french(exchange, ways[1])]
    for way in ("digits", "pairs"):
        heard = phone_digits(f"c'est le {', '.join([*said, in_french(last, way)])} voilà", "fr")
        assert len(heard) == 10
        # "quatre cent" and "quatre vingt" also begin longer numbers: a few groups have a second whole reading.
        if not re.search(r"00|[02468]0|4$|[6-9]\d$", f"{area} {exchange}") and way == "digits":
            assert heard == area + exchange + last


@given(st.text("0123456789", min_size=1, max_size=12), st.sampled_from(["un", "une"]))
def test_french_digit_by_digit_loses_no_one(digits: str, one: str) -> None:
    said = " ".join(one if digit == "1" else UNITES[int(digit)] for digit in digits)
    assert phone_digits(f"mon numéro {said} merci", "fr") == digits
    assert phone_digits(normalise(f"mon numéro, {said}", "fr"), "fr") == digits


@given(
    st.from_regex(r"[2-9][0-9]{2}[2-9][0-9]{6}", fullmatch=True), st.lists(st.integers(1, 9), max_size=4, unique=True)
)
def test_a_number_in_fragments_is_whole_when_they_are_joined(digits: str, pauses: list[int]) -> None:
    places = [0, *sorted(pauses), len(digits)]
    pieces = [digits[begin:end] for begin, end in itertools.pairwise(places)]
    for language, words in (("en", ONES), ("fr", UNITES)):
        heard = [normalise(" ".join(words[int(digit)] for digit in piece), language) for piece in pieces]
        assert phone_digits(" ".join(heard), language) == digits


@pytest.mark.parametrize(
    ("language", "said", "digits"),
    [
        ("en", "", ""),
        ("en", "yes please", ""),
        ("en", "five fifty five twelve thirty four", "5551234"),
        ("en", "five five five, uh, one two three, four five six seven", "5551234567"),
        ("en", "555-123-4567", "5551234567"),
        ("en", "(555) 123 4567", "5551234567"),
        ("en", "it's plus four four seven seven double oh nine hundred one two three", "+447700900123"),
        ("en", "+44 7700 900123", "+447700900123"),
        ("en", "one eight hundred five five five oh one nine nine", "18005550199"),
        ("en", "twenty one thirty five", "2135"),
        ("en", "no not 555 123 4567 sorry 555 123 4568", "5551234568"),
        ("fr", "zéro six douze trente quatre cinquante six soixante dix huit", "0612345678"),
        ("fr", "zéro-six, douze, trente-quatre, cinquante-six, soixante-dix-huit", "0612345678"),
        ("fr", "zéro un quatre vingt douze quatre vingt dix sept onze vingt et un", "0192971121"),
        ("fr", "06 12 34 56 78", "0612345678"),
        ("fr", "plus trente trois six douze trente quatre cinquante six soixante dix huit", "+33612345678"),
        ("fr", "zéro six un deux trois quatre cinq six sept huit", "0612345678"),
        ("fr", "septante deux nonante et un", "7291"),
        ("fr", "et euh non", ""),
        ("fr", "cinq un quatre, deux zéro sept, quatre quatre un un", "5142074411"),
        ("fr", "Cinq un. Quatre, deux zéro sept. Quatre quatre un un.", "5142074411"),
        ("fr", "cinq cent quatorze, deux cent sept, quarante-quatre onze", "5142074411"),
        ("fr", "quatre cent trente-huit cinq cent cinquante-cinq zéro un quarante-trois", "4385550143"),
        ("fr", "quatre cent cinquante, trois cents, vingt et un vingt et un", "4503002121"),
        ("fr", "un huit cents cinq cinq cinq zéro un neuf neuf", "18005550199"),
        ("fr", "quatre cent quatre-vingt-dix-sept", "497"),
        ("fr", "438.", "438"),
        ("fr", "514. 207. 44 11.", "5142074411"),
        ("fr", "un et deux", "2"),
        ("fr", "une consultation pour une personne", "1"),
        ("fr", "six sept double", "67"),
        ("en", "438.", "438"),
        ("en", "four thirty eight, five five five, oh one four three", "4385550143"),
        ("en", "five hundred and fourteen, two oh seven, forty four eleven", "5142074411"),
        ("en", "four hundred thirty-eight, 555, 0143", "4385550143"),
        ("en", "eight hundred five five five twelve twelve", "8005551212"),
        ("en", "one and two", "2"),
        ("en", "five five double", "55"),
    ],
)
def test_numbers_by_example(language: str, said: str, digits: str) -> None:
    assert phone_digits(said, language) == digits


@pytest.mark.parametrize(
    ("digits", "country", "number"),
    [
        ("0612345678", "FR", "+33612345678"),
        ("+33612345678", "US", "+33612345678"),
        ("2025550143", "US", "+12025550143"),
        ("12025550143", "us", "+12025550143"),
        ("07700900123", "GB", "+447700900123"),
        ("061234567", "FR", None),
        ("5550143", "US", None),
        ("", "FR", None),
        ("hello", "FR", None),
        ("06123456789012", "FR", None),
    ],
)
def test_e164(digits: str, country: str, number: str | None) -> None:
    assert to_e164(digits, country) == number


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=9), st.sampled_from([" ", "-", ", ", ". "]))
def test_a_spelled_name_comes_back(name: str, between: str) -> None:
    if name != "iam":
        assert spelled_name(f"that's spelled {between.join(name)}", "en") == name.capitalize()
        assert spelled_name(f"Ça s'écrit {between.join(name.upper())}.", "fr") == name.capitalize()


@pytest.mark.parametrize(
    ("language", "said", "name"),
    [
        ("en", "s m i t h", "Smith"),
        ("en", "it's h a double l", "Hall"),
        ("en", "b as in bravo o b", "Bob"),
        ("en", "double u h i t e", "White"),
        ("en", "o apostrophe c o n n o r", "O'Connor"),
        ("fr", "d e u x p o n t s", "Deuxponts"),
        ("fr", "l e f è v r e", "Lefèvre"),
        ("fr", "l e f e accent grave v r e", "Lefèvre"),
        ("fr", "j e a n tiret p a u l", "Jean-Paul"),
        ("fr", "d comme denis u p u i grec", "Dupuy"),
        ("fr", "double vé a g n e r", "Wagner"),
        ("fr", "il y a du monde", ""),
        ("en", "i a m john", ""),
        ("en", "not that not s m i t h it's s m y t h", "Smyth"),
    ],
)
def test_spelling_by_example(language: str, said: str, name: str) -> None:
    assert spelled_name(said, language) == name


@pytest.mark.parametrize(
    ("language", "name", "written"),
    [
        ("en", "john smith", "John Smith"),
        ("en", "o'connor", "O'Connor"),
        ("en", "JOHN SMITH", "John Smith"),
        ("en", "John McDonald", "John McDonald"),
        ("fr", "jean-pierre d'artagnan", "Jean-Pierre D'Artagnan"),
        ("fr", "marie de la tour", "Marie de la Tour"),
        ("fr", "le gall", "Le Gall"),
        ("fr", "élodie", "Élodie"),
        ("en", "", ""),
    ],
)
def test_names_as_they_are_written(language: str, name: str, written: str) -> None:
    assert written_name(name, language) == written
