"""Piper speaks, a telephone line carries it, Whisper hears it: the words that get lost, in English and French."""

import re
from collections.abc import Callable, Sequence

import pytest

from frontdesk.models.piper_engine import PiperEngine
from frontdesk.models.whisper_engine import WhisperEngine

SENTENCES = {
    "en": (
        "I'd like to book an appointment on Tuesday at ten thirty.",
        "Can I see the doctor tomorrow morning?",
        "I need to cancel my appointment.",
        "What are your opening hours?",
        "Monday the fifth of May at nine o'clock.",
        "The first one, please.",
        "Yes, that's right.",
        "No, thank you.",
        "My name is David Martin.",
        "I want to move my appointment to next Thursday.",
        "Do you have anything on Friday afternoon?",
        "It's for a cleaning.",
    ),
    "fr": (
        "Je voudrais prendre rendez-vous mardi à quinze heures trente.",
        "Vous avez de la place demain matin ?",
        "Je dois annuler mon rendez-vous.",
        "Quels sont vos horaires d'ouverture ?",
        "Le lundi cinq mai à neuf heures.",
        "Le premier, s'il vous plaît.",
        "Oui, c'est ça.",
        "Non merci.",
        "Je m'appelle Marie Dupont.",
        "Je voudrais déplacer mon rendez-vous à jeudi prochain.",
        "Vous avez quelque chose vendredi après-midi ?",
        "C'est pour une consultation.",
    ),
}
MOST_WORDS_LOST = 0.2
"""Of a language's sentences together. Other weights under the same contract must keep it too."""


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_most_words_survive_the_telephone(
    language: str, piper: PiperEngine, whisper: WhisperEngine, telephone: Callable[[bytes], bytes]
) -> None:
    lost = total = 0
    for sentence in SENTENCES[language]:
        speech = await piper.synthesise(sentence, language=language, rate=8000)
        heard = await whisper.transcribe(telephone(speech.pcm), rate=8000, language=language)
        lost += edits(words(sentence), words(heard.text))
        total += len(words(sentence))
        assert heard.no_speech_probability < 0.5
    print(f"{language}: word error rate {lost / total:.3f} of {total} words")
    assert lost / total <= MOST_WORDS_LOST


async def test_the_recogniser_takes_any_rate(piper: PiperEngine, whisper: WhisperEngine) -> None:
    sentence = SENTENCES["en"][0]
    for rate in (8000, 16_000, 24_000):
        speech = await piper.synthesise(sentence, language="en", rate=rate)
        heard = await whisper.transcribe(speech.pcm, rate=rate, language="en")
        assert edits(words(sentence), words(heard.text)) <= 3


def words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.lower())


def edits(reference: Sequence[str], heard: Sequence[str]) -> int:
    """Word insertions, deletions and replacements between the two."""
    row = list(range(len(heard) + 1))
    for place, word in enumerate(reference, 1):
        above, row[0] = row[0], place
        for column, other in enumerate(heard, 1):
            above, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, above + (word != other))
    return row[-1]
