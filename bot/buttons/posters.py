"""Buttons of posters."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenPosters:
    """A poster of my commune."""


@dataclass(frozen=True, slots=True)
class PosterAt:
    """Of this commune; the job comes next."""

    area: str


@dataclass(frozen=True, slots=True)
class PosterFor:
    """For this job, "" for all; where it will hang comes next."""

    area: str
    sector: str


@dataclass(frozen=True, slots=True)
class MakePoster:
    """Make it now, wherever it will hang."""

    area: str
    sector: str
