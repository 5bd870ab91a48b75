"""Clearing the traces in one's own chat."""

from __future__ import annotations

from bot import traces
from bot.ports import Unit
from bot.screen import Screen
from bot.screens import traces as screens
from handlers.turn import Services, Turn


async def ask(turn: Turn, unit: Unit, services: Services) -> Screen:
    there = traces.on_telegram(turn.actor.address)
    return screens.ask(turn.catalog, on_telegram=there)


async def clear(turn: Turn, unit: Unit, services: Services) -> Screen:
    upto = traces.last_of(turn.action, turn.message)
    taken = await traces.clear(unit, turn.actor, upto, now=turn.now)
    return screens.cleared(turn.catalog, taken=taken)
