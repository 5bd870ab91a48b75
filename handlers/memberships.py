"""Into a group by its link, out of it in one touch, and the list of one's own."""

from __future__ import annotations

from bot import buttons
from bot import memberships as rules
from bot.consents import consent
from bot.ports import Unit
from bot.screen import Screen
from bot.screens import memberships as screens
from handlers.turn import Services, Turn


async def follow(token: str, turn: Turn, unit: Unit, services: Services) -> Screen:
    """A group's deep link."""
    return screens.place(await rules.follow(unit, token, turn.actor.person), turn.catalog)


async def join(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.JoinGroup)
    found = await rules.follow(unit, turn.meant.token, turn.actor.person)
    if found.group is None:
        return screens.place(found, turn.catalog)
    text, language = "consent.group", turn.catalog.language
    words = turn.catalog.text(text, group=found.group.name).plain
    agreed = consent(found.group.purpose, text, words, language=language, now=turn.now)
    return screens.place(await rules.join(unit, found, turn.actor.person, agreed), turn.catalog)


async def decline(turn: Turn, unit: Unit, services: Services) -> Screen:
    return screens.declined(turn.catalog)


async def mine(turn: Turn, unit: Unit, services: Services) -> Screen:
    return screens.mine(await unit.groups.joined(turn.actor.person), turn.catalog)


async def leave(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.LeaveGroup)
    left = await rules.leave(unit, turn.meant.group, turn.actor.person, now=turn.now)
    return screens.left(left, turn.catalog)
