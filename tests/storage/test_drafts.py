"""Drafts: one open conversation an address, offered again once after an outage."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from bot.drafts import WrongCard
from bot.drafts_memory import Interrupted
from storage.drafts import drafts
from storage.unit import SqlUnits
from tests.storage.samples import AN, BINH, meet
from tests.world import NOON

BURN, SNAKE = WrongCard("first_aid/burn", 1), WrongCard("first_aid/snake-bite", 2)
HOUR = timedelta(hours=1)


async def interrupted(units: SqlUnits) -> list[Interrupted]:
    async with units() as unit:
        return await unit.drafts.interrupted(since=NOON, until=NOON + HOUR)


async def test_one_draft_an_address(units: SqlUnits) -> None:
    an, binh = await meet(units), await meet(units, BINH)
    async with units() as unit:
        await unit.drafts.open(an.id, BURN, now=NOON)
        await unit.drafts.open(binh.id, BURN, now=NOON)
        await unit.drafts.open(an.id, SNAKE, now=NOON)
    async with units() as unit:
        assert await unit.drafts.current([an.id, binh.id]) == {an.id: SNAKE, binh.id: BURN}
        await unit.drafts.close(an.id)
        assert await unit.drafts.current([an.id, binh.id]) == {binh.id: BURN}
        assert await unit.drafts.current([]) == {}


async def test_an_outage_offers_a_draft_once(units: SqlUnits) -> None:
    an = await meet(units)
    async with units() as unit:
        await unit.drafts.open(an.id, BURN, now=NOON)
    assert await interrupted(units) == [Interrupted(an.id, AN.account, AN.ref, "vi", BURN)]
    assert await interrupted(units) == []
    async with units() as unit:
        assert await unit.drafts.current([an.id]) == {an.id: BURN}  # it stays open all the same
        await unit.drafts.open(an.id, SNAKE, now=NOON + HOUR)
    assert [offer.draft for offer in await interrupted(units)] == [SNAKE]


async def test_older_drafts_and_people_who_left_are_not_disturbed(units: SqlUnits) -> None:
    an, binh = await meet(units), await meet(units, BINH)
    async with units() as unit:
        await unit.drafts.open(an.id, BURN, now=NOON - timedelta(seconds=1))
        await unit.drafts.open(binh.id, BURN, now=NOON)
        await unit.people.set_reachable(BINH, reachable=False)
    assert await interrupted(units) == []


async def test_a_kind_from_a_newer_version_is_left_alone(units: SqlUnits) -> None:
    an = await meet(units)
    async with units() as unit:
        await unit.drafts.open(an.id, BURN, now=NOON)
        await unit.execute(sa.update(drafts).values(kind="of_tomorrow"))
    async with units() as unit:
        assert await unit.drafts.current([an.id]) == {}
    assert await interrupted(units) == []
