"""Html is safe by construction: nothing a person typed can become markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.html import Html

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]))
NASTY = st.lists(
    st.sampled_from(["<b>", "</b>", "&lt;", "&", "{a}", "{", '"', '<a href="tel:1">', "x", "&#60;"])
).map("".join)
ANY = WORDS | NASTY


@given(ANY)
def test_what_was_typed_is_what_is_read(typed: str) -> None:
    assert Html.escape(typed).plain == typed


@given(ANY, ANY)
def test_what_was_typed_stays_text_in_a_hole(first: str, second: str) -> None:
    filled = Html.reviewed("<b>{a}</b>: {b}").fill(a=first, b=second)
    assert filled.plain == f"{first}: {second}"
    assert Html.stored(filled.markup) == filled


@given(st.lists(ANY))
def test_joined_text_is_well_formed(parts: list[str]) -> None:
    joined = Html.join(map(Html.escape, parts), " & ")
    assert joined.plain == " & ".join(parts)
    assert Html.reviewed(joined.markup) == joined


def test_a_raw_string_is_not_html() -> None:
    with pytest.raises(TypeError):
        Html("<b>")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="is built by"):
        Html("<b>", key=object())
    html = Html.escape("a")
    with pytest.raises(AttributeError, match="immutable"):
        html.markup = "<script>"


@pytest.mark.parametrize(
    "markup",
    [
        "<script>alert(1)</script>",
        "<b>",
        "</b>",
        "<b><i></b></i>",
        "<b onclick=x>a</b>",
        '<b href="https://a.vn">a</b>',
        "<a>a</a>",
        '<a href="javascript:x">a</a>',
        '<a href="https://a.vn" onclick="x">a</a>',
        "<img>",
        "<B>a</B>",
        "a < b",
        "a & b",
        "&nbsp;",
        "<br/>",
        "<!-- -->",
    ],
)
def test_markup_that_is_not_ours_is_refused(markup: str) -> None:
    with pytest.raises(ValueError, match=r"stray|not allowed|unbalanced|never closed"):
        Html.reviewed(markup)


@pytest.mark.parametrize(
    "markup",
    ["<b>a</b> <i><u>b</u></i>", '<a href="tel:115">115</a>', "1 &lt; 2 &amp; 3", "<code>x</code>"],
)
def test_markup_of_ours_is_taken(markup: str) -> None:
    assert Html.reviewed(markup).markup == markup


def test_a_hole_takes_html_as_it_is() -> None:
    assert Html.reviewed("{a}").fill(a=Html.reviewed("<b>x</b>")).markup == "<b>x</b>"
    assert Html.reviewed("{n}").fill(n=12).plain == "12"


def test_a_missing_hole_raises() -> None:
    with pytest.raises(KeyError, match="no value for"):
        Html.reviewed("{a} {b}").fill(a="x")


def test_a_value_is_not_filled_again() -> None:
    assert Html.reviewed("{a}").fill(a="{b}", b="secret").plain == "{b}"


def test_length_is_counted_as_channels_count() -> None:
    assert Html.escape("🆘 &").utf16_length == 4
    assert Html.reviewed("<b>ế</b>").utf16_length == 1


def test_equal_markup_is_equal() -> None:
    assert {Html.escape("a"), Html.reviewed("a")} == {Html.escape("a")}
    assert Html.escape("a") != "a"
