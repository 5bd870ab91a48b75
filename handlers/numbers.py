"""A commune's own numbers: shown beside emergencies, entered and removed by its officials."""

from __future__ import annotations

from dataclasses import replace

from bot import buttons, guidance
from bot import numbers as rules
from bot.appointing import refused
from bot.audit import Deed
from bot.drafts import TypeNumber
from bot.incoming import Text
from bot.numbers import Kind, Trouble
from bot.ports import Unit
from bot.screen import Screen
from bot.screens import numbers as screens
from bot.screens import people as people_screens
from handlers.guidance import search
from handlers.turn import Services, Turn


async def beside(screen: Screen, turn: Turn, unit: Unit, services: Services) -> Screen:
    """The screen of an emergency, which goes before all others, with the numbers of the reader's
    commune.
    """
    if not screens.urgent(screen, turn.catalog):
        return screen
    screen = replace(screen, urgent=True)
    if not turn.actor.commune:
        return screen
    numbers = await unit.numbers.of(services.areas.written_as(turn.actor.commune))
    return screens.beside(screen, numbers, turn.catalog) if numbers else screen


async def own(turn: Turn, unit: Unit, services: Services) -> Screen:
    area = turn.actor.commune if turn.actor.commune in services.areas else ""
    found = await unit.numbers.of(services.areas.written_as(area)) if area else ()
    return screens.own(area, found, services.areas, turn.catalog)


async def keep(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.KeepNumbers)
    return await _keep(services.areas.now(turn.meant.area), turn, unit, services)


async def ask(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.AskNumber)
    area, kind = services.areas.now(turn.meant.area), turn.meant.kind
    if not await _managed(area, kind, turn, unit, services):
        return people_screens.say("err.notyours", turn.catalog)
    await unit.drafts.open(turn.actor.id, TypeNumber(area, kind), now=turn.now)
    return screens.ask(Kind(kind), area, services.areas, turn.catalog)


async def typed(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.draft, TypeNumber)
    area, kind = services.areas.now(turn.draft.area), turn.draft.kind
    words = _words(turn)
    digits = rules.parse(words)
    if not await _managed(area, kind, turn, unit, services):
        return people_screens.say("err.notyours", turn.catalog)
    if isinstance(digits, Trouble):
        if guidance.comes_first(services.search.find(words)):
            return await search(turn, unit, services)
        return screens.wrong(digits, area, turn.catalog, count=rules.digits_in(words))
    await unit.drafts.close(turn.actor.id)
    await unit.numbers.enter(area, Kind(kind), digits, now=turn.now)
    await _note("phone.enter", f"{kind} {digits}", area, turn, unit)
    return await _keep(area, turn, unit, services)


async def remove(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.RemoveNumber)
    area, kind = services.areas.now(turn.meant.area), turn.meant.kind
    if not await _managed(area, kind, turn, unit, services):
        return people_screens.say("err.notyours", turn.catalog)
    written = services.areas.written_as(area)
    known = {number.kind: number for number in await unit.numbers.of(written)}
    if await unit.numbers.remove(written, Kind(kind)):
        await _note("phone.remove", f"{kind} {known[Kind(kind)].digits}", area, turn, unit)
    return await _keep(area, turn, unit, services)


async def _keep(area: str, turn: Turn, unit: Unit, services: Services) -> Screen:
    if not await _managed(area, Kind.HEALTH, turn, unit, services):
        return people_screens.say("err.notyours", turn.catalog)
    found = await unit.numbers.of(services.areas.written_as(area))
    return screens.keep(area, found, services.areas, turn.catalog)


async def _managed(area: str, kind: str, turn: Turn, unit: Unit, services: Services) -> bool:
    commune = area in services.areas and not services.areas.area(area).is_province
    if commune and kind in set(Kind) and rules.manages(turn.actor, area):
        return True
    await refused(turn.actor, f"areas:{area[:8] or '-'}", unit, now=turn.now)
    return False


async def _note(action: str, detail: str, area: str, turn: Turn, unit: Unit) -> None:
    deed = Deed(turn.actor.person, action, f"areas:{area}", detail, area)
    await unit.audit.write(deed, now=turn.now)


def _words(turn: Turn) -> str:
    return turn.meant.text if isinstance(turn.meant, Text) else ""
