"""Roles come by invitation, are confirmed by somebody above, and end at once."""

from __future__ import annotations

from datetime import timedelta

from bot import buttons
from bot.data import Kind
from bot.invitations import OPERATOR
from bot.people import Role
from tests.journeys import so_far, walked
from tests.offices import (
    COMMUNE,
    PROVINCE,
    accepts,
    appointed,
    link,
    newest_person,
    somebody,
    token_in,
    writing,
)
from tests.stories.own_data import beats
from tests.visitor import Visitor
from tests.world import World

FOR_AN_OFFICIAL = {
    "Người trực",
    "Cán bộ công đoàn, hội",
    "Mời theo danh sách",
    "Người đang giữ việc",
}


async def test_an_official_comes_by_invitation_and_is_confirmed(world: World) -> None:
    chief, _ = await somebody(world, Role.PROVINCE, PROVINCE)
    before = so_far(chief)
    await chief.types("/moi")
    await chief.waits_for("Mời ai?")
    await chief.presses("Cán bộ xã")
    await chief.waits_for("ở đâu?")
    await chief.types("phuong ba dinh")
    await chief.waits_for("là nơi nào?")
    await chief.presses("phường Ba Đình, thành phố Hà Nội")
    shown = await chief.waits_for("Lời mời làm Cán bộ xã")
    walked("invite to a role", chief, since=before)

    lan, _ = await somebody(world)
    before = so_far(lan)
    await accepts(lan, token_in(shown.text))
    await lan.waits_for("Đã gửi tên và số đi xác nhận")
    walked("accept an invitation", lan, since=before)
    await lan.types("/moi")
    await lan.waits_for("chưa được giao việc này")

    letter = await chief.waits_for("Trần Thị Lan")
    assert "0912345678" in letter.text
    before = so_far(chief)
    await chief.presses("Đúng người này")
    await chief.waits_for("Đã xác nhận Trần Thị Lan")
    walked("confirm an invitation", chief, since=before)
    await lan.waits_for("Từ giờ anh/chị là: Cán bộ xã, phường Ba Đình")
    await lan.types("/moi")
    roles = await lan.waits_for("Mời ai?")
    assert set(roles.labels) == FOR_AN_OFFICIAL

    await chief.types("/nhatky")
    log = await chief.waits_for("Nhật ký")
    assert "giao Cán bộ xã, phường Ba Đình, thành phố Hà Nội cho Trần Thị Lan" in log.text
    async with world.memory() as unit:
        written = [entry.deed.action for entry in await unit.audit.entries()]
    assert written == ["invitation.create", "invitation.follow", "grant.give"]


async def test_refused_and_told(world: World) -> None:
    chief, number = await somebody(world, Role.OFFICIAL, COMMUNE)
    lan, _ = await somebody(world)
    await accepts(lan, await link(world, Role.RESPONDER, COMMUNE, inviter=number, token="t" * 22))
    await chief.waits_for("Có đúng người không?")
    await chief.presses("Không phải")
    await chief.waits_for("Đã từ chối")
    await lan.waits_for("không đúng người")
    async with world.memory() as unit:
        assert len(await unit.grants.holders()) == 1


async def test_t11_expired_reused_forwarded_and_unknown_links(world: World) -> None:
    _, number = await somebody(world, Role.PROVINCE, PROVINCE)
    payload = await link(world, Role.OFFICIAL, COMMUNE, inviter=number, token="a" * 22)
    late = await link(world, Role.OFFICIAL, COMMUNE, inviter=number, token="b" * 22)
    lan, _ = await somebody(world)
    await accepts(lan, payload)
    await lan.waits_for("đi xác nhận")
    await lan.starts(payload)
    await lan.waits_for("đi xác nhận")

    other, _ = await somebody(world)
    await other.starts(payload)
    await other.waits_for("đã có người khác mở")
    await other.starts("i" + "z" * 22)
    await other.waits_for("Lời mời này không có")
    world.now += timedelta(hours=24)
    await other.starts(late)
    await other.waits_for("đã hết 24 giờ")
    kept = await world.rows("SELECT token_hash FROM invitations")
    assert payload not in str(kept)


async def test_wrong_names_and_numbers_have_their_own_sentences(world: World) -> None:
    payload = await link(world, Role.ADMIN, "", inviter=OPERATOR, token="a" * 22)
    lan, _ = await somebody(world)
    await lan.starts(payload)
    await lan.waits_for("Gõ họ và tên")
    for said, answer in (
        ("Lan " * 50, "Tên hơi dài"),
        ("12345", "chưa đọc được tên"),
        ("chong toi bi dien giat bat tinh", "115"),
        ("Trần Thị Lan", "Gõ số điện thoại"),
        ("khong nho", "chưa đọc được số"),
        ("+84 912 345 678", "Đã xác nhận"),
    ):
        await lan.types(said)
        await lan.waits_for(answer)
    menu = await lan.waits_for("Đã xác nhận")
    assert "🆘 Cấp cứu" in menu.labels
    async with world.memory() as unit:
        (held,) = await unit.grants.holders()
    assert held.grant.role is Role.ADMIN


async def test_t1_on_telegram_only_ones_own_contact_counts(world: World) -> None:
    payload = await link(world, Role.ADMIN, "", inviter=OPERATOR, token="a" * 22)
    lan = world.worker("Lan")
    lan.starts(payload)
    await lan.waits_for("Gõ họ và tên")
    lan.types("Trần Thị Lan")
    await lan.waits_for("gửi số của chính mình")
    lan.types("0912345678")
    await lan.waits_for("không gõ số được")
    lan.sends_contact("+84999999999", owner=4242)
    await lan.waits_for("số của người khác")
    lan.presses("📞 Gửi số của tôi")
    await lan.waits_for("Đã xác nhận")
    assert "Mời, giao việc" in lan.keyboard


async def test_on_telegram_the_phone_gives_the_number(world: World) -> None:
    payload = await link(world, Role.ADMIN, "", inviter=OPERATOR, token="a" * 22)
    lan = world.worker("Lan")
    lan.starts(payload)
    await lan.waits_for("Gõ họ và tên")
    lan.types("Trần Thị Lan")
    await lan.waits_for("gửi số của chính mình")
    lan.presses("📞 Gửi số của tôi")
    await lan.waits_for("Đã xác nhận")
    walked("accept an invitation", lan)


async def test_the_only_admins_invitation_counts_after_a_day_and_can_be_taken_back(
    world: World,
) -> None:
    chief, number = await somebody(world, Role.ADMIN)
    lan, _ = await somebody(world)
    await accepts(lan, await link(world, Role.ADMIN, "", inviter=number, token="a" * 22))
    await lan.waits_for("hiệu lực từ 12:00 13/05/2026")
    await chief.waits_for("Không có ai khác để xác nhận")
    await lan.types("/moi")
    await lan.waits_for("chưa được giao")
    world.now += timedelta(hours=24)
    await lan.types("/moi")
    await lan.waits_for("Mời ai?")

    await chief.presses("Thu hồi")
    await chief.waits_for("Thu hồi ngay việc này của Trần Thị Lan")
    await chief.presses("Thu hồi ngay")
    await chief.waits_for("Đã thu hồi")
    await lan.waits_for("Anh/chị thôi giữ việc")
    await lan.types("/moi")
    await lan.waits_for("chưa được giao")


async def test_two_confirmations_at_once_one_wins(world: World) -> None:
    first, number = await somebody(world, Role.OFFICIAL, COMMUNE)
    second, _ = await somebody(world, Role.OFFICIAL, COMMUNE)
    lan, _ = await somebody(world)
    await accepts(lan, await link(world, Role.RESPONDER, COMMUNE, inviter=number, token="a" * 22))
    await first.waits_for("Có đúng người không?")
    await second.waits_for("Có đúng người không?")
    await first.presses("Đúng người này")
    await second.presses("Không phải")
    await first.waits_for("xác nhận")
    await second.waits_for("trước, lúc")
    async with world.memory() as unit:
        assert len(await unit.grants.holders()) == 3


async def test_the_last_admin_stays(world: World) -> None:
    chief, _ = await somebody(world, Role.ADMIN)
    await chief.types("/moi")
    await chief.waits_for("Mời ai?")
    await chief.presses("Người đang giữ việc")
    await chief.waits_for("Chọn một người")
    await chief.presses("Chưa có tên, Quản trị")
    await chief.waits_for("Quản trị")
    await chief.presses("Thôi việc này")
    await chief.waits_for("quản trị cuối cùng")


async def wants_to_be_erased(who: Visitor) -> None:
    await who.posts(kind="choice", code=buttons.encode(buttons.EraseData()), message="")


async def test_the_last_admin_is_not_erased(world: World) -> None:
    """Nor do two admins leave at once, each counting on the other."""
    chief, first = await somebody(world, Role.ADMIN)
    await wants_to_be_erased(chief)
    await chief.waits_for("chỉ còn anh/chị quản trị")
    second, other = await somebody(world, Role.ADMIN)
    await wants_to_be_erased(chief)
    await chief.waits_for("Bot đang xóa hết")
    await wants_to_be_erased(second)
    await second.waits_for("chỉ còn anh/chị quản trị")
    async with writing(world) as unit:  # as if both had asked in the same moment
        await unit.data.request(other, Kind.ERASE, now=world.now, done=False)
    await beats(world, after=timedelta(minutes=2))
    async with world.memory() as unit:
        assert [h.person for h in await unit.grants.holders(role=Role.ADMIN)] == [other]
    assert first != other


async def test_an_admin_who_leaves_does_not_count_as_the_other_one(world: World) -> None:
    leaving, _ = await somebody(world, Role.ADMIN)
    chief, number = await somebody(world, Role.ADMIN)
    await wants_to_be_erased(leaving)
    async with world.memory() as unit:
        (held,) = await unit.grants.holders(person=number)
    code = buttons.encode(buttons.Revoke(held.grant.id))
    await chief.posts(kind="choice", code=code, message="")
    await chief.waits_for("quản trị cuối cùng")


async def test_everything_is_handed_over_in_one_confirmation(world: World) -> None:
    chief, _ = await somebody(world, Role.PROVINCE, PROVINCE)
    leaving, old = await somebody(world, Role.OFFICIAL, COMMUNE)
    left = await appointed(world, old, Role.ORGANISER, COMMUNE)
    follower, new = await somebody(world, Role.RESPONDER, COMMUNE)
    await chief.posts(kind="choice", code=f"rs:{left}", message="")
    await chief.waits_for("cho ai?")
    await chief.presses("Chưa có tên, Người trực")
    await chief.waits_for("Chuyển hết việc")
    await chief.presses("Bàn giao ngay")
    await chief.waits_for("Đã chuyển hết việc")
    await leaving.waits_for("Anh/chị thôi giữ việc")
    await follower.waits_for("nhận bàn giao")
    async with world.memory() as unit:
        assert await unit.grants.holders(person=old) == []
        held = {h.grant.role for h in await unit.grants.holders(person=new)}
    assert held == {Role.RESPONDER, Role.OFFICIAL, Role.ORGANISER}


async def test_the_settings_name_the_first_admins(world: World) -> None:
    await world.stops()
    lan = world.worker("Lan")
    await world.starts(admin_ids=(str(lan.id),))
    lan.types("/moi")
    await lan.waits_for("Mời ai?")
    async with world.memory() as unit:
        (held,) = await unit.grants.holders()
    assert (held.grant.role, held.given_by, held.person) == (
        Role.ADMIN,
        OPERATOR,
        await newest_person(world),
    )
