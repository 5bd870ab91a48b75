"""Casework's memory: the query finds what the rule allows, in the order that matters."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.reports import Case, Ending, Event, Kind, Need, NewCase, Spot, State, Told, What
from bot.reports.case import OPEN
from bot.sight import Codes, Sight
from storage.case_pages import OVER, gravest, in_states, latest, lying, numbers
from storage.casework import letter_about
from storage.unit import SqlUnit, SqlUnits
from tests.storage.samples import AN, BINH, meet
from tests.world import NOON

HERE, THERE, BEHIND = "00004", "25747", "00008"
EVERYWHERE: Codes = None
NOWHERE: Codes = frozenset()


async def told(unit: SqlUnit, key: str, area: str, reporter: int | None, also: str = "") -> Case:
    spot = replace(Spot(area), also=also)
    need = Need.NOW if key.startswith("red") else Need.LIGHT
    new = NewCase(key, Kind.ACCIDENT, Told(spot, need=need), reporter)
    return (await unit.reports.open(new, now=NOON))[0]


async def closed(unit: SqlUnit, case: Case) -> Case:
    over = replace(case, state=State.CLOSED, ending=Ending.FIXED, closed_at=NOON)
    assert await unit.reports.change(over, Event(NOON, What.CLOSED))
    return replace(over, version=case.version + 1)


async def all_of_them(units: SqlUnits) -> tuple[int, list[Case]]:
    """Cases here, there and across the boundary, of somebody and of the reader; some closed."""
    reader, somebody = (await meet(units, AN)).person, (await meet(units, BINH)).person
    async with units() as unit:
        places = ((HERE, ""), (THERE, ""), (THERE, HERE), (BEHIND, ""))
        made = [
            await told(unit, f"{area}{also}{by}", area, by, also)
            for (area, also), by in product(places, (reader, somebody, None))
        ]
        made[1] = await closed(unit, made[1])
        await unit.casework.share(made[5].id, [reader])
        await unit.casework.share(made[4].id, [somebody])
    return reader, made


@pytest.mark.parametrize(
    ("areas", "served"),
    [
        (frozenset({HERE}), frozenset({HERE})),
        (frozenset({HERE, THERE}), NOWHERE),
        (NOWHERE, frozenset({HERE})),
        (NOWHERE, frozenset({THERE})),
        (EVERYWHERE, EVERYWHERE),
        (NOWHERE, EVERYWHERE),
        (NOWHERE, NOWHERE),
    ],
)
async def test_the_query_is_the_rule(units: SqlUnits, areas: Codes, served: Codes) -> None:
    reader, made = await all_of_them(units)
    who = Sight(reader, areas, served)
    allowed = {case.id for case in made if who.covers(case, sent=case.id == made[5].id)}
    async with units.reading() as unit:
        open_ = {case.id for case in await unit.casework.inbox(who, limit=50)}
        over = {case.id for case in await unit.casework.inbox(who, closed=True, limit=50)}
        free = {case.id for case in await unit.casework.free(who, limit=50)}
        one = {case.id for case in made if await unit.casework.one(case.id, who)}
        code = {case.id for case in made if await unit.casework.by_code(case.code, who)}
    assert open_ | over == one == code == allowed
    assert free == open_
    assert over == allowed & {made[1].id}


async def test_the_gravest_first_then_the_oldest(units: SqlUnits) -> None:
    async with units() as unit:
        made = [await told(unit, key, HERE, None) for key in ("a", "b", "red c", "red d")]
        who = Sight(0, frozenset({HERE}), NOWHERE)
        found = await unit.casework.inbox(who, limit=3)
        more = await unit.casework.inbox(who, offset=3, limit=3)
    assert [case.id for case in (*found, *more)] == [made[i].id for i in (2, 3, 0, 1)]


@pytest.mark.parametrize("closed", [False, True])
async def test_a_list_is_read_in_its_own_order(
    engine: AsyncEngine, units: SqlUnits, closed: bool
) -> None:
    states, order = (OVER, latest) if closed else (OPEN, gravest)
    ids = numbers(lying(frozenset({HERE})), in_states(states), order=order, limit=7)
    if engine.dialect.name != "sqlite":
        return  # PostgreSQL chooses by how much there is
    read = ids.compile(dialect=engine.dialect, compile_kwargs={"literal_binds": True})
    async with units.reading() as unit:
        plan = (await unit.execute(sa.text(f"EXPLAIN QUERY PLAN {read}"))).all()
    read_with = "ix_cases_over" if closed else "ix_cases_inbox"
    steps = [row.detail for row in plan if row.detail.split()[1] == "cases"]
    assert steps == [
        f"SEARCH cases USING COVERING INDEX {read_with} (area=?)",
        "SEARCH cases USING INDEX ix_cases_also (also=?)",
    ]


async def test_what_is_joined_stands_with_the_other(units: SqlUnits) -> None:
    async with units() as unit:
        main, other = [await told(unit, key, HERE, None) for key in ("a", "b")]
        joined = replace(other, joined=main.id)
        assert await unit.reports.change(joined, Event(NOON, What.JOINED))
        who = Sight(0, EVERYWHERE, NOWHERE)
        assert [case.id for case in await unit.casework.inbox(who, limit=9)] == [main.id]
        assert [case.id for case in await unit.casework.joined(main.id)] == [other.id]
        since, until = NOON - timedelta(hours=1), NOON + timedelta(hours=1)
        assert list(await unit.casework.alike(main, [HERE], since, until)) == []


async def test_a_wish_is_decided_once_and_never_by_its_asker(units: SqlUnits) -> None:
    lan, hung = (await meet(units, AN)).person, (await meet(units, BINH)).person
    async with units() as unit:
        case = await told(unit, "a", HERE, None)
        wish = await unit.casework.request(case.id, lan, "Canary reason", now=NOON)
        assert await unit.casework.wish(case.id, not_by=lan, since=NOON) is None
        found = await unit.casework.wish(case.id, not_by=hung, since=NOON)
        assert found is not None
        assert (found.id, found.reason, found.allowed) == (wish, "Canary reason", None)
        later = NOON + timedelta(seconds=1)
        assert await unit.casework.wish(case.id, not_by=hung, since=later) is None
        assert await unit.casework.decide(wish, by=hung, allowed=True, now=NOON)
        assert not await unit.casework.decide(wish, by=hung, allowed=False, now=NOON)
        assert await unit.casework.wish(case.id, not_by=hung, since=NOON) is None


async def test_a_reply_of_whoever_holds_no_office_is_looked_for_in_their_own_cases(
    engine: AsyncEngine, units: SqlUnits
) -> None:
    if engine.dialect.name != "sqlite":
        return  # PostgreSQL chooses by how much there is
    find = letter_about(await meet(units, AN), "12")
    read = find.compile(dialect=engine.dialect, compile_kwargs={"literal_binds": True})
    async with units.reading() as unit:
        plan = (await unit.execute(sa.text(f"EXPLAIN QUERY PLAN {read}"))).all()
    steps = [row.detail for row in plan]
    assert any("case_letters USING" in step and "(case_id=?)" in step for step in steps), steps
