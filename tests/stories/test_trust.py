"""T1 and T10-T14 of the threat model: forged buttons, leaked links, stolen rights, other areas."""

from __future__ import annotations

from bot import buttons
from bot.buttons import Button
from bot.people import Role
from emulator.group import Group
from emulator.person import Person
from emulator.values import Json
from tests.offices import (
    COMMUNE,
    OTHER_COMMUNE,
    OTHER_PROVINCE,
    accepts,
    appointed,
    link,
    somebody,
    writing,
)
from tests.visitor import Visitor
from tests.world import World


async def forges(who: Visitor, button: Button, answer: str) -> None:
    await who.posts(kind="choice", code=buttons.encode(button), message="")
    await who.waits_for(answer)


async def test_t10_forged_buttons_do_nothing_and_are_written_down(world: World) -> None:
    _, number = await somebody(world, Role.OFFICIAL, COMMUNE)
    lan, newcomer = await somebody(world)
    await accepts(lan, await link(world, Role.RESPONDER, COMMUNE, inviter=number, token="a" * 22))
    await lan.waits_for("đi xác nhận")
    _, victim = await somebody(world)
    grant = await appointed(world, victim, Role.RESPONDER, COMMUNE)
    forged = (
        buttons.ConfirmRequest(1),
        buttons.RefuseRequest(1),
        buttons.Revoke(grant),
        buttons.HandOver(grant, grant),
        buttons.InviteAt("admin", ""),
    )
    stranger, _ = await somebody(world, Role.OFFICIAL, OTHER_COMMUNE)
    for button in forged:
        await forges(lan, button, "chưa được giao việc này")
        await forges(stranger, button, "")
    async with world.memory() as unit:
        assert {h.person for h in await unit.grants.holders(area=COMMUNE)} == {number, victim}
        assert len(await unit.invitations.waiting(None)) == 1
        refused = [e for e in await unit.audit.entries() if e.deed.action == "access.refuse"]
        assert len(refused) == len(forged)
        assert newcomer not in {h.person for h in await unit.grants.holders()}


async def test_t1_nobody_confirms_themselves_or_their_own_admin(world: World) -> None:
    chief, number = await somebody(world, Role.ADMIN)
    second, _ = await somebody(world, Role.ADMIN)
    lan, _ = await somebody(world, Role.OFFICIAL, COMMUNE)
    await accepts(lan, await link(world, Role.ADMIN, "", inviter=number, token="a" * 22))
    await lan.waits_for("đi xác nhận")
    await forges(lan, buttons.ConfirmRequest(1), "Không có việc này")
    await forges(chief, buttons.ConfirmRequest(1), "Không có việc này")
    await second.waits_for("Có đúng người không?")
    await second.presses("Đúng người này")
    await lan.waits_for("Từ giờ anh/chị là: Quản trị")


async def test_t11_a_link_in_a_group_opens_nothing(world: World) -> None:
    payload = await link(world, Role.ADMIN, "", inviter=0, token="a" * 22)
    an = world.worker("An")
    group = Group(world.telegram, -1_000_000_000_700)
    group.adds_bot(an)
    group.joins(an)
    an.types(f"/start {payload}", group.chat)
    await group.waits_for("không mở trong nhóm")
    an.starts(payload)
    await an.waits_for("Anh/chị được mời làm: Quản trị")


class AnonymousAdmin(Person):
    """Whoever administers a group without showing who they are: Telegram gives all of them one id,
    and says that it is a bot's.
    """

    @property
    def user(self) -> Json:
        return super().user | {"is_bot": True}


async def test_t12_whoever_hides_behind_a_group_is_nobody(world: World) -> None:
    an, hidden = world.worker("An"), AnonymousAdmin(world.telegram, 1_087_968_824)
    group = Group(world.telegram, -1_000_000_000_702)
    group.adds_bot(an)
    group.speaks(hidden, f"/moi{group.mention}")
    group.speaks(an, f"/moi{group.mention}")
    await group.waits_for("chưa được giao việc này")
    await world.settles()
    assert len([m for m in group.chat.messages.values() if "chưa được giao" in m.text]) == 1


async def test_t12_a_right_taken_away_is_gone_at_the_next_touch(world: World) -> None:
    chief, person = await somebody(world, Role.PROVINCE, OTHER_PROVINCE)
    await chief.types("/moi")
    await chief.waits_for("Mời ai?")
    await chief.presses("Cán bộ xã")
    await chief.waits_for("ở đâu?")
    async with writing(world) as unit:
        for held in await unit.grants.holders(person=person):
            await unit.grants.revoke(held.grant.id, now=world.now)
    await chief.types("bi dien giat bat tinh")
    await chief.waits_for("115")
    await forges(chief, buttons.InviteAt("official", OTHER_COMMUNE), "chưa được giao")
    assert await world.rows("SELECT id FROM invitations") == []


async def test_t13_not_found_and_not_yours_read_alike(world: World) -> None:
    lan, _ = await somebody(world, Role.OFFICIAL, OTHER_COMMUNE)
    _, victim = await somebody(world)
    grant = await appointed(world, victim, Role.RESPONDER, COMMUNE)
    answers = []
    for number in (grant, 999_999):
        for made in (buttons.OpenHolder, buttons.AskRevoke, buttons.Revoke, buttons.OpenSuccessors):
            await lan.posts(kind="choice", code=buttons.encode(made(number)), message="")
            answers.append((await lan.waits_for()).text)
    assert len(set(answers)) == 1


async def test_t14_lists_and_the_log_end_at_the_border(world: World) -> None:
    official, _ = await somebody(world, Role.OFFICIAL, COMMUNE)
    other, _ = await somebody(world, Role.OFFICIAL, OTHER_COMMUNE)
    _, victim = await somebody(world)
    await appointed(world, victim, Role.RESPONDER, COMMUNE)
    await official.types("/moi")
    await official.waits_for("Mời ai?")
    await official.presses("Người trực")
    await official.waits_for("Lời mời làm Người trực")
    for who, people, deeds in ((official, 2, True), (other, 1, False)):
        await forges(who, buttons.OpenHolders(), "Chọn một người")
        assert len(who.bubbles[-1].labels) == people + 1
        await who.types("/nhatky")
        log = await who.waits_for("Nhật ký")
        assert ("mời Người trực" in log.text) is deeds
