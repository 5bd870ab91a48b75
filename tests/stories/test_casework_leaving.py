"""No case is ever in nobody's hands: who holds some is revoked, hands over, or leaves."""

from __future__ import annotations

from bot import buttons
from bot.people import Role
from bot.reports import State, What
from tests.offices import newest_person
from tests.stories.helpers import count
from tests.stories.officials import (
    forges,
    has_taken,
    looks_at,
    on_telegram,
    on_the_page,
    takes,
)
from tests.stories.reporting import case_of, events_of, listens
from tests.visitor import Visitor
from tests.world import World

RED = "NGHI CÓ NGƯỜI BỊ NẶNG"


async def grant_of(world: World, person: int) -> int:
    async with world.memory() as unit:
        return (await unit.grants.of([person], now=world.now))[person][0].id


async def revokes(chief: Visitor, grant: int) -> None:
    await forges(chief, buttons.AskRevoke(grant), "Thu hồi ngay việc này")
    await chief.presses("Thu hồi ngay")
    await chief.waits_for("Đã thu hồi")


async def test_the_cases_of_whoever_is_revoked_ring_again(world: World) -> None:
    chief = await on_the_page(world, Role.ADMIN, "", "Trần Văn Chín")
    hung, an = await on_the_page(world), world.worker("An")
    lan = await on_telegram(world)
    grant = await grant_of(world, await newest_person(world))
    code = await has_taken(world, lan, an)
    await revokes(chief, grant)
    await an.waits_for(f"{code}: người nhận việc này đã thay")
    assert sum(RED in b.text and code in b.text for b in hung.bubbles) >= 1
    case = await case_of(world, code)
    assert (case.state, case.taken_by) == (State.SENT, None)
    async with world.memory() as unit:
        watch = await unit.watches.of(case.id)
    assert watch is not None
    assert watch.due is not None
    lan.types("/viec")
    await lan.waits_for("chưa được giao việc này")
    await takes(hung, code)
    await an.waits_for(f"{code}: cán bộ đã nhận")


async def test_who_takes_over_everything_has_the_cases_too(world: World) -> None:
    chief = await on_the_page(world, Role.ADMIN, "", "Trần Văn Chín")
    hung, an = await on_the_page(world), world.worker("An")
    hung_is = await newest_person(world)
    heir = await grant_of(world, hung_is)
    lan = await on_telegram(world)
    grant = await grant_of(world, await newest_person(world))
    code = await has_taken(world, lan, an)
    await forges(chief, buttons.AskHandOver(grant, heir), "Chuyển hết việc")
    await chief.presses("Bàn giao ngay")
    await chief.waits_for("Đã chuyển hết việc")
    await listens(hung, f"{code}: giao cho anh/chị")
    case = await case_of(world, code)
    assert (case.state, case.taken_by) == (State.TAKEN, hung_is)
    assert "anh/chị nhận lúc" in await looks_at(hung, code)
    assert [e.what for e in await events_of(world, code)][-1] is What.HANDED_OVER


async def test_whoever_erases_themselves_leaves_no_case_behind(world: World) -> None:
    assert world.app
    lan, an = await on_telegram(world), world.worker("An")
    code = await has_taken(world, lan, an)
    lan.types("/dulieu")
    await lan.waits_for("Bot đang lưu")
    lan.presses("Xóa hết")
    await lan.waits_for("không lấy lại được")
    lan.presses("Xóa hết")
    await an.waits_for(f"{code}: người nhận việc này đã thay")
    await world.settles()
    await world.app.heartbeats().beat()
    case = await case_of(world, code)
    assert (case.state, case.taken_by) == (State.SENT, None)
    assert await count(world, "grants WHERE revoked_at IS NULL") == 0
