"""While it goes out and after: pausing, stopping, taking back, the result as a table."""

from __future__ import annotations

from bot import buttons
from bot.broadcasts import deciding, recalling, viewing
from bot.broadcasts.deciding import Verdict
from bot.broadcasts.drafts import Compose
from bot.broadcasts.outcome import outcome
from bot.broadcasts.values import Broadcast, Stage
from bot.ports import Unit
from bot.screen import Screen
from bot.screens import broadcast_plans as plans
from bot.screens import broadcast_results as screens
from bot.screens import broadcasts as broadcast_screens
from handlers.broadcast_plans import show
from handlers.broadcasts import gone, own
from handlers.turn import Services, Turn


async def pause(turn: Turn, unit: Unit, services: Services) -> Screen:
    return await _steer(turn, unit, services, Stage.PAUSED)


async def resume(turn: Turn, unit: Unit, services: Services) -> Screen:
    return await _steer(turn, unit, services, Stage.SENDING)


async def cancel(turn: Turn, unit: Unit, services: Services) -> Screen:
    return await _steer(turn, unit, services, Stage.CANCELLED)


async def _steer(turn: Turn, unit: Unit, services: Services, to: Stage) -> Screen:
    found = await _visible(turn, unit, services)
    if found is None:
        return gone(turn)
    verdict = await deciding.steer(unit, found, to, actor=turn.actor, now=turn.now)
    if verdict is Verdict.TAKEN:
        return plans.told("bc.over", found, turn.catalog)
    now_standing = await unit.broadcasts.one(found.id)
    return await show(turn, unit, services, now_standing or found)


async def ask_recall(turn: Turn, unit: Unit, services: Services) -> Screen:
    found = await _visible(turn, unit, services)
    if found is None or not found.messages:
        return gone(turn)
    out = await outcome(unit, found)
    late = [await unit.ledger.too_late(message, now=turn.now) for message in found.messages]
    return screens.ask_recall(found, out, sum(late), turn.catalog)


async def recall(turn: Turn, unit: Unit, services: Services) -> Screen:
    """Delete what was sent; a correction is a message of its own, which is agreed to as any."""
    assert isinstance(turn.meant, buttons.RecallBroadcast)
    found = await _visible(turn, unit, services)
    if found is None or not found.messages:
        return gone(turn)
    taken = await recalling.recall(unit, found, actor=turn.actor, now=turn.now)
    if turn.meant.correct and found.author == turn.actor.person:
        fresh = await recalling.correction(unit, found, now=turn.now)
        await unit.drafts.open(turn.actor.id, Compose(fresh.id), now=turn.now)
        return broadcast_screens.ask(fresh, "", turn.catalog)
    return await show(turn, unit, services, taken)


async def resend(turn: Turn, unit: Unit, services: Services) -> Screen:
    found = await own(turn, unit)
    if found is None:
        return gone(turn)
    again = await recalling.resend(unit, found, now=turn.now)
    return await show(turn, unit, services, again)


async def export(turn: Turn, unit: Unit, services: Services) -> Screen:
    found = await own(turn, unit)
    if found is None or not found.messages:
        return gone(turn)
    house, catalog = services, turn.catalog
    table = await recalling.table(unit, found, house, catalog)
    owner = turn.actor.address
    file = await unit.files.put(screens.SHEET, table, now=turn.now, owner=owner)
    return screens.table(found, file, turn.catalog)


async def _visible(turn: Turn, unit: Unit, services: Services) -> Broadcast | None:
    number = getattr(turn.meant, "broadcast", 0)
    return await viewing.visible(unit, number, turn.actor, services)
