"""Where a name is asked for, a name is heard as one, and a cry for help as a cry."""

from __future__ import annotations

from pathlib import Path

import pytest

import content
from content import packs, vocabulary
from content.search import Search

ROOT = Path(content.__file__).parent

NAMES = (
    "Nguyễn Văn Sông",
    "Tran Van Chet",
    "Hồ Thị Ngát",
    "ho thi ngat",
    "Tổ Sông Mã",
    "Tổ thợ điện Đông Kinh",
    "to tho dien dong kinh",
    "Lò Thị Chết",
)
CRIES = (
    "tổ ong đốt sưng cả mặt",
    "Bác Ba bị điện giật rồi",
    "vo dau chay mau nhieu qua",
    "ho ra mau khong tho duoc",
    "CỨU VỚI",
    "không muốn sống nữa",
    "Lê bị ngất rồi",
)


@pytest.fixture(scope="module")
def search() -> Search:
    return Search(packs.load(ROOT), vocabulary.load(ROOT))


@pytest.mark.parametrize("words", NAMES)
def test_a_name_is_no_alarm(search: Search, words: str) -> None:
    assert not search.alarms(words)


@pytest.mark.parametrize("words", CRIES)
def test_a_cry_for_help_is_heard(search: Search, words: str) -> None:
    assert search.alarms(words)
