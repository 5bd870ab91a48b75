"""People: met once, found again, and spoken to in the language of their phone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa

from bot.incoming import Address
from storage.people import people
from storage.unit import SqlUnits
from tests.storage.samples import AN, BINH, hello, meet
from tests.world import NOON


async def test_everybody_is_met_once(units: SqlUnits) -> None:
    first = await meet(units)
    assert (first.address, first.language, first.reachable) == (AN, "vi", True)
    assert await meet(units, language="en") == first
    async with units.reading() as unit:
        assert (await unit.execute(sa.select(sa.func.count()).select_from(people))).scalar() == 1


async def test_several_in_one_call(units: SqlUnits) -> None:
    known = await meet(units)
    arrivals = [hello(AN), hello(BINH, "en-GB"), hello(AN), hello(BINH, "vi")]
    async with units() as unit:
        met = await unit.people.meet(arrivals, now=NOON)
    assert met[AN] == known
    assert met[BINH].language == "en"  # the first word counts
    assert len({actor.person for actor in met.values()}) == len(met) == 2
    assert await meet(units, BINH) == met[BINH]


async def test_one_name_on_two_accounts_is_two_people(units: SqlUnits) -> None:
    other = await meet(units, Address("telegram:2", AN.ref))
    assert other.person != (await meet(units)).person


async def test_the_choices_shown_are_remembered(units: SqlUnits) -> None:
    shown = (("c:first_aid/burn", "Bỏng | «nóng»"), ("m:", "Quay lại"))
    an = await meet(units)
    async with units() as unit:
        an = (await unit.people.meet([hello()], now=NOON))[AN]
        unit.people.remember_shown(an, shown)
    assert (await meet(units)).shown == shown
    async with units() as unit:
        an = (await unit.people.meet([hello()], now=NOON))[AN]
        unit.people.remember_shown(an, ())
    assert (await meet(units)).shown == ()


async def test_changes_stay(units: SqlUnits) -> None:
    an, binh = await meet(units), await meet(units, BINH)
    async with units() as unit:
        await unit.people.set_language(an, "en")
        await unit.people.set_reachable(AN, reachable=False)
        await unit.people.remember_album(an, "a" * 100)
    expected = replace(an, language="en", reachable=False, album="a" * 64)
    assert await meet(units) == expected
    assert await meet(units, BINH) == binh


async def test_a_chat_moves_with_its_person(units: SqlUnits) -> None:
    an, new = await meet(units), Address(AN.account, "-100200")
    async with units() as unit:
        await unit.people.move(AN, new)
        await unit.people.move(Address(AN.account, "nobody"), BINH)
    assert await meet(units, new) == replace(an, address=new)
    assert (await meet(units)).person != an.person


async def test_when_an_account_was_alive(units: SqlUnits) -> None:
    async with units() as unit:
        assert await unit.accounts.alive_at("web") is None
        await unit.accounts.set_alive("web", now=NOON)
        await unit.accounts.set_alive("web", now=NOON + timedelta(seconds=10))
        assert await unit.accounts.alive_at("web") == NOON + timedelta(seconds=10)
        assert await unit.accounts.alive_at("text") is None
