"""Which callers the receptionist serves: `python -m benchmarks.caller_variants [VARIANTS] [--at-a-time 2] [--seed 1]`.

Every variant is the packaged caller with another name, other words, another day and another voice, drawn with a seed,
and one whole spoken call. Printed and saved: how many left the right event behind.
"""

import argparse
import asyncio
import json
import random
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.conditions import conditions
from frontdesk.bot.cli.demo import default_caller
from frontdesk.bot.demo.bookings import delete_events
from frontdesk.bot.demo.caller import Caller, load_caller
from frontdesk.bot.demo.display import Quiet
from frontdesk.bot.demo.judged_call import judged_call
from frontdesk.bot.demo.stage import Stage, open_stage
from frontdesk.errors import FrontdeskError

RESULTS = Path(__file__).parent / "results"

NAMES = {
    "en": (
        *("John Brown", "Emma Wilson", "Mary Smith", "Peter Clark", "Anna Miller", "David Jones", "Susan Taylor"),
        *("Paul Martin", "Laura Davis", "James Baker", "Sarah Walker", "Robert Green", "Alice Cooper", "Mark Evans"),
    ),
    "fr": (
        *("Marie Dubois", "Paul Martin", "Claire Bernard", "Pierre Durand", "Julie Moreau", "Luc Petit"),
        *("Anne Leroy", "Jean Roux", "Sophie Girard", "Marc Fournier", "Camille Robert", "Louis Richard"),
    ),
}
OPENINGS = {
    "en": (
        "I'd like to book an appointment {when}, please.",
        "Hello, I'd like to make an appointment {when}.",
        "Can I book an appointment {when}?",
        "I need to schedule an appointment {when}, please.",
        "Could I get an appointment {when}, please?",
    ),
    "fr": (
        "Je voudrais prendre un rendez-vous {when}, s'il vous plaît.",
        "Bonjour, j'aimerais avoir un rendez-vous {when}.",
        "Je souhaite prendre rendez-vous {when}.",
        "Est-ce que je peux avoir un rendez-vous {when} ?",
    ),
}
NAMINGS = {
    "en": ("My name is {}.", "It's {}.", "{}.", "The name is {}."),
    "fr": ("C'est {}.", "Je m'appelle {}.", "{}."),
}
WHENS: dict[str, tuple[tuple[str, str, dict[str, int], str], ...]] = {
    "en": (
        ("next Tuesday at three", "tuesday", {"weeks_ahead": 1}, "15:00"),
        ("next Thursday at two", "thursday", {"weeks_ahead": 1}, "14:00"),
        ("next Monday at ten", "monday", {"weeks_ahead": 1}, "10:00"),
        ("next Wednesday at nine", "wednesday", {"weeks_ahead": 1}, "09:00"),
        ("next Tuesday at four", "tuesday", {"weeks_ahead": 1}, "16:00"),
        ("on Thursday at eleven", "thursday", {"nth_from_tomorrow": 1}, "11:00"),
    ),
    "fr": (
        ("mardi prochain à quinze heures", "tuesday", {"nth_from_tomorrow": 1}, "15:00"),
        ("jeudi prochain à quatorze heures", "thursday", {"nth_from_tomorrow": 1}, "14:00"),
        ("lundi prochain à dix heures", "monday", {"nth_from_tomorrow": 1}, "10:00"),
        ("mercredi à neuf heures", "wednesday", {"nth_from_tomorrow": 1}, "09:00"),
    ),
}
PITCHES = (0.9, 1.0, 1.08, 1.15, 1.22)
SPEEDS = (0.9, 1.0, 1.1)


@dataclass(frozen=True, slots=True)
class Variant:
    """What differs from the packaged caller; `when` is the place in `WHENS`."""

    name: str
    opening: str
    naming: str
    when: int
    pitch: float
    speed: float

    def caller(self, base: Caller) -> Caller:
        """The packaged caller, changed."""
        words, weekday, rule, time = WHENS[base.language][self.when]
        replies = []
        for reply in base.replies:
            says = self.opening if "{when}" in reply.says and reply is base.replies[-1] else reply.says
            says = self.naming.format(self.name) if base.name in says else says
            replies.append(reply.model_dump() | {"says": says})
        visit = {"words": words, "weekday": weekday, "time": time} | rule
        voice = {"pitch": self.pitch, "speed": self.speed}
        changed = {"name": self.name, "replies": replies, "visits": [visit], "voice": voice}
        return Caller.model_validate(base.model_dump() | changed)


def draw(language: str, count: int, seed: int) -> list[Variant]:
    """Variants without repetition."""
    chance, found = random.Random(seed), dict[Variant, None]()
    while len(found) < count:
        variant = Variant(
            chance.choice(NAMES[language]),
            chance.choice(OPENINGS[language]),
            chance.choice(NAMINGS[language]),
            chance.randrange(len(WHENS[language])),
            chance.choice(PITCHES),
            chance.choice(SPEEDS),
        )
        found.setdefault(variant)
    return list(found)


async def try_one(stage: Stage, base: Caller, variant: Variant, wav: Path) -> dict[str, Any]:
    """One call, and its traces in the calendar removed. Never raises for what goes wrong in it."""
    try:
        report = await judged_call(stage, variant.caller(base), wav, Quiet())
        await asyncio.to_thread(delete_events, stage.login, [event.uid for event in report.events])
    except FrontdeskError as error:
        return asdict(variant) | {"problems": [f"{error.code}: {error.message}"], "script": []}
    return asdict(variant) | {"problems": report.problems, "script": report.script, "delays": report.delays}


async def try_all(base: Caller, variants: Sequence[Variant], at_a_time: int) -> list[dict[str, Any]]:
    """Every variant once, on `at_a_time` servers side by side."""
    waiting, outcomes = list(enumerate(variants, 1)), list[dict[str, Any]]()

    async def lane(folder: Path) -> None:
        async with open_stage(base.language, folder / "server") as stage:
            while waiting:
                number, variant = waiting.pop(0)
                outcome = await try_one(stage, base, variant, folder / "call.wav")
                outcomes.append({"number": number} | outcome)
                verdict = "; ".join(outcome["problems"]) or "ok"
                print(f"{number:3} {variant.name}, {variant.pitch}/{variant.speed}: {verdict}", flush=True)

    with tempfile.TemporaryDirectory(prefix="frontdesk-variants-") as folder:
        await asyncio.gather(*(lane(Path(folder) / str(number)) for number in range(at_a_time)))
    return sorted(outcomes, key=lambda outcome: outcome["number"])


def print_shares(outcomes: Sequence[dict[str, Any]]) -> None:
    """How often each choice passed, so that a caller can be put together from good ones."""
    for key in ("name", "opening", "naming", "when", "pitch", "speed"):
        tried, passed = (
            Counter(one[key] for one in outcomes),
            Counter(one[key] for one in outcomes if not one["problems"]),
        )
        shares = ", ".join(f"{value}: {passed[value]}/{tried[value]}" for value in sorted(tried, key=str))
        print(f"{key}: {shares}")


def main() -> None:
    """Read the command line, hold the calls, print and save."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("variants", nargs="?", type=int, default=50)
    parser.add_argument("--caller", type=Path, default=default_caller())
    parser.add_argument("--at-a-time", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    base, under = load_caller(options.caller), conditions()
    variants = draw(base.language, options.variants, options.seed)
    outcomes = asyncio.run(try_all(base, variants, options.at_a_time))
    passed = sum(not outcome["problems"] for outcome in outcomes)
    print_shares(outcomes)
    print(f"{passed} of {len(outcomes)} variants passed")
    at = datetime.now(UTC).isoformat(timespec="seconds")
    RESULTS.mkdir(exist_ok=True)
    saved = {"what": "caller variants", "at": at, "seed": options.seed, "passed": passed, "tried": len(outcomes)}
    target = RESULTS / f"caller_variants-{base.language}-{at[:19].replace(':', '')}.json"
    whole = saved | {"conditions": under, "outcomes": outcomes}
    target.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
