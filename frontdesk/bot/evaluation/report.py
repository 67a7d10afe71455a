"""What the judged calls of a set amount to: shares, reasons and waits, as numbers, as JSON and as rows of tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from statistics import mean, median
from typing import Any

from frontdesk.bot.evaluation.evaluate import Result

_Z = 1.96
"""Standard deviations on either side that hold 95 % of what chance does."""
SUMMARY = ("Set", "Calls", "Right", "95 %", "Harm", "Turns", "Tool calls", "Invalid", "First reply", "Every reply")
BY_KIND = ("Caller wants", "Language", "Calls", "Right", "Harm")
REASONS = ("What went wrong", "Calls")


@dataclass(frozen=True)
class Report:
    """The calls of one set."""

    chosen: str
    results: Sequence[Result]

    @property
    def right(self) -> float:
        """Per cent of the calls; 0 where there were none."""
        return _percent(sum(result.right for result in self.results), len(self.results))

    @property
    def missed(self) -> list[Result]:
        """The calls that did not end as the caller wanted, in order."""
        return [result for result in self.results if not result.right]

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """What went wrong, in how many calls, most frequent first."""
        found = [(reason, result.name) for result in self.results for reason in (*result.grade.missed, *_harm(result))]
        return Counter(reason for reason, _ in dict.fromkeys(found)).most_common()

    def summary(self) -> list[str]:
        """A row of `SUMMARY`."""
        calls = len(self.results)
        low, high = interval(sum(result.right for result in self.results), calls)
        first, every = self._waits()
        return [
            self.chosen,
            str(calls),
            f"{self.right:.1f} %",
            f"{low:.0f}-{high:.0f} %",
            str(sum(bool(result.grade.harm) for result in self.results)),
            f"{mean(result.turns for result in self.results):.1f}" if calls else "",
            str(sum(result.tool_calls for result in self.results)),
            str(sum(result.invalid_tool_calls for result in self.results)),
            _milliseconds(first),
            _milliseconds(every),
        ]

    def by_kind(self) -> list[list[str]]:
        """Rows of `BY_KIND`."""
        return [
            [
                kind,
                language,
                str(len(results)),
                f"{_percent(sum(result.right for result in results), len(results)):.0f} %",
                str(sum(bool(result.grade.harm) for result in results)),
            ]
            for (kind, language), results in self._groups().items()
        ]

    def as_json(self) -> dict[str, Any]:
        """Everything, for programs. Waits are milliseconds, shares per cent."""
        right = sum(result.right for result in self.results)
        first, every = self._waits()
        return {
            "set": self.chosen,
            "calls": len(self.results),
            "right": right,
            "right_percent": round(self.right, 2),
            "right_percent_95": [round(bound, 2) for bound in interval(right, len(self.results))],
            "harm": sum(bool(result.grade.harm) for result in self.results),
            "errors": Counter(result.error for result in self.results if result.error),
            "turns": sum(result.turns for result in self.results),
            "tool_calls": sum(result.tool_calls for result in self.results),
            "invalid_tool_calls": sum(result.invalid_tool_calls for result in self.results),
            "broken_replies": sum(result.broken_replies for result in self.results),
            "first_reply_ms": quantiles(first),
            "every_reply_ms": quantiles(every),
            "reasons": dict(self.reasons),
            "by_kind": [
                {
                    "kind": kind,
                    "language": language,
                    "calls": len(results),
                    "right": sum(result.right for result in results),
                    "harm": sum(bool(result.grade.harm) for result in results),
                }
                for (kind, language), results in self._groups().items()
            ],
            "missed": [
                {
                    "call": result.name,
                    "kind": result.kind,
                    "language": result.language,
                    "missed": result.grade.missed,
                    "harm": result.grade.harm,
                }
                for result in self.missed
            ],
        }

    def _groups(self) -> dict[tuple[str, str], list[Result]]:
        """The calls by what the caller wanted and by language, in that order."""
        groups: dict[tuple[str, str], list[Result]] = {}
        for result in sorted(self.results, key=lambda result: (result.kind, result.language)):
            groups.setdefault((result.kind, result.language), []).append(result)
        return groups

    def _waits(self) -> tuple[list[float], list[float]]:
        """Of the calls' first replies, and of all."""
        every = [wait for result in self.results for wait in result.waits]
        return [result.waits[0] for result in self.results if result.waits], every


def quantiles(waits: Sequence[float]) -> dict[str, float] | None:
    """The median and the wait that 95 of 100 do not exceed; None of nothing.

    >>> quantiles([30.0, 10.0, 20.0])
    {'median': 20.0, 'p95': 30.0}
    """
    if not waits:
        return None
    ranked = sorted(waits)
    return {"median": round(median(ranked), 1), "p95": round(ranked[ceil(0.95 * len(ranked)) - 1], 1)}


def interval(right: int, calls: int) -> tuple[float, float]:
    """Between which per cents the share of right calls lies, as far as so many calls can tell (Wilson, 95 %).

    >>> [round(bound) for bound in interval(9, 10)]
    [60, 98]
    """
    if not calls:
        return 0.0, 100.0
    share, spread = right / calls, _Z * _Z / calls
    middle = (share + spread / 2) / (1 + spread)
    half = _Z * sqrt(share * (1 - share) / calls + spread / calls / 4) / (1 + spread)
    return max(0.0, 100 * (middle - half)), min(100.0, 100 * (middle + half))


def _harm(result: Result) -> list[str]:
    return [f"harm: {reason}" for reason in result.grade.harm]


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def _milliseconds(waits: Sequence[float]) -> str:
    found = quantiles(waits)
    return f"{found['median']:.0f} / {found['p95']:.0f} ms" if found else ""
