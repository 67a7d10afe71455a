"""What one played scenario led to."""

from dataclasses import dataclass, field

from tests.scenarios.scenario import Level, Scenario


@dataclass
class Outcome:
    """Empty `problems`: passed. `story` is what both said, for a person who reads of a failure."""

    scenario: Scenario
    level: Level
    problems: list[str] = field(default_factory=list)
    story: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def passed(self) -> bool:
        """Whether everything was as it must be."""
        return not self.problems

    def __str__(self) -> str:
        head = f"{self.scenario.name} ({self.level}, {self.seconds:.0f} s): {'passed' if self.passed else 'failed'}"
        return "\n".join(
            [head, *(f"  ! {problem}" for problem in self.problems), *(f"  {line}" for line in self.story)]
        )


def words_problems(scenario: Scenario, heard: str, level: Level) -> list[str]:
    """Sentences that must have been heard (at the scripted level), and those that never may be."""
    text = heard.lower()
    missing = scenario.after.heard if level == "scripted" else ()
    return [
        *(f"never heard: {words!r}" for words in missing if words.lower() not in text),
        *(f"heard, and must not be: {words!r}" for words in scenario.after.never if words.lower() in text),
    ]
