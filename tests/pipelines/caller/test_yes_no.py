"""A yes and a no in many words, and what is neither."""

import pytest

from frontdesk.pipelines.caller.pick_words import keeps_number, says_no, says_yes
from frontdesk.pipelines.caller.yes_words import adds_nothing

YES = """That's all correct.|Everything is correct.|That all sounds fine.|You've got everything, thanks.|We'll take it.|
No mistakes there, that's right.|I'm happy with all of that.|C'est tout à fait correct.|Tout est exact.|
Oui, il n'y a pas de faute.|Mais oui.|Vous avez bien noté.|On prend ça.|Ça m'arrange.|Je vais le prendre."""
NO = """It's all right except the day.|I said Friday.|Please correct the name.|Almost, it's Anna.|I've changed my mind.|
Nan.|Vous avez mal compris.|Tout est bon sauf l'heure.|Je vous recontacterai.|Oubliez ça.|There's been a mix-up."""
NEITHER = """I understand.|I'll be right with you.|Good morning.|The right name is Anna.|I need to book an eye test.|
It's Ann Good.|Je prends un autre médicament.|Ça va être difficile.|Yes, hello.|I want to be sure of it."""


def lines(table: str) -> list[str]:
    return [line.strip() for line in table.replace("\n", "").split("|")]


@pytest.mark.parametrize("words", lines(YES))
def test_a_long_yes(words: str) -> None:
    assert says_yes(words)
    assert not says_no(words)


@pytest.mark.parametrize("words", lines(NO))
def test_a_correction_is_a_no(words: str) -> None:
    assert says_no(words)
    assert not says_yes(words)


@pytest.mark.parametrize("words", lines(NEITHER))
def test_what_only_holds_a_word_of_yes(words: str) -> None:
    assert not says_yes(words)


@pytest.mark.parametrize("words", ["Yes, that matches what I've got here.", "Oui, c'est exactement ce que je voulais."])
def test_a_long_yes_adds_nothing(words: str) -> None:
    assert adds_nothing(words)


@pytest.mark.parametrize("words", ["Yes, it's Peter.", "Yes, and on Tuesday too.", "Oui, et je voudrais un taxi."])
def test_a_name_a_day_or_a_wish_adds_something(words: str) -> None:
    assert not adds_nothing(words)


@pytest.mark.parametrize("words", ["I can't remember it.", "That's private.", "Je le connais pas.", "Sans numéro."])
def test_no_number(words: str) -> None:
    assert keeps_number(words)


@pytest.mark.parametrize(
    "words", ["No.", "No, please.", "Non.", "No, that's wrong.", "No, it's Peter.", "I don't think so."]
)
def test_a_plain_no_withholds_no_number(words: str) -> None:
    assert not keeps_number(words)
