"""The roster in the database: without the grant there is no line."""

from __future__ import annotations

from datetime import timedelta

from bot import duty
from bot.duty import Duty, OnDuty, Post
from bot.hours import ALWAYS, WEEKEND
from bot.incoming import Address
from bot.people import Role
from storage.unit import SqlUnit, SqlUnits
from tests.contracts.real import areas
from tests.storage.samples import AN, BINH, meet
from tests.world import NOON

COMMUNE, PROVINCE = "00004", "01"


async def in_office(units: SqlUnits, address: Address, role: Role, area: str) -> tuple[int, int]:
    """A person and the number of their grant."""
    person = (await meet(units, address)).person
    async with units() as unit:
        grant = await unit.grants.give(person, role, area, by=0, now=NOON, effective_at=NOON)
    return person, grant


async def put_on(unit: SqlUnit, grant: int, post: Post = Post.DUTY) -> Duty | None:
    holder = await unit.grants.holder(grant)
    assert holder
    return await unit.duty.add(holder, post, ALWAYS, now=NOON)


async def watch(units: SqlUnits) -> tuple[OnDuty, ...]:
    async with units.reading() as unit:
        return await duty.watch(unit.duty, COMMUNE, areas(), now=NOON)


async def test_revoking_a_grant_takes_its_holder_off_at_once(units: SqlUnits) -> None:
    an, grant = await in_office(units, AN, Role.OFFICIAL, COMMUNE)
    async with units() as unit:
        line = await put_on(unit, grant)
    assert line == Duty(line.id if line else 0, an, grant, COMMUNE, Post.DUTY, ALWAYS)
    assert await watch(units) == (OnDuty(an, Post.DUTY),)
    async with units() as unit:
        await unit.grants.revoke(grant, now=NOON)
        assert await unit.duty.one(line.id, now=NOON) is None
        assert await unit.duty.of(an, now=NOON) == []
    assert await watch(units) == ()
    await in_office(units, AN, Role.OFFICIAL, COMMUNE)
    async with units.reading() as unit:
        assert await unit.duty.of(an, now=NOON) == [], "a new grant brings no old line back"


async def test_two_at_once(units: SqlUnits) -> None:
    _, grant = await in_office(units, AN, Role.OFFICIAL, COMMUNE)
    async with units() as unit:
        line = await put_on(unit, grant)
        assert line
        assert await put_on(unit, grant) is None
        assert await unit.duty.change(line.id, WEEKEND, version=1, now=NOON)
        assert not await unit.duty.change(line.id, ALWAYS, version=1, now=NOON)
        found = await unit.duty.one(line.id, now=NOON)
        assert found
        assert (found.hours, found.version) == (WEEKEND, 2)
        assert await unit.duty.remove(line.id)
        assert not await unit.duty.remove(line.id)


async def test_province_and_admins_stand_behind(units: SqlUnits) -> None:
    an, _ = await in_office(units, AN, Role.PROVINCE, PROVINCE)
    binh, _ = await in_office(units, BINH, Role.ADMIN, "")
    await in_office(units, Address("web", "f" * 16), Role.OFFICIAL, "25747")
    assert await watch(units) == (OnDuty(an, Post.PROVINCE), OnDuty(binh, Post.ADMIN))


async def test_away_until_an_hour(units: SqlUnits) -> None:
    an, _ = await in_office(units, AN, Role.OFFICIAL, COMMUNE)
    until = NOON + timedelta(hours=2)
    async with units() as unit:
        await unit.duty.set_away(an, NOON + timedelta(days=9), now=NOON)
        await unit.duty.set_away(an, until, now=NOON)
        assert await unit.duty.away(an, now=NOON) == until
        assert await unit.duty.away(an, now=until) is None
    assert await watch(units) == ()
    async with units() as unit:
        await unit.duty.set_away(an, None, now=NOON)
    assert await watch(units) == (OnDuty(an, Post.DUTY),)


async def test_a_hand_over_takes_the_lines_along(units: SqlUnits) -> None:
    _, old = await in_office(units, AN, Role.OFFICIAL, COMMUNE)
    binh, new = await in_office(units, BINH, Role.OFFICIAL, COMMUNE)
    async with units() as unit:
        for post in (Post.DUTY, Post.CHAIR):
            await put_on(unit, old, post)
        await put_on(unit, new, Post.DUTY)
        await unit.duty.hand_over(old, new, now=NOON)
        await unit.grants.revoke(old, now=NOON)
        lines = await unit.duty.of(binh, now=NOON)
    assert sorted(line.post for line in lines) == [Post.CHAIR, Post.DUTY]
