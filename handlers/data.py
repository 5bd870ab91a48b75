"""One's own data: shown, taken along, erased."""

from __future__ import annotations

from bot import data
from bot.people import Actor
from bot.ports import Unit
from bot.screen import Screen
from bot.screens import data as screens
from bot.screens.joining import title
from handlers.turn import Services, Turn


async def show(turn: Turn, unit: Unit, services: Services) -> Screen:
    held = await data.show(unit, turn.actor, now=turn.now)
    return screens.show(held, place(turn.actor, services), work(turn, services), turn.catalog)


async def export(turn: Turn, unit: Unit, services: Services) -> Screen:
    file = await data.export(unit, turn.actor, now=turn.now)
    return screens.exported(file, turn.catalog)


async def ask_erase(turn: Turn, unit: Unit, services: Services) -> Screen:
    return screens.ask_erase(turn.catalog)


async def erase(turn: Turn, unit: Unit, services: Services) -> Screen:
    found = await data.erase(unit, turn.actor, services, now=turn.now)
    return screens.erasing(found, turn.catalog)


def place(actor: Actor, services: Services) -> str:
    """Where the person works, by its name of today."""
    if actor.commune not in services.areas:
        return actor.commune
    return title(services.areas.area(actor.commune), services.areas)


def work(turn: Turn, services: Services) -> str:
    """The person's jobs, as the menu calls them."""
    titles = {sector.id: sector.titles for sector in services.packs.sectors}
    known = [titles[job][turn.catalog.language] for job in turn.actor.sectors if job in titles]
    return ", ".join(known)
