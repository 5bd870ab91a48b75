"""Posters: how often each brought somebody here. Numbers by day, never who."""

from __future__ import annotations

from collections.abc import Collection, Container
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.joining import Poster
from bot.people import Actor
from bot.permissions import GRANTED, Permission, may
from content.areas import Areas
from content.folding import fold

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
LONGEST_SOURCE = 16
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


def source_of(typed: str) -> str:
    """What somebody calls the place where it hangs, as a link can carry it; "" when nothing is
    left of it.
    """
    return fold(typed).replace(" ", "_")[:LONGEST_SOURCE].strip("_")


def own_commune(actor: Actor) -> str:
    """The one commune that a person's posters can be of, "" when it must be asked."""
    held = {g.area for g in actor.grants if Permission.AREA_POSTER_PRINT in GRANTED[g.role]}
    (first, *more) = held or {""}
    return first if len(first) == 5 and not more else ""


def possible(actor: Actor, typed: str, areas: Areas) -> tuple[str, ...]:
    """The communes that a typed name may mean and whose posters this person may print."""
    codes = (place.area.code for place in areas.find(typed).places if not place.area.is_province)
    return tuple(code for code in codes if may_print(actor, code, areas))


def may_print(actor: Actor, area: str, areas: Areas) -> bool:
    commune = area in areas and not areas.area(area).is_province
    return commune and may(actor, Permission.AREA_POSTER_PRINT, area, areas)


class PostersRepository(Protocol):
    async def visited(self, poster: Poster, *, day: date) -> None:
        """One more; past MOST_A_DAY kinds of that commune and day, without sector and source."""
        ...

    async def visits(self) -> list[Visits]:
        """All, by day, then commune."""
        ...

    async def visits_of(self, areas: Collection[str], *, since: date) -> list[Visits]: ...


def counted(poster: Poster | None, areas: Areas, sectors: Container[str]) -> Poster | None:
    """The poster as it counts: for the commune of today; one that is none does not, an unknown
    sector is left out.
    """
    if poster is None or poster.area not in areas:
        return None
    sector = poster.sector if poster.sector in sectors else ""
    return Poster(areas.now(poster.area), sector, poster.source)


def day_of(now: datetime) -> date:
    """The day on the calendars of the people who read the poster."""
    return now.astimezone(HERE).date()
