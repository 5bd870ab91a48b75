"""Rounding: who is told of the morning's open cases, of a drill, and of a cluster."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot import duty, letters, rounds
from bot.duty import LOCAL, Post
from bot.escalating import House
from bot.ports import Unit, Units
from bot.rounds import AREAS_A_BEAT, CLUSTER_DAYS, LOOKED_BACK, MOST_COUNTED, Cluster
from bot.screens import drills as screens


@dataclass(frozen=True, slots=True)
class Rounding:
    """Driven by a heartbeat; keeps nothing of its own."""

    house: House

    async def beat(self, units: Units, *, now: datetime) -> None:
        if day := rounds.digest_due(now, self.house.calendar):
            await self._each(units, "digest", day, now)
        if rounds.drill_due(now, self.house.calendar):
            await self._each(units, "drill", rounds.day_of(now), now)
        await self._clusters(units, now)

    async def _each(self, units: Units, name: str, day: date, now: datetime) -> None:
        """A few areas a beat, each in a unit of its own; those that were merged count as one."""
        since = rounds.midnight(day)
        async with units.reading() as unit:
            written = await unit.rounds.unclaimed(name, since=since, limit=AREAS_A_BEAT)
        for code in written:
            area = self.house.areas.now(code)
            async with units() as unit:
                if area != code:  # claimed by its old code too, so that it is not found again
                    await unit.rounds.claim(name, code, now=now, again=since)
                if await unit.rounds.claim(name, area, now=now, again=since):
                    act = self._digest if name == "digest" else self._drill
                    await act(unit, area, day, now)

    async def _digest(self, unit: Unit, area: str, day: date, now: datetime) -> None:
        here = self.house.areas.written_as(area)
        found = await unit.reports.in_areas(here, limit=MOST_COUNTED)
        if not rounds.digest_wanted(len(found), day, self.house.calendar):
            return
        persons = await self._serving(unit, area, now)
        await letters.tell(
            unit,
            persons,
            lambda catalog: screens.digest(area, found, now, self.house.areas, catalog),
            self.house.catalogs,
            now=now,
        )

    async def _drill(self, unit: Unit, area: str, _day: date, now: datetime) -> None:
        persons = await self._serving(unit, area, now)
        month = rounds.drill_due(now, self.house.calendar)
        if not persons or month is None:
            return
        drill = await unit.rounds.start_drill(area, month, persons, now=now)
        await letters.tell(
            unit,
            persons,
            lambda catalog: screens.drill(drill, catalog),
            self.house.catalogs,
            now=now,
        )

    async def _serving(self, unit: Unit, area: str, now: datetime) -> list[int]:
        """Everybody of the area's own who would be asked now."""
        order = await duty.watch(unit.duty, area, self.house.areas, now=now)
        return [found.person for found in order if found.post in LOCAL]

    async def _clusters(self, units: Units, now: datetime) -> None:
        """Look at every area with a case since the last look."""
        async with units.reading() as unit:
            areas = await unit.rounds.fresh(since=now - LOOKED_BACK, limit=AREAS_A_BEAT)
        for area in areas:
            async with units() as unit:
                await unit.rounds.claim("look", area, now=now, again=now)
                for found in await self._found(unit, self.house.areas.now(area), now):
                    await self._tell(unit, found, now)

    async def _found(self, unit: Unit, area: str, now: datetime) -> list[Cluster]:
        """The clusters of an area of today, whatever codes its cases were written with."""
        areas, since = self.house.areas, now - CLUSTER_DAYS
        recent = await unit.reports.in_areas(
            areas.written_as(area), open_only=False, since=since, limit=MOST_COUNTED
        )
        return rounds.clusters(area, [replace(c, area=areas.now(c.area)) for c in recent], now)

    async def _tell(self, unit: Unit, found: Cluster, now: datetime) -> None:
        """Upward, once in so many days: the province, else the admins."""
        key = f"{found.area}:{found.type}"
        if not await unit.rounds.claim("cluster", key, now=now, again=now - CLUSTER_DAYS):
            return
        order = await duty.watch(unit.duty, found.area, self.house.areas, now=now)
        upward = [o.person for o in order if o.post is Post.PROVINCE]
        await letters.tell(
            unit,
            upward or [o.person for o in order if o.post is Post.ADMIN],
            lambda catalog: screens.cluster(found, CLUSTER_DAYS.days, self.house.areas, catalog),
            self.house.catalogs,
            now=now,
        )
