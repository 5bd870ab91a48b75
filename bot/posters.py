"""Posters: how often each brought somebody here. Numbers by day, never who."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.joining import Poster

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
MOST_A_DAY = 200
"""Kinds of posters counted apart on one day in one commune: anybody can write a link."""


@dataclass(frozen=True, slots=True)
class Visits:
    """How often the links of one poster were followed on one day."""

    area: str
    sector: str
    source: str
    day: date
    count: int


class PostersRepository(Protocol):
    async def visited(self, poster: Poster, *, day: date) -> None:
        """One more; past MOST_A_DAY kinds of that commune and day, without sector and source."""
        ...

    async def visits(self) -> list[Visits]:
        """All, by day, then commune."""
        ...


def counted(poster: Poster | None, areas: Container[str], sectors: Container[str]) -> Poster | None:
    """The poster as it counts: a commune that is none does not, an unknown sector is left out."""
    if poster is None or poster.area not in areas:
        return None
    sector = poster.sector if poster.sector in sectors else ""
    return Poster(poster.area, sector, poster.source)


def day_of(now: datetime) -> date:
    """The day on the calendars of the people who read the poster."""
    return now.astimezone(HERE).date()
