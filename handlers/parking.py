"""Unsent reports beside the open question: found and offered again."""

from __future__ import annotations

from bot.ports import Unit
from bot.reports.steps import Reporting
from bot.screen import Screen
from bot.screens import reports as screens
from handlers.turn import Turn


async def unsent(turn: Turn, unit: Unit) -> list[Reporting]:
    """The report that is being told, then those that were pushed aside."""
    telling = [turn.draft] if isinstance(turn.draft, Reporting) else []
    return [*telling, *await unit.drafts.parked(turn.actor.id)]


async def named(turn: Turn, unit: Unit, ref: str) -> Reporting | None:
    """The unsent report a button names; without a name the one that is being told."""
    if not ref:
        return turn.draft if isinstance(turn.draft, Reporting) else None
    return next((each for each in await unsent(turn, unit) if each.ref == ref), None)


async def offered(screen: Screen, turn: Turn, unit: Unit) -> Screen:
    """The screen that ends a question, with the report it had pushed aside."""
    if turn.draft is None:
        return screen
    draft = await unit.drafts.waiting(turn.actor.id)
    return screens.beside(screen, draft, turn.catalog) if draft else screen
