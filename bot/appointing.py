"""Appointing: what happens, in one unit, when somebody invites, follows, confirms or takes away.

Each act asks its rule first, then writes: rows, the audit log, and letters to the people concerned.
A refused attempt by somebody with a role is written down too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot import grants, invitations
from bot.audit import Deed
from bot.drafts import AskInvitedName
from bot.grants import Holder, Refusal
from bot.house import House
from bot.invitations import OPERATOR, Course, Invitation, Standing
from bot.letters import tell
from bot.people import Actor, Grant, Role
from bot.permissions import Permission, may
from bot.ports import Unit
from bot.releasing import Leaving, release
from bot.screens import grants as screens
from content.areas import Areas

MOST_SUCCESSORS = 20


@dataclass(frozen=True, slots=True)
class Followed:
    """A link was followed: what it is to this person, and what it invites to."""

    standing: Standing
    invitation: Invitation | None


@dataclass(frozen=True, slots=True)
class Decision:
    """`first` False: somebody else was faster, `invitation` tells who and how."""

    invitation: Invitation
    first: bool


async def invite(
    actor: Actor, role: str, area: str, unit: Unit, house: House, *, now: datetime
) -> str | None:
    """The token of a new link, shown this once; None when the actor may not."""
    allowed = role in grants.DIGITS and grants.appoints(actor, Role(role), area, house.areas)
    if not allowed:
        await refused(actor, "areas:-", unit, now=now)
        return None
    token = invitations.new_token()
    made = await unit.invitations.create(
        Role(role), area, inviter=actor.person, token=invitations.digest(token), now=now
    )
    deed = Deed(actor.person, "invitation.create", f"invitations:{made}", role, area)
    await unit.audit.write(deed, now=now)
    return token


async def follow(actor: Actor, token: str, unit: Unit, *, now: datetime) -> Followed:
    """The first to follow a link keeps it; nothing is granted by it."""
    found = await unit.invitations.by_token(invitations.digest(token))
    standing = invitations.standing(found, actor, now=now)
    if found is None or standing not in (Standing.OPEN, Standing.FOLLOWED):
        return Followed(standing, found)
    if standing is Standing.OPEN:
        if not await unit.invitations.claim(found.id, actor.person, now=now):
            return Followed(Standing.TAKEN, found)
        target = f"invitations:{found.id}"
        deed = Deed(actor.person, "invitation.follow", target, found.role, found.area)
        await unit.audit.write(deed, now=now)
    await unit.drafts.open(actor.id, AskInvitedName(found.id), now=now)
    return Followed(Standing.FOLLOWED, found)


async def complete(
    actor: Actor, invitation: int, who: tuple[str, str], unit: Unit, house: House, *, now: datetime
) -> tuple[Followed, Course]:
    """`who` is name and phone. Asks those who can confirm, or takes the course without them."""
    found = await unit.invitations.get(invitation)
    standing = invitations.standing(found, actor, now=now)
    await unit.drafts.close(actor.id)
    if found is None or standing is not Standing.FOLLOWED:
        return Followed(standing, found), Course.WAITS
    await unit.invitations.complete(found.id, name=who[0], phone=who[1], now=now)
    complete = await unit.invitations.get(invitation)
    assert complete is not None
    holders = await unit.grants.holders(areas={"", *_around(found.area, house.areas)})
    asked = invitations.confirmers(complete, holders, house.areas, now=now)
    course = invitations.course(complete, asked, holders, now=now)
    draw = partial(screens.request, complete, house.areas)
    await tell(unit, asked, draw, house.catalogs, now=now)
    if course is not Course.WAITS:
        await _without_confirmation(complete, course, unit, house, now=now)
    return Followed(Standing.WAITING, complete), course


async def _without_confirmation(
    invitation: Invitation, course: Course, unit: Unit, house: House, *, now: datetime
) -> None:
    since = now if course is Course.AT_ONCE else now + invitations.COOLING
    by, person = invitation.inviter, invitation.used_by
    assert person is not None
    await unit.invitations.decide(invitation.id, Standing.CONFIRMED, by=by, now=now)
    office = invitation.role, invitation.area
    grant = await _give(person, office, unit, by=by, now=now, since=since)
    if course is Course.LATER:
        draw = partial(screens.announced, invitation, grant, since, house.areas)
        await tell(unit, [invitation.inviter], draw, house.catalogs, now=now)


async def decide(
    actor: Actor, invitation: int, verdict: Standing, unit: Unit, house: House, *, now: datetime
) -> Decision | None:
    """Confirm or refuse; None when there is no such request in the actor's hands."""
    found = await request(actor, invitation, unit, house, now=now)
    if found is None:
        return None
    first = await unit.invitations.decide(found.id, verdict, by=actor.person, now=now)
    if not first:
        return Decision(found, first=False)
    assert found.used_by is not None
    if verdict is Standing.CONFIRMED:
        office = found.role, found.area
        await _give(found.used_by, office, unit, by=actor.person, now=now, since=now)
    else:
        target = f"people:{found.used_by}"
        deed = Deed(actor.person, "invitation.refuse", target, found.role, found.area)
        await unit.audit.write(deed, now=now)
    draw = partial(screens.decided_letter, found, verdict, house.areas)
    await tell(unit, [found.used_by], draw, house.catalogs, now=now)
    return Decision(found, first=True)


async def request(
    actor: Actor, invitation: int, unit: Unit, house: House, *, now: datetime
) -> Invitation | None:
    """A complete request that the actor may decide, decided ones included."""
    found = await unit.invitations.get(invitation)
    may_decide = (
        found is not None
        and found.asked_at is not None
        and may(actor, Permission.AREA_GRANT_CONFIRM, found.area, house.areas)
        and invitations.may_confirm(actor.person, actor.grants, found, house.areas)
    )
    if not may_decide:
        await refused(actor, f"invitations:{invitation}", unit, now=now)
        return None
    return found


async def _give(
    person: int, office: tuple[Role, str], unit: Unit, *, by: int, now: datetime, since: datetime
) -> int:
    role, area = office
    grant = await unit.grants.give(person, role, area, by=by, now=now, effective_at=since)
    await unit.audit.write(Deed(by, "grant.give", f"people:{person}", role, area), now=now)
    return grant


async def revoke(
    actor: Actor, grant: int, unit: Unit, house: House, *, now: datetime
) -> Holder | Refusal:
    """Take a grant away at once; the links its holder has made end with it."""
    holder = await revocable(actor, grant, unit, house, now=now)
    if isinstance(holder, Refusal):
        return holder
    await _take(holder, actor, "grant.revoke", unit, now=now)
    await release(unit, Leaving(holder.person, actor.person), house, now=now)
    if holder.person != actor.person:
        draw = partial(screens.revoked_letter, holder, house.areas)
        await tell(unit, [holder.person], draw, house.catalogs, now=now)
    return holder


async def revocable(
    actor: Actor, grant: int, unit: Unit, house: House, *, now: datetime
) -> Holder | Refusal:
    holder = await unit.grants.holder(grant)
    admins = await unit.grants.holders(role=Role.ADMIN)
    leaving = await unit.data.leaving()
    refusal = grants.revoking(actor, holder, admins, house.areas, now=now, leaving=leaving)
    if refusal is Refusal.NOT_YOURS:
        await refused(actor, f"grants:{grant}", unit, now=now)
    return refusal or holder or Refusal.NOT_YOURS


async def _take(holder: Holder, actor: Actor, action: str, unit: Unit, *, now: datetime) -> None:
    await unit.grants.revoke(holder.grant.id, now=now)
    await unit.invitations.void(holder.person, now=now)
    target, held = f"people:{holder.person}", holder.grant
    await unit.audit.write(Deed(actor.person, action, target, held.role, held.area), now=now)


async def successors(
    actor: Actor, grant: int, unit: Unit, house: House, *, now: datetime
) -> tuple[Holder, list[Holder]] | Refusal:
    """Whoever could take over from the holder of a grant: one line a person."""
    leaving = await unit.grants.holder(grant)
    if leaving is None or not grants.manages(actor, leaving, house.areas):
        await refused(actor, f"grants:{grant}", unit, now=now)
        return Refusal.NOT_YOURS
    all_left = await unit.grants.holders(person=leaving.person)
    near = {code for left in all_left for code in _around(left.grant.area, house.areas)}
    able: dict[int, list[Holder]] = {}
    for each in await unit.grants.holders(areas=near):
        able.setdefault(each.person, []).append(each)
    refusals = {
        person: grants.handing_over(actor, all_left, held, house.areas, now=now)
        for person, held in able.items()
    }
    found = [held[0] for person, held in able.items() if refusals[person] is None]
    return leaving, found[:MOST_SUCCESSORS]


def _around(area: str, areas: Areas) -> set[str]:
    """An area, those below it and the one above: where a successor may hold a role."""
    if area not in areas:
        return {""}
    return {*areas.descendants(area), *areas.written_as(areas.province_of(area).code)}


async def hand_over(
    actor: Actor, grant: int, successor: int, unit: Unit, house: House, *, now: datetime
) -> tuple[Holder, Holder] | Refusal:
    """Move everything that the holder of `grant` holds to the holder of `successor`."""
    pair = await handing(actor, grant, successor, unit, house, now=now)
    if isinstance(pair, Refusal):
        return pair
    leaving, follower = pair
    theirs = await unit.grants.holders(person=follower.person)
    held = {(h.grant.role, h.grant.area): h.grant.id for h in theirs}
    for left in await unit.grants.holders(person=leaving.person):
        await _take(left, actor, "grant.hand_over", unit, now=now)
        office, since = (left.grant.role, left.grant.area), max(now, left.effective_at)
        kept = held.get(office) or await _give(
            follower.person, office, unit, by=actor.person, now=now, since=since
        )
        if await unit.duty.hand_over(left.grant.id, kept, now=now):
            target, area = f"people:{left.person}", left.grant.area
            deed = Deed(actor.person, "roster.hand_over", target, area=area)
            await unit.audit.write(deed, now=now)
    cases = Leaving(leaving.person, actor.person, heir=follower.person)
    await release(unit, cases, house, now=now)
    await _tell_both(leaving, follower, unit, house, now=now)
    return leaving, follower


async def _tell_both(
    leaving: Holder, follower: Holder, unit: Unit, house: House, *, now: datetime
) -> None:
    draw = partial(screens.revoked_letter, leaving, house.areas)
    await tell(unit, [leaving.person], draw, house.catalogs, now=now)
    draw = partial(screens.took_over_letter, leaving, house.areas)
    await tell(unit, [follower.person], draw, house.catalogs, now=now)


async def handing(
    actor: Actor, grant: int, successor: int, unit: Unit, house: House, *, now: datetime
) -> tuple[Holder, Holder] | Refusal:
    """Both sides of a hand-over that the actor may make."""
    leaving = await unit.grants.holder(grant)
    follower = await unit.grants.holder(successor)
    if leaving is None or follower is None:
        return Refusal.NOT_YOURS
    all_left = await unit.grants.holders(person=leaving.person)
    all_held = await unit.grants.holders(person=follower.person)
    refusal = grants.handing_over(actor, all_left, all_held, house.areas, now=now)
    if refusal is Refusal.NOT_YOURS:
        await refused(actor, f"grants:{grant}", unit, now=now)
    return refusal or (leaving, follower)


async def appointed(actor: Actor, unit: Unit, *, now: datetime) -> tuple[Grant, ...]:
    """Somebody named in the settings is admin from the first contact on; once taken away, it does
    not come back by itself.
    """
    if await unit.grants.ever(actor.person, Role.ADMIN):
        return actor.grants
    grant = await unit.grants.give(
        actor.person, Role.ADMIN, "", by=OPERATOR, now=now, effective_at=now
    )
    deed = Deed(OPERATOR, "grant.give", f"people:{actor.person}", Role.ADMIN)
    await unit.audit.write(deed, now=now)
    return (*actor.grants, Grant(grant, Role.ADMIN, ""))


async def refused(actor: Actor, target: str, unit: Unit, *, now: datetime) -> None:
    """An attempt at something that is not in the actor's hands."""
    area = actor.grants[0].area if actor.grants else ""
    await unit.audit.write(Deed(actor.person, "access.refuse", target, area=area), now=now)
