"""Watches: a case that nobody has taken yet, and what is done about it next, and when.

One row per case, written with the case. A heartbeat does what is due; a row is all it needs, so a
restart loses nothing. The minutes are ours, no deadline of a law.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot import workdays
from bot.duty import Post
from content.calendar import Calendar


class Act(StrEnum):
    """ANNOUNCE: the first alert. BELL: the second channel. ASK: the next rung of the ladder."""

    ANNOUNCE = "announce"
    BELL = "bell"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Watch:
    """`since`: when the first alert went out, or was due to; `rung`: who was asked last, as a place
    in the order of posts, -1 for nobody yet. `due` None: over.
    """

    case: int
    red: bool
    since: datetime
    act: Act
    rung: int
    due: datetime | None


BELL_AFTER = timedelta(minutes=5)
RED_RUNGS = tuple(timedelta(minutes=minutes) for minutes in (10, 15, 20, 30, 45))
"""Since the alert: the same people privately, then deputy, chair, province, admins."""

RED_AGAIN = timedelta(hours=1)
"""A red alert is never given up: after the last rung all are asked again so often."""

PLAIN_RUNGS = tuple(timedelta(hours=hours) for hours in (2, 4, 8, 16, 24))
"""In working time: two hours, half a day, one, two and three days."""


def opened(case: int, red: bool, calendar: Calendar, now: datetime) -> Watch:
    """The watch of a new case."""
    start = now if red else workdays.next_working(now, calendar)
    return Watch(case, red, start, Act.ANNOUNCE, -1, start)


def announced(watch: Watch, calendar: Calendar, now: datetime) -> Watch:
    """The first alert has been said now."""
    if watch.red:
        return replace(watch, since=now, act=Act.BELL, due=now + BELL_AFTER)
    due = workdays.after(now, PLAIN_RUNGS[0], calendar)
    return replace(watch, since=now, act=Act.ASK, due=due)


def rung(watch: Watch, calendar: Calendar, now: datetime) -> Watch:
    """The second channel has rung (BELL), or the rung of ASK was asked: what comes next. A beat
    that comes late asks one rung at a time, the next at its own time or at once.
    """
    if watch.act is Act.BELL:
        return replace(watch, act=Act.ASK, due=watch.since + RED_RUNGS[0])
    following = watch.rung + 1
    rungs = RED_RUNGS if watch.red else PLAIN_RUNGS
    if following + 1 < len(rungs):
        wait = rungs[following + 1]
        at = watch.since + wait if watch.red else workdays.after(watch.since, wait, calendar)
        return replace(watch, rung=following, due=max(at, now))
    return replace(watch, rung=following, due=now + RED_AGAIN if watch.red else None)


def asked(
    watch: Watch, steps: Sequence[tuple[Post, tuple[int, ...]]]
) -> tuple[Post, tuple[int, ...]] | None:
    """Whom the coming rung asks, and as what; None when there is nobody further up. After the
    last rung of a red one everybody is asked again.
    """
    following = watch.rung + 1
    if following < len(steps):
        return steps[following]
    if watch.red and following >= len(RED_RUNGS) and steps:
        return steps[-1][0], tuple(person for _, persons in steps for person in persons)
    return None


def minutes(watch: Watch, now: datetime) -> int:
    return int((now - watch.since).total_seconds() // 60)


class WatchesRepository(Protocol):
    async def put(self, watch: Watch) -> None:
        """Write it, in the place of an earlier one of the same case."""
        ...

    async def due(self, *, now: datetime, limit: int) -> Sequence[Watch]:
        """Whose time has come, red ones first, of cases that nobody has taken."""
        ...

    async def settle(self) -> None:
        """End the watches of cases that somebody has taken, closed or taken back."""
        ...

    async def shut_out(self) -> Sequence[int]:
        """Cases that nobody has been asked about a second time, where somebody told first has shut
        the bot out.
        """
        ...

    async def of(self, case: int) -> Watch | None: ...

    async def remember(self, case: int, messages: Sequence[int]) -> None:
        """These messages of the ledger show this case."""
        ...

    async def forget(self, case: int) -> None:
        """What its messages say now they say for good."""
        ...

    async def letters(self, case: int) -> Sequence[int]: ...

    async def any_due(self, *, now: datetime) -> bool: ...
