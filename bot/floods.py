"""Floods: many reports at once are told together, never lost (T2).

Two fuses. Whoever was told of several cases within a minute gets the next ones in one message, so
nobody gets more than 20 a minute. Whoever reports very often is heard too, but never one by one.
Rows say who is still to be told of what, and when; a heartbeat says it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from bot import letters
from bot.heaps import UNTAKEN, Heap, Line
from bot.ledger import Lane
from bot.ports import Unit
from bot.reports import Case
from bot.screen import Screen
from bot.screens import alerts as screens
from bot.screens import heaps as heap_screens
from content.areas import Areas
from content.catalog import Catalog, Catalogs

WINDOW = timedelta(minutes=1)
SINGLY = {True: 5, False: 3}
"""So many cases are told one by one in a minute, red ones and others; more are told together."""

TOGETHER_AFTER = {True: timedelta(seconds=10), False: WINDOW}
"""So long others are waited for. With SINGLY: at most 5 + 6 red and 3 + 1 others a minute."""

OFTEN = ((timedelta(minutes=10), 3), (timedelta(days=1), 10))
"""More reports than this by one person are often (T2)."""

MOST_A_BEAT = 200


@dataclass(frozen=True, slots=True)
class Lately:
    """When one person got a message in the last minute, and when those cases that wait for them
    will be told.
    """

    said: Sequence[datetime] = ()
    waits_until: datetime | None = None


def waits(lately: Lately, now: datetime, *, red: bool, often: bool) -> datetime | None:
    """Until when one more case waits to be told with others; None: it is told now, by itself."""
    if lately.waits_until is not None:
        return lately.waits_until
    recent = sum(at > now - WINDOW for at in lately.said)
    return now + TOGETHER_AFTER[red] if often or recent >= SINGLY[red] else None


def is_often(opened: Iterable[datetime], now: datetime) -> bool:
    """`opened`: when somebody's reports of the last day were sent, the present one included."""
    times = list(opened)
    return any(sum(at > now - span for at in times) > most for span, most in OFTEN)


async def often(unit: Unit, case: Case, now: datetime) -> bool:
    """Whether the reporter of this case reports very often. Of children nobody is kept."""
    if case.reporter is None:
        return False
    longest = max(span for span, _ in OFTEN)
    return is_often(await unit.reports.sent_by(case.reporter, since=now - longest), now)


async def tell(
    unit: Unit,
    case: Case,
    persons: Mapping[int, Lane],
    draw: Callable[[Catalog], Screen],
    catalogs: Catalogs,
    *,
    now: datetime,
) -> bool:
    """Tell them of a case, each in their lane: now, or soon in one message with others. Returns
    whether its reporter reports very often.
    """
    lately = await unit.floods.lately(list(persons), red=case.red, since=now - WINDOW)
    many = await often(unit, case, now)
    found = {
        person: waits(lately.get(person, Lately()), now, red=case.red, often=many)
        for person in persons
    }
    await unit.floods.note(case.id, found, red=case.red, now=now)
    for lane in dict.fromkeys(persons.values()):
        alone = [one for one, until in found.items() if until is None and persons[one] is lane]
        posted = await letters.tell(unit, alone, draw, catalogs, now=now, lane=lane)
        await unit.watches.remember(case.id, posted)
        await unit.casework.remember(case.id, posted)
    return many


async def gather(unit: Unit, case: Case, persons: Sequence[int], *, now: datetime) -> None:
    """They are told of the case at this beat, with whatever else waits for them."""
    await unit.floods.note(case.id, dict.fromkeys(persons, now), red=case.red, now=now)


async def say(unit: Unit, areas: Areas, catalogs: Catalogs, *, now: datetime) -> int:
    """Tell what has waited long enough and is not taken yet; how many people."""
    heaps = await unit.floods.due(now=now, limit=MOST_A_BEAT)
    cases = await unit.reports.some({case for heap in heaps for case in heap.cases})
    untaken = {case.id: case for case in cases if case.state in UNTAKEN}
    for heap in heaps:
        found = [untaken[case] for case in heap.cases if case in untaken]
        await _say(unit, heap, found, areas, catalogs, now)
        await unit.floods.said(heap, now=now)
    return len(heaps)


async def _say(
    unit: Unit, heap: Heap, cases: Sequence[Case], areas: Areas, catalogs: Catalogs, now: datetime
) -> None:
    if not cases:
        return
    draw = partial(heap_screens.together, [Line(case) for case in cases], areas)
    if len(cases) == 1:
        draw = partial(screens.alert, cases[0], (), areas)
    lane = lane_of(red=heap.red)
    posted = await letters.tell(unit, [heap.person], draw, catalogs, now=now, lane=lane)
    if len(cases) == 1:
        await unit.watches.remember(cases[0].id, posted)
        await unit.casework.remember(cases[0].id, posted)
    else:
        await unit.floods.remember(posted, [case.id for case in cases])


def lane_of(*, red: bool) -> Lane:
    return Lane.RED_ALERT if red else Lane.ALERT


class FloodsRepository(Protocol):
    async def lately(
        self, persons: Sequence[int], *, red: bool, since: datetime
    ) -> Mapping[int, Lately]:
        """Of those persons who were told anything of this colour since then, or are to be."""
        ...

    async def note(
        self, case: int, until: Mapping[int, datetime | None], *, red: bool, now: datetime
    ) -> None:
        """Each person is told of the case now (None), or then with others."""
        ...

    async def any_due(self, *, now: datetime) -> bool: ...

    async def due(self, *, now: datetime, limit: int) -> Sequence[Heap]:
        """What has waited long enough, red ones first; of at most so many people."""
        ...

    async def said(self, heap: Heap, *, now: datetime) -> None:
        """All of it, in one message."""
        ...

    async def remember(self, messages: Sequence[int], cases: Sequence[int]) -> None:
        """Each of these messages of the ledger tells one person of all these cases."""
        ...

    async def telling(self, case: int) -> Sequence[int]:
        """The messages that tell of this case together with others, if it did not leave them."""
        ...

    async def told(self, messages: Sequence[int]) -> Mapping[int, Mapping[int, str]]:
        """The cases that each message tells of, each with the area that it left for or ""."""
        ...

    async def leave(self, case: int, area: str) -> None:
        """It was forwarded to this area: it changes no message any more that tells of it now."""
        ...

    async def renumber(self, message: int, to: int) -> None:
        """Another message of the ledger stands for this one."""
        ...
