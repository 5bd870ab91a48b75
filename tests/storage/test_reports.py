"""Cases: one per key, two layers, guarded versions, sealed, found by who may see them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa

from bot.incoming import Media
from bot.reports import (
    Case,
    Event,
    FileState,
    Findings,
    Identity,
    Injury,
    Kind,
    Need,
    NewCase,
    Severity,
    Spot,
    State,
    Told,
    Victim,
    What,
)
from storage.report_rows import cases
from storage.unit import SqlUnits
from tests.storage.samples import meet
from tests.world import NOON

HERE, THERE = "00004", "25747"
TOLD = Told(
    Spot(HERE, "sau chợ Canary", 21.03, 105.85),
    need=Need.TAKEN,
    at=NOON,
    victims=(Victim((Injury.SORE,)),),
    words=("ngã giàn giáo",),
)


async def opened(
    units: SqlUnits, told: Told = TOLD, kind: Kind = Kind.ACCIDENT, key: str = "k"
) -> Case:
    person = (await meet(units)).person
    async with units() as unit:
        return (await unit.reports.open(NewCase(key, kind, told, person), now=NOON))[0]


async def test_the_same_key_opens_one_case(units: SqlUnits) -> None:
    first, again = await opened(units), await opened(units)
    assert first == again
    assert first.told == TOLD
    assert first.code.startswith("TN-26-")
    assert (await opened(units, key="other", kind=Kind.HAZARD)).code.startswith("NC-26-")


async def test_two_at_once_the_second_is_told(units: SqlUnits) -> None:
    case = await opened(units)
    taken = replace(case, state=State.TAKEN, taken_by=case.reporter, taken_at=NOON)
    async with units() as unit:
        assert await unit.reports.change(taken, Event(NOON, What.TAKEN, case.reporter))
        assert not await unit.reports.change(taken, Event(NOON, What.TAKEN, case.reporter))
    async with units.reading() as unit:
        found = await unit.reports.one(case.id)
        assert found is not None
        assert (found.state, found.version) == (State.TAKEN, 2)
        assert [e.what for e in await unit.reports.history(case.id)] == [What.SENT, What.TAKEN]


async def test_findings_stand_beside_what_was_told(units: SqlUnits) -> None:
    case = await opened(units)
    found = replace(case, findings=Findings(severity=Severity.SERIOUS, hurt=2, words="gãy tay"))
    async with units() as unit:
        assert await unit.reports.change(found, Event(NOON, What.CORRECTED))
        after = await unit.reports.by_code(case.code)
    assert after is not None
    assert (after.told, after.severity, after.found_severity) == (
        TOLD,
        Severity.LIGHT,
        Severity.SERIOUS,
    )


async def test_the_graver_first_and_only_of_these_areas(units: SqlUnits) -> None:
    plain = await opened(units, key="1", kind=Kind.HAZARD)
    red = await opened(units, replace(TOLD, need=Need.NOW), key="2")
    border = await opened(units, replace(TOLD, spot=Spot(THERE, also=HERE)), key="3")
    async with units.reading() as unit:
        here = await unit.reports.in_areas({HERE})
        assert [case.id for case in here] == [red.id, border.id, plain.id]
        assert [case.id for case in await unit.reports.in_areas({THERE})] == [border.id]
        assert len(await unit.reports.in_areas(None)) == 3
        assert await unit.reports.in_areas(()) == []


async def test_nothing_told_can_be_read_in_the_rows(units: SqlUnits) -> None:
    case = await opened(units)
    async with units() as unit:
        await unit.reports.seal(case.id, Identity("Canary An", "0912345678"))
        row = (await unit.execute(sa.select(cases))).one()
        assert (await unit.reports.identity(case.id)).phone == "0912345678"
    assert b"Canary" not in b"".join(value for value in row if isinstance(value, bytes))


async def test_files_wait_are_kept_or_set_aside(units: SqlUnits) -> None:
    case = await opened(units)
    photo, film = Media("photo", "f1"), Media("video", "f2", size=30 * 1024 * 1024)
    async with units() as unit:
        for media in (photo, film):
            await unit.reports.attach(case.id, media, account="web", now=NOON)
        (waits,) = await unit.reports.to_fetch(now=NOON, limit=10)
        assert waits.source == "f1"
        await unit.reports.set_aside(
            waits.id, FileState.WAITING, tries=1, next_at=NOON + timedelta(seconds=9)
        )
        assert await unit.reports.to_fetch(now=NOON, limit=10) == []
        await unit.reports.keep(waits.id, "image/jpeg", b"clean")
        states = [file.state for file in await unit.reports.files(case.id)]
        assert states == [FileState.KEPT, FileState.TOO_BIG]
        assert await unit.reports.data(waits.id) == ("image/jpeg", b"clean")


async def test_numbers_stay_people_go(units: SqlUnits) -> None:
    case = await opened(units)
    assert case.reporter is not None
    async with units() as unit:
        await unit.reports.seal(case.id, Identity("An", "0912345678"))
        await unit.reports.attach(case.id, Media("photo", "f1"), account="web", now=NOON)
        assert len((await unit.data.about(case.reporter))["reports"]) == 1
        await unit.data.erase(case.reporter, now=NOON)
        left = await unit.reports.one(case.id)
        assert await unit.reports.files(case.id) == []
        assert await unit.reports.identity(case.id) == Identity()
    assert left is not None
    assert (left.reporter, left.told.words, left.told.spot) == (None, (), Spot(HERE))
    assert (left.told.victims, left.told.at) == (TOLD.victims, NOON)
