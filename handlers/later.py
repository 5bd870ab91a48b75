"""Commands of the house that this version does not serve yet: said honestly, with what works."""

from __future__ import annotations

from bot.ports import Unit
from bot.screen import Screen
from bot.screens import people as screens
from handlers.turn import Services, Turn


async def report(turn: Turn, unit: Unit, services: Services) -> Screen:
    return screens.say("later.report", turn.catalog)


async def danger(turn: Turn, unit: Unit, services: Services) -> Screen:
    return screens.say("later.danger", turn.catalog)


async def callback(turn: Turn, unit: Unit, services: Services) -> Screen:
    return screens.say("later.callback", turn.catalog)


async def petition(turn: Turn, unit: Unit, services: Services) -> Screen:
    return screens.say("later.petition", turn.catalog)
