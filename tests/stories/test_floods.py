"""T2: many reports at once are told together: none is lost, nobody drowns, emergencies pass."""

from __future__ import annotations

from datetime import timedelta

from bot.alerting import alert_for
from bot.people import Role
from bot.reports import Kind, NewCase, Spot, Told, What
from emulator.person import Person
from tests.stories.helpers import count
from tests.stories.reporting import (
    COMMUNE,
    code_in,
    does,
    events_of,
    heard,
    listens,
    official,
    presses,
    reports_danger,
    reports_red,
    says,
)
from tests.stories.trust import trusts
from tests.world import World

TOGETHER = "gộp chung"


async def reports_another(an: Person) -> str:
    """What the bot says to it."""
    sent = await reports_danger(an)
    await does(an, ("Xong", "Cần thêm gì"))
    return sent


async def beats(world: World, after: timedelta) -> None:
    assert world.app
    await world.settles()
    world.now += after
    await world.app.beats.escalate()


async def opens(world: World, number: int, area: str) -> str:
    """A death, reported by nobody we know."""
    assert world.app
    services = world.app.windows.services
    async with world.app.units() as unit:
        new = NewCase(f"k{number}", Kind.DEATH, Told(Spot(area)), None)
        case, _ = await unit.reports.open(new, now=world.now)
        await alert_for(unit, case, services, now=world.now)
    return case.code


async def test_t2_somebody_who_reports_often_is_heard_but_not_one_by_one(world: World) -> None:
    lan = await official(world)
    an = world.worker()
    sent = [await reports_another(an) for _ in range(6)]
    assert [TOGETHER in text for text in sent] == [False] * 3 + [True] * 3
    assert sum("Tin mới" in b.text for b in lan.bubbles) == 3
    await beats(world, timedelta(minutes=1))
    await listens(lan, "3 tin mới")
    assert await count(world, "cases") == 6
    for text in sent:
        told = [event.what for event in await events_of(world, code_in(text))]
        assert What.ALERTED in told


async def test_t2_an_emergency_of_theirs_passes(world: World) -> None:
    lan = await official(world)
    an = world.worker()
    for _ in range(4):
        await reports_another(an)
    code = await reports_red(an)
    await beats(world, timedelta(seconds=10))
    assert code in (await listens(lan, "NGHI CÓ NGƯỜI BỊ NẶNG")).text


async def test_t2_an_officer_of_many_communes_gets_few_messages(world: World) -> None:
    assert world.app
    areas = world.app.windows.services.areas
    tam = await world.visitor()
    await trusts(world, tam, Role.PROVINCE, "79")
    communes = [area.code for area in areas.communes_of("79")][:8]
    codes = [await opens(world, number, area) for number, area in enumerate(communes)]
    for code in codes[:5]:
        await listens(tam, code)
    await beats(world, timedelta(seconds=10))
    group = await listens(tam, "3 tin mới cùng lúc ở 3 xã, phường")
    *takes, _ = group.labels
    assert [label.split()[-1] for label in takes] == codes[5:]


async def test_t2_what_was_taken_back_meanwhile_is_told_no_more(world: World) -> None:
    lan = await official(world)
    for number in range(5):
        await opens(world, number, COMMUNE)
    an = await world.visitor()
    gone = await reports_red(an)
    left = await opens(world, 6, COMMUNE)
    await does(an, ("Xong", "Cần thêm gì"))
    await says(an, "/hoso")
    await heard(an, "Bấm để xem")
    await presses(an, next(label for label in an.bubbles[-1].labels if gone in label))
    await heard(an, "tai nạn")
    await does(an, ("Rút tin này", "Cán bộ sẽ biết"), ("Rút tin này", "Đã rút"))
    await beats(world, timedelta(seconds=10))
    await listens(lan, left)
    assert not [b for b in lan.bubbles if "tin mới cùng lúc" in b.text]
