"""Buttons of joining."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PickCommune:
    """This is where I work."""

    area: str


@dataclass(frozen=True, slots=True)
class OtherCommune:
    """Not this one: ask again."""


@dataclass(frozen=True, slots=True)
class AgreeTips:
    """Agrees to reminders, being 16 or older. `purposes`: t tips, c campaign, in any mixture."""

    purposes: str


@dataclass(frozen=True, slots=True)
class LaterTips:
    """Does not want to be asked now."""


@dataclass(frozen=True, slots=True)
class UnderSixteen:
    """Is under 16: nothing of them is kept."""


@dataclass(frozen=True, slots=True)
class ChangePlace:
    """Wants to say anew where and what they work."""
