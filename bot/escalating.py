"""Escalating: what is due for cases that nobody has taken, at each beat.

The rows say what is due (bot/watches.py); the rosters are read anew each time, so whoever was
revoked, went away or shut the bot out is no longer asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Protocol

from bot import alerting, bells, letters, watches
from bot.audit import Deed
from bot.bells import Bell
from bot.duty import LOCAL, Post
from bot.ledger import Lane
from bot.ports import Unit, Units
from bot.reports import Case, Kind
from bot.routing import Routing
from bot.screens import alerts as screens
from bot.watches import Act, Watch
from content.areas import Areas
from content.calendar import Calendar
from content.catalog import Catalogs

MOST_A_BEAT = 200
SECONDS = 2
"""Between beats: a second channel rings within so much of its time."""


class House(Protocol):
    """What a beat needs besides the units. `contact`: the operator's number, for the bell."""

    @property
    def areas(self) -> Areas: ...

    @property
    def catalogs(self) -> Catalogs: ...

    @property
    def calendar(self) -> Calendar: ...

    @property
    def contact(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Escalation:
    """Driven by a heartbeat; keeps nothing of its own."""

    house: House
    bells: Sequence[Bell] = ()

    async def beat(self, units: Units, *, now: datetime) -> int:
        """Do what is due; how many cases something was done for."""
        async with units.reading() as unit:
            if not await unit.watches.any_due(now=now):
                return 0
        async with units() as unit:
            await unit.watches.settle()
            due = await unit.watches.due(now=now, limit=MOST_A_BEAT)
            await self._announce([w for w in due if w.act is Act.ANNOUNCE], unit, now)
            for watch in due:
                if watch.act is not Act.ANNOUNCE:
                    await self._act(watch, unit, now)
            return len(due)

    async def _announce(self, due: Sequence[Watch], unit: Unit, now: datetime) -> None:
        """Those of one area and colour in one message; what was merged is one area."""
        now_in = self.house.areas.now
        ordered = sorted(due, key=lambda w: (not w.red, now_in(w.area), w.case))
        for _, group in groupby(ordered, key=lambda w: (w.red, now_in(w.area))):
            together = list(group)
            cases = [c for w in together if (c := await unit.reports.one(w.case)) is not None]
            routing = await alerting.routed(unit, cases[0], self.house.areas, now=now)
            await alerting.announce(
                unit, cases, routing, self.house.areas, self.house.catalogs, now=now
            )
            for watch in together:
                await unit.watches.put(watches.announced(watch, self.house.calendar, now))

    async def _act(self, watch: Watch, unit: Unit, now: datetime) -> None:
        case = await unit.reports.one(watch.case)
        assert case is not None
        if watch.act is Act.BELL:
            await self._ring(case, unit, now)
        else:
            routing = await alerting.routed(unit, case, self.house.areas, now=now)
            await self._ask(watch, case, routing, unit, now)
        await unit.watches.put(watches.rung(watch, self.house.calendar, now))

    async def _ring(self, case: Case, unit: Unit, now: datetime) -> None:
        catalog = self.house.catalogs["vi"]
        rung = bells.for_case(self.bells, case, self.house.areas)
        if rung:
            screen = screens.bell(case, self.house.areas, self.house.contact, catalog)
            await bells.ring(unit, rung, screen, catalog.language, now=now)
        deed = Deed(0, "case.bell", f"cases:{case.id}", f"bells: {len(rung)}", area=case.area)
        await unit.audit.write(deed, now=now)

    async def _ask(
        self, watch: Watch, case: Case, routing: Routing, unit: Unit, now: datetime
    ) -> None:
        asked = watches.asked(watch, routing.steps)
        if asked is None:
            return
        post, persons = asked
        minutes, first = watches.minutes(watch, now), watch.rung < 0
        areas = self.house.areas
        await unit.casework.share(case.id, persons)
        posted = await letters.tell(
            unit,
            persons,
            lambda catalog: screens.reminder(case, post, first, minutes, areas, catalog),
            self.house.catalogs,
            now=now,
            lane=Lane.RED_ALERT if case.red else Lane.ALERT,
        )
        await unit.watches.remember(case.id, posted)
        if case.red and not first and post in (Post.CHAIR, Post.PROVINCE):
            await self._reporter_waits(watch, case, routing, unit, now)

    async def _reporter_waits(
        self, watch: Watch, case: Case, routing: Routing, unit: Unit, now: datetime
    ) -> None:
        """Once, when it goes to the chair or, without one, upward."""
        posts = [post for post, _ in routing.steps]
        up = next(place for place, post in enumerate(posts) if place and post not in LOCAL[:2])
        if case.reporter is None or watch.rung + 1 != up or case.found_kind is Kind.HAZARD:
            return
        await letters.tell(
            unit,
            [case.reporter],
            lambda catalog: screens.reporter_waits(case, catalog),
            self.house.catalogs,
            now=now,
        )
