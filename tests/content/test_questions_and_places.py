"""Words typed where a place was asked for: a question gets its answer, a place is taken as one."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.joining import asks
from content import packs, vocabulary
from content.areas import Areas
from content.search import Search, Verdict

ROOT = Path(__file__).parents[2]
AREAS = Areas.load(ROOT / "content")
SEARCH = Search(packs.load(ROOT / "content"), vocabulary.load(ROOT / "content"))
ANSWERED = (Verdict.EMERGENCY, Verdict.DISTRESS, Verdict.ANSWER)


def is_a_question(words: str) -> bool:
    return asks(words, SEARCH.find(words), AREAS.find(words))


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
