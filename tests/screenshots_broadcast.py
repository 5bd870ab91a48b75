"""The pictures of a broadcast: a photo with its words, on its way over three phones."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Locator, Page

COLOURS = 64
ONE_PRESS_MS = 1100
"""A second touch within a second is taken for trembling."""
PLACE = "xã An Bình, Phú Thọ"
WORDS = "Chiều nay phun thuốc: đeo khẩu trang, đứng đầu gió, xong trước 9 giờ."

Opens = Callable[[str], Page]
"""A page of 360 px at this path of the demo."""


def take(opens: Opens, folder: Path, scheme: str) -> None:
    """Every picture of this family in one colour scheme; starts from a demo just reset."""

    def keep(page: Page, name: str, top: Locator) -> None:
        page.wait_for_timeout(700)  # the keyboard moves, the picture loads
        if page.locator("#keyboard").is_visible():
            page.locator("#fold").click()
        top.last.evaluate("shown => shown.scrollIntoView({block: 'start'})")
        page.wait_for_timeout(300)
        path = folder / f"broadcast-{name}-{scheme}.png"
        page.screenshot(path=path)
        Image.open(path).convert("RGB").quantize(COLOURS).save(path, optimize=True)

    organiser, official, worker = (opens(f"{who}/") for who in ("organiser", "official", "worker"))
    _joins(worker)
    _writes(organiser)
    keep(organiser, "compose", organiser.locator("img"))
    _aims(organiser)
    _presses(organiser, "Xem trước", "Không cần người thứ hai duyệt")
    _presses(organiser, "Đổi thành tin khẩn", "luôn cần người thứ hai duyệt")
    keep(organiser, "preview", _bubble(organiser, "Gửi đến"))
    _presses(organiser, "Nhờ duyệt", "Đã nhờ")
    _hears(official, "nhờ duyệt")
    keep(official, "approve", _bubble(official, WORDS))
    _presses(official, "Duyệt", "bắt đầu")
    _hears(worker, WORDS)
    keep(worker, "received", _bubble(worker, WORDS))
    _hears(organiser, "Đang gửi: 1 trên")
    keep(organiser, "progress", _bubble(organiser, "Đang gửi: 1 trên"))
    _presses(organiser, "Dừng hẳn", "Đã dừng. Đến máy: 1 trên")
    keep(organiser, "result", _bubble(organiser, "Đã dừng. Đến máy"))
    for page in (organiser, official, worker):
        page.close()


def sign() -> bytes:
    """A photo to send: a warning sign."""
    picture = Image.new("RGB", (640, 420), "#dfe7d5")
    draw = ImageDraw.Draw(picture)
    draw.polygon([(320, 40), (560, 380), (80, 380)], fill="#f7c600", outline="#1c1c1c", width=16)
    draw.rounded_rectangle([302, 150, 338, 290], 16, fill="#1c1c1c")
    draw.ellipse([300, 308, 340, 348], fill="#1c1c1c")
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=85)
    return file.getvalue()


def _joins(worker: Page) -> None:
    _hears(worker, "Chào")
    _presses(worker, "Giúp đỡ", "Đơn vị phụ trách")
    _presses(worker, "Đổi xã, đổi việc", "Làm ở xã")
    _says(worker, PLACE, "Chọn được từng loại")
    _presses(worker, "Đồng ý cả hai, tôi đủ 16 tuổi", "Xong")


def _writes(organiser: Page) -> None:
    _hears(organiser, "Chào")
    _says(organiser, "/phatin", "Soạn tin")
    _presses(organiser, "Soạn tin mới", "Gõ hoặc gửi tin")
    photo: FilePayload = {"name": "bien-bao.jpg", "mimeType": "image/jpeg", "buffer": sign()}
    organiser.locator("#pick-file").set_input_files(files=photo)
    _hears(organiser, "ảnh: 1")
    _says(organiser, WORDS, "chữ cái")


def _aims(organiser: Page) -> None:
    _presses(organiser, "Chọn người nhận", "Ai nhận tin này?")
    _presses(organiser, "Nơi làm", "Chọn nơi, hoặc gõ")
    _presses(organiser, "An Bình", "Chọn nơi, hoặc gõ", exact=False)
    _presses(organiser, "Xong, xem người nhận", "Bây giờ: ")


def _says(page: Page, words: str, answer: str) -> None:
    box = page.locator("textarea")
    box.fill(words)
    box.press("Enter")
    _hears(page, answer)


def _presses(page: Page, label: str, answer: str, *, exact: bool = True) -> None:
    page.wait_for_timeout(ONE_PRESS_MS)
    page.get_by_role("button", name=label, exact=exact).last.click()
    _hears(page, answer)


def _hears(page: Page, words: str) -> None:
    _bubble(page, words).last.wait_for()


def _bubble(page: Page, words: str) -> Locator:
    return page.locator(".bot .bubble", has_text=words)
