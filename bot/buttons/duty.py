"""Buttons of the duty roster."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenDuty:
    """The roster of an area; "" is the actor's own."""

    area: str = ""


@dataclass(frozen=True, slots=True)
class OtherDuty:
    """Which other place? Asks for its name."""


@dataclass(frozen=True, slots=True)
class ChooseWatch:
    """Put whom on the roster of this area?"""

    area: str


@dataclass(frozen=True, slots=True)
class ChoosePost:
    """As what shall the holder of this grant be on it?"""

    grant: int


@dataclass(frozen=True, slots=True)
class PutOnDuty:
    """Put the holder of this grant on the roster now, for the whole week."""

    grant: int
    post: str


@dataclass(frozen=True, slots=True)
class OpenWatch:
    """One line of a roster."""

    duty: int


@dataclass(frozen=True, slots=True)
class AskHours:
    """When? Asks for days, hours or dates."""

    duty: int


@dataclass(frozen=True, slots=True)
class SetHours:
    """These hours, as bot.hours writes them; `version` is the one that was on the screen."""

    duty: int
    version: int
    hours: str


@dataclass(frozen=True, slots=True)
class TakeOffDuty:
    """Take this line off the roster now."""

    duty: int


@dataclass(frozen=True, slots=True)
class SayAway:
    """I am away: asks until when."""


@dataclass(frozen=True, slots=True)
class SayBack:
    """I am there again."""
