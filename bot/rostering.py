"""Rostering: what happens, in one unit, when somebody changes a roster or goes away.

Each act asks its rule first, then writes: rows, the audit log, and letters to the people concerned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial

from bot import duty, hours
from bot.appointing import refused
from bot.audit import Deed
from bot.duty import LOCAL, MOST_DUTIES, Duty, OnDuty, Post, Roster
from bot.grants import Holder
from bot.hours import ALWAYS, Hours
from bot.house import House
from bot.letters import tell
from bot.people import Actor
from bot.permissions import Permission, may
from bot.ports import Unit
from bot.screens import duty_letters as screens
from bot.screens.duty_letters import Absence


class Refusal(StrEnum):
    """Why a roster is not changed; each has its own sentence."""

    NOT_YOURS = "not yours"
    """Not in the actor's hands, or taken off meanwhile: the same words for both."""
    ALREADY = "already"
    FULL = "full"
    NO_SHARE = "no share"


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody else has changed this line meanwhile: as it is now."""

    duty: Duty


@dataclass(frozen=True, slots=True)
class Standin:
    """Who is told first while somebody is away, and whether the area has nobody of its own."""

    area: str
    persons: tuple[int, ...]
    nobody: bool


async def seen(
    actor: Actor, area: str, unit: Unit, house: House, *, now: datetime
) -> Roster | Refusal:
    """The roster of an area where the actor serves, or that lies below theirs."""
    if area not in house.areas or not may(actor, Permission.AREA_DUTY_READ, area, house.areas):
        await refused(actor, f"areas:{area[:8] or '-'}", unit, now=now)
        return Refusal.NOT_YOURS
    return await duty.roster(unit.duty, area, house.areas, now=now)


async def managed(
    actor: Actor, area: str, unit: Unit, house: House, *, now: datetime
) -> Roster | Refusal:
    """The roster, when it is the actor's to change."""
    if area not in house.areas or not duty.manages(actor, house.areas.now(area)):
        await refused(actor, f"areas:{area[:8] or '-'}", unit, now=now)
        return Refusal.NOT_YOURS
    return await duty.roster(unit.duty, area, house.areas, now=now)


async def candidate(
    actor: Actor, grant: int, unit: Unit, house: House, *, now: datetime
) -> Holder | Refusal:
    """Somebody in office whom the actor may put on the roster of their area."""
    holder = await unit.grants.holder(grant)
    found = await managed(actor, holder.grant.area if holder else "", unit, house, now=now)
    if isinstance(found, Refusal) or holder is None:
        return Refusal.NOT_YOURS
    able = {each.grant.id for each in duty.eligible(found)}
    return holder if grant in able else Refusal.NOT_YOURS


async def put_on(
    actor: Actor, grant: int, post: str, unit: Unit, house: House, *, now: datetime
) -> Duty | Refusal:
    holder = await candidate(actor, grant, unit, house, now=now)
    if isinstance(holder, Refusal) or post not in LOCAL:
        return Refusal.NOT_YOURS
    found = await duty.roster(unit.duty, holder.grant.area, house.areas, now=now)
    if sum(line.area == found.area for line in found.duties) >= MOST_DUTIES:
        return Refusal.FULL
    made = await unit.duty.add(holder, Post(post), ALWAYS, now=now)
    if made is None:
        return Refusal.ALREADY
    await _changed(actor, "roster.add", made, unit, house, now=now)
    return made


async def line(
    actor: Actor, number: int, unit: Unit, house: House, *, now: datetime
) -> Duty | Refusal:
    """A line that the actor may change."""
    found = await unit.duty.one(number, now=now)
    if found is None:
        return Refusal.NOT_YOURS
    roster = await managed(actor, found.area, unit, house, now=now)
    return roster if isinstance(roster, Refusal) else found


async def set_hours(
    actor: Actor, change: tuple[int, int], wanted: Hours, unit: Unit, house: House, *, now: datetime
) -> Duty | Overtaken | Refusal:
    """`change`: the line, and the version that was on the screen."""
    number, version = change
    before = await line(actor, number, unit, house, now=now)
    if isinstance(before, Refusal):
        return before
    done = before.version == version
    done = done and await unit.duty.change(number, wanted, version=version, now=now)
    after = await unit.duty.one(number, now=now)
    if after is None:
        return Refusal.NOT_YOURS
    if not done:
        return Overtaken(after)
    await _changed(actor, "roster.hours", after, unit, house, now=now)
    return after


async def take_off(
    actor: Actor, number: int, unit: Unit, house: House, *, now: datetime
) -> Duty | Refusal:
    found = await line(actor, number, unit, house, now=now)
    if isinstance(found, Refusal):
        return found
    if not await unit.duty.remove(number):
        return Refusal.NOT_YOURS
    await _changed(actor, "roster.remove", found, unit, house, now=now)
    return found


async def _changed(
    actor: Actor, action: str, found: Duty, unit: Unit, house: House, *, now: datetime
) -> None:
    detail = f"{found.post} {hours.write(found.hours)}"
    target = f"people:{found.person}"
    await unit.audit.write(Deed(actor.person, action, target, detail, found.area), now=now)
    draw = partial(screens.LETTERS[action], found, house.areas)
    if found.person != actor.person:
        await tell(unit, [found.person], draw, house.catalogs, now=now)


async def away(
    actor: Actor, until: datetime, unit: Unit, house: House, *, now: datetime
) -> list[Standin] | Refusal:
    """From now until then others are told first; they learn it now."""
    served = await serves(actor, unit, house, now=now)
    if not served:
        return Refusal.NO_SHARE
    await unit.duty.set_away(actor.person, until, now=now)
    found = [await _standin(area, actor, unit, house, now=now) for area in served]
    known = await unit.invitations.known([actor.person])
    for each in found:
        deed = Deed(actor.person, "roster.away", _self(actor), until.isoformat(), each.area)
        await unit.audit.write(deed, now=now)
        absence = Absence(actor.person, each.area, until, each.nobody)
        draw = partial(screens.standing_in, absence, known, house.areas)
        await tell(unit, each.persons, draw, house.catalogs, now=now)
    return found


async def back(actor: Actor, unit: Unit, house: House, *, now: datetime) -> bool:
    """False when they were not away."""
    until = await unit.duty.away(actor.person, now=now)
    if until is None:
        return False
    served = await serves(actor, unit, house, now=now)
    stood_in = [await _standin(area, actor, unit, house, now=now) for area in served]
    await unit.duty.set_away(actor.person, None, now=now)
    known = await unit.invitations.known([actor.person])
    for each in stood_in:
        deed = Deed(actor.person, "roster.back", _self(actor), area=each.area)
        await unit.audit.write(deed, now=now)
        absence = Absence(actor.person, each.area, until)
        draw = partial(screens.returned, absence, known, house.areas)
        await tell(unit, each.persons, draw, house.catalogs, now=now)
    return True


def _self(actor: Actor) -> str:
    return f"people:{actor.person}"


async def serves(actor: Actor, unit: Unit, house: House, *, now: datetime) -> list[str]:
    """Where somebody is on a roster or in office, and so would be told."""
    lines = await unit.duty.of(actor.person, now=now)
    held = [g.area for g in actor.grants if g.role in duty.OFFICES]
    return list(dict.fromkeys([*(house.areas.now(found.area) for found in lines), *held]))


async def _standin(area: str, actor: Actor, unit: Unit, house: House, *, now: datetime) -> Standin:
    order = await duty.watch(unit.duty, area, house.areas, now=now)
    others: Sequence[OnDuty] = [found for found in order if found.person != actor.person]
    first = duty.steps(others)[:1]
    return Standin(area, first[0] if first else (), duty.nobody_here(others))
