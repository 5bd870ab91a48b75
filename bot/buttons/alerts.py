"""Buttons of alerts and drills. Who presses is asked again for their right, each time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TakeCase:
    """I take this case."""

    case: int


@dataclass(frozen=True, slots=True)
class PassOn:
    """I cannot: ask the next one now."""

    case: int


@dataclass(frozen=True, slots=True)
class AnswerDrill:
    """I have heard the drill's bell."""

    drill: int
