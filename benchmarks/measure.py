"""Measuring side by side: rounds of all contestants in turn, so that a slow minute of the machine hits all alike."""

from __future__ import annotations

import gc
import statistics
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """What performance.md asks for: `at_most` or `at_least` some number of `unit`."""

    number: float
    unit: str
    at_most: bool

    def __str__(self) -> str:
        return f"{'≤' if self.at_most else '≥'} {self.number:g}{self.unit}"

    def met(self, value: float) -> bool:
        return value <= self.number if self.at_most else value >= self.number


@dataclass(frozen=True)
class Row:
    """One line of the report. Without a goal it is there for orientation."""

    what: str
    values: Sequence[float]
    unit: str
    goal: Goal | None = None
    note: str = ""

    @property
    def value(self) -> float:
        return statistics.median(self.values)

    @property
    def met(self) -> bool | None:
        return None if self.goal is None else self.goal.met(self.value)


@dataclass(frozen=True)
class Note:
    """Something that was not measured, and why."""

    text: str


def at_most(number: float, unit: str = "×") -> Goal:
    return Goal(number, unit, True)


def at_least(number: float, unit: str = "×") -> Goal:
    return Goal(number, unit, False)


Contestant = Callable[[], Awaitable[float]]
"""One round: does its work and returns the seconds that a unit of it took."""


async def interleave(contestants: dict[str, Contestant], rounds: int) -> dict[str, list[float]]:
    """Seconds per unit of every round. The order of contestants turns from round to round; one round warms up."""
    names = list(contestants)
    times: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(rounds + 1):
        shift = turn % len(names)
        for name in names[shift:] + names[:shift]:
            gc.collect()
            seconds = await contestants[name]()
            if turn:
                times[name].append(seconds)
    return times


def ratios(over: Sequence[float], under: Sequence[float]) -> list[float]:
    """Of the rounds that stood side by side."""
    return [a / b for a, b in zip(over, under, strict=True)]
