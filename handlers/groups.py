"""Groups, for who manages them: make, open, its link and picture, close."""

from __future__ import annotations

from bot import buttons
from bot import groups as rules
from bot.documents import qr
from bot.drafts import NameGroup
from bot.incoming import Text
from bot.ports import Unit
from bot.screen import Screen
from bot.screens import groups as screens
from bot.screens import people as people_screens
from handlers.guidance import search
from handlers.turn import Services, Turn


async def overview(turn: Turn, unit: Unit, services: Services) -> Screen:
    found = await rules.overview(unit.groups, turn.actor)
    return screens.overview(found, services.areas, turn.catalog)


async def create(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.CreateGroup)
    area = services.areas.now(turn.meant.area)
    if area not in rules.areas_of(turn.actor):
        return people_screens.say("err.right", turn.catalog)
    await unit.drafts.open(turn.actor.id, NameGroup(area), now=turn.now)
    return screens.ask_name(turn.catalog)


async def name(turn: Turn, unit: Unit, services: Services) -> Screen:
    """The name typed; an emergency still comes first, and wrong names leave the question open."""
    assert isinstance(turn.draft, NameGroup)
    assert isinstance(turn.meant, Text)
    words, area = turn.meant.text, turn.draft.area
    if services.search.alarms(words):
        return await search(turn, unit, services)
    made = await rules.create(unit.groups, words, area, turn.actor, services.areas, now=turn.now)
    if not isinstance(made, rules.Group):
        return screens.not_made(made, words, turn.catalog)
    await unit.drafts.close(turn.actor.id)
    return screens.one(made, services.areas, services.links, turn.catalog)


async def one(turn: Turn, unit: Unit, services: Services) -> Screen:
    group = await managed(turn, unit, services)
    if group is None:
        return people_screens.say("group.gone", turn.catalog)
    return screens.one(group, services.areas, services.links, turn.catalog)


async def code(turn: Turn, unit: Unit, services: Services) -> Screen:
    """The QR picture of the first link: Telegram's where there is one, for it wakes a phone."""
    group = await managed(turn, unit, services)
    if group is None:
        return people_screens.say("group.gone", turn.catalog)
    links = services.links.to(group.payload)
    if not links:
        return screens.no_code(group, turn.catalog)
    picture = await unit.files.put("image/png", qr.png(links[0]), now=turn.now)
    return screens.code(group, picture, turn.catalog)


async def ask_new_link(turn: Turn, unit: Unit, services: Services) -> Screen:
    group = await managed(turn, unit, services)
    if group is None:
        return people_screens.say("group.gone", turn.catalog)
    return screens.ask_new_link(group, turn.catalog)


async def renew(turn: Turn, unit: Unit, services: Services) -> Screen:
    group = await managed(turn, unit, services)
    if group is None:
        return people_screens.say("group.gone", turn.catalog)
    await unit.groups.renew(group.id, token=rules.new_token())
    return await one(turn, unit, services)


async def ask_close(turn: Turn, unit: Unit, services: Services) -> Screen:
    group = await managed(turn, unit, services)
    if group is None:
        return people_screens.say("group.gone", turn.catalog)
    return screens.ask_close(group, turn.catalog)


async def close(turn: Turn, unit: Unit, services: Services) -> Screen:
    group = await managed(turn, unit, services)
    if group is None:
        return people_screens.say("group.gone", turn.catalog)
    await unit.groups.close(group.id, now=turn.now)
    return people_screens.say("group.closed", turn.catalog, group=group.name)


async def managed(turn: Turn, unit: Unit, services: Services) -> rules.Group | None:
    """The group that the pressed button names, if it is this person's to manage."""
    number = getattr(turn.meant, "group", 0)
    return await rules.managed(unit.groups, number, turn.actor, services.areas)
