"""HTML mode: what comes out, and how Telegram words what it cannot read."""

from __future__ import annotations

import pytest

from emulator.html import parse
from emulator.refusals import Refusal
from emulator.text import formatted


@pytest.mark.parametrize(
    ("text", "plain", "entities"),
    [
        ("đi &lt;5 m &amp; &#39;lùi&#x27; &nbsp;", "đi <5 m & 'lùi' &nbsp;", []),
        ("a & b", "a & b", []),
        ("🦺<b>a<i>b</i></b>", "🦺ab", [("bold", 2, 2), ("italic", 3, 1)]),
        ("<b></b>a", "a", []),
        ("<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ("<STRONG>a</STRONG>", "a", [("bold", 0, 1)]),
    ],
)
def test_text_and_entities(text: str, plain: str, entities: list[tuple[str, int, int]]) -> None:
    found, given = parse(text)
    assert found == plain
    assert [(e["type"], e["offset"], e["length"]) for e in given] == entities


def test_links_keep_their_address() -> None:
    _, (entity,) = parse('<a href="https://a.vn/?a=1&amp;b=2">luật</a>')
    assert entity["url"] == "https://a.vn/?a=1&b=2"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cao <2 m>", 'Unsupported start tag "2" at byte offset 4'),
        ("ảnh <br>", 'Unsupported start tag "br" at byte offset 6'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_what_does_not_parse(text: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse(text)
    assert refused.value.description == f"Bad Request: can't parse entities: {said}"


def test_blanks_at_the_ends_go_and_entities_move() -> None:
    text, entities = formatted("\n <b> a </b> \n", "HTML", [])
    assert text == "a"
    assert entities == [{"type": "bold", "offset": 0, "length": 1}]


def test_other_modes_are_refused() -> None:
    with pytest.raises(Refusal, match="unsupported parse_mode"):
        formatted("a", "Wiki", [])
