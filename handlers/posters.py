"""Posters: a followed link is counted, and nobody's name with it; officials have one made."""

from __future__ import annotations

from datetime import timedelta

from bot import buttons, guidance
from bot import posters as rules
from bot.drafts import AskPosterArea, AskPosterSource
from bot.errands import PrintPoster
from bot.incoming import Text
from bot.joining import read_poster
from bot.ports import Unit
from bot.screen import Screen
from bot.screens import people as people_screens
from bot.screens import posters as screens
from handlers.guidance import search
from handlers.turn import Services, Turn

COUNTED = timedelta(days=90)


async def count(payload: str, turn: Turn, unit: Unit, services: Services) -> None:
    """Count the visit, when the payload of a start is a poster's."""
    sectors = {sector.id for sector in services.packs.sectors}
    poster = rules.counted(read_poster(payload), services.areas, sectors)
    if poster is not None:
        await unit.posters.visited(poster, day=rules.day_of(turn.now))


async def open_(turn: Turn, unit: Unit, services: Services) -> Screen:
    """The commune is asked unless only one is possible."""
    if not services.links.to(""):
        return screens.no_address(turn.catalog)
    own = rules.own_commune(turn.actor)
    if own:
        return await _sector(own, turn, unit, services)
    await unit.drafts.open(turn.actor.id, AskPosterArea(), now=turn.now)
    return screens.ask_area(turn.catalog)


async def find_area(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, Text)
    words = turn.meant.text
    if guidance.cries(words, services.search.find(words), services.areas):
        return await search(turn, unit, services)
    found = rules.possible(turn.actor, words, services.areas)
    return screens.found_areas(words, found, services.areas, turn.catalog)


async def at(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.PosterAt)
    return await _sector(turn.meant.area, turn, unit, services)


async def _sector(area: str, turn: Turn, unit: Unit, services: Services) -> Screen:
    if not rules.may_print(turn.actor, area, services.areas):
        return people_screens.say("err.right", turn.catalog)
    since, written = rules.day_of(turn.now - COUNTED), services.areas.written_as(area)
    visits = await unit.posters.visits_of(written, since=since)
    return screens.ask_sector(area, visits, services.packs, services.areas, turn.catalog)


async def for_sector(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.PosterFor)
    area, sector = turn.meant.area, turn.meant.sector
    if not rules.may_print(turn.actor, area, services.areas):
        return people_screens.say("err.right", turn.catalog)
    await unit.drafts.open(turn.actor.id, AskPosterSource(area, sector), now=turn.now)
    return screens.ask_source(area, sector, turn.catalog)


async def source(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.draft, AskPosterSource)
    assert isinstance(turn.meant, Text)
    if guidance.comes_first(services.search.find(turn.meant.text)):
        return await search(turn, unit, services)
    named = rules.source_of(turn.meant.text)
    await unit.drafts.close(turn.actor.id)
    return await _make(PrintPoster(turn.draft.area, turn.draft.sector, named), turn, unit, services)


async def make(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.MakePoster)
    return await _make(PrintPoster(turn.meant.area, turn.meant.sector), turn, unit, services)


async def _make(task: PrintPoster, turn: Turn, unit: Unit, services: Services) -> Screen:
    sectors = {"", *(sector.id for sector in services.packs.sectors)}
    if task.sector not in sectors or not rules.may_print(turn.actor, task.area, services.areas):
        return people_screens.say("err.right", turn.catalog)
    taken = await unit.errands.ask(turn.actor, task, now=turn.now)
    return screens.making(turn.catalog, taken=taken)
