"""The demo: three people who can each do what they are there for, and a fresh start."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from bot import serving
from bot.app import build
from bot.cli.demo_people import settle
from bot.cli.demonstrating import PANES, Sessions, page, settings_for
from emulator import samples
from storage import migrate
from tests.stories.organisers import aims, presses, says
from tests.visitor import Visitor

FIELD = (20.4758, 105.704)


@asynccontextmanager
async def demo(folder: Path) -> AsyncIterator[str]:
    app, sessions = build(settings_for(folder)), Sessions()
    await migrate.upgrade(app.engine)
    await settle(app, sessions.all)
    async with app.running(), serving.serving(page(app, sessions), "127.0.0.1", 0) as port:
        yield f"http://127.0.0.1:{port}/"
        for channel in app.web.values():
            channel.streams.close()


@asynccontextmanager
async def people(address: str) -> AsyncIterator[dict[str, Visitor]]:
    found = {pane: Visitor(f"{address}{pane}/", "vi-VN") for pane in PANES}
    for visitor in found.values():
        await visitor.opens()
        await visitor.starts()
        await visitor.waits_for("Chào anh/chị")
    yield found
    for visitor in found.values():
        await visitor.leaves()


async def meet(who: dict[str, Visitor]) -> None:
    """Each does what only they may."""
    await who["worker"].types("/moi")
    await who["worker"].waits_for("chưa được giao việc này")
    await who["organiser"].types("/nhom")
    groups = await who["organiser"].waits_for("Nhóm anh/chị phụ trách")
    assert {"Tổ thợ hồ An Bình (12)", "Chi hội Nông dân xóm Chùa (7)"} <= set(groups.labels)
    await who["official"].types("/moi")
    roles = await who["official"].waits_for("Mời ai?")
    assert any("Phạm Văn Tú" in label for label in roles.labels)


async def test_every_pane_is_somebody_and_starting_over_gives_new_people(tmp_path: Path) -> None:
    async with demo(tmp_path) as address:
        async with people(address) as who:
            await meet(who)
            await who["official"].presses(
                next(x for x in who["official"].bubbles[-1].labels if "Phạm Văn Tú" in x)
            )
            await who["official"].waits_for("0900000004")
        async with aiohttp.ClientSession() as browser:
            async with browser.post(f"{address}reset") as answer:
                assert answer.status == 200
            english = {"Accept-Language": "en-GB,en;q=0.9"}
            async with browser.get(address, headers=english) as answer:
                assert "Commune official" in await answer.text()
        async with people(address) as who:
            await meet(who)


async def test_a_photo_approved_by_the_official_reaches_the_worker(tmp_path: Path) -> None:
    async with demo(tmp_path) as address, people(address) as who:
        worker, organiser, official = (who[pane] for pane in PANES)
        await presses(worker, "Giúp đỡ", "Đơn vị phụ trách")
        await presses(worker, "Đổi xã, đổi việc", "Làm ở xã, phường nào?")
        await says(worker, "xã An Bình, Phú Thọ", "Chọn được từng loại")
        await presses(worker, "Đồng ý cả hai, tôi đủ 16 tuổi", "Xong")
        await says(organiser, "/phatin", "Soạn tin")
        await presses(organiser, "Soạn tin mới", "Gõ hoặc gửi tin")
        assert await organiser.uploads(samples.JPEG, name="bien.jpg") == 200
        await organiser.waits_for("ảnh: 1")
        await says(organiser, "Nắng gắt, nghỉ tay sớm", "Đã ghi: VI:")
        await aims(organiser)
        await presses(organiser, "Xem trước", "Gửi đến 3 người")
        await presses(organiser, "Đổi thành tin khẩn", "Gửi đến 3 người")
        await presses(organiser, "Gửi thử cho tôi", "người thứ hai")
        await presses(organiser, "Nhờ duyệt", "duyệt")
        await official.waits_for("nhờ duyệt tin ở trên", seconds=20)
        await presses(official, "Duyệt", "Đã duyệt")
        await worker.waits_for("Nắng gắt, nghỉ tay sớm", seconds=20)
        assert [each["kind"] for each in worker.media] == ["photo"]


async def test_a_poisoning_rings_and_is_dealt_with(tmp_path: Path) -> None:
    async with demo(tmp_path) as address, people(address) as who:
        worker, official = who["worker"], who["official"]
        await presses(worker, "Báo tai nạn", "cần cấp cứu")
        await presses(worker, "Có, cần ngay", "GỌI 115")
        await worker.sends_location(*FIELD)
        await worker.waits_for("ngay bây giờ?")
        await presses(worker, "Gửi cho xã", "Mã: TN-")
        code = worker.bubbles[-1].text.split("Mã: ")[1].split()[0].rstrip(".")
        official._mark = 0
        await official.waits_for(f"NGHI CÓ NGƯỜI BỊ NẶNG · {code}")
        await says(worker, "ngộ độc thuốc sâu, nôn nhiều", "Đã thêm")
        assert await worker.uploads(samples.JPEG, name="binh-phun.jpg") == 200
        await worker.waits_for("Đã thêm")
        await presses(official, "Tôi nhận", "anh/chị đã nhận lúc")
        await worker.waits_for(f"{code}: cán bộ đã nhận")
        await presses(official, "Hỏi người báo", "gõ câu hỏi")
        await says(official, "Tên thuốc ghi trên chai là gì?", "đã gửi câu hỏi")
        await worker.waits_for("Tên thuốc ghi trên chai là gì?")
        await presses(worker, "Trả lời", "gõ câu trả lời")
        await says(worker, "Chai không còn nhãn, mùi hắc", "đã gửi câu trả lời")
        await official.waits_for("người báo đã trả lời")
        await presses(official, "Mở xem", f"{code} · ")
        await presses(official, "Kết thúc", "kết thúc vì")
        await presses(official, "Đã lập biên bản", "đã làm gì?")
        await says(official, "Đã đưa đi viện, lập biên bản số 3", "đã kết thúc")
        await worker.waits_for("Đã đưa đi viện, lập biên bản số 3")
