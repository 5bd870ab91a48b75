"""What comes around: the morning digest, the monthly drill, clusters told upward; and floods."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.alerting import alert_for
from bot.people import Role
from bot.reports import Kind, NewCase, Spot, Told
from tests.stories.helpers import count
from tests.stories.reporting import COMMUNE, listens, official
from tests.stories.trust import trusts
from tests.world import World

MORNING = datetime(2026, 5, 12, 0, 31, tzinfo=UTC)  # Tuesday, 07:31 in Viet Nam
DRILL = datetime(
    2026, 5, 5, 2, 1, tzinfo=UTC
)  # 09:01 on the month's first working day from the 5th


async def opens(world: World, number: int, kind: Kind = Kind.HAZARD) -> None:
    """A case by nobody we know, alerted as the reporter's side does it."""
    assert world.app
    services = world.app.windows.services
    async with world.app.units() as unit:
        new = NewCase(f"k{number}", kind, Told(Spot(COMMUNE), dangers=("pit",)), None)
        case, _ = await unit.reports.open(new, now=world.now)
        await alert_for(unit, case, services, now=world.now)


async def goes_round(world: World, at: datetime) -> None:
    assert world.app
    world.now = at
    await world.app.beats.go_round()


async def test_the_digest_comes_when_something_is_open_and_once(world: World) -> None:
    lan = await official(world)
    await opens(world, 1)
    await goes_round(world, MORNING + timedelta(days=1))
    await listens(lan, "1 việc mở")
    await world.restarts()
    await goes_round(world, world.now + timedelta(minutes=5))
    assert await count(world, "claims WHERE name = 'digest'") == 1


async def test_nothing_open_is_said_once_a_week(world: World) -> None:
    lan = await official(world)
    await goes_round(world, MORNING)
    assert not [b for b in lan.bubbles if "việc mở" in b.text]
    await goes_round(world, MORNING + timedelta(days=6))  # the next Monday
    await listens(lan, "không có việc mở")


async def test_the_drill_counts_how_long_each_took(world: World) -> None:
    await world.restarts(after=DRILL - world.now - timedelta(hours=1))
    lan = await official(world)
    await goes_round(world, DRILL)
    await listens(lan, "DIỄN TẬP")
    world.now += timedelta(minutes=3)
    assert await lan.presses("Tôi nhận") == 200
    answer = await lan.waits_for("sau 3 phút")
    assert "1/1" in answer.text
    await goes_round(world, DRILL + timedelta(minutes=4))
    assert await count(world, "drills") == 1


async def test_a_cluster_goes_upward_once(world: World) -> None:
    province = await world.visitor()
    await trusts(world, province, Role.PROVINCE, "79")
    for number in range(2):
        await opens(world, number)
    await goes_round(world, world.now + timedelta(seconds=10))
    assert not await count(world, "claims WHERE name = 'cluster'")
    for number in range(2, 5):
        await opens(world, number)
        await goes_round(world, world.now + timedelta(seconds=10))
    await listens(province, "3 tin cùng loại trong 14 ngày")
    assert await count(world, "claims WHERE name = 'cluster'") == 1
    assert sum("cùng loại" in b.text for b in province.bubbles) == 1


async def test_a_flood_is_one_message_and_nothing_is_lost(world: World) -> None:
    assert world.app
    lan = await official(world)
    for number in range(40):
        await opens(world, number)
    world.now += timedelta(minutes=1)
    await world.app.beats.escalate()
    await listens(lan, "37 tin mới")
    assert sum("Tin mới" in b.text for b in lan.bubbles) == 3
    assert await count(world, "watches WHERE due IS NOT NULL") == 40


async def test_a_commune_that_was_merged_is_told_where_it_is_now(world: World) -> None:
    assert world.app
    areas = world.app.windows.services.areas
    old, new = next(
        (code, now[0])
        for code in areas._successors
        if len(now := areas.current(code)) == 1 and code != now[0]
    )
    lan = await world.visitor()
    await trusts(world, lan, Role.OFFICIAL, new)
    async with world.app.units() as unit:
        told = NewCase("k", Kind.DEATH, Told(Spot(old)), None)
        case, _ = await unit.reports.open(told, now=world.now)
        services = world.app.windows.services
        alerted = await alert_for(unit, case, services, now=world.now)
    assert alerted.persons == 1
    await listens(lan, case.code)
