"""Printing: a poster from the choice of somebody entitled to it, as PDF and as picture."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from bot.documents.posters import PosterSheet, sheet
from bot.errands import Errand, PrintPoster
from bot.joining import Poster
from bot.ledger import Class, Letter
from bot.links import Links
from bot.people import Actor
from bot.permissions import Permission, may
from bot.ports import Clock, Unit, Units
from bot.screens import people as people_screens
from bot.screens import posters as screens
from content.areas import Areas
from content.catalog import Catalogs
from content.packs import Packs


class House(Protocol):
    """What stands on a poster."""

    @property
    def areas(self) -> Areas: ...

    @property
    def packs(self) -> Packs: ...

    @property
    def catalogs(self) -> Catalogs: ...

    @property
    def operator(self) -> str: ...

    @property
    def links(self) -> Links: ...


def titles(packs: Packs) -> Mapping[str, str]:
    """The jobs as a poster calls them: posters speak Vietnamese."""
    return {sector.id: sector.titles["vi"] for sector in packs.sectors}


def values(poster: Poster, house: House) -> PosterSheet:
    """What the page says, in the words of today."""
    here = house.areas.now(poster.area)
    title = f"{house.areas.area(here).title}, {house.areas.province_of(here).title}"
    return PosterSheet(
        replace(poster, area=here),
        title[:1].upper() + title[1:],
        titles(house.packs).get(poster.sector, ""),
        house.operator,
        house.links.username(),
        house.links.web,
    )


@dataclass(frozen=True, slots=True)
class Printer:
    """Does the errand PrintPoster; the rendering happens in a thread that leaves the GIL."""

    units: Units
    house: House
    clock: Clock

    async def __call__(self, errand: Errand) -> None:
        task = errand.task
        assert isinstance(task, PrintPoster)
        page = values(Poster(task.area, task.sector, task.source), self.house)
        words = self.house.catalogs["vi"]
        pdf = await asyncio.to_thread(sheet, page, "pdf", words)
        png = await asyncio.to_thread(sheet, page, "png", words)
        async with self.units() as unit:
            await self._hand_out(errand, task, (pdf, png), unit)
            await unit.errands.done(errand.id)

    async def _hand_out(
        self, errand: Errand, task: PrintPoster, made: tuple[bytes, bytes], unit: Unit
    ) -> None:
        """Two letters; a right that was taken away meanwhile ends it."""
        now, catalog = self.clock(), self.house.catalogs[errand.language]
        held = (await unit.grants.of([errand.person], now=now)).get(errand.person, ())
        actor = Actor(0, errand.person, errand.address, errand.language, grants=held)
        letters = [people_screens.say("err.right", catalog)]
        if may(actor, Permission.AREA_POSTER_PRINT, task.area, self.house.areas):
            put, owner = unit.files.put, errand.address
            pdf = await put("application/pdf", made[0], now=now, owner=owner)
            png = await put("image/png", made[1], now=now, owner=owner)
            letters = [
                screens.made_pdf(pdf, task.area, catalog),
                screens.made_png(png, catalog),
            ]
        for letter in letters:
            shown = people_screens.fitted(letter, actor.roles, self.house.catalogs)
            await unit.ledger.post(Letter((errand.person,), shown, Class.ALERT), now=now)
