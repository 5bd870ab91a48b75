"""Moving to another phone: making a code on one, typing it on the other."""

from __future__ import annotations

from bot import buttons, guidance, moving
from bot.drafts import TypeMoveCode
from bot.incoming import Command, Text
from bot.ports import Unit
from bot.screen import Screen
from bot.screens import moving as screens
from handlers import guidance as guidance_handlers
from handlers.turn import Services, Turn


async def make_code(turn: Turn, unit: Unit, services: Services) -> Screen:
    made = await moving.offer(unit, turn.actor, now=turn.now)
    return screens.code(made, turn.catalog)


async def enter_code(turn: Turn, unit: Unit, services: Services) -> Screen:
    await unit.drafts.open(turn.actor.id, TypeMoveCode(), now=turn.now)
    return screens.ask_code(turn.catalog)


async def typed_code(turn: Turn, unit: Unit, services: Services) -> Screen:
    """Words typed while we ask for the code; an emergency still comes first."""
    assert isinstance(turn.meant, Text)
    if guidance.comes_first(services.search.find(turn.meant.text)):
        return await guidance_handlers.search(turn, unit, services)
    return await _redeem(turn, turn.meant.text, unit)


async def command(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, Command)
    if not turn.meant.argument:
        return await enter_code(turn, unit, services)
    return await _redeem(turn, turn.meant.argument, unit)


async def linked(turn: Turn, unit: Unit, services: Services) -> Screen:
    return screens.linked(await moving.others(unit, turn.actor), turn.catalog)


async def ask_unlink(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.AskUnlink)
    asked = turn.meant.address
    found = [each for each in await moving.others(unit, turn.actor) if each.id == asked]
    return screens.ask_unlink(found[0], turn.catalog) if found else screens.linked([], turn.catalog)


async def unlink(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.Unlink)
    done = await moving.unlink(unit, turn.actor, turn.meant.address, now=turn.now)
    return screens.unlinked(done, turn.catalog)


async def _redeem(turn: Turn, typed: str, unit: Unit) -> Screen:
    notice = screens.notice(turn.catalog)
    ending = await moving.redeem(unit, turn.actor, typed, notice=notice, now=turn.now)
    if ending is not moving.Ending.WRONG:
        await unit.drafts.close(turn.actor.id)
    return screens.ended(ending, turn.catalog)
