"""Heaps: cases that one person is told of in one message, and how each of them stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.reports import Case, State

UNTAKEN = (State.SENT, State.SEEN)


@dataclass(frozen=True, slots=True)
class Heap:
    """Cases that one person is to be told of in one message."""

    person: int
    red: bool
    cases: Sequence[int]


@dataclass(frozen=True, slots=True)
class Line:
    """One case of such a message. `holder`: the name of who has taken it, "" when nobody knows it;
    `main`: the code of the case that it goes on in; `left_for`: the area that it was forwarded to.
    """

    case: Case
    holder: str = ""
    main: str = ""
    left_for: str = ""

    @property
    def waits(self) -> bool:
        """Whether a reader of the message can take it."""
        here = not self.left_for and self.case.joined is None
        return here and self.case.state in UNTAKEN
