"""Checks of running text: letters, emoji, phone numbers, holes for figures, and lengths."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from content import markdown
from content.figures import Figure
from content.pack_faults import Fault

EMOJI = "🆘📍📷📞🔔🔴🔊"
HOLE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")

_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u231a-\u23ff\ufe0f\u20e3\U000e0000-\U000e007f]"
)
_PHONE = re.compile(
    r"(?<![\w.,/-])(?:11[1-5]|1[89]00[ .]?\d{2,4}(?:[ .]?\d{2,4})?|0\d{2,3}[ .]?\d{3}[ .]?\d{3,4})"
    r"(?![\w/-]|[.,]\d)"
)
_STRAY_HOLE = re.compile(r"\{|\}")


def letters(file: str, line: int, field: str, text: str) -> Iterator[Fault]:
    """Faults of the characters themselves, one per line of `text`; `line` is its first line."""
    for row, part in enumerate(text.split("\n"), start=line):
        if not unicodedata.is_normalized("NFC", part):
            yield Fault(file, row, field, "not NFC text", "save the file as Unicode NFC")
        for found in sorted(set(_EMOJI.findall(part)) - set(EMOJI)):
            what = f"emoji {found!r} is not in the list"
            yield Fault(file, row, field, what, f"use one of {' '.join(EMOJI)} or none")


def body(
    file: str, line: int, field: str, text: str, figures: Mapping[str, Figure]
) -> Iterator[Fault]:
    """Faults of one screen of a card, except its length."""
    yield from letters(file, line, field, text)
    for wrong in markdown.unknown(text):
        yield Fault(file, line + wrong.row, field, wrong.problem, wrong.fix)
    for row, part in enumerate(text.split("\n"), start=line):
        for name in HOLE.findall(part):
            if name not in figures:
                what = f"unknown figure {name!r}"
                yield Fault(file, row, field, what, "add it to figures.yaml or correct the id")
        rest = HOLE.sub("", part)
        for number in _PHONE.findall(rest):
            what = f"phone number {number} written out"
            yield Fault(file, row, field, what, "write its figure, such as {{phone.id}}")
        if _STRAY_HOLE.search(rest):
            yield Fault(file, row, field, "broken hole", "write {{figure.id}} on one line")


def fill(text: str, figures: Mapping[str, Figure]) -> str:
    """`text` with each known hole replaced by the value of its figure."""

    def value(match: re.Match[str]) -> str:
        figure = figures.get(match.group(1))
        return figure.value if figure else match.group(0)

    return HOLE.sub(value, text)
