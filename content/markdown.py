"""The Markdown of the cards → Html.

Known: paragraphs, `- ` bullets, `1. ` numbers and `**bold**` within one line. A line stays a line
and a blank line stays one blank line, so what the writer sees is what the phone shows.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from content.html import Html

_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_BULLET = re.compile(r"^- (?=\S)")
_BLANKS = re.compile(r"\n{3,}")

_UNKNOWN = (
    (re.compile(r"^\s*#"), "heading", "make it a short bold line"),
    (re.compile(r"\]\(|https?://|^\s*\[[^\]]+\]:"), "link", "name the source in the front matter"),
    (re.compile(r"</?[a-zA-Z!][^>]*>|&[a-z]+;"), "HTML", "write plain text"),
    (re.compile(r"^\s*>"), "quotation", "write a paragraph"),
    (re.compile(r"^\s*\|.*\|"), "table", "write bullets"),
    (re.compile(r"`"), "code mark", "remove the backticks"),
    (re.compile(r"^\s*[*+] |^\s*-\S|^\s*\d+\) "), "list mark", "begin with `- ` or `1. `"),
    (re.compile(r"^[ \t]+\S"), "indented line", "begin at the left edge"),
    (re.compile(r"^\s*([-*_] ?){3,}$"), "rule", "leave a blank line"),
    (re.compile(r"(?<!\w)_[^_\s][^_]*_(?!\w)"), "italics", "write plain or **bold** text"),
)


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something that is not in the subset. `row` counts from 0 within the given text."""

    row: int
    problem: str
    fix: str


def unknown(text: str) -> Iterator[Unknown]:
    """Everything in `text` that `render` would show wrongly, in order."""
    for row, line in enumerate(text.split("\n")):
        for pattern, name, fix in _UNKNOWN:
            if pattern.search(line):
                yield Unknown(row, f"{name} is not part of the cards' Markdown", fix)
        rest = _BOLD.sub("", line)
        if "**" in rest:
            fix = "close every ** on its own line, with no space inside"
            yield Unknown(row, "bold is not balanced", fix)
        elif "*" in rest and not _UNKNOWN[6][0].search(line):
            fix = "write plain or **bold** text"
            yield Unknown(row, "italics is not part of the cards' Markdown", fix)


def render(text: str) -> Html:
    """Html of `text`, which `unknown` found clean; what is unknown is shown as it was typed."""
    lines = "\n".join(_line(line.rstrip()) for line in text.strip().split("\n"))
    return Html.reviewed(_BLANKS.sub("\n\n", lines))


def _line(line: str) -> str:
    safe = _BULLET.sub("• ", html.escape(line, quote=False))
    return _BOLD.sub(r"<b>\1</b>", safe)
