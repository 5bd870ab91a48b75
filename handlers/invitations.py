"""Inviting somebody to a role, and following an invitation."""

from __future__ import annotations

from bot import appointing, buttons, grants, guidance, invitations
from bot.drafts import AskInvitedArea, AskInvitedName, AskInvitedPhone
from bot.incoming import Text
from bot.invitations import OPERATOR, Fault
from bot.people import Role
from bot.permissions import Permission, scope
from bot.ports import Unit
from bot.screen import Screen
from bot.screens import invitations as screens
from bot.screens import people as people_screens
from bot.screens.offices import moment
from handlers import guidance as guidance_window
from handlers.turn import Invited, Services, Turn


async def open_(turn: Turn, unit: Unit, services: Services) -> Screen:
    within = scope(turn.actor, Permission.AREA_GRANT_CONFIRM, services.areas)
    waiting = [
        each
        for each in await unit.invitations.waiting(within)
        if invitations.may_confirm(turn.actor.person, turn.actor.grants, each, services.areas)
    ]
    return screens.menu(grants.appointable(turn.actor), waiting, turn.catalog)


async def invite_as(turn: Turn, unit: Unit, services: Services) -> Screen:
    """The place is asked unless only one is possible."""
    assert isinstance(turn.meant, buttons.InviteAs)
    role = next((r for r in grants.appointable(turn.actor) if r == turn.meant.role), None)
    if role is None:
        return await _link(turn, turn.meant.role, "-", unit, services)
    only = grants.only_area(turn.actor, role, services.areas)
    if only is not None:
        return await _link(turn, role, only, unit, services)
    await unit.drafts.open(turn.actor.id, AskInvitedArea(role), now=turn.now)
    own = grants.own_areas(turn.actor, role, services.areas)
    return screens.ask_area(role, own, services.areas, turn.catalog)


async def find_area(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.draft, AskInvitedArea)
    assert isinstance(turn.meant, Text)
    finding = services.search.find(turn.meant.text)
    if guidance.cries(turn.meant.text, finding, services.areas):
        return await guidance_window.search(turn, unit, services)
    role = Role(turn.draft.role)
    found = grants.possible(turn.actor, role, turn.meant.text, services.areas)
    return screens.found_areas(role, turn.meant.text, found, services.areas, turn.catalog)


async def invite_at(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.InviteAt)
    return await _link(turn, turn.meant.role, turn.meant.area, unit, services)


async def _link(turn: Turn, role: str, area: str, unit: Unit, services: Services) -> Screen:
    token = await appointing.invite(turn.actor, role, area, unit, services, now=turn.now)
    if token is None:
        return people_screens.say("err.right", turn.catalog)
    name = services.username()
    return screens.link(Role(role), area, token, name, services.areas, turn.catalog)


async def follow(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, Invited)
    if turn.group:
        return people_screens.say("invited.private", turn.catalog)
    if not turn.actor.reachable:
        await unit.people.set_reachable(turn.actor.address, reachable=True)
    done = await appointing.follow(turn.actor, turn.meant.token, unit, now=turn.now)
    person = done.invitation.inviter if done.invitation else OPERATOR
    held = (await unit.grants.of([person], now=turn.now)).get(person, ())
    inviter = screens.inviter_name(held, services.operator, services.areas, turn.catalog)
    return screens.followed(done.standing, done.invitation, inviter, services.areas, turn.catalog)


async def give_name(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.draft, AskInvitedName)
    assert isinstance(turn.meant, Text)
    if services.search.alarms(turn.meant.text):
        return await guidance_window.search(turn, unit, services)
    name = invitations.read_name(turn.meant.text)
    if isinstance(name, Fault):
        return screens.fault(name, turn.catalog)
    draft = AskInvitedPhone(turn.draft.invitation, name)
    await unit.drafts.open(turn.actor.id, draft, now=turn.now)
    return screens.ask_phone(turn.catalog, vouched=turn.vouched)


async def give_phone(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.draft, AskInvitedPhone)
    text = turn.meant.text if isinstance(turn.meant, Text) else ""
    if guidance.comes_first(services.search.find(text)):
        return await guidance_window.search(turn, unit, services)
    phone = await _phone(turn, turn.draft.invitation, unit)
    if isinstance(phone, Fault):
        return screens.fault(phone, turn.catalog)
    who = turn.draft.name, phone
    done, course = await appointing.complete(
        turn.actor, turn.draft.invitation, who, unit, services, now=turn.now
    )
    role = done.invitation.role if done.invitation else Role.WORKER
    until = moment(turn.now + invitations.COOLING)
    return screens.completed(done.standing, course, role, turn.catalog, until=until)


async def _phone(turn: Turn, invitation: int, unit: Unit) -> str | Fault:
    """Their own number, and the one that was invited when the inviter named one."""
    phone = invitations.read_phone(turn.action, vouched=turn.vouched)
    if isinstance(phone, Fault) or await unit.invitations.is_for(invitation, phone):
        return phone
    return Fault.NOT_INVITED
