"""A caller who types, answers what is asked and wants one thing; and the wordings with which callers begin."""

import csv
import re
from dataclasses import dataclass, field
from pathlib import Path

from frontdesk.pipelines.typed import TypedCall

WORDINGS = Path(__file__).parent / "wordings.tsv"
NAMES = {"en": "Mary Johnson", "fr": "Marie Dubois"}
ANSWERS = {
    "en": (
        (r"anything else", None),
        (r"spell", "J-O-H-N-S-O-N."),
        (r"(?:is that (?:right|correct)|shall i cancel|does that suit|shall i put|shall i)", "Yes."),
        (r"which one", "The first one."),
        (r"(?:move it to|which (?:other )?day|what day|what time|when would)", "Friday at ten."),
        (r"phone number", "514 555 0142."),
        (r"name", "Mary Johnson."),
        (r"leave a message", None),
    ),
    "fr": (
        (r"autre chose", None),
        (r"épeler", "D-U-B-O-I-S."),
        (r"(?:c'est (?:bien ça|correct)|l'annuler|cela vous convient|voulez-vous que)", "Oui."),
        (r"lequel", "Le premier."),
        (r"(?:le déplacer|quel (?:autre )?jour|quelle heure)", "Vendredi à dix heures."),
        (r"numéro", "514 555 0142."),
        (r"nom", "Marie Dubois."),
        (r"laisser un message", None),
    ),
}
"""What is heard in the last sentence, and what is said to it; None hangs up."""
MOST_TURNS = 9


@dataclass
class Talk:
    """A conversation that is over."""

    lines: list[str] = field(default_factory=list)

    @property
    def said(self) -> str:
        """Everything that the receptionist said."""
        return " ".join(line[3:] for line in self.lines if line.startswith("A: "))


def wordings(task: str, language: str) -> list[str]:
    with WORDINGS.open(encoding="utf-8", newline="") as file:
        return [row[2] for row in csv.reader(file, delimiter="\t") if row[:2] == [task, language]]


async def talk(call: TypedCall, opening: str) -> Talk:
    """Say the opening and answer until nothing more is asked."""
    done, language = Talk(), call.call.language
    words: str | None = opening
    done.lines.append(f"A: {call.greet().text}")
    for _ in range(MOST_TURNS):
        done.lines.append(f"C: {words}")
        for utterance in await call.say(words or ""):
            mark = "A" if utterance.kind == "speech" else "T"
            more = f" {utterance.arguments} -> {utterance.payload}" if mark == "T" else ""
            done.lines.append(f"{mark}: {utterance.text}{more}")
        if call.call.ended or (words := _answer(done.lines[-1], language)) is None:
            break
    return done


def _answer(heard: str, language: str) -> str | None:
    last = re.split(r"(?<=[.!?])\s+(?=\w)", heard.lower())[-1]
    for text in (last, heard.lower()):
        for pattern, answer in ANSWERS[language]:
            if re.search(pattern, text):
                return answer
    return "Sorry?" if language == "en" else "Pardon ?"
