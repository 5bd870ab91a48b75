"""`python -m tests.screenshots docs/images`: the pictures of the docs, taken from the demo."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, FilePayload, FrameLocator, Page, sync_playwright

from emulator import samples
from tests import screenshots_broadcast, screenshots_people

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE, DESKTOP = (360, 740), (1280, 800)
FIELD = (20.4758, 105.704)
QUESTION = "bi dinh thuoc sau vao mat"


@contextmanager
def demo() -> Iterator[str]:
    """The demo as a process of its own; gives its address."""
    command = [sys.executable, "-m", "bot", "demo", "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(ARGUMENTS)
        )
        for scheme in ("light", "dark"):
            _phone(browser, address, folder, scheme)
            _roles(browser, address, folder, scheme)
            _case(browser, address, folder, scheme)
            _desktop(browser, address, folder, scheme)
            _families(browser, address, folder, scheme)


def _phone(browser: Browser, address: str, folder: Path, scheme: str) -> None:
    page = _page(browser, PHONE, scheme)
    page.goto(f"{address}worker/")
    _answered(page, "Chào")
    page.screenshot(path=folder / f"phone-menu-{scheme}.png")
    _ask(page, QUESTION)
    _answered(page, "RỬA MẮT")
    page.screenshot(path=folder / f"phone-{scheme}.png")
    _start_over(page, address)


def _roles(browser: Browser, address: str, folder: Path, scheme: str) -> None:
    """What an organiser and an official see on a phone, and the page in English."""
    for pane, words, answer in (
        ("organiser", "/nhom", "Nhóm anh/chị phụ trách"),
        ("official", "/moi", "Mời ai?"),
    ):
        page = _page(browser, PHONE, scheme)
        page.goto(f"{address}{pane}/")
        _answered(page, "Chào")
        _ask(page, words)
        _answered(page, answer)
        page.wait_for_timeout(400)  # the keyboard folds
        page.screenshot(path=folder / f"phone-{pane}-{scheme}.png")
        page.close()
    page = _page(browser, PHONE, scheme, "en-GB")
    page.goto(f"{address}worker/")
    _answered(page, "Hello")
    page.screenshot(path=folder / f"phone-english-{scheme}.png")
    _start_over(page, address)


def _case(browser: Browser, address: str, folder: Path, scheme: str) -> None:
    """A poisoning on both phones: told, rung, taken, asked about, closed."""
    worker, official = (_page(browser, PHONE, scheme, place=FIELD) for _ in range(2))
    worker.goto(f"{address}worker/")
    official.goto(f"{address}official/")
    _answered(worker, "Chào")
    _answered(official, "Chào")
    _press(worker, "Báo tai nạn", "có ai cần cấp cứu")
    _press(worker, "Có, cần ngay", "GỌI 115")
    worker.locator("#attach").click()
    worker.locator("#location").click()
    _answered(worker, "ngay bây giờ?")
    _press(worker, "Gửi cho xã", "Mã: TN-")
    _answered(official, "NGHI CÓ NGƯỜI BỊ NẶNG")
    _kept(official, folder / f"case-alert-{scheme}.png")
    picture: FilePayload = {"name": "chai.jpg", "mimeType": "image/jpeg", "buffer": samples.JPEG}
    worker.locator("#pick-file").set_input_files(files=picture)
    _answered(worker, "Đã thêm")
    _ask(worker, "ngộ độc thuốc sâu, nôn nhiều")
    worker.locator(".bot .bubble", has_text="Đã thêm").nth(1).wait_for()
    _press(official, "Tôi nhận", "đã nhận lúc")
    _asked(worker, official, folder, scheme)
    _press(official, "Kết thúc", "kết thúc vì")
    _press(official, "Đã lập biên bản", "đã làm gì?")
    _ask(official, "Đã đưa đi viện, lập biên bản số 3")
    _answered(official, "đã kết thúc")
    _answered(worker, "lập biên bản số 3")
    _kept(worker, folder / f"case-closed-{scheme}.png")
    official.close()
    _start_over(worker, address)


def _asked(worker: Page, official: Page, folder: Path, scheme: str) -> None:
    """A question and its answer, and the case with both."""
    _press(official, "Hỏi người báo", "gõ câu hỏi")
    _ask(official, "Tên thuốc ghi trên chai là gì?")
    _answered(official, "đã gửi câu hỏi")
    _kept(official, folder / f"case-ask-{scheme}.png")
    _answered(worker, "Tên thuốc ghi trên chai là gì?")
    _press(worker, "Trả lời", "gõ câu trả lời")
    _ask(worker, "Chai không còn nhãn, mùi hắc")
    _answered(worker, "đã gửi câu trả lời")
    _answered(official, "người báo đã trả lời")
    _press(official, "Mở xem", "Tình trạng:")
    _kept(official, folder / f"case-one-{scheme}.png")


def _press(page: Page, label: str, answer: str) -> None:
    """`answer`: a part of it that nothing before says."""
    page.get_by_role("button", name=label, exact=True).last.wait_for()
    page.wait_for_timeout(600)  # the page takes no touch on what has only just come up
    page.get_by_role("button", name=label, exact=True).last.click()
    _answered(page, answer)


def _kept(page: Page, path: Path) -> None:
    page.wait_for_timeout(400)  # the keyboard folds
    page.screenshot(path=path)


def _desktop(browser: Browser, address: str, folder: Path, scheme: str) -> None:
    page = _page(browser, DESKTOP, scheme)
    page.goto(address)
    asked = (
        ("worker", QUESTION, "RỬA MẮT"),
        ("organiser", "/nhom", "Nhóm anh/chị phụ trách"),
        ("official", "/moi", "Mời ai?"),
    )
    for pane, words, answer in asked:
        frame = page.frame_locator(f"#{pane} iframe")
        _answered(frame, "Chào")
        _ask(frame, words)
        _answered(frame, answer)
    page.wait_for_timeout(400)
    page.screenshot(path=folder / f"demo-{scheme}.png")
    _start_over(page, address)


def _families(browser: Browser, address: str, folder: Path, scheme: str) -> None:
    def opens(path: str) -> Page:
        page = _page(browser, PHONE, scheme)
        page.goto(f"{address}{path}")
        return page

    for family in (screenshots_people, screenshots_broadcast):
        family.take(opens, folder, scheme)
        _start_over(_page(browser, PHONE, scheme), address)


def _page(
    browser: Browser,
    size: tuple[int, int],
    scheme: str,
    locale: str = "vi-VN",
    place: tuple[float, float] | None = None,
) -> Page:
    """`place`: where the phone is, and may say so."""
    width, height = size
    latitude, longitude = place or (0.0, 0.0)
    return browser.new_page(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        locale=locale,
        timezone_id="Asia/Ho_Chi_Minh",
        permissions=["geolocation"] if place else [],
        geolocation={"latitude": latitude, "longitude": longitude, "accuracy": 20},
    )


def _ask(place: Page | FrameLocator, words: str) -> None:
    box = place.locator("textarea")
    box.fill(words)
    box.press("Enter")


def _answered(place: Page | FrameLocator, text: str) -> None:
    place.locator(".bot .bubble", has_text=text).first.wait_for()


def _start_over(page: Page, address: str) -> None:
    page.request.post(f"{address}reset")
    page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
