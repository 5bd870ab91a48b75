"""What people format by hand arrives as safe markup, whatever the entities claim."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from content.html import Html, Span

SPANS = st.lists(
    st.builds(
        Span,
        st.integers(-2, 40),
        st.integers(-2, 40),
        st.sampled_from(["b", "i", "u", "s", "code", "a", "script"]),
        st.sampled_from(["", "https://a.vn/?x=1&y=2", "javascript:alert(1)", 'https://a"b']),
    ),
    max_size=8,
)


@given(st.text(max_size=30), SPANS)
def test_marked_text_is_well_formed_and_reads_the_same(text: str, spans: list[Span]) -> None:
    made = Html.marked(text, spans)
    assert Html.stored(made.markup) == made
    assert made.plain == text
    assert "javascript" not in made.markup.replace(text, "")


def test_nested_and_crossing() -> None:
    text = "an toàn là trên hết"
    made = Html.marked(text, [Span(0, 7, "b"), Span(3, 7, "i"), Span(5, 10, "u")])
    assert made.markup == "<b>an <i>to<u>àn</u></i></b> là trên hết"
