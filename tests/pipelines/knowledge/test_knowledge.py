"""The clinic's documents: what is found, what is not, and how documents become passages."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.errors import StartError
from frontdesk.pipelines.knowledge.documents import Knowledge, Passage, passages
from frontdesk.pipelines.knowledge.synonyms import alike, topic_of

FOUND = [
    ("en", "Do you have parking?", "Free parking is available"),
    ("en", "Where can I park?", "Free parking is available"),
    ("en", "do you take visa", "cash, debit and credit cards"),
    ("en", "How much is a cleaning?", "A cleaning costs"),
    ("en", "What does a checkup cost?", "A check-up costs"),
    ("en", "what does a scaling cost", "A cleaning costs"),
    ("en", "Do you take Sun Life insurance?", "We accept most private dental insurance"),
    ("fr", "c'est quoi le prix d'un détartrage", "Un nettoyage coûte 140"),
    ("fr", "Combien coûte un plombage ?", "Le prix d'une obturation"),
    ("fr", "Prenez-vous l'assurance Desjardins ?", "Nous acceptons la plupart des assurances"),
    ("en", "What are your opening hours?", "We are open Monday to Friday"),
    ("en", "Are you open on Saturday?", "We are closed on Saturday"),
    ("en", "when do you close on friday", "On Friday we close"),
    ("en", "Is it wheelchair accessible?", "accessible by wheelchair"),
    ("en", "do you see children", "We treat children"),
    ("en", "are you closed for christmas", "December 24"),
    ("en", "Where are you?", "Our address is"),
    ("en", "what if I'm late", "15 minutes late"),
    ("fr", "Avez-vous un stationnement ?", "Un stationnement gratuit"),
    ("fr", "Où est-ce que je peux me garer ?", "Un stationnement gratuit"),
    ("fr", "vous prenez la visa", "cartes de crédit"),
    ("fr", "Combien coûte un nettoyage ?", "Un nettoyage coûte"),
    ("fr", "Quelles sont vos heures d'ouverture ?", "Nous sommes ouverts du lundi"),
    ("fr", "etes vous ouverts le samedi", "fermés le samedi"),
    ("fr", "Vous fermez à quelle heure le vendredi ?", "Le vendredi, nous fermons"),
    ("fr", "Vous soignez les enfants ?", "Nous soignons les enfants"),
    ("fr", "Vous êtes fermés à Noël ?", "24 décembre"),
    ("fr", "Où êtes-vous situés ?", "Notre adresse est"),
    ("fr", "et si je suis en retard", "15 minutes de retard"),
]
NOT_THERE = [
    ("en", "What's the weather today?"),
    ("en", "Who won the game last night?"),
    ("en", "What is the capital of Spain?"),
    ("en", "Can you order me a pizza?"),
    ("en", "How do I fix my car?"),
    ("en", ""),
    ("en", "?!"),
    ("en", "the of and"),
    ("fr", "Quel temps fait-il aujourd'hui ?"),
    ("fr", "Qui a gagné le match hier ?"),
    ("fr", "Quelle est la capitale de l'Espagne ?"),
    ("fr", "Vous pouvez me commander une pizza ?"),
    ("fr", "le la les"),
    ("de", "Haben Sie einen Parkplatz?"),
]


@pytest.mark.parametrize(("language", "question", "start"), FOUND)
def test_found_first(knowledge: Knowledge, language: str, question: str, start: str) -> None:
    assert start in knowledge.search(question, language)[0]


@pytest.mark.parametrize(("language", "question"), NOT_THERE)
def test_nothing_relevant_is_nothing(knowledge: Knowledge, language: str, question: str) -> None:
    assert knowledge.search(question, language) == []


def test_at_most_the_limit(knowledge: Knowledge) -> None:
    assert len(knowledge.search("Do you have parking?", "en", limit=1)) == 1


@given(question=st.text(max_size=60), language=st.sampled_from(["en", "fr"]))
def test_no_question_breaks_the_search(question: str, language: str) -> None:
    store = Knowledge({"en": [Passage("", "We are open.")], "fr": [Passage("", "Nous sommes ouverts.")]})
    assert len(store.search(question, language)) <= 1


DOCUMENT = """# Prices and **payment**

A check-up costs [95 dollars](http://example.org). Very good. A cleaning
costs `140` dollars.

## Notes
- We accept cash
- We accept *cards*.
1. Pay at the end.

| Crowns | 900 dollars |

Yes.
"""


def test_passages() -> None:
    assert list(passages(DOCUMENT)) == [
        Passage("Prices and payment", "A check-up costs 95 dollars."),
        Passage("Prices and payment", "Very good. A cleaning costs 140 dollars."),
        Passage("Notes", "We accept cash"),
        Passage("Notes", "We accept cards."),
        Passage("Notes", "Pay at the end."),
        Passage("Notes", "Crowns 900 dollars"),
        Passage("Notes", "Yes."),
    ]


def test_the_language_of_a_document(tmp_path: Path) -> None:
    (tmp_path / "fr").mkdir()
    (tmp_path / "hours.md").write_text("We open at eight.")
    (tmp_path / "hours.fr.txt").write_text("Nous ouvrons à huit heures.")
    (tmp_path / "fr" / "parking.md").write_text("# Stationnement\n\nDerrière le bâtiment.")
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    store = Knowledge.load(tmp_path, ["en", "fr"])
    assert store.search("When do you open?", "en") == ["We open at eight."]
    assert store.search("Quand ouvrez-vous ?", "fr") == ["Nous ouvrons à huit heures."]
    assert store.search("un stationnement ?", "fr") == ["Derrière le bâtiment."]


def test_no_documents_find_nothing(tmp_path: Path) -> None:
    assert Knowledge.load(tmp_path, ["en"]).search("parking?", "en") == []


def test_a_missing_folder_and_a_broken_document_name_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="create it"):
        Knowledge.load(tmp_path / "nowhere", ["en"])
    (tmp_path / "broken.md").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(StartError, match=r"broken\.md.*UTF-8"):
        Knowledge.load(tmp_path, ["en"])


def test_words_for_the_same_thing() -> None:
    assert "stationnement" in alike("garer", "fr")
    assert alike("whiten", "en") == ("whiten",)
    assert alike("park", "de") == ("park",)
    assert topic_of(["how", "much"], "en") == "cost"
    assert topic_of(["hello"], "en") is None
