"""The web channel's transcript: numbers without gaps, whoever writes at the same time."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.transcripts import Spoken
from storage.unit import SqlUnits
from tests.storage.samples import AN, BINH
from tests.world import NOON

WEEK = timedelta(days=7)


async def append(units: SqlUnits, number: int) -> int:
    async with units() as unit:
        return await unit.transcripts.append(BINH, {"said": number}, now=NOON)


async def after(units: SqlUnits, seq: int) -> list[Spoken]:
    async with units.reading() as unit:
        return await unit.transcripts.after(BINH, seq)


async def test_twenty_at_once_leave_no_gap(units: SqlUnits) -> None:
    seqs = await asyncio.gather(*(append(units, number) for number in range(20)))
    assert sorted(seqs) == list(range(1, 21))
    told = await after(units, 0)
    assert [spoken.seq for spoken in told] == list(range(1, 21))
    assert {spoken.seq: spoken.body["said"] for spoken in told} == dict(
        zip(seqs, range(20), strict=True)
    )


async def test_a_number_undone_is_given_again(units: SqlUnits) -> None:
    await append(units, 1)
    try:
        async with units() as unit:
            assert await unit.transcripts.append(BINH, {}, now=NOON) == 2
            raise KeyError  # noqa: TRY301 - the unit must end this way
    except KeyError:
        assert await append(units, 2) == 2


async def test_each_page_gets_what_it_has_not_seen(units: SqlUnits) -> None:
    for number in range(3):
        await append(units, number)
    assert await after(units, 2) == [Spoken(3, {"said": 2})]
    assert await after(units, 3) == []
    async with units.reading() as unit:
        assert await unit.transcripts.newest([AN, BINH]) == {AN: 0, BINH: 3}
        assert await unit.transcripts.after(AN, 0) == []


async def test_a_week_later_it_is_forgotten_and_numbers_go_on(units: SqlUnits) -> None:
    await append(units, 1)
    for later, left in ((WEEK, 1), (WEEK + timedelta(seconds=1), 0)):
        async with units() as unit:
            await unit.retention.apply(now=NOON + later)
        assert len(await after(units, 0)) == left
    assert await append(units, 2) == 2


async def test_half_a_character_does_not_stop_an_answer(units: SqlUnits) -> None:
    async with units() as unit:
        await unit.transcripts.append(BINH, {"said": "\ud83d"}, now=NOON)
    assert (await after(units, 0))[0].body == {"said": "?"}
