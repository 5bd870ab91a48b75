"""Settings: language, place and work, consents, stopping, and why a message came."""

from __future__ import annotations

from bot import buttons, consents, data
from bot.ports import Unit
from bot.screen import Screen
from bot.screens import consents as screens
from bot.screens import people as people_screens
from bot.screens.data import day
from handlers.data import place, work
from handlers.turn import Services, Turn


async def settings(turn: Turn, unit: Unit, services: Services) -> Screen:
    given = await unit.consents.of(turn.actor.person)
    agreed = consents.in_force(given)
    return screens.settings(agreed, place(turn.actor, services), work(turn, services), turn.catalog)


async def withdraw(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.WithdrawConsent)
    await unit.consents.withdraw(turn.actor.person, turn.meant.purpose, now=turn.now)
    await data.note(unit, turn.actor, data.Kind.WITHDRAW, now=turn.now)
    return screens.withdrawn(turn.meant.purpose, turn.catalog)


async def stop(turn: Turn, unit: Unit, services: Services) -> Screen:
    if not await unit.consents.agreed(turn.actor.person):
        return people_screens.say("stop.none", turn.catalog)
    await unit.consents.withdraw_all(turn.actor.person, now=turn.now)
    await data.note(unit, turn.actor, data.Kind.WITHDRAW, now=turn.now)
    return screens.stopped(turn.catalog)


async def agree_again(turn: Turn, unit: Unit, services: Services) -> Screen:
    renewed = consents.again(await unit.consents.of(turn.actor.person), now=turn.now)
    for consent in renewed:
        await unit.consents.give(turn.actor.person, consent)
    return screens.resumed(len(renewed), turn.catalog)


async def why(turn: Turn, unit: Unit, services: Services) -> Screen:
    tips = consents.latest(await unit.consents.of(turn.actor.person), consents.Purpose.TIPS)
    on = day(tips.given_at) if tips else ""
    return screens.why(tips, place(turn.actor, services), work(turn, services), on, turn.catalog)
