"""Rounds: the morning digest, the monthly drill, and clusters told upward once.

What is due is found in the rows and claimed under a unique key, so nothing comes twice and an
outage is made up for while it still makes sense.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from bot import workdays
from bot.hours import ZONE
from bot.reports import Case, Kind, State
from content.calendar import Calendar

DIGEST_AT, DIGEST_UNTIL = time(7, 30), time(11, 30)
DRILL_AT, DRILL_UNTIL = time(9), time(11, 30)
AREAS_A_BEAT = 50
MOST_COUNTED = 200
LOOKED_BACK = timedelta(days=1)
"""After an outage clusters are looked for among the cases of so long."""

CLUSTER = 3
CLUSTER_DAYS = timedelta(days=14)
"""So many cases of one type in an area within so many days go upward, once in as many days."""

_COUNTED = (Kind.ACCIDENT, Kind.DEATH, Kind.HAZARD, Kind.NEAR_MISS)


@dataclass(frozen=True, slots=True)
class Drill:
    """A drill as one of those asked sees it."""

    id: int
    area: str
    month: str
    sent_at: datetime
    answered_at: datetime | None
    asked: int
    answered: int

    @property
    def minutes(self) -> int:
        """How long this person took."""
        taken = (self.answered_at or self.sent_at) - self.sent_at
        return int(taken.total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class Cluster:
    area: str
    type: str
    cases: int


def digest_due(now: datetime, calendar: Calendar) -> date | None:
    """The day whose digest may go out now."""
    local = now.astimezone(ZONE)
    if calendar.worked(local.date()) and DIGEST_AT <= local.time() < DIGEST_UNTIL:
        return local.date()
    return None


def digest_wanted(open_cases: int, day: date, calendar: Calendar) -> bool:
    """Only when something is open; once a week also to say that nothing is."""
    return bool(open_cases) or workdays.first_of_week(day, calendar)


def drill_due(now: datetime, calendar: Calendar) -> str | None:
    """The month whose drill may go out now, as "2026-05"."""
    local = now.astimezone(ZONE)
    on_time = DRILL_AT <= local.time() < DRILL_UNTIL
    if on_time and workdays.drill_day(local.date(), calendar) == local.date():
        return f"{local:%Y-%m}"
    return None


def day_of(now: datetime) -> date:
    return now.astimezone(ZONE).date()


def midnight(day: date) -> datetime:
    """When a day began in Viet Nam."""
    return datetime.combine(day, time(), ZONE)


def type_of(case: Case) -> str:
    """What counts as the same: the danger chosen first, else the kind."""
    kind = "accident" if case.found_kind in (Kind.ACCIDENT, Kind.DEATH) else "hazard"
    return case.told.dangers[0] if case.told.dangers else kind


def clusters(area: str, recent: Iterable[Case], now: datetime) -> list[Cluster]:
    """The types of which there are many. `recent`: the area's cases; a case taken back counts
    nothing.
    """
    since = now - CLUSTER_DAYS
    counted = Counter(
        type_of(case)
        for case in recent
        if case.area == area
        and case.opened_at > since
        and case.found_kind in _COUNTED
        and case.state is not State.WITHDRAWN
    )
    return [Cluster(area, kind, found) for kind, found in counted.items() if found >= CLUSTER]


class RoundsRepository(Protocol):
    async def claim(self, name: str, key: str, *, now: datetime, again: datetime) -> bool:
        """Whether this is the first since `again`; remembers that it happened now."""
        ...

    async def unclaimed(self, name: str, *, since: datetime, limit: int) -> Sequence[str]:
        """Areas where somebody serves and for which `name` was not claimed since then."""
        ...

    async def fresh(self, *, since: datetime, limit: int) -> Sequence[str]:
        """Areas with a case since then that is newer than the area's claim "look"."""
        ...

    async def start_drill(
        self, area: str, month: str, persons: Sequence[int], *, now: datetime
    ) -> int: ...

    async def asked(self, person: int, *, since: datetime) -> int | None:
        """The newest drill since then that this person was asked in and has not answered."""
        ...

    async def answer_drill(self, drill: int, person: int, *, now: datetime) -> Drill | None:
        """The drill with this person's answer, the first counts; None when they were not asked."""
        ...
