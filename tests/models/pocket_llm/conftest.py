"""Recorded dialogues as the recorder writes them, small enough to read."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

Dialogue = list[dict[str, Any]]

BOOKING: Dialogue = [
    {"role": "system", "content": "Northgate Clinic. en.\nLonger instructions that this model never reads."},
    {"role": "assistant", "content": "Northgate Clinic, hello. How can I help?", "learn": False},
    {"role": "user", "content": " I'd like a cleaning on Tuesday. "},
    {
        "role": "assistant",
        "tool_call": {"name": "check_availability", "arguments": {"when": "Tuesday", "service": "cleaning"}},
        "learn": True,
    },
    {
        "role": "tool",
        "content": '{"taken": true, "slots": [{"spoken": "Tuesday, May the fifth at three fifteen", "slot": "A"}, '
        '{"spoken": "Tuesday, May the fifth at four", "slot": "B"}]}',
    },
    {"role": "assistant", "content": "I have three fifteen, or four. Which one do you prefer?", "learn": True},
    {"role": "user", "content": 'The "first" one: 514 555 4440.'},
    {"role": "assistant", "tool_call": {"name": "end_call", "arguments": {}}, "learn": True},
    {"role": "tool", "content": '{"ok": true}'},
]
REFUSAL: Dialogue = [
    {"role": "system", "content": "Clinique Bateau-de-Papier. fr."},
    {"role": "user", "content": "c'est où, chez vous ? j'ai mal à l'œil"},
    {
        "role": "assistant",
        "tool_call": {"name": "answer_question", "arguments": {"query": 'le "cabinet", c\'est où'}},
        "learn": True,
    },
    {"role": "tool", "content": '{"passages": ["Nous sommes au 3, rue du Port.", "Fermé à midi, l\'été."]}'},
    {"role": "assistant", "content": "Nous sommes au 3, rue du Port.", "learn": True},
    {"role": "assistant", "tool_call": {"name": "book_appointment", "arguments": {"slot": "A"}}, "learn": True},
    {"role": "tool", "content": '{"error": "taken", "say": "Cette heure est prise.", "slots": []}'},
    {"role": "assistant", "content": "Cette heure est prise.", "learn": False},
]


@pytest.fixture
def recorded() -> list[Dialogue]:
    return [BOOKING, REFUSAL]


@pytest.fixture
def shards(tmp_path: Path, recorded: list[Dialogue]) -> Path:
    folder = tmp_path / "dialogues"
    folder.mkdir()
    write_shard(folder / "shard-00000.jsonl.gz", recorded * 20)
    return folder


def write_shard(path: Path, dialogues: list[Dialogue]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for messages in dialogues:
            file.write(json.dumps({"messages": messages, "split": "train"}, ensure_ascii=False) + "\n")
