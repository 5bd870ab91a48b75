"""Screens on a channel without buttons: a numbered list in which 9 is always the emergency."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.buttons import OpenCard, OpenEmergency
from bot.screen import AskLocation, Call, Choice, Link, Screen, choice_numbers, numbered
from content.html import Html

FOOT = Html.escape("0 Quay lại · 9 Cấp cứu")


@given(st.integers(0, 120))
def test_numbers_ascend_without_a_nine(count: int) -> None:
    numbers = choice_numbers(count)
    assert len(numbers) == count
    assert numbers == sorted(set(numbers))
    assert 9 not in numbers
    assert 0 not in numbers
    assert numbers[:8] == list(range(1, min(count, 8) + 1))


def test_the_list_has_a_line_a_choice_and_says_how_to_answer() -> None:
    pressable = [Choice(f"Bài <{n}>", OpenCard(f"a/b{n}")) for n in range(9)]
    rows = ((Choice("📞 Gọi 115", Call("115")), Choice("Vị trí", AskLocation())), tuple(pressable))
    screen = Screen(Html.reviewed("<b>Chọn</b>"), rows)
    lines = numbered(screen, FOOT).plain.split("\n")
    assert lines[:3] == ["Chọn", "", "1. Bài <0>"]
    assert lines[9:] == ["8. Bài <7>", "10. Bài <8>", "📞 Gọi 115", FOOT.plain]


def test_a_link_is_written_out() -> None:
    screen = Screen(Html.escape("Xem"), ((Choice("Trang", Link("https://a.vn/?x=1&y=2")),),))
    assert "https://a.vn/?x=1&y=2" in numbered(screen, FOOT).plain


def test_a_sentence_alone_stays_alone() -> None:
    text = Html.escape("Đã ghi.")
    assert numbered(Screen(text), FOOT) == text


def test_only_what_can_be_answered_is_pressable() -> None:
    emergency = Choice("Cấp cứu", OpenEmergency())
    screen = Screen(FOOT, ((Choice("Gọi", Call("115")), emergency), (Choice("A", AskLocation()),)))
    assert screen.pressable == (("e:", "Cấp cứu"),)
    assert [choice.label for choice in screen.buttons] == ["Gọi", "Cấp cứu", "A"]
