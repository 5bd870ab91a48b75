"""First contact, menu, help, language, and coming and going."""

from __future__ import annotations

from bot import buttons
from bot.groups import read_link
from bot.incoming import Started
from bot.ports import Unit
from bot.screen import Screen
from bot.screens import people as screens
from handlers import joining, memberships, posters
from handlers.turn import Services, Turn


async def start(turn: Turn, unit: Unit, services: Services) -> Screen:
    """A group's link, a poster, or a plain hello."""
    if not turn.actor.reachable:
        await unit.people.set_reachable(turn.actor.address, reachable=True)
    assert isinstance(turn.meant, Started)
    if token := read_link(turn.meant.payload):
        return await memberships.follow(token, turn, unit, services)
    await posters.count(turn.meant.payload, turn, unit, services)
    return await joining.started(turn, unit, services)


async def menu(turn: Turn, unit: Unit, services: Services) -> Screen:
    return screens.menu(turn.catalog)


async def help_(turn: Turn, unit: Unit, services: Services) -> Screen:
    return screens.help_(services.operator, services.contact, turn.catalog)


async def set_language(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.SetLanguage)
    catalog = services.catalogs.get(turn.meant.language, turn.catalog)
    await unit.people.set_language(turn.actor, catalog.language)
    return screens.language_set(catalog)


async def blocked(turn: Turn, unit: Unit, services: Services) -> None:
    await unit.people.set_reachable(turn.actor.address, reachable=False)


async def unblocked(turn: Turn, unit: Unit, services: Services) -> None:
    await unit.people.set_reachable(turn.actor.address, reachable=True)
