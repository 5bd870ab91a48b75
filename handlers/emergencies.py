"""The emergency card and the answers of people in distress."""

from __future__ import annotations

from bot import buttons
from bot.ports import Unit
from bot.screen import Screen
from bot.screens import emergencies as screens
from handlers.turn import Services, Turn


async def emergency(turn: Turn, unit: Unit, services: Services) -> Screen:
    return screens.emergency(turn.catalog)


async def say_taken(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.SayTaken)
    return screens.distress_answered(taken=turn.meant.taken == 1, catalog=turn.catalog)
