"""Words typed where a place was asked for: a question gets its answer, a place is taken as one."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.joining import asks
from content import packs, vocabulary
from content.areas import Areas
from content.folding import fold
from content.search import Search, Verdict

ROOT = Path(__file__).parents[2]
AREAS = Areas.load(ROOT / "content")
SEARCH = Search(packs.load(ROOT / "content"), vocabulary.load(ROOT / "content"))
CRIES = (Verdict.EMERGENCY, Verdict.DISTRESS)
ANSWERED = (Verdict.EMERGENCY, Verdict.DISTRESS, Verdict.ANSWER)


def is_a_question(words: str) -> bool:
    return asks(words, SEARCH.find(words), AREAS.find(words), named=AREAS.names(words))


@pytest.mark.parametrize("file", ["queries.yaml", "heldout.yaml"])
def test_no_cry_for_help_is_a_place(file: str) -> None:
    typed = [each["q"] for each in yaml.safe_load((Path(__file__).parent / file).read_text())]
    cries = [words for words in typed if SEARCH.find(words).verdict in CRIES]
    assert len(cries) > 50
    assert [words for words in cries if AREAS.names(words)] == []


@pytest.mark.parametrize("file", ["queries.yaml", "heldout.yaml"])
def test_whatever_a_card_answers_is_answered(file: str) -> None:
    typed = [each["q"] for each in yaml.safe_load((Path(__file__).parent / file).read_text())]
    swallowed = [
        words
        for words in typed
        if SEARCH.find(words).verdict in ANSWERED and not is_a_question(words)
    ]
    assert swallowed == []


@pytest.mark.parametrize(
    "words",
    [
        "giàn giáo",  # Tuần Giáo, with one letter changed
        "dap dinh",
        "pha thuoc",
        "sống mà",
        "tôi ở Sông Cầu bị điện giật",
        "dong kinh",  # a commune as well, but life comes first
        "say nang",  # not Đà Nẵng
    ],
)
def test_what_resembles_a_place_is_a_question(words: str) -> None:
    assert is_a_question(words)


@pytest.mark.parametrize(
    "words",
    [
        "Sông Mã",
        "phường Sông Cầu",
        "bien dong",
        "Biển Động",
        "tan thanh",
        "ben nghe q1",
        "toi lam o xa an binh phu tho",
        "zzqq xkcd",
    ],
)
def test_what_is_a_place_is_no_question(words: str) -> None:
    assert not is_a_question(words)


def test_no_commune_is_a_cry_for_help() -> None:
    """However its name is written, but for the name alone without its marks."""
    sounding = set()
    for province in AREAS.provinces:
        for commune in AREAS.communes_of(province.code):
            whole, short = f"{commune.title}, {province.title}", f"{commune.name}, {province.name}"
            for text in (whole, fold(whole), short, fold(short), commune.title, commune.name):
                if text != fold(commune.name) and SEARCH.find(text).verdict in CRIES:
                    sounding.add(commune.name)
                    assert AREAS.names(text), text
    assert {"Đông Kinh", "Sông Mã", "Nga Thắng"} <= sounding


@pytest.mark.parametrize(
    "text",
    [
        "P. Đông Kinh, Lạng Sơn",
        "ở xã Sông Mã",
        "xa song ma son la",
        "Bến Nghé, quận 1",
        "bến nghé q1",
        "Minh Châu, Hà Nội",  # «minh» says nothing elsewhere: mình ở
    ],
)
def test_the_name_and_nothing_else(text: str) -> None:
    assert AREAS.names(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nga thang",  # ngã thang
        "dong kinh",  # động kinh
        "con tôi bị động kinh",
        "Đông Kinh không thở",
        "điện giật ở Tìa Dình",
        "sống mà",
    ],
)
def test_more_than_a_name_or_less(text: str) -> None:
    assert not AREAS.names(text)
