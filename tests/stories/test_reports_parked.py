"""An unsent report survives whatever else is asked, and is offered and asked about again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.reports import Kind
from emulator.person import Person
from tests.stories.helpers import count
from tests.stories.reporting import (
    DI_AN,
    SEND,
    case_of,
    code_in,
    does,
    heard,
    official,
    presses,
    says,
    tells_danger,
)
from tests.stories.test_joining import AGREE
from tests.visitor import Visitor
from tests.world import World

WORDS = "máy cắt không có tấm che"
WAITING, GO_ON = "Còn tin báo chưa gửi", "Gửi tiếp"


async def half_told(who: Person | Visitor) -> None:
    """Words and that help is needed, but not where."""
    await says(who, "/baotainan")
    await heard(who, "cần cấp cứu")
    await says(who, WORDS)
    await heard(who, "cần cấp cứu")
    await does(who, ("Có, cần ngay", "GỌI 115"))


async def beats(world: World, later: timedelta) -> None:
    await world.settles()
    world.now += later
    assert world.app
    await world.app.care().beat()


@pytest.mark.parametrize("channel", ["telegram", "/", "/text/"])
async def test_joining_meanwhile_loses_nothing(world: World, channel: str) -> None:
    await official(world)
    an = world.worker() if channel == "telegram" else await world.visitor(channel)
    await half_told(an)
    await says(an, "/start a25942")
    await heard(an, "đang làm việc ở phường Dĩ An")
    await does(an, ("Đúng", "Chọn được từng loại"))
    await presses(an, AGREE)
    assert WAITING in await heard(an, "Xong")
    await does(an, (GO_ON, "GỌI 115"))
    await says(an, DI_AN)
    await heard(an, "ngay bây giờ?")
    await presses(an, SEND)
    code = code_in(await heard(an, "Mã: TN-"))
    await world.settles()
    assert (await case_of(world, code)).told.words == (WORDS,)
    assert await count(world, "parked_drafts") == 0


async def test_a_useful_card_and_a_restart_lose_nothing(world: World) -> None:
    an = world.worker()
    an.types("pha thuoc sau")
    await an.waits_for()
    an.presses("Xem thêm")
    await an.waits_for("Nguồn")
    await half_told(an)
    an.presses("Có ích")
    await an.waits_for("Làm ở xã, phường nào?")
    await world.settles()
    await world.restarts()
    an.presses("Bỏ qua")
    await an.waits_for(WAITING)
    an.presses(GO_ON)
    await an.waits_for("GỌI 115")
    await world.settles()
    assert await count(world, "parked_drafts") == 0


async def test_a_parked_urgent_report_is_asked_about_after_five_minutes(world: World) -> None:
    await official(world)
    an = world.worker()
    await half_told(an)
    an.types(DI_AN)
    await an.waits_for("ngay bây giờ?")
    an.starts("a25942")
    await an.waits_for("đang làm việc ở phường Dĩ An")
    await beats(world, timedelta(minutes=4))
    assert "Tin chưa gửi cho xã" not in an.answers[-1].text
    await beats(world, timedelta(minutes=2))
    await an.waits_for("Tin chưa gửi cho xã")
    an.presses(SEND)  # one touch, though another question is open
    code = code_in((await an.waits_for("Mã: TN-")).text)
    await world.settles()
    assert (await case_of(world, code)).told.words == (WORDS,)
    assert await count(world, "parked_drafts") == 0


async def test_two_reports_at_once_are_never_mixed_up(world: World) -> None:
    """The reminder about a danger neither sends nor drops the accident that is being told."""
    an = world.worker()
    await tells_danger(an)
    await half_told(an)
    await beats(world, timedelta(days=1, minutes=1))
    await an.waits_for("Còn một tin chưa gửi")
    an.presses("Bỏ tin này")
    await an.waits_for("Đã bỏ")
    an.types(DI_AN)
    await an.waits_for("ngay bây giờ?")
    an.presses(SEND)
    code = code_in((await an.waits_for("Mã: TN-")).text)
    await world.settles()
    assert (await case_of(world, code)).kind is Kind.ACCIDENT
    assert await count(world, "cases") == 1
    assert await count(world, "parked_drafts") == 0


async def test_the_other_report_is_offered_when_this_one_is_finished(world: World) -> None:
    await official(world)
    an = await world.visitor()
    await tells_danger(an)
    await half_told(an)
    await says(an, DI_AN)
    await heard(an, "ngay bây giờ?")
    await presses(an, SEND)
    await heard(an, "Mã: TN-")
    await does(an, ("Xong", WAITING), (GO_ON, "Sẽ gửi cho"))
    await presses(an, SEND)
    await heard(an, "Mã: NC-")


async def test_what_was_dropped_is_not_offered_again(world: World) -> None:
    an = world.worker()
    await half_told(an)
    an.presses("Thôi")
    await an.waits_for("Đã bỏ")
    an.starts("a25942")
    await an.waits_for("đang làm việc ở phường Dĩ An")
    await beats(world, timedelta(days=2))
    assert await count(world, "drafts") == 1
    assert await count(world, "parked_drafts") == 0
