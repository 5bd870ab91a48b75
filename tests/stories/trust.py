"""Roles for stories: a grant written by a second session, as an administrator's would be."""

from __future__ import annotations

from bot.people import Role
from emulator.person import Person
from tests.offices import writing
from tests.visitor import Visitor
from tests.world import World

COMMUNE = "05425"


async def arrives(world: World, who: Person | Visitor) -> int:
    """Their first contact; returns the person's id."""
    if isinstance(who, Visitor):
        await who.starts()
    else:
        who.starts()
    await who.waits_for("Chào anh/chị")
    await world.settles()
    found = (await world.rows("SELECT max(person_id) FROM addresses"))[0][0]
    assert isinstance(found, int)
    return found


async def trusts(
    world: World, who: Person | Visitor, role: Role = Role.ORGANISER, area: str = COMMUNE
) -> int:
    """Arrives and holds a role from now on; returns the person's id."""
    person = await arrives(world, who)
    await gives(world, person, role, area)
    return person


async def gives(world: World, person: int, role: Role, area: str = COMMUNE) -> None:
    async with writing(world) as unit:
        await unit.grants.give(person, role, area, by=person, now=world.now, effective_at=world.now)


async def revokes(world: World, person: int) -> None:
    async with writing(world) as unit:
        held = await unit.grants.of([person], now=world.now)
        for grant in held[person]:
            await unit.grants.revoke(grant.id, now=world.now)
