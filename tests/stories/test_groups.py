"""A group: made by an organiser, joined by its link with consent, left in one touch."""

from __future__ import annotations

import hashlib
import re

import pytest

from bot.groups import MOST_GROUPS
from bot.people import Role
from emulator.person import Person
from tests.journeys import so_far, walked
from tests.offices import writing
from tests.stories.helpers import count
from tests.stories.trust import arrives, revokes, trusts
from tests.visitor import Visitor
from tests.world import World

NAME = "Tổ thợ hồ An Bình"


async def makes(world: World, who: Person, name: str = NAME) -> str:
    """The organiser makes a group; returns the payload of its link."""
    who.types("/nhom")
    await who.waits_for("chưa phụ trách nhóm nào")
    who.presses("Tạo nhóm")
    await who.waits_for("Tên nhóm là gì?")
    who.types(name)
    return payload((await who.waits_for("Số người trong nhóm: 0")).text)


def payload(text: str) -> str:
    found = re.search(r"\bg[A-Z2-7]{13}\b", text)
    assert found, text
    return found[0]


async def test_made_on_telegram_and_joined_on_the_web(world: World) -> None:
    lan, binh = world.worker("Lan"), await world.visitor()
    await trusts(world, lan)
    link = await makes(world, lan)
    assert f"https://t.me/{world.telegram.bot['username']}?start={link}" in lan.last.text

    await binh.starts(link)
    asked = await binh.waits_for(f"Vào nhóm {NAME}?")
    assert asked.labels == ["Vào nhóm", "Không"]
    assert "không thấy số điện thoại" in asked.text
    assert await count(world, "members") == 0
    assert await count(world, "consents") == 0

    await binh.presses("Vào nhóm")
    await binh.waits_for(f"Đã vào nhóm «{NAME}»")
    walked("join a group", binh)
    await world.settles()
    (kept,) = await world.rows("SELECT purpose, text, digest, given_at FROM consents")
    group = (await world.rows("SELECT id FROM groups"))[0][0]
    digest = hashlib.sha256(asked.text.encode()).hexdigest()
    assert [str(value) for value in kept[:3]] == [f"group:{group}", "consent.group", digest]

    lan.types("/nhom")
    mine = await lan.waits_for("Nhóm anh/chị phụ trách")
    assert f"{NAME} (1)" in mine.labels


async def test_made_on_the_web_and_joined_on_telegram(world: World) -> None:
    hoa, an = await world.visitor(), world.worker("An")
    await trusts(world, hoa, Role.OFFICIAL)
    await hoa.types("/nhom")
    await hoa.waits_for("chưa phụ trách nhóm nào")
    await hoa.presses("Tạo nhóm")
    await hoa.waits_for("Tên nhóm là gì?")
    await hoa.types(NAME)
    link = payload((await hoa.waits_for("Số người trong nhóm: 0")).text)

    an.starts(link)
    await an.waits_for(f"Vào nhóm {NAME}?")
    an.presses("Vào nhóm")
    await an.waits_for("Đã vào nhóm")
    walked("join a group", an)

    await hoa.presses("Mã QR")
    await hoa.waits_for("Quét mã này")
    before = so_far(an)
    an.types("/help")
    await an.waits_for("Đơn vị phụ trách")
    an.presses("Nhóm của tôi")
    await an.waits_for("Bấm vào nhóm để ra")
    an.presses(f"Ra khỏi {NAME}")
    await an.waits_for("Đã ra khỏi nhóm")
    walked("leave a group", an, since=before)
    await world.settles()
    assert await count(world, "members") == 0
    assert await count(world, "consents WHERE withdrawn_at IS NULL") == 0
    assert await count(world, "consents") == 1


async def test_joining_twice_and_not_joining(world: World) -> None:
    lan, an, chi = world.worker("Lan"), world.worker("An"), world.worker("Chi")
    await trusts(world, lan)
    link = await makes(world, lan)

    an.starts(link)
    await an.waits_for("Vào nhóm")
    code = an.last.buttons[0]["callback_data"]
    for answer in ("Đã vào nhóm", "đang ở trong nhóm"):
        an.presses_code(code, an.sees("Vào nhóm Tổ").id)
        await an.waits_for(answer)
    an.starts(link)
    already = await an.waits_for("đang ở trong nhóm")
    assert already.labels == [f"Ra khỏi {NAME}"]
    assert await count(world, "members") == 1
    assert await count(world, "consents") == 1

    chi.starts(link)
    await chi.waits_for("Vào nhóm")
    chi.presses("Không")
    await chi.waits_for("Không vào nhóm cũng được")
    assert await count(world, "members") == 1
    an.types("/nhom")
    await an.waits_for("Bấm vào nhóm để ra")
    chi.types("/groups")
    await chi.waits_for("chưa ở nhóm nào")


async def test_a_new_link_kills_the_old_one_and_closing_kills_all(world: World) -> None:
    lan, an = world.worker("Lan"), world.worker("An")
    await trusts(world, lan)
    old = await makes(world, lan)
    lan.presses("Link mới")
    await lan.waits_for("hỏng ngay")
    lan.presses("Làm link mới")
    new = payload((await lan.waits_for("Ai có link này")).text)
    assert new != old

    an.starts(old)
    await an.waits_for("Link này không còn dùng được")
    an.starts(new)
    await an.waits_for("Vào nhóm")
    an.presses("Vào nhóm")
    await an.waits_for("Đã vào nhóm")

    lan.presses("Đóng nhóm")
    await lan.waits_for("phải ra khỏi nhóm: 1")
    lan.presses("Đóng nhóm")
    await lan.waits_for("Đã đóng nhóm")
    an.starts(new)
    await an.waits_for("Nhóm này đã đóng")
    assert await count(world, "members") == 0
    assert await count(world, "consents WHERE withdrawn_at IS NULL") == 0
    an.types("/nhom")
    await an.waits_for("chưa ở nhóm nào")


async def test_the_qr_code_is_a_picture_on_both_channels(world: World) -> None:
    lan, hoa = world.worker("Lan"), await world.visitor()
    await trusts(world, lan)
    link = await makes(world, lan)
    lan.presses("Mã QR")
    shown = await lan.waits_for(f"vào nhóm «{NAME}»")
    assert shown.body["photo"]
    (sent,) = world.telegram.ledger.of("sendPhoto", lan.id)
    assert link not in sent.parameters["caption"]
    lan.presses("Quay lại nhóm")
    await lan.waits_for("Số người trong nhóm: 0")

    await trusts(world, hoa)
    await hoa.types("/nhom")
    await hoa.waits_for("chưa phụ trách")
    await hoa.presses("Tạo nhóm")
    await hoa.waits_for("Tên nhóm là gì?")
    await hoa.types(NAME)
    await hoa.waits_for("Số người trong nhóm")
    await hoa.presses("Mã QR")
    await hoa.waits_for("Quét mã này")
    assert await count(world, "files WHERE media_type = 'image/png'") == 2


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("a" * 200, "Tên này dài 200 chữ cái, nhiều nhất là 60"),
        ("\u200b\u2060", "Chưa thấy tên nào"),
        ("🔔🔔", "Tên nhóm cần có chữ"),
    ],
)
async def test_names_that_are_none(world: World, typed: str, answer: str) -> None:
    lan = world.worker("Lan")
    await trusts(world, lan)
    lan.types("/nhom")
    await lan.waits_for("chưa phụ trách")
    lan.presses("Tạo nhóm")
    await lan.waits_for("Tên nhóm là gì?")
    lan.types(typed)
    await lan.waits_for(answer)
    assert await count(world, "groups") == 0
    lan.types(f"  {NAME}  \n")
    await lan.waits_for(NAME)
    assert await count(world, "groups") == 1


async def test_an_emergency_comes_before_a_name_and_a_name_may_be_left(world: World) -> None:
    lan = world.worker("Lan")
    await trusts(world, lan)
    lan.types("/nhom")
    await lan.waits_for("chưa phụ trách")
    lan.presses("Tạo nhóm")
    await lan.waits_for("Tên nhóm là gì?")
    lan.types("bi dinh thuoc sau vao mat")
    await lan.waits_for("115")
    lan.types("<b>Tổ</b> & em")
    assert "<b>Tổ</b> & em" in (await lan.waits_for("Số người")).text
    lan.presses("Nhóm của tôi")
    await lan.waits_for("Nhóm anh/chị phụ trách")
    lan.presses("Tạo nhóm")
    await lan.waits_for("Tên nhóm là gì?")
    lan.presses("Bỏ qua")
    await lan.waits_for("Đã bỏ qua")
    assert await count(world, "groups") == 1


async def test_only_the_organiser_of_the_area_manages_a_group(world: World) -> None:
    lan, an = world.worker("Lan"), world.worker("An")
    person = await trusts(world, lan)
    await arrives(world, an)
    link = await makes(world, lan)
    (number,) = (await world.rows("SELECT id FROM groups"))[0]
    an.starts(link)
    await an.waits_for("Vào nhóm")
    message = an.last.id
    for code in (f"n:{number}", f"nr:{number}", f"nx:{number}", f"nq:{number}", "nc:05425"):
        an.presses_code(code, message)
        await an.waits_for("chưa được giao việc này")
    tam = world.worker("Tam")
    await trusts(world, tam)
    tam.types("/nhom")
    await tam.waits_for("chưa phụ trách")
    for code in (f"n:{number}", f"nx:{number}", f"no:{number}|1", "n:-1"):
        tam.presses_code(code, tam.last.id)
        await tam.waits_for("không phụ trách nhóm này")
    tam.presses_code("nc:01", tam.last.id)
    await tam.waits_for("chưa được giao việc này")
    tam.presses_code(f"nv:{number}", tam.last.id)
    await tam.waits_for("không ở trong nhóm này")
    await revokes(world, person)
    lan.presses("Đóng nhóm")
    await lan.waits_for("chưa được giao việc này")
    assert await count(world, "groups WHERE closed_at IS NULL") == 1


async def test_nobody_runs_more_groups_than_a_list_can_show(world: World) -> None:
    lan = world.worker("Lan")
    person = await trusts(world, lan)
    async with writing(world) as unit:
        for number in range(MOST_GROUPS):
            await unit.groups.create(
                f"Tổ {number}", area="05425", owner=person, token=f"{number}", now=world.now
            )
    lan.types("/nhom")
    mine = await lan.waits_for("Nhóm anh/chị phụ trách")
    assert len(mine.labels) == MOST_GROUPS + 1
    lan.presses("Tạo nhóm")
    await lan.waits_for("Tên nhóm là gì?")
    lan.types(NAME)
    await lan.waits_for("Đóng bớt một nhóm")


async def test_names_and_links_are_sealed(world: World) -> None:
    lan = world.worker("Lan")
    await trusts(world, lan)
    link = await makes(world, lan)
    (row,) = await world.rows("SELECT name, token, link FROM groups")
    for value in tuple(row):
        assert isinstance(value, bytes)
        assert NAME.encode() not in value
        assert link[1:].encode() not in value


async def test_handing_over(world: World) -> None:
    lan, tam = world.worker("Lan"), await world.visitor()
    await trusts(world, lan)
    await makes(world, lan)
    lan.presses("Giao lại nhóm")
    await lan.waits_for("Chưa có cán bộ nào khác")
    await trusts(world, tam)
    await _offers(lan, tam)
    await tam.presses(f"Không nhận {NAME}")
    await tam.waits_for("không nhận nhóm")
    await lan.waits_for("Người được nhờ không nhận")

    lan.types("/nhom")
    await lan.waits_for("Nhóm anh/chị phụ trách")
    lan.presses(f"{NAME} (0)")
    await lan.waits_for("Số người")
    await _offers(lan, tam)
    await tam.presses(f"Nhận {NAME}")
    await tam.waits_for("Số người trong nhóm: 0")
    await lan.waits_for("đã có người nhận")
    lan.types("/nhom")
    await lan.waits_for("chưa phụ trách nhóm nào")
    await tam.presses(f"Nhận {NAME}")
    await tam.waits_for("Lời nhờ này không còn nữa")


async def _offers(lan: Person, tam: Visitor) -> None:
    lan.presses("Giao lại nhóm")
    await lan.waits_for("Giao «")
    lan.presses("Cán bộ 1, từ 12/05/2026")
    await lan.waits_for("Đã nhờ người kia nhận")
    await tam.waits_for("nhờ anh/chị nhận nhóm")
