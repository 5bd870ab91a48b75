"""The duty roster, as officials of a commune keep it and responders read it."""

from __future__ import annotations

from datetime import timedelta

from bot import buttons, duty
from bot.buttons import Button
from bot.duty import OnDuty, Post
from bot.people import Role
from emulator.person import Person
from tests.contracts.real import areas
from tests.journeys import so_far, walked
from tests.offices import (
    COMMUNE,
    OTHER_COMMUNE,
    PROVINCE,
    appointed,
    newest_person,
    somebody,
    writing,
)
from tests.stories.helpers import count
from tests.visitor import Visitor
from tests.world import World


async def official(world: World, area: str = COMMUNE) -> tuple[Visitor, int]:
    return await somebody(world, Role.OFFICIAL, area)


async def on_telegram(world: World, role: Role) -> tuple[Person, int]:
    hung = world.worker("Hùng")
    hung.starts()
    await hung.waits_for("Chào anh/chị")
    await world.settles()
    person = await newest_person(world)
    await appointed(world, person, role, COMMUNE)
    return hung, person


async def forges(who: Visitor, button: Button, answer: str) -> None:
    await who.posts(kind="choice", code=buttons.encode(button), message="")
    await who.waits_for(answer)


async def puts_on(lan: Visitor, label: str, post: str) -> None:
    await lan.types("/truc")
    await lan.waits_for("Lịch trực")
    await lan.presses("Thêm người trực")
    await lan.waits_for("Thêm ai")
    await lan.presses(label)
    await lan.waits_for("làm gì trong lịch trực?")
    await lan.presses(post)
    await lan.waits_for("Đã ghi")


async def told_first(world: World) -> tuple[OnDuty, ...]:
    async with world.memory() as unit:
        return await duty.watch(unit.duty, COMMUNE, areas(), now=world.now)


async def test_an_official_keeps_the_roster_and_a_responder_goes_away(world: World) -> None:
    lan, lan_is = await official(world)
    hung, hung_is = await on_telegram(world, Role.RESPONDER)
    await lan.types("/truc")
    assert "Giờ này lịch chưa có ai" in (await lan.waits_for("Lịch trực")).text

    before = so_far(lan)
    await puts_on(lan, "Chưa có tên, Người trực", "Trực chính")
    walked("put somebody on the roster", lan, since=before)
    await hung.waits_for("Anh/chị có trong lịch trực")
    await puts_on(lan, "Chưa có tên, Cán bộ xã", "Trực thay")
    both = (OnDuty(hung_is, Post.DUTY), OnDuty(lan_is, Post.DEPUTY))
    assert await told_first(world) == both

    hung.types("/menu")
    await hung.waits_for("Cần gì")
    touches, typed, letters = so_far(hung)
    hung.presses("Lịch trực")
    await hung.waits_for("Đang trực")
    hung.presses("Tôi vắng")
    await hung.waits_for("Vắng đến khi nào?")
    hung.types(wrong := "lâu lâu")
    await hung.waits_for("chưa hiểu")
    hung.types("đến hết ngày 20/5")
    await hung.waits_for("vắng đến hết ngày 20/5/2026")
    before = touches, typed + 1, letters + len(wrong)  # without the wrong try
    walked("say that one is away", hung, since=before)
    await lan.waits_for("vắng đến hết ngày 20/5/2026. Tin báo của")
    assert await told_first(world) == (OnDuty(lan_is, Post.DEPUTY),)

    hung.presses("Tôi đã về")
    await hung.waits_for("anh/chị đã về")
    await lan.waits_for("đã về, nhận tin báo")
    assert (await told_first(world))[0] == OnDuty(hung_is, Post.DUTY)

    await lan.types("/nhatky")
    log = (await lan.waits_for("xếp")).text
    assert "Trực chính, cả tuần" in log
    assert "báo vắng" in log
    assert "báo đã về" in log


async def test_hours_are_typed_and_count(world: World) -> None:
    lan, lan_is = await official(world)
    _, binh_is = await official(world)
    await puts_on(lan, "Chưa có tên, Cán bộ xã (1)", "Trực chính")
    await lan.presses("Đổi ngày giờ")
    await lan.waits_for("Gõ ngày giờ mới")
    await lan.types("lúc rảnh")
    await lan.waits_for("chưa hiểu ngày giờ này")
    await lan.types("10/5")
    await lan.waits_for("đã qua")
    await lan.types("t2-t6 7h-17h")
    await lan.waits_for("thứ Hai–thứ Sáu 7:00–17:00")
    assert await told_first(world) == (OnDuty(lan_is, Post.DUTY),)
    world.now += timedelta(hours=7)  # 19:00: nobody by roster, so everybody in office
    assert await told_first(world) == (
        OnDuty(lan_is, Post.DUTY),
        OnDuty(binh_is, Post.DUTY),
    )


async def test_whoever_loses_the_role_is_off_the_roster_at_once(world: World) -> None:
    lan, _ = await official(world)
    hung, hung_is = await on_telegram(world, Role.RESPONDER)
    await puts_on(lan, "Chưa có tên, Người trực", "Trực chính")
    await hung.waits_for("có trong lịch trực")
    async with writing(world) as unit:
        (held,) = await unit.grants.holders(person=hung_is)
        await unit.grants.revoke(held.grant.id, now=world.now)
    assert hung_is not in {found.person for found in await told_first(world)}
    await lan.types("/truc")
    assert "Trực chính:" not in (await lan.waits_for("Lịch trực")).text
    hung.types("/truc")
    await hung.waits_for("chưa được giao việc này")


async def test_two_officials_at_once(world: World) -> None:
    lan, lan_is = await official(world)
    mai, _ = await official(world)
    await puts_on(lan, "Chưa có tên, Cán bộ xã (1)", "Trực chính")
    async with world.memory() as unit:
        (line,) = await unit.duty.of(lan_is, now=world.now)
    for each in (lan, mai):
        await forges(each, buttons.AskHours(line.id), "Gõ ngày giờ mới")
    await mai.types("cuối tuần")
    await mai.waits_for("Đã ghi")
    await lan.types("t2-t6")
    assert "thứ Bảy, Chủ nhật" in (await lan.waits_for("Vừa có người khác đổi")).text
    await lan.types("t2-t6")
    await lan.waits_for("Đã ghi")
    await forges(mai, buttons.TakeOffDuty(line.id), "Đã bỏ")
    await forges(lan, buttons.TakeOffDuty(line.id), "Có thể vừa có người đổi")
    async with world.memory() as unit:
        (grant,) = await unit.grants.holders(person=lan_is)
    await forges(mai, buttons.PutOnDuty(grant.grant.id, "chair"), "Đã ghi")
    await forges(lan, buttons.PutOnDuty(grant.grant.id, "chair"), "đã có trong lịch")
    assert await count(world, "duties") == 1


async def test_officials_elsewhere_and_the_province_cannot_change_it(world: World) -> None:
    lan, lan_is = await official(world)
    await puts_on(lan, "Chưa có tên, Cán bộ xã", "Trực chính")
    async with world.memory() as unit:
        (line,) = await unit.duty.of(lan_is, now=world.now)
    stranger, _ = await official(world, OTHER_COMMUNE)
    province, _ = await somebody(world, Role.PROVINCE, PROVINCE)
    changes = (
        buttons.ChooseWatch(COMMUNE),
        buttons.PutOnDuty(line.grant, "chair"),
        buttons.SetHours(line.id, 1, "0/0-1440"),
        buttons.TakeOffDuty(line.id),
    )
    for who in (stranger, province):
        for button in changes:
            await forges(who, button, "Không có việc này")
    await forges(stranger, buttons.OpenDuty(COMMUNE), "Không có việc này")
    await forges(province, buttons.OpenDuty(COMMUNE), "Trực chính: cả tuần")
    async with world.memory() as unit:
        assert await unit.duty.of(lan_is, now=world.now) == [line]


async def test_a_commune_left_with_nobody_says_so(world: World) -> None:
    lan, _ = await official(world)
    chi, chi_is = await somebody(world, Role.PROVINCE, PROVINCE)
    await lan.types("/truc")
    await lan.waits_for("Lịch trực")
    await lan.presses("Tôi vắng")
    await lan.waits_for("Vắng đến khi nào?")
    await lan.types("3 ngày")
    await lan.waits_for("không còn ai trực. Tin báo chuyển lên trên")
    await chi.waits_for("tin báo chuyển đến anh/chị")
    assert await told_first(world) == (OnDuty(chi_is, Post.PROVINCE),)
    await chi.types("/truc")
    await chi.waits_for("Lịch trực")
    await chi.presses("Xem nơi khác")
    await chi.waits_for("Gõ tên xã")
    await chi.types("Ba Đình")
    await chi.waits_for("Chọn một nơi")
    await chi.presses("phường Ba Đình, thành phố Hà Nội")
    await chi.waits_for("Giờ này ở đây chưa có ai trực")
