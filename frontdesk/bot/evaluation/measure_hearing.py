"""Measures how the pocket ears mishear callers, for `hearing`: says sentences on a telephone line and compares.

Two steps, as the second takes seconds and the first minutes:

    python -m frontdesk.bot.evaluation.measure_hearing say en sentences.txt pairs.jsonl
    python -m frontdesk.bot.evaluation.measure_hearing learn en pairs.jsonl

A sentence is a line; stretches of it can be marked with a kind whose errors are counted apart:
`My name is {name:James Baker}.` Kinds are name, letters, number and time.
"""

import argparse
import json
import random
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import soxr

from frontdesk.bot.demo.voice import LOUDEST, CallerVoice, Timbre
from frontdesk.bot.demo.wire.ulaw import RATE, decode, encode
from frontdesk.bot.evaluation.hearing import FOLDER, Hearing, features, spoken_words
from frontdesk.models.store import voice_file
from frontdesk.models.whisper_engine import MODEL_RATE, WhisperEngine

Audio = npt.NDArray[np.float64]
Words = tuple[str, ...]

_EARS = Path(__file__).parents[2] / "models" / "pocket" / "stt"
_MARK = re.compile(r"\{(\w+):([^{}]*)\}")
_TIMBRES = (
    *[Timbre(1.15, 1.0)] * 3,
    *(Timbre(pitch, speed) for pitch in (0.9, 1.0, 1.15, 1.3) for speed in (0.9, 1.1)),
)
"""The demo's own caller three times, and others around it."""
_ESPEAK = {"en": ("en-us", "en-us", "en-gb", "en-gb-x-rp"), "fr": ("fr-fr", "fr-fr", "fr-be", "fr-ch")}
_VARIANTS = ("m1", "m2", "m3", "m4", "m7", "f1", "f2", "f3", "f4", "f5")
_PIPER_SHARE = 0.65
_NOISE = (-62.0, -40.0)
"""Noise of the line, in dB of full scale."""
_LONGEST_GROUP = 2
"""Words that are taken together for one misheard thing."""
_SEEN_OFTEN = 2
"""Words said more often do not tell how unfamiliar words fare."""
_COMMON = 200
"""Words said more often are no names, though names hold them."""
_ASTRAY = 4
"""Words from which a stretch that sounds like nothing said counts as gone astray."""
_ASTRAY_KEPT = 700
_HEARD_KEPT = 500
_EXAMPLES = 300
_FEWEST = 2
"""Times a group of letters must have been misheard to be kept."""
_ROUNDS = 3
_STEPS = 400
_SHRINK = 3.0
_DIGITS = {
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    "fr": ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"),
}


class BareEars(WhisperEngine):
    """The pocket ears without the written form: in it a digit misheard in a phone number moves all the others."""

    def __init__(self, folder: Path = _EARS) -> None:
        super().__init__(folder)
        self._load()

    def words(self, line: bytes, language: str) -> str:
        """What is heard on a mu-law line, in lower case; empty where no speech is."""
        assert self._model is not None
        samples = soxr.resample(decode(line).astype(np.float32) / 32768, RATE, MODEL_RATE, quality="HQ")
        return self._decode(self._model, samples, len(samples) / MODEL_RATE, language)[0]


class Callers:
    """Voices that say sentences on a line of 8 kHz mu-law with a little noise."""

    def __init__(self, language: str, dice: random.Random) -> None:
        self._language = language
        self._dice = dice
        self._voices: dict[Timbre, CallerVoice] = {}

    def say(self, text: str) -> bytes:
        """The mu-law line, in another voice every time."""
        dice = self._dice
        spoken = self._piper(text) if dice.random() < _PIPER_SHARE else self._espeak(text)
        edges = [np.zeros(round(dice.uniform(0.05, 0.2) * RATE)) for _ in range(2)]
        clean = np.concatenate([edges[0], spoken * dice.uniform(0.6, 1.0), edges[1]])
        noise = np.random.default_rng(dice.getrandbits(32)).normal(0, 10 ** (dice.uniform(*_NOISE) / 20), len(clean))
        return encode((np.clip(clean + noise, -0.99, 0.99) * 32767).astype(np.int16))

    def _piper(self, text: str) -> Audio:
        timbre = self._dice.choice(_TIMBRES)
        if timbre not in self._voices:
            self._voices[timbre] = CallerVoice(voice_file("pocket", self._language, Path()), timbre)
        return decode(self._voices[timbre].speak(text)) / 32768

    def _espeak(self, text: str) -> Audio:
        dice = self._dice
        voice = f"{dice.choice(_ESPEAK[self._language])}+{dice.choice(_VARIANTS)}"
        speed, pitch = str(dice.randint(135, 185)), str(dice.randint(30, 65))
        command = ["espeak-ng", "-v", voice, "-s", speed, "-p", pitch, "--stdout"]
        wave = subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout
        samples = np.frombuffer(wave[44 : len(wave) // 2 * 2], "<i2") / 32768
        audio: Audio = soxr.resample(samples, 22_050, RATE, quality="HQ")
        return audio * (LOUDEST / max(float(np.abs(audio).max(initial=0.0)), 1e-9))


def say(language: str, sentences: Iterable[str], into: Path) -> None:
    """Say every sentence once and append what was said, with its marks, and what was heard to a file."""
    ears, callers = BareEars(), Callers(language, random.Random(1))
    with into.open("a", encoding="utf-8") as out:
        for sentence in sentences:
            text = _MARK.sub(r"\2", sentence)
            heard = ears.words(callers.say(text if text[-1] in ".?!" else f"{text}."), language)
            out.write(json.dumps([sentence, heard], ensure_ascii=False) + "\n")


def marked_words(sentence: str) -> list[tuple[str, str]]:
    """The words of a marked sentence, as spoken, each with its kind."""
    words, copied = list[tuple[str, str]](), 0
    for match in [*_MARK.finditer(sentence), None]:
        plain = sentence[copied : match.start()] if match else sentence[copied:]
        words += [(word, "rest") for word in spoken_words(plain)]
        if match:
            words += [(word, match[1]) for word in spoken_words(match[2])]
            copied = match.end()
    return words


def aligned(said: Sequence[str], heard: Sequence[str]) -> list[tuple[Words, Words]]:
    """Both cut into pieces that belong together, the cheapest way: single words where they are equal, small groups
    where they sound alike, words that only one side has."""
    rows, columns = len(said), len(heard)
    best: dict[tuple[int, int], tuple[float, int, int]] = {(0, 0): (0.0, 0, 0)}
    for i in range(rows + 1):
        for j in range(columns + 1):
            if (i, j) == (0, 0):
                continue
            choices = []
            for a in range(min(i, _LONGEST_GROUP) + 1):
                for b in range(min(j, _LONGEST_GROUP) + 1):
                    if a or b:
                        cost = _cost(tuple(said[i - a : i]), tuple(heard[j - b : j]))
                        choices.append((best[i - a, j - b][0] + cost, a, b))
            best[i, j] = min(choices)
    pieces = []
    i, j = rows, columns
    while i or j:
        _, a, b = best[i, j]
        pieces.append((tuple(said[i - a : i]), tuple(heard[j - b : j])))
        i, j = i - a, j - b
    return pieces[::-1]


@cache
def _cost(said: Words, heard: Words) -> float:
    if said == heard and len(said) == 1:
        return 0.0
    if not said or not heard:
        return 0.7 * (len(said) + len(heard))
    one, other = "".join(said), "".join(heard)
    apart = distance(one, other) / max(len(one), len(other))
    return (0.2 if len(said) == len(heard) == 1 else 0.5) + apart * max(len(said), len(heard))


def distance(one: Sequence[str], other: Sequence[str]) -> int:
    """Edit distance: substitutions, deletions and insertions, one each."""
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        above, row[0] = row[0], i
        for j, right in enumerate(other, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (left != right))
    return row[-1]


def letter_groups(said: str, heard: str) -> Iterator[tuple[str, str]]:
    """Two words cut into the letters that stand for each other; what differs keeps the letter before it."""
    table = [[(0, "")] * (len(heard) + 1) for _ in range(len(said) + 1)]
    for i in range(len(said) + 1):
        for j in range(len(heard) + 1):
            choices = []
            if i and j:
                same = said[i - 1] == heard[j - 1]
                choices.append((table[i - 1][j - 1][0] + (0 if same else 1), "=" if same else "/"))
            if i:
                choices.append((table[i - 1][j][0] + 1, "-"))
            if j:
                choices.append((table[i][j - 1][0] + 1, "+"))
            table[i][j] = min(choices, default=(0, ""))
    steps, i, j = [], len(said), len(heard)
    while i or j:
        step = table[i][j][1]
        steps.append(step)
        i, j = i - (step != "+"), j - (step != "-")
    left, right, i, j, equal = "", "", 0, 0, True
    for step in reversed(steps):
        if step == "=" and left + right:
            yield left, right
            left = right = ""
        elif step != "=" and equal and len(left) > 1:
            yield left[:-1], right[:-1]
            left, right = left[-1:], right[-1:]
        equal = step == "="
        left, i = (left + said[i], i + 1) if step != "+" else (left, i)
        right, j = (right + heard[j], j + 1) if step != "-" else (right, j)
    if left + right:
        yield left, right


@dataclass(slots=True)
class _Tally:
    words: int = 0
    errors: int = 0


@dataclass(slots=True)
class Counts:
    """What the pairs of a language say."""

    said: Counter[str] = field(default_factory=Counter)
    """Words outside the stretches that were lost."""
    lost: Counter[str] = field(default_factory=Counter)
    mistakes: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    couples: Counter[str] = field(default_factory=Counter)
    inserted: Counter[str] = field(default_factory=Counter)
    kinds: dict[str, _Tally] = field(default_factory=lambda: defaultdict(_Tally))
    names: set[str] = field(default_factory=set)
    heard_instead: dict[bool, Counter[str]] = field(default_factory=lambda: {True: Counter(), False: Counter()})
    """Words heard for others: of names, and of the rest."""
    groups: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    letters: Counter[str] = field(default_factory=Counter)
    astray: list[tuple[int, int, int, str]] = field(default_factory=list)
    sentences: list[tuple[list[str], bool]] = field(default_factory=list)
    """Words, and whether the ears went astray."""
    silent: int = 0
    clean: int = 0
    pairs: list[tuple[str, str]] = field(default_factory=list)
    """Without those of which nothing was heard."""

    def add(self, sentence: str, heard: str) -> None:
        """Take in one pair."""
        marked, got = marked_words(sentence), spoken_words(heard)
        if not got:
            self.silent += 1
            return
        said = [word for word, _ in marked]
        self.pairs.append((_MARK.sub(r"\2", sentence), heard))
        self.clean += said == got
        pieces = aligned(said, got)
        start, end = astray(pieces)
        self.sentences.append((said, end > start))
        if end > start:
            wrong = [piece for piece in pieces[start:end] if piece[0] != piece[1]]  # without what fits by chance
            before, lost = (sum(len(left) for left, _ in part) for part in (pieces[:start], wrong))
            instead = " ".join(word for _, right in wrong for word in right)
            self.astray.append((before, lost, len(said) - before - lost, instead))
        place = 0
        for at, (left, right) in enumerate(pieces):
            kind = marked[min(place, len(marked) - 1)][1]
            place += len(left)
            self.kinds[kind].words += len(left)
            self.kinds[kind].errors += 0 if left == right else max(len(left), len(right))
            if kind == "name":
                self.names.update(left)
            if start <= at < end and left != right:
                self.lost.update(left)
            else:
                self._learn(left, right, kind)
        self.couples.update(f"{one} {two}" for one, two in pairwise(said))

    def _learn(self, left: Words, right: Words, kind: str) -> None:
        self.said.update(left)
        if not left:
            self.inserted.update(right)
        elif left != right:
            self.mistakes[" ".join(left)][" ".join(right)] += 1
            self.heard_instead[kind == "name"].update(word for word in right if len(word) > 2)
        if kind == "letters" or not left or not right:
            return
        one, other = "".join(left), "".join(right)
        self.letters.update(one[at : at + size] for size in (1, 2, 3) for at in range(len(one) - size + 1))
        if left != right and len(one) > 2 and distance(one, other) <= 0.6 * len(one):
            for old, new in letter_groups(one, other):
                if old != new and 0 < len(old) <= 3:
                    self.groups[old][new] += 1


def astray(pieces: Sequence[tuple[Words, Words]]) -> tuple[int, int]:
    """The pieces among which the ears wrote a sentence of their own: (start, end), equal where they did not."""
    bad = [at for at, (left, right) in enumerate(pieces) if left != right and not _similar(left, right)]
    if not bad:
        return 0, 0
    start, end = bad[0], bad[-1] + 1
    wrong = sum(max(len(left), len(right)) for left, right in (pieces[at] for at in bad))
    total = sum(max(len(left), len(right)) for left, right in pieces[start:end])
    return (start, end) if wrong >= _ASTRAY and wrong >= 0.4 * total else (0, 0)


def _similar(left: Words, right: Words) -> bool:
    one, other = "".join(left), "".join(right)
    return bool(left and right) and distance(one, other) <= 0.5 * max(len(one), len(other))


def word_errors(pairs: Iterable[tuple[str, str]]) -> float:
    """Word error rate of (said, heard)."""
    words = errors = 0
    for said, heard in pairs:
        reference = spoken_words(said)
        words += len(reference)
        errors += distance(reference, spoken_words(heard))
    return errors / max(1, words)


def learn(language: str, pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The table of a language."""
    counts = Counts()
    for sentence, heard in pairs:
        counts.add(sentence, heard)
    dice = random.Random(1)
    words = {
        word: [counts.said[word], counts.lost[word], _most(counts.mistakes.get(word, Counter()))]
        for word in sorted({*counts.said, *counts.lost})
    }
    double = {pair: heard for pair, heard in counts.mistakes.items() if " " in pair}
    return {
        "measured": {
            "sentences": len(counts.pairs) + counts.silent,
            "nothing heard": round(counts.silent / (len(counts.pairs) + counts.silent), 4),
            "clean": round(counts.clean / len(counts.pairs), 4),
            "astray": round(len(counts.astray) / len(counts.pairs), 4),
            "word errors": round(word_errors(counts.pairs), 4),
            "kinds": {
                kind: [tally.words, round(tally.errors / tally.words, 4)]
                for kind, tally in sorted(counts.kinds.items())
            },
        },
        "rate": round(sum(sum(heard.values()) for heard in counts.mistakes.values()) / sum(counts.said.values()), 4),
        "unfamiliar": {"name": _unfamiliar(counts, True), "word": _unfamiliar(counts, False)},
        "digits": {str(digit): word for digit, word in enumerate(_DIGITS[language])},
        "inserted": {
            "rate": round(sum(counts.inserted.values()) / sum(counts.said.values()), 4),
            "words": _most(counts.inserted, 60),
        },
        "names": sorted(counts.names & {*words} - {word for word in words if counts.said[word] > _COMMON}),
        "letters": {
            old: [round(sum(new.values()) / (counts.letters[old] + 5), 4), _most(new, 6)]
            for old, new in sorted(counts.groups.items())
            if sum(new.values()) >= _FEWEST
        },
        "words": words,
        "pairs": {pair: [counts.couples[pair], _most(heard)] for pair, heard in sorted(double.items())},
        "weights": _weights(counts, words),
        "astray": dice.sample(counts.astray, min(_ASTRAY_KEPT, len(counts.astray))),
        "examples": dice.sample(counts.pairs, min(_EXAMPLES, len(counts.pairs))),
    }


def _most(heard: Counter[str], most: int = 12) -> dict[str, int]:
    return dict(heard.most_common(most))


def _rare(counts: Counts, *, names: bool) -> list[str]:
    return [word for word, times in counts.said.items() if times <= _SEEN_OFTEN and (word in counts.names) == names]


def _unfamiliar(counts: Counts, names: bool) -> dict[str, Any]:
    """How words fare that the ears had few chances to learn from: what was said `_SEEN_OFTEN` at most."""
    rare = [word for word, times in counts.said.items() if times <= _SEEN_OFTEN and (word in counts.names) == names]
    heard = Counter[str]()
    for word in rare:
        heard.update(counts.mistakes.get(word, {}))
    wrong, dropped = sum(heard.values()), heard[""]
    known = {word for words, _ in counts.sentences for word in words}
    real = sum(times for text, times in heard.items() if text and known.issuperset(text.split()))
    return {
        "rate": round(wrong / max(1, sum(counts.said[word] for word in rare)), 4),
        "dropped": round(dropped / max(1, wrong), 4),
        "known": round(real / max(1, wrong - dropped), 4),
        "heard": [word for word, _ in counts.heard_instead[names].most_common(_HEARD_KEPT) if word in known],
    }


def _weights(counts: Counts, words: dict[str, Any]) -> dict[str, float]:
    """Log odds of going astray by logistic regression on the words of the sentences."""
    known = {word for word, (said, lost, _) in words.items() if said + lost > _SEEN_OFTEN}
    rows = [features(said, dict.fromkeys(known)) for said, _ in counts.sentences]
    often = Counter(feature for row in rows for feature in {*row})
    columns = {feature: at for at, feature in enumerate(f for f, times in often.items() if times > _SEEN_OFTEN)}
    matrix = np.zeros((len(rows), len(columns)), dtype=np.float32)
    for at, row in enumerate(rows):
        for feature in row:
            if feature in columns:
                matrix[at, columns[feature]] += 1
    wanted = np.array([gone for _, gone in counts.sentences], dtype=np.float32)
    weights = np.zeros(len(columns), dtype=np.float32)
    speed = np.zeros_like(weights)
    for _ in range(_STEPS):
        slope = matrix.T @ (1 / (1 + np.exp(-matrix @ weights)) - wanted) + _SHRINK * weights
        speed = 0.9 * speed - 0.002 * slope
        weights = weights + speed
    return {feature: round(float(weights[at]), 2) for feature, at in columns.items() if abs(weights[at]) >= 0.02}


def main(arguments: Sequence[str]) -> None:
    """Run one of the two steps."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=["say", "learn"])
    parser.add_argument("language", choices=["en", "fr"])
    parser.add_argument("files", nargs="+", type=Path)
    options = parser.parse_args(arguments)
    if options.step == "say":
        sentences, into = options.files
        say(options.language, sentences.read_text(encoding="utf-8").splitlines(), into)
        return
    lines = [line for file in options.files for line in file.read_text(encoding="utf-8").splitlines()]
    found = learn(options.language, [json.loads(line) for line in lines])
    _write(options.language, found)
    simulated = simulated_errors(options.language, found["examples"])
    print(json.dumps(found["measured"]), f"examples {word_errors(found['examples']):.3f} simulated {simulated:.3f}")  # noqa: T201


def simulated_errors(language: str, pairs: Sequence[tuple[str, str]]) -> float:
    """Word error rate of `Hearing` on what was said in `pairs`."""
    ears = Hearing(language, random.Random(1))
    return word_errors((said, ears.misheard(said)) for _ in range(_ROUNDS) for said, _ in pairs)


def _write(language: str, found: dict[str, Any]) -> None:
    FOLDER.mkdir(exist_ok=True)
    parts = (f"{json.dumps(part)}: {json.dumps(held, ensure_ascii=False)}" for part, held in found.items())
    (FOLDER / f"{language}.json").write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
