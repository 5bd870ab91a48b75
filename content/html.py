"""Html: text that is safe to show, by construction.

The markup is the small subset every channel knows: <b> <i> <u> <s> <code> and <a href>, with plain
newlines. A raw string becomes Html only by `Html.escape`; `Html.reviewed` is for words that live in
content/ and checks every tag (a contract test keeps its callers inside this package).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_TAG = re.compile(r"<(/?)([a-z]+)( href=\"(?:https?://|tel:)[^\"<>]+\")?>")
_ALLOWED = frozenset({"b", "i", "u", "s", "code", "a"})
_HOLE = re.compile(r"\{(\w+)\}")
_KEY = object()
_ADDRESS = re.compile(r"https?://[^\s\"<>]+")


@dataclass(frozen=True, slots=True)
class Span:
    """A formatted piece of plain text: `tag` from `begin` to before `end`, in characters."""

    begin: int
    end: int
    tag: str
    href: str = ""


class Html:
    """A piece of well-formed, escaped markup. Immutable; equal when the markup is equal."""

    __slots__ = ("markup",)
    markup: str

    def __init__(self, markup: str, *, key: object) -> None:
        if key is not _KEY:
            raise TypeError("Html is built by Html.escape, Html.reviewed, fill or join")
        object.__setattr__(self, "markup", markup)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("Html is immutable")

    @classmethod
    def escape(cls, text: str) -> Html:
        """Show `text` exactly as typed."""
        return cls(html.escape(text, quote=False), key=_KEY)

    @classmethod
    def marked(cls, text: str, spans: Sequence[Span]) -> Html:
        """Text typed by a person with their formatting; what no channel of ours knows is left
        plain, and what sticks out of a surrounding piece is cut.
        """
        known = [span for span in spans if _showable(span, len(text))]
        known.sort(key=lambda span: (span.begin, -span.end))
        return cls(_nested(text, 0, len(text), known), key=_KEY)

    @classmethod
    def reviewed(cls, markup: str) -> Html:
        """Take markup written in content/. Raises ValueError when it is not well formed."""
        _check(markup)
        return cls(markup, key=_KEY)

    @classmethod
    def stored(cls, markup: str) -> Html:
        """Take back markup that an Html of ours wrote to sealed storage. Checked all the same."""
        return cls.reviewed(markup)

    def fill(self, **holes: object) -> Html:
        """Replace each `{name}`: Html as it is, anything else escaped. A missing hole raises."""

        def value(match: re.Match[str]) -> str:
            name = match.group(1)
            if name not in holes:
                raise KeyError(f"no value for {{{name}}}")
            hole = holes[name]
            return hole.markup if isinstance(hole, Html) else html.escape(str(hole), quote=False)

        return Html(_HOLE.sub(value, self.markup), key=_KEY)

    @classmethod
    def join(cls, parts: Iterable[Html], separator: str = "\n") -> Html:
        return cls(html.escape(separator).join(p.markup for p in parts), key=_KEY)

    @property
    def plain(self) -> str:
        """The text without tags, as a person reads it."""
        return html.unescape(_TAG.sub("", self.markup))

    @property
    def utf16_length(self) -> int:
        """Length in UTF-16 units, the unit in which channels count (telegram.md 1.4)."""
        return len(self.plain.encode("utf-16-le")) // 2

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Html) and other.markup == self.markup

    def __hash__(self) -> int:
        return hash(self.markup)

    def __repr__(self) -> str:
        return f"Html({self.markup!r})"


def _check(markup: str) -> None:
    """Raise ValueError unless all < > & belong to known, balanced tags and entities."""
    open_tags: list[str] = []
    rest = _TAG.sub("", markup)
    if "<" in rest or ">" in rest:
        raise ValueError(f"stray < or > in {markup!r}; write &lt; or &gt;")
    if re.search(r"&(?!amp;|lt;|gt;|quot;|#\d+;|#x[0-9a-f]+;)", markup):
        raise ValueError(f"stray & in {markup!r}; write &amp;")
    for closing, name, href in _TAG.findall(markup):
        if name not in _ALLOWED or bool(href) != (name == "a" and not closing):
            raise ValueError(f"tag not allowed: <{closing}{name}{href}>")
        if not closing:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            raise ValueError(f"unbalanced </{name}> in {markup!r}")
    if open_tags:
        raise ValueError(f"<{open_tags[-1]}> is never closed in {markup!r}")


def _showable(span: Span, length: int) -> bool:
    linked = span.tag == "a" and _ADDRESS.fullmatch(span.href) is not None
    plain = span.tag in _ALLOWED - {"a"}
    return 0 <= span.begin < span.end <= length and (linked or plain)


def _nested(text: str, begin: int, end: int, spans: list[Span]) -> str:
    """The markup of text[begin:end]; takes the spans that begin in it off the list."""
    out, at = [], begin
    while spans and spans[0].begin < end:
        span = spans.pop(0)
        if span.begin < at:
            continue
        last = min(span.end, end)
        href = f' href="{html.escape(span.href)}"' if span.tag == "a" else ""
        inner = _nested(text, span.begin, last, spans)
        out.append(html.escape(text[at : span.begin], quote=False))
        out.append(f"<{span.tag}{href}>{inner}</{span.tag}>")
        at = last
    return "".join([*out, html.escape(text[at:end], quote=False)])
