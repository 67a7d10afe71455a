"""Names and numbers: only what was said, cleaned."""

import pytest

from frontdesk.pipelines.call_state import CallState, letter_of
from frontdesk.pipelines.caller.details import clean_name, numbers_said, said_number
from frontdesk.pipelines.words import fold, likeness, plain, share_said, tokens


@pytest.mark.parametrize(
    ("name", "said", "language", "cleaned"),
    [
        ("Mary Smith", ["My name is Mary Smith."], "en", "Mary Smith"),
        ("mary smith", ["it's mary smith"], "en", "Mary Smith"),
        ("It's Mary Smith.", ["It's Mary Smith."], "en", "Mary Smith"),
        ("My name is Mary Smith, please", ["My name is Mary Smith, please."], "en", "Mary Smith"),
        ("Mery Smith", ["Mary Smith."], "en", "Mary Smith"),
        ("jean-pierre o'neil", ["C'est Jean-Pierre O'Neil."], "fr", "Jean-Pierre O'Neil"),
        ("je m'appelle élodie dupont", ["Je m'appelle Élodie Dupont."], "fr", "Élodie Dupont"),
        ("Élodie Dupont à l'appareil", ["Élodie Dupont à l'appareil."], "fr", "Élodie Dupont"),
        ("MARIE TREMBLAY", ["Marie Tremblay."], "fr", "Marie Tremblay"),
        ("McDonald", ["McDonald."], "en", "McDonald"),
        ("Michel F-R-A-N-Ç-O-I-S", ["Michel François, F-R-A-N-Ç-O-I-S."], "fr", "Michel François"),
        ("Mary Smith", ["Mary Smith, S-M-Y-T-H-E."], "en", "Mary Smythe"),
        ("Olivia", ["it's under Olivia Okafor"], "en", "Olivia Okafor"),
        ("Okafor", ["Yes, Olivia Okafor, thanks."], "en", "Olivia Okafor"),
        ("Olivia", ["It's Olivia again."], "en", "Olivia"),
        ("Mary Johnson", ["Friday at ten, I'm Mary Johnson."], "en", "Mary Johnson"),
        ("Marie Roy", ["Vendredi, C'est Marie Roy."], "fr", "Marie Roy"),
        ("Olivia", ["Olivia. Thank You."], "en", "Olivia"),
        ("Élodie", ["C'est Élodie Lefèvre."], "fr", "Élodie Lefèvre"),
        ("Mary Smith", ["Mary."], "en", None),
        ("Robert Jones", ["Mary Smith."], "en", None),
        ("give me a minute", ["Give me a minute."], "en", None),
        ("une seconde", ["Une seconde."], "fr", None),
        ("donnez-moi une minute", ["Donnez-moi une minute."], "fr", None),
        ("yes please", ["Yes please."], "en", None),
        ("the appointment", ["the appointment"], "en", None),
        ("Agent 47", ["Agent 47"], "en", None),
        ("one two three four five six seven", ["one two three four five six seven"], "en", None),
        ("", ["Mary."], "en", None),
        ("...", ["Mary."], "en", None),
        ("caller", ["I am the caller."], "en", None),
        ("Noor Haddad, that's all", ["Noor Haddad, that's all."], "en", "Noor Haddad"),
        ("noor haddad that's all", ["noor haddad that's all"], "en", "Noor Haddad"),
        ("It's for my aunt, she's called Ines Okoro", ["It's for my aunt, she's called Ines Okoro."], "en",
         "Ines Okoro"),
        ("is ines okoro and", ["her name is ines okoro and she's new"], "en", "Ines Okoro"),
        ("Cancel Jun Tanaka's visit", ["Cancel Jun Tanaka's visit"], "en", "Jun Tanaka"),
        ("Kevin Vu.", ["Kevin Vu."], "en", "Kevin Vu"),
        ("Erin Smeeth", ["Erin Smeeth, S M Y T H E"], "en", "Erin Smythe"),
        ("Erin Tebow", ["Erin Tebow, T H I B A U L T"], "en", "Erin Thibault"),
        ("Tom O'Shea", ["Tom O'Shea, O S H E A"], "en", "Tom O'Shea"),
        ("C'est monsieur Yann Le Gall à l'appareil", ["C'est monsieur Yann Le Gall à l'appareil."], "fr",
         "Yann Le Gall"),
        ("mon nom complet c'est anne-lise morvan", ["mon nom complet c'est anne-lise morvan"], "fr",
         "Anne-Lise Morvan"),
        ("Non, pas Roy, c'est Marie Leroy", ["Non, pas Roy, c'est Marie Leroy."], "fr", "Marie Leroy"),
        ("My shift's changed", ["My shift's changed this month."], "en", None),
        ("I'd like to see Doctor Chen", ["I'd like to see Doctor Chen."], "en", None),
        ("Le petit a une dent qui bouge", ["Le petit a une dent qui bouge."], "fr", None),
        ("c'est parfait pour moi", ["c'est parfait pour moi"], "fr", None),
    ],
)  # fmt: skip
def test_names(name: str, said: list[str], language: str, cleaned: str | None) -> None:
    assert clean_name(name, said, language) == cleaned


def call(*said: str, language: str = "en") -> CallState:
    state = CallState("call", None, language)
    for words in said:
        state.assistant_says("And what is your phone number?")
        state.caller_says(words)
    return state


@pytest.mark.parametrize(
    ("given", "said", "language", "number"),
    [
        ("514-555-0142", ["514-555-0142."], "en", "+15145550142"),
        ("five one four five five five oh one four two", ["Five one four, five five five, oh one four two."], "en",
         "+15145550142"),
        ("5145550142", ["My number is 514 555 0142."], "en", "+15145550142"),
        ("514-55-0142", ["It's 514-555-0142."], "en", "+15145550142"),
        ("514 555 0142", ["514 555.", "0142."], "en", "+15145550142"),
        ("514 555 0142", ["Five one four triple five.", "Zero one four two."], "en", "+15145550142"),
        ("999 999 9999", ["514 555 0142."], "en", None),
        ("514 555 0142", ["I would rather not say."], "en", None),
        ("12", ["12."], "en", None),
        (None, ["514 555 0142."], "en", None),
        ("five one four", ["five one four"], "en", None),
        ("514-555-0142", ["C'est le 514-555-0142."], "fr", "+15145550142"),
    ],
)  # fmt: skip
def test_numbers(given: str | None, said: list[str], language: str, number: str | None) -> None:
    assert said_number(given, call(*said, language=language), "CA") == number


def test_a_number_over_several_turns() -> None:
    assert numbers_said(call("514 555.", "0142.", "Thanks.").turns, "en")[:2] == ["514555", "5145550142"]


def test_words() -> None:
    assert fold("L’Œil ÉTÉ") == "l'oeil ete"
    assert tokens("Jean-Pierre, 10 h 30 !") == ["jean", "pierre", "10", "h", "30"]
    assert plain("C'est noté.") == " c est note "
    assert likeness("détartage", "detartrage") > 0.9
    assert share_said("cleaning please", ["a claening"]) == 0.5
    assert share_said("", ["anything"]) == 0


def test_a_speakers_words_join_until_the_other_speaks() -> None:
    state = CallState("call", None, "en")
    state.assistant_says("Tuesday is free.")
    state.assistant_says("May I have your name?")
    state.caller_says(" ")
    state.caller_says("Mary")
    state.caller_says("Smith.")
    assert state.assistant_said == ["Tuesday is free. May I have your name?"]
    assert state.caller_said == ["Mary Smith."]
    assert state.open_offers == []
    assert state.offer([]) == []
    assert state.offer_of("A") is None
    assert letter_of(701) == "ZZ"
