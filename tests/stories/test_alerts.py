"""From the alert to its taker: one touch, one winner, and nobody waits for ever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.people import Role
from bot.reports import State, What
from tests.stories.helpers import until
from tests.stories.reporting import (
    COMMUNE,
    case_of,
    events_of,
    listens,
    official,
    reports_red,
)
from tests.stories.trust import trusts
from tests.visitor import Visitor
from tests.world import World

TAKE, PASS_ON = "Tôi nhận", "Đang bận, nhờ người khác"
RED = "NGHI CÓ NGƯỜI BỊ NẶNG"


async def another(world: World, role: Role, area: str) -> Visitor:
    somebody = await world.visitor()
    await trusts(world, somebody, role, area)
    return somebody


async def beats(world: World, after: timedelta) -> None:
    """Time passes, and the heart beats once."""
    assert world.app
    world.now += after
    await world.app.beats.escalate()


async def test_two_press_at_once_one_wins_and_the_other_is_told(world: World) -> None:
    lan, hung = await official(world), await official(world)
    an = world.worker()
    code = await reports_red(an)
    for who in (lan, hung):
        await listens(who, RED)
    assert await lan.presses(TAKE) == 200
    assert await hung.presses(TAKE) == 200
    await lan.waits_for("anh/chị đã nhận lúc")
    await hung.waits_for("đã có người nhận, lúc")
    await an.waits_for("cán bộ đã nhận")
    case = await case_of(world, code)
    assert case.state is State.TAKEN
    takes = [event for event in await events_of(world, code) if event.what is What.TAKEN]
    assert len(takes) == 1

    async def edited() -> bool:
        mine = [b for b in hung.bubbles if b.op == "edit" and code in b.text]
        return any(TAKE not in bubble.labels for bubble in mine)

    await until(edited, "the alert, edited")
    await world.settles()


async def test_responders_and_the_province_hear_of_a_red_one_at_once(world: World) -> None:
    watch = await official(world)
    police = await another(world, Role.RESPONDER, COMMUNE)
    province = await another(world, Role.PROVINCE, "79")
    elsewhere = await another(world, Role.OFFICIAL, "00004")
    await reports_red(world.worker())
    for who in (watch, police, province):
        assert "An" not in (await listens(who, RED)).text.split("\n")[1:]
    assert not [b for b in elsewhere.bubbles if RED in b.text]


async def test_nobody_takes_it(world: World) -> None:
    watch = await official(world)
    province = await another(world, Role.PROVINCE, "79")
    an = world.worker()
    code = await reports_red(an)
    await listens(watch, RED)
    await beats(world, timedelta(minutes=4, seconds=59))
    assert not [e for e in await events_of(world, code) if e.what is What.TAKEN]
    await beats(world, timedelta(seconds=2))
    await beats(world, timedelta(minutes=5))
    await listens(watch, "10 phút. Anh/chị nhận được không?")
    await world.restarts(after=timedelta(minutes=5))
    province.url = watch.url = f"{world.web_url}/"
    await beats(world, timedelta())
    await an.waits_for("chưa cán bộ nào bấm nhận")
    async with world.memory() as unit:
        case = await unit.reports.by_code(code)
        assert case
        assert (watching := await unit.watches.of(case.id))
        assert watching.rung == 1


async def test_passed_on_the_next_one_is_asked_at_once(world: World) -> None:
    watch = await official(world)
    province = await another(world, Role.PROVINCE, "79")
    await reports_red(world.worker())
    await listens(watch, RED)
    await listens(province, RED)
    assert await watch.presses(PASS_ON) == 200
    await watch.waits_for("đã nhờ người tiếp theo")
    await beats(world, timedelta(seconds=1))
    await listens(province, "chưa có người nhận")


async def test_a_forged_press_does_nothing(world: World) -> None:
    watch = await official(world)
    stranger = await world.visitor()
    await stranger.starts()
    await stranger.waits_for("Chào")
    code = await reports_red(world.worker())
    await listens(watch, RED)
    case = await case_of(world, code)
    assert await stranger.posts(kind="choice", code=f"at:{case.id}", message="") == 200
    await stranger.waits_for()
    await world.settles()
    assert (await case_of(world, code)).state is State.SENT


async def test_whoever_was_revoked_is_asked_no_more(world: World) -> None:
    assert world.app
    gone, left = await official(world), await official(world)
    await reports_red(world.worker())
    await listens(gone, RED)
    await listens(left, RED)
    async with world.app.units() as unit:
        first = (await unit.grants.holders(role=Role.OFFICIAL, area=COMMUNE))[0]
        await unit.grants.revoke(first.grant.id, now=world.now)
    await beats(world, timedelta(minutes=5, seconds=1))
    await beats(world, timedelta(minutes=5))
    await listens(left, "Anh/chị nhận được không?")
    assert not [b for b in gone.bubbles if "nhận được không" in b.text]


async def test_at_tet_only_a_red_alert_rings(world: World) -> None:
    assert world.app
    await world.restarts(after=datetime(2027, 2, 6, 15, 0, tzinfo=UTC) - world.now)  # Tết, at night
    watch = await official(world)
    await reports_red(world.worker())
    await listens(watch, RED)
