"""What a person types, and what the search decides to show."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from content import packs, vocabulary
from content.search import Search, Verdict

ROOT = Path(__file__).parents[2]
SEARCH = Search(packs.load(ROOT / "content"), vocabulary.load(ROOT / "content"))


def shown(text: str) -> list[str]:
    return [hit.card.id for hit in SEARCH.find(text).hits]


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("bi dinh thuoc sau vao mat", "chemical-in-eye"),
        ("chong toi bi dien giat", "electric-shock"),
        ("co nguoi nga gian giao", "fall-from-height"),
        ("cuu voi", "call-115"),
        ("115", "call-115"),
        ("chay mau nhieu qua", "heavy-bleeding"),
        ("dang chim", "drowning"),
        ("uong nham thuoc sau", "pesticide-swallowed"),
        ("ong chich kho tho", "bee-sting"),
        ("ddieejn giaatj", "electric-shock"),
        ("chết rồi, vợ tôi bị điện giật", "electric-shock"),
        ("hôm qua phun thuốc giờ khó thở", "pesticide-on-skin"),
    ],
)
def test_danger_now_is_an_emergency(text: str, card: str) -> None:
    found = SEARCH.find(text)
    assert (found.verdict, found.kind) == (Verdict.EMERGENCY, card)
    assert [hit.card.id.split("/")[1] for hit in found.hits] == [card]


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("nếu bị điện giật thì làm sao", "first_aid/electric-shock"),
        ("cách sơ cứu rắn cắn", "first_aid/snake-bite"),
        ("hôm qua té giàn giáo", "first_aid/fall-from-height"),
        ("đã đưa đi viện", "rights/report-accident"),
        ("nam ngoai bi ong dot", "first_aid/bee-sting"),
    ],
)
def test_past_and_hypothetical_cases_get_the_strip(text: str, card: str) -> None:
    found = SEARCH.find(text)
    assert found.verdict in {Verdict.ANSWER, Verdict.CHOICES}
    assert found.strip
    assert card in shown(text)


@pytest.mark.parametrize(
    "text", ["chong toi mat hom qua vi dien giat", "cha tôi qua đời vì ngã giàn giáo", "té chết"]
)
def test_a_death_is_calm(text: str) -> None:
    found = SEARCH.find(text)
    assert (found.verdict, found.strip) == (Verdict.ANSWER, False)
    assert shown(text) == ["rights/death-at-work"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("không muốn sống nữa", "self"),
        ("muon uong thuoc sau cho roi", "self"),
        ("chan song", "self"),
        ("tu tu", "self"),
        ("chet quach cho xong", "self"),
        ("ban toi doi tu tu", "other"),
        ("bi chu danh", "abuse"),
        ("chong danh", "abuse"),
        ("bi giu giay to", "abuse"),
        ("bi ep", "abuse"),
        ("xam hai", "abuse"),
    ],
)
def test_despair_and_abuse(text: str, kind: str) -> None:
    found = SEARCH.find(text)
    assert (found.verdict, found.kind, found.hits) == (Verdict.DISTRESS, kind, ())


@pytest.mark.parametrize(
    "text",
    [
        "mệt muốn chết",
        "nong muon chet",
        "thuoc diet chuot chet",
        "làm từ từ thôi",
        "thuoc la co hai khong",
        "tê tay",
        "chồng đi đánh cá",
        "con chim nhà tôi",
    ],
)
def test_ordinary_words_raise_no_alarm(text: str) -> None:
    assert SEARCH.find(text).verdict not in {Verdict.DISTRESS, Verdict.EMERGENCY}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("chào bot", "hello"),
        ("cam on nhieu nha", "thanks"),
        ("bot ngu qua", "insult"),
        ("bot la ai", "who"),
        ("tam biet", "bye"),
        ("ok", "ok"),
    ],
)
def test_smalltalk(text: str, kind: str) -> None:
    found = SEARCH.find(text)
    assert (found.verdict, found.kind) == (Verdict.SMALLTALK, kind)


def test_smalltalk_with_a_question_is_a_question() -> None:
    assert shown("chào bot, thuốc cỏ pha sao")[0] == "pesticides/mixing"


@pytest.mark.parametrize("text", ["", " ", "a", "?", "...", "😀", "12345", "\x00", "🆘🆘"])
def test_nothing_to_search_for_is_unknown(text: str) -> None:
    assert SEARCH.find(text).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        '"',
        "a AND OR NEAR(b",
        "thuoc* -sau :x ^y",
        "';DROP TABLE cards;--",
        "\ud800",
        "a\x00b",
        "x" * 4096,
        "\u0300" * 4096,
        "thuoc sau " * 409,
        "té " * 1365,
    ],
)
def test_hostile_text_is_only_text(text: str) -> None:
    assert SEARCH.find(text).query == text


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_find_never_raises(text: str) -> None:
    found = SEARCH.find(text)
    assert len(found.hits) <= 3
    assert (found.verdict is Verdict.ANSWER) <= (len(found.hits) == 1)


def test_normal_forms_and_marks_do_not_matter() -> None:
    text = "Phun thuốc trừ sâu mặc gì"
    assert shown(text) == shown(unicodedata.normalize("NFD", text))
    assert shown(text)[0] == shown("phun thuoc tru sau mac gi")[0]


@pytest.mark.parametrize(("name", "least"), [("queries", 0.95), ("heldout", 0.82)])
def test_the_right_card_is_shown(name: str, least: float) -> None:
    text = (Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8")
    asked = [entry for entry in yaml.safe_load(text) if entry.get("expect")]
    good = sum(not set(entry["expect"]).isdisjoint(shown(entry["q"])) for entry in asked)
    assert good / len(asked) >= least


@pytest.mark.parametrize(
    ("name", "verdict", "least"),
    [
        ("queries", "distress", 0.98),
        ("queries", "emergency", 0.97),
        ("queries", "unknown", 0.9),
        ("heldout", "distress", 0.93),
        ("heldout", "emergency", 0.96),
        ("heldout", "unknown", 0.9),
    ],
)
def test_verdicts(name: str, verdict: str, least: float) -> None:
    text = (Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8")
    asked = [entry["q"] for entry in yaml.safe_load(text) if entry.get("verdict") == verdict]
    right = sum(SEARCH.find(question).verdict == verdict for question in asked)
    assert right / len(asked) >= least
