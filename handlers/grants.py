"""Confirming newcomers, the list of who holds what, taking away and handing over."""

from __future__ import annotations

from bot import appointing, buttons, grants
from bot.grants import Refusal
from bot.invitations import Standing
from bot.permissions import Permission, scope
from bot.ports import Unit
from bot.screen import Screen
from bot.screens import grants as screens
from handlers.turn import Services, Turn


async def request(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.OpenRequest)
    asked = turn.meant.invitation
    found = await appointing.request(turn.actor, asked, unit, services, now=turn.now)
    if found is None:
        return screens.refusal(Refusal.NOT_YOURS, turn.catalog)
    if found.verdict:
        return screens.decided_before(found, turn.catalog)
    return screens.request(found, services.areas, turn.catalog)


async def confirm(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.ConfirmRequest)
    return await _decide(turn, turn.meant.invitation, Standing.CONFIRMED, unit, services)


async def refuse(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.RefuseRequest)
    return await _decide(turn, turn.meant.invitation, Standing.REFUSED, unit, services)


async def _decide(
    turn: Turn, asked: int, verdict: Standing, unit: Unit, services: Services
) -> Screen:
    done = await appointing.decide(turn.actor, asked, verdict, unit, services, now=turn.now)
    if done is None:
        return screens.refusal(Refusal.NOT_YOURS, turn.catalog)
    if not done.first:
        return screens.decided_before(done.invitation, turn.catalog)
    return screens.decided(verdict, done.invitation, services.areas, turn.catalog)


async def holders(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.OpenHolders)
    within = scope(turn.actor, Permission.AREA_GRANT_READ, services.areas)
    held = await unit.grants.holders(areas=within)
    found = [each for each in held if grants.visible(turn.actor, each, services.areas)]
    known = await unit.invitations.known([each.person for each in found])
    return screens.holders(found, known, turn.meant.page, turn.catalog)


async def holder(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.OpenHolder)
    found = await unit.grants.holder(turn.meant.grant)
    if found is None or not grants.visible(turn.actor, found, services.areas):
        target = f"grants:{turn.meant.grant}"
        await appointing.refused(turn.actor, target, unit, now=turn.now)
        return screens.refusal(Refusal.NOT_YOURS, turn.catalog)
    known = await unit.invitations.known([found.person])
    others = found.person != turn.actor.person
    return screens.holder(found, known, services.areas, turn.catalog, now=turn.now, others=others)


async def ask_revoke(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.AskRevoke)
    grant = turn.meant.grant
    found = await appointing.revocable(turn.actor, grant, unit, services, now=turn.now)
    if isinstance(found, Refusal):
        return screens.refusal(found, turn.catalog)
    known = await unit.invitations.known([found.person])
    return screens.ask_revoke(found, known, services.areas, turn.catalog)


async def revoke(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.Revoke)
    done = await appointing.revoke(turn.actor, turn.meant.grant, unit, services, now=turn.now)
    if isinstance(done, Refusal):
        return screens.refusal(done, turn.catalog)
    return screens.revoked(done, services.areas, turn.catalog)


async def successors(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.OpenSuccessors)
    grant = turn.meant.grant
    found = await appointing.successors(turn.actor, grant, unit, services, now=turn.now)
    if isinstance(found, Refusal):
        return screens.refusal(found, turn.catalog)
    leaving, able = found
    known = await unit.invitations.known([leaving.person, *(each.person for each in able)])
    return screens.successors(leaving, able, known, turn.catalog)


async def ask_hand_over(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.AskHandOver)
    sides = turn.meant.grant, turn.meant.successor
    pair = await appointing.handing(turn.actor, *sides, unit, services, now=turn.now)
    if isinstance(pair, Refusal):
        return screens.refusal(pair, turn.catalog)
    known = await unit.invitations.known([each.person for each in pair])
    return screens.ask_hand_over(pair, known, turn.catalog)


async def hand_over(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.HandOver)
    sides = turn.meant.grant, turn.meant.successor
    pair = await appointing.hand_over(turn.actor, *sides, unit, services, now=turn.now)
    if isinstance(pair, Refusal):
        return screens.refusal(pair, turn.catalog)
    known = await unit.invitations.known([each.person for each in pair])
    return screens.handed_over(pair, known, turn.catalog)
