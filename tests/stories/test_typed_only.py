"""On a phone without buttons every button of the bot can be reached by typing."""

from __future__ import annotations

import json
from datetime import timedelta

import sqlalchemy as sa

from bot.buttons import (
    PREFIXES,
    Button,
    OpenEmergency,
    OpenMenu,
    decode,
)
from bot.people import Role
from bot.screen import choice_numbers
from handlers import ROUTES
from storage.people import people
from storage.sealing import Vault
from tests.stories.helpers import CARD, CARD_TITLE, count
from tests.stories.trust import COMMUNE, gives, writing
from tests.visitor import Bubble, Visitor
from tests.world import SECRET, World


class Typist:
    """Types numbers and labels, and notes which buttons these stood for."""

    def __init__(self, world: World, visitor: Visitor) -> None:
        self.used: set[type[Button]] = set()
        self._world = world
        self._visitor = visitor

    async def numbers(self, label: str, answer: str) -> Bubble:
        """Types the number that stands before `label`."""
        shown = await self._shown()
        names = [name for _, name in shown]
        at = next(place for place, name in enumerate(names) if label in name)
        number = choice_numbers(len(shown))[at]
        assert f"{number}. {names[at]}" in self._visitor.bubbles[-1].text
        return await self._types(str(number), shown[at][0], answer)

    async def labels(self, label: str, answer: str) -> Bubble:
        """Types the label itself."""
        code = next(code for code, name in await self._shown() if name == label)
        return await self._types(label.lower(), code, answer)

    async def zero(self) -> Bubble:
        self.used.add(OpenMenu)
        return await self._types("0", "m:", "Cần gì, bấm nút")

    async def nine(self) -> Bubble:
        self.used.add(OpenEmergency)
        return await self._types("9", "e:", "GỌI 115 NGAY")

    async def says(self, words: str, answer: str) -> Bubble:
        self._world.now += timedelta(seconds=5)  # nobody types faster
        assert await self._visitor.types(words) == 200
        found = await self._visitor.waits_for(answer)
        await self._world.settles()
        return found

    async def _types(self, words: str, code: str, answer: str) -> Bubble:
        self.used.add(type(decode(code)))
        return await self.says(words, answer)

    async def _shown(self) -> list[tuple[str, str]]:
        """The choices that the database keeps for typed answers."""
        (row,) = await self._world.rows("SELECT row, shown FROM addresses")
        name, sealed = tuple(row)
        assert isinstance(name, bytes)
        assert isinstance(sealed, bytes)
        return [(c, n) for c, n in json.loads(Vault(SECRET).open("addresses.shown", name, sealed))]


async def groups_by_typing(world: World, typist: Typist) -> None:
    """Makes, joins, leaves, hands over and closes a group; takes and refuses two others."""
    await holds_role(world)
    await typist.says("/trogiup", "Đơn vị phụ trách")
    await typist.numbers("Nhóm của tôi", "chưa phụ trách nhóm nào")
    await typist.numbers("Tạo nhóm", "Tên nhóm là gì?")
    made = await typist.says("Tổ một", "Số người trong nhóm: 0")
    link = made.text.split("start=")[1].split()[0]
    await typist.numbers("Mã QR", "Quét mã này")
    await typist.labels("Quay lại nhóm", "Số người trong nhóm: 0")
    await typist.numbers("Link mới", "hỏng ngay")
    renewed = await typist.labels("Làm link mới", "Số người trong nhóm: 0")
    await typist.says(f"/start {link}", "Link này không còn dùng được")
    link = renewed.text.split("start=")[1].split()[0]
    await typist.says(f"/start {link}", "Vào nhóm Tổ một?")
    await typist.labels("Không", "Không vào nhóm cũng được")
    await typist.says(f"/start {link}", "Vào nhóm Tổ một?")
    await typist.numbers("Vào nhóm", "Đã vào nhóm")
    await typist.says("/nhom", "Nhóm anh/chị phụ trách")
    await typist.numbers("Nhóm tôi đang ở", "Bấm vào nhóm để ra")
    await typist.numbers("Ra khỏi Tổ một", "Đã ra khỏi nhóm")
    await offered_to_them(world)
    await typist.says("/nhom", "Nhóm anh/chị phụ trách")
    await typist.numbers("Không nhận Tổ ba", "Đã báo lại")
    await typist.says("/nhom", "Nhóm anh/chị phụ trách")
    await typist.numbers("Nhận Tổ hai", "Số người trong nhóm: 0")
    await typist.labels("Giao lại nhóm", "Giao «Tổ hai» cho ai?")
    await typist.numbers("Cán bộ 1", "Đã nhờ người kia nhận")
    await typist.says("/nhom", "Nhóm anh/chị phụ trách")
    await typist.numbers("Tổ hai (0)", "Số người trong nhóm: 0")
    await typist.labels("Đóng nhóm", "không mở lại được")
    await typist.labels("Đóng nhóm", "Đã đóng nhóm")


async def holds_role(world: World) -> None:
    (person,) = (await world.rows("SELECT person_id FROM addresses"))[0]
    assert isinstance(person, int)
    await gives(world, person, Role.ORGANISER)


async def offered_to_them(world: World) -> None:
    """Two groups of another organiser, whom no channel reaches, are offered to the only person."""
    (person,) = (await world.rows("SELECT person_id FROM addresses"))[0]
    assert isinstance(person, int)
    async with writing(world) as unit:
        made = sa.insert(people).values(created_at=world.now).returning(people.c.id)
        other = (await unit.execute(made)).scalar_one()
        for name in ("Tổ hai", "Tổ ba"):
            group = await unit.groups.create(
                name, area=COMMUNE, owner=other, token=name, now=world.now
            )
            await unit.groups.offer(group.id, heir=person)
    await gives(world, other, Role.ORGANISER)


async def guidance(typist: Typist) -> None:
    await typist.numbers("Cách làm an toàn", "Anh/chị làm việc gì?")
    await typist.numbers("Xây nhà", "Chọn một bài:")
    await typist.numbers("Trang sau", "(2 trên")
    await typist.numbers("Việc khác", "Anh/chị làm việc gì?")
    await typist.numbers("Xây nhà", "Chọn một bài:")
    await typist.numbers(CARD_TITLE, CARD_TITLE)
    await typist.numbers("Xem thêm", "Nguồn: ")
    await typist.numbers("Chưa đúng", "Chỗ nào chưa đúng?")
    await typist.numbers("Bỏ qua", "Đã bỏ qua.")
    await typist.says(CARD, CARD_TITLE)
    await typist.labels("Xem thêm", "Nguồn: ")
    await typist.labels("Có ích", "Làm ở xã, phường nào?")
    await typist.labels("Bỏ qua", "Khi nào cần")
    await typist.numbers("Quyền lợi", "Chọn một bài:")
    await typist.zero()
    await typist.numbers("Giúp đỡ", "Đơn vị phụ trách")
    await typist.labels("English", "the bot speaks English")
    await typist.numbers("Help", "Run by")
    await typist.labels("Tiếng Việt", "Từ giờ bot nói tiếng Việt")


async def joining(typist: Typist) -> None:
    await typist.numbers("Giúp đỡ", "Đơn vị phụ trách")
    await typist.labels("Đổi xã, đổi việc", "Làm ở xã, phường nào?")
    await typist.says("phường Bến Nghé quận 1", "nay thuộc")
    await typist.numbers("Không phải", "Làm ở xã, phường nào?")
    await typist.numbers("Bỏ qua", "Khi nào cần")
    await typist.numbers("Giúp đỡ", "Đơn vị phụ trách")
    await typist.labels("Đổi xã, đổi việc", "Làm ở xã, phường nào?")
    await typist.says("phường Bến Nghé quận 1", "nay thuộc")
    await typist.labels("Đúng", "Chọn được từng loại")
    await typist.numbers("Em dưới 16", "111")
    await typist.numbers("Giúp đỡ", "Đơn vị phụ trách")
    await typist.labels("Đổi xã, đổi việc", "Làm ở xã, phường nào?")
    await typist.says("phường Bến Nghé quận 1", "nay thuộc")
    await typist.labels("Đúng", "Chọn được từng loại")
    await typist.numbers("Đồng ý cả hai", "Xong")


async def emergencies(typist: Typist) -> None:
    await typist.nine()
    await typist.numbers("Thuốc vào mắt", "15 phút")
    await typist.says("khong muon song nua", "Đã uống hay dính thuốc chưa?")
    await typist.numbers("Chưa uống", "đừng ở một mình")
    await typist.says("khong muon song nua", "Đã uống hay dính thuốc chưa?")
    await typist.labels("Đã uống", "GỌI 115 NGAY")


async def test_every_button_by_typing(world: World) -> None:
    chi = await world.visitor("/text/")
    typist = Typist(world, chi)
    await chi.starts()
    await chi.waits_for("Chào anh/chị")
    await world.settles()

    for walk in (guidance, joining, emergencies):
        await walk(typist)

    await groups_by_typing(world, typist)

    assert typist.used == set(PREFIXES.values())
    assert typist.used == {route.on for route in ROUTES} & set(PREFIXES.values())
    assert not any(bubble.choices for bubble in chi.bubbles)
    assert await count(world, "ratings") == 2
