"""Handing a group over to another organiser, who must say yes; each side is told."""

from __future__ import annotations

from bot import buttons
from bot import handovers as rules
from bot.ledger import Letter
from bot.ports import Unit
from bot.screen import Screen
from bot.screens import groups as group_screens
from bot.screens import handovers as screens
from bot.screens import people as people_screens
from handlers.groups import managed
from handlers.turn import Services, Turn


async def choose(turn: Turn, unit: Unit, services: Services) -> Screen:
    group = await managed(turn, unit, services)
    if group is None:
        return people_screens.say("group.gone", turn.catalog)
    known = await rules.heirs(unit, group, services.areas, now=turn.now)
    return screens.choose(group, known, turn.catalog)


async def offer(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.OfferGroup)
    group = await managed(turn, unit, services)
    if group is None:
        return people_screens.say("group.gone", turn.catalog)
    heir = await rules.offer(unit, group, turn.meant.grant, services.areas, now=turn.now)
    if heir is None:
        return await choose(turn, unit, services)
    letter = Letter([heir.person], screens.offered(group, services.catalogs["vi"]))
    await unit.ledger.post(letter, now=turn.now)
    return people_screens.say("group.offer.sent", turn.catalog, group=group.name)


async def take(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.TakeGroup)
    group = await rules.offered(unit, turn.meant.group, turn.actor, services.areas)
    if group is None:
        return people_screens.say("group.offer.over", turn.catalog)
    await unit.groups.hand_over(group.id, owner=turn.actor.person)
    told = screens.told("group.taken.told", group, services.catalogs["vi"])
    await unit.ledger.post(Letter([group.owner], told), now=turn.now)
    return group_screens.one(group, services.areas, services.links, turn.catalog)


async def refuse(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.RefuseGroup)
    group = await rules.offered(unit, turn.meant.group, turn.actor, services.areas)
    if group is None:
        return people_screens.say("group.offer.over", turn.catalog)
    await unit.groups.offer(group.id, heir=None)
    told = screens.told("group.refused.told", group, services.catalogs["vi"])
    await unit.ledger.post(Letter([group.owner], told), now=turn.now)
    return people_screens.say("group.refused", turn.catalog, group=group.name)
