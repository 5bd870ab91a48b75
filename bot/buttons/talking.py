"""Buttons of menus, cards and emergencies."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenMenu:
    """The main menu."""


@dataclass(frozen=True, slots=True)
class OpenEmergency:
    """The emergency card."""


@dataclass(frozen=True, slots=True)
class OpenSectors:
    """The list of jobs."""


@dataclass(frozen=True, slots=True)
class OpenSector:
    """The cards of one sector; `page` counts from 0."""

    sector: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenCard:
    """A card's first screen, as a new message."""

    card: str


@dataclass(frozen=True, slots=True)
class ReadMore:
    """The rest of a card, in place of its first screen."""

    card: str


@dataclass(frozen=True, slots=True)
class RateCard:
    """Was the card useful (1) or wrong (0)?"""

    card: str
    useful: int


@dataclass(frozen=True, slots=True)
class SayTaken:
    """Someone in distress: have they taken or touched poison? 1 yes, 0 no."""

    taken: int


@dataclass(frozen=True, slots=True)
class OpenHelp:
    """What the bot can do and who runs it."""


@dataclass(frozen=True, slots=True)
class SkipDraft:
    """Leave the open question unanswered."""


@dataclass(frozen=True, slots=True)
class SetLanguage:
    """Speak this language from now on."""

    language: str
