"""The pictures of joining, groups, roster, confirmations and one's own data, on a small phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

COLOURS = 64
COMMUNE = "05425"

Opens = Callable[[str], Page]
"""A page of 360 px at this path of the demo."""


def take(opens: Opens, folder: Path, scheme: str) -> None:
    """Every picture of this family in one colour scheme; starts from a demo just reset."""

    def keep(page: Page, name: str) -> None:
        page.wait_for_timeout(500)  # the keyboard folds
        path = folder / f"phone-{name}-{scheme}.png"
        page.screenshot(path=path)
        Image.open(path).convert("RGB").quantize(COLOURS).save(path, optimize=True)

    _joins(opens, keep)
    _groups(opens, keep)
    _keeps_house(opens, keep)
    _looks_at_data(opens, keep)


Keeps = Callable[[Page, str], None]


def _joins(opens: Opens, keep: Keeps) -> None:
    page = opens(f"worker/?start=a{COMMUNE}")
    _hears(page, "phải không?")
    _presses(page, "Đúng")
    _hears(page, "Dừng lúc nào cũng được")
    keep(page, "joining")
    page.close()


def _groups(opens: Opens, keep: Keeps) -> None:
    owner = opens("organiser/")
    _hears(owner, "Chào")
    _says(owner, "/nhom")
    _hears(owner, "Nhóm anh/chị phụ trách")
    owner.locator(".bot button", has_text=re.compile(r"\(\d+\)$")).first.click()
    _hears(owner, "Số người trong nhóm")
    keep(owner, "group")
    words = owner.locator(".bot .bubble", has_text="Số người trong nhóm").last.inner_text()
    owner.close()
    token = re.search(r"\bg[A-Z2-7]{13}\b", words)
    assert token, words
    member = opens(f"worker/?start={token[0]}")
    _hears(member, "Vào nhóm")
    keep(member, "group-consent")
    member.close()


def _keeps_house(opens: Opens, keep: Keeps) -> None:
    page = opens("official/")
    _hears(page, "Chào")
    _says(page, "/truc")
    _hears(page, "Lịch trực")
    keep(page, "roster")
    _says(page, "/moi")
    _hears(page, "Mời ai?")
    keep(page, "invitation")
    page.close()


def _looks_at_data(opens: Opens, keep: Keeps) -> None:
    page = opens("worker/")
    _says(page, "/dulieu")
    _hears(page, "Bot đang lưu")
    keep(page, "data")
    _says(page, "/xoatinnhan")
    _hears(page, "Xóa tin trên trang này?")
    keep(page, "clear")
    page.close()


def _says(page: Page, words: str) -> None:
    box = page.locator("textarea")
    box.fill(words)
    box.press("Enter")


def _presses(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).last.click()


def _hears(page: Page, text: str) -> None:
    page.locator(".bot .bubble", has_text=text).first.wait_for()
