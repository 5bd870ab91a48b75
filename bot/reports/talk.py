"""The talk of a case: what was asked last, and what the reporter answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.reports.case import Event, What

WORDS = (What.ASKED, What.ANSWERED)
MOST_ANSWERS = 3
"""The others stand in the case's history."""


@dataclass(frozen=True, slots=True)
class Talk:
    """`question` None: nobody has asked. `answers`: the last that came since."""

    question: Event | None = None
    answers: tuple[Event, ...] = ()


SILENCE = Talk()


def latest(history: Sequence[Event]) -> Talk:
    """Of a case's history; an erased person's words are empty, and left out."""
    said = [event for event in history if event.what in WORDS and event.words]
    asked = [place for place, event in enumerate(said) if event.what is What.ASKED]
    last = asked[-1] if asked else -1
    answers = tuple(said[last + 1 :][-MOST_ANSWERS:])
    return Talk(said[last] if asked else None, answers)
