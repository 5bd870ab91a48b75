"""Escalating: what is due for cases that nobody has taken, at each beat.

The rows say what is due (bot/watches.py); the rosters are read anew each time, so whoever was
revoked, went away or shut the bot out is no longer asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot import alerting, bells, floods, house, letters, watches
from bot.audit import Deed
from bot.bells import Bell
from bot.duty import LOCAL, Post
from bot.heaps import UNTAKEN
from bot.ports import Unit, Units
from bot.reports import Case, Kind, What
from bot.routing import Routing
from bot.screens import alerts as screens
from bot.watches import Act, Watch

MOST_A_BEAT = 200
SECONDS = 2
"""Between beats: a second channel rings within so much of its time."""


class House(house.House, Protocol):
    """What a beat needs besides the units. `contact`: the operator's number, for the bell."""

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
            waits = await self._instead(unit, now) or await unit.floods.any_due(now=now)
            if not waits and not await unit.watches.any_due(now=now):
                return 0
        async with units() as unit:
            await unit.watches.settle()
            for case, persons in await self._instead(unit, now):
                await floods.gather(unit, case, persons, now=now)
                await alerting.note(unit, case, persons, now=now)
            due = await unit.watches.due(now=now, limit=MOST_A_BEAT)
            for watch in due:
                await self._act(watch, unit, now)
            told = await floods.say(unit, self.house.areas, self.house.catalogs, now=now)
            return len(due) + told

    async def _instead(self, unit: Unit, now: datetime) -> list[tuple[Case, list[int]]]:
        """Where somebody told first has shut the bot out: whoever stands in their place now."""
        found = []
        for number in await unit.watches.shut_out():
            case = await unit.reports.one(number)
            if case is None or case.state not in UNTAKEN:
                continue
            events = await unit.reports.history(number)
            told = {who for e in events if e.what is What.ALERTED for who in e.words.split()}
            routing = await alerting.routed(unit, case, self.house.areas, now=now)
            others = [person for person in routing.at_once if str(person) not in told]
            found += [(case, others)] if others else []
        return found

    async def _act(self, watch: Watch, unit: Unit, now: datetime) -> None:
        case = await unit.reports.one(watch.case)
        assert case is not None
        if watch.act is Act.BELL:
            await self._ring(case, unit, now)
            await unit.watches.put(watches.rung(watch, self.house.calendar, now))
            return
        routing = await alerting.routed(unit, case, self.house.areas, now=now)
        if watch.act is Act.ANNOUNCE:
            await floods.gather(unit, case, routing.at_once, now=now)
            await alerting.note(unit, case, routing.at_once, now=now)
            await unit.watches.put(watches.announced(watch, self.house.calendar, now))
        else:
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
        await floods.tell(
            unit,
            case,
            dict.fromkeys(persons, floods.lane_of(red=case.red)),
            lambda catalog: screens.reminder(case, post, first, minutes, areas, catalog),
            self.house.catalogs,
            now=now,
        )
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
