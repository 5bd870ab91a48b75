"""On a phone without buttons every button of the bot can be reached by typing."""

from __future__ import annotations

import json
from datetime import timedelta

from bot.buttons import (
    PREFIXES,
    Button,
    OpenEmergency,
    OpenMenu,
    decode,
)
from bot.screen import choice_numbers
from handlers import ROUTES
from storage.sealing import Vault
from tests.stories.helpers import CARD, CARD_TITLE, count
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

    assert typist.used == set(PREFIXES.values())
    assert typist.used == {route.on for route in ROUTES} & set(PREFIXES.values())
    assert not any(bubble.choices for bubble in chi.bubbles)
    assert await count(world, "ratings") == 2
