"""A red alert leaves within five touches, on both channels, and is never said to be more."""

from __future__ import annotations

import pytest

from bot.people import Role
from bot.reports import Kind, Need, Severity, State, What
from emulator.person import HANOI
from tests.journeys import so_far, walked
from tests.stories.helpers import count
from tests.stories.reporting import (
    DI_AN,
    SEND,
    case_of,
    code_in,
    does,
    events_of,
    heard,
    listens,
    official,
    presses,
    reports_red,
    says,
)
from tests.stories.trust import trusts
from tests.visitor import Visitor
from tests.world import World


@pytest.mark.parametrize("channel", ["telegram", "/", "/text/"])
async def test_a_red_alert_is_out_and_true(world: World, channel: str) -> None:
    lan = await official(world)
    an = world.worker() if channel == "telegram" else await world.visitor(channel)
    code = await reports_red(an)
    alert = await listens(lan, "NGHI CÓ NGƯỜI BỊ NẶNG")
    assert code in alert.text
    await world.settles()
    case = await case_of(world, code)
    assert (case.kind, case.severity, case.state) == (Kind.ACCIDENT, Severity.SERIOUS, State.SENT)
    assert case.told.need is Need.NOW
    assert [event.what for event in await events_of(world, code)] == [
        What.SENT,
        What.AGREED,
        What.ALERTED,
    ]


@pytest.mark.parametrize("channel", ["telegram", "/"])
async def test_a_red_alert_in_five_touches(world: World, channel: str) -> None:
    lan = await world.visitor()
    await trusts(world, lan, Role.PROVINCE, "01")
    an = world.worker() if channel == "telegram" else await world.visitor(channel)
    await says(an, "/start")
    await heard(an, "Chào anh/chị")
    before = so_far(an)
    await does(an, ("Báo tai nạn", "cần cấp cứu"), ("Có, cần ngay", "GỌI 115"))  # 1, 2
    if isinstance(an, Visitor):
        await an.sends_location(*HANOI)  # 3, and 4 is the browser's own question
    else:
        an.presses("Ngay chỗ tôi đứng")  # 3, and 4 is the phone's own question
    await heard(an, "ngay bây giờ?")
    await presses(an, SEND)  # 5
    code = code_in(await heard(an, "Mã: TN-"))
    walked("red accident report", an, since=before)
    assert code in (await listens(lan, "NGHI CÓ NGƯỜI BỊ NẶNG")).text


async def test_nobody_there_is_said_and_the_next_above_is_told(world: World) -> None:
    an = world.worker()
    code = await reports_red(an)
    assert "chưa ai được báo" in an.answers[-1].text
    await world.settles()
    assert (await case_of(world, code)).state is State.SENT
    tam = await world.visitor()
    await trusts(world, tam, Role.PROVINCE, "79")
    binh = world.worker()
    await reports_red(binh)
    assert "đã chuyển thành phố Hồ Chí Minh" in binh.answers[-1].text
    await listens(tam, "NGHI CÓ NGƯỜI BỊ NẶNG")


async def test_t7_the_alert_names_nobody(world: World) -> None:
    lan = await official(world)
    an = world.worker("Canary Nguyen")
    an.starts()
    await an.waits_for("Chào")
    an.presses("Báo tai nạn")
    await an.waits_for("cần cấp cứu")
    an.types("Canary chủ xưởng Hai Lúa bảo leo mái")
    await an.waits_for("cần cấp cứu")
    an.presses("Có, cần ngay")
    await an.waits_for("GỌI 115")
    an.types(DI_AN)
    await an.waits_for("ngay bây giờ?")
    an.presses(SEND)
    await an.waits_for("Đã gửi")
    await listens(lan, "NGHI CÓ NGƯỜI BỊ NẶNG")
    assert not [bubble for bubble in lan.bubbles if "Canary" in bubble.text]


async def test_a_double_tap_sends_once(world: World) -> None:
    lan = await official(world)
    an = world.worker()
    an.starts()
    await an.waits_for("Chào")
    an.presses("Báo tai nạn")
    await an.waits_for("cần cấp cứu")
    an.presses("Có, cần ngay")
    await an.waits_for("GỌI 115")
    an.types(DI_AN)
    await an.waits_for("ngay bây giờ?")
    an.presses(SEND)
    an.presses(SEND)
    await an.waits_for("đã gửi rồi")
    await world.settles()
    assert await count(world, "cases") == 1
    await listens(lan, "NGHI CÓ NGƯỜI BỊ NẶNG")
    assert len([b for b in lan.bubbles if "NGHI" in b.text]) == 1


async def test_words_of_an_emergency_bring_the_card_and_go_on(world: World) -> None:
    await official(world)
    an = await world.visitor()
    await an.starts()
    await an.waits_for("Chào")
    await does(an, ("Báo tai nạn", "cần cấp cứu"))
    await says(an, "co nguoi bi dien giat bat tinh")
    await heard(an, "GỌI 115")
    await says(an, DI_AN)
    await heard(an, "ngay bây giờ?")
    await presses(an, SEND)
    code = code_in(await heard(an, "Mã: "))
    await world.settles()
    assert (await case_of(world, code)).told.words == ("co nguoi bi dien giat bat tinh",)


async def test_from_the_emergency_card_in_four_touches(world: World) -> None:
    await official(world)
    an = world.worker()
    an.starts()
    await an.waits_for("Chào")
    an.presses("Cấp cứu")  # 1
    await an.waits_for("GỌI 115")
    an.presses("Báo xã ngay")  # 2
    await an.waits_for("chỗ đó ở đâu")
    an.types(DI_AN)
    await an.waits_for("ngay bây giờ?")
    an.presses(SEND)  # 3
    await an.waits_for("Đã gửi")


@pytest.mark.parametrize("channel", ["telegram", "/text/"])
async def test_a_commune_that_sounds_like_danger_is_a_place(world: World, channel: str) -> None:
    an = world.worker() if channel == "telegram" else await world.visitor(channel)
    await says(an, "/baotainan")
    await heard(an, "cần cấp cứu")
    await does(an, ("Bị nhẹ", "Chỗ xảy ra ở đâu?"))
    await says(an, "phường Đông Kinh, Lạng Sơn")
    assert "GỌI 115" not in await heard(an, "phường Đông Kinh")
