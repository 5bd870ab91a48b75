"""Guidance: what to do with a question, and what its memory must offer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from content.areas import Areas
from content.search import Finding, Verdict

T = TypeVar("T")

LONGEST_NOTE = 500
PAGE = 12  # any topic in three touches: no sector but first aid has more
"""Cards on one page of a sector: what a 5-inch phone shows without scrolling."""

_LETTER = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Question:
    """A question nobody could answer yet."""

    asked_at: datetime
    text: str


class GuidanceRepository(Protocol):
    async def note_question(self, text: str, *, now: datetime) -> None: ...

    async def questions(self, *, limit: int) -> list[Question]: ...

    async def rate(self, card: str, *, useful: bool, now: datetime) -> int:
        """Returns the rating's id."""
        ...

    async def annotate(self, rating: int, note: str) -> None: ...


def comes_first(finding: Finding) -> bool:
    """Life first: these answers overtake any open question of ours."""
    return finding.verdict in (Verdict.EMERGENCY, Verdict.DISTRESS)


def cries(words: str, finding: Finding, areas: Areas) -> bool:
    """Whether words typed where a place was asked for are a cry for help: «Sông Mã» is none."""
    return comes_first(finding) and not areas.names(words)


def worth_noting(finding: Finding) -> bool:
    """Whether an unanswered question says enough for somebody to write a card about it."""
    return finding.verdict is Verdict.UNKNOWN and len(_LETTER.findall(finding.query)) >= 2


def page_of(items: Sequence[T], page: int) -> tuple[Sequence[T], int, int]:
    """The items of a page (counted from 0, taken modulo), that page and the number of pages."""
    pages = max(1, -(-len(items) // PAGE))
    page %= pages
    return items[page * PAGE : (page + 1) * PAGE], page, pages
