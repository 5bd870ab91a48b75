"""The words of dates: parts of the day, fillers, and how typed text is cut into words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from content.folding import fold

_NOON, _MIDNIGHT = 12, 24


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day. `span`: the hours it covers; an hour up to 12 said with it becomes the
    one inside, or right after midnight.
    """

    span: tuple[int, int]

    def clock(self, hour: int, minute: int) -> tuple[time, int]:
        """The time of day, and how many days later it really is."""
        first, last = self.span
        choices = [hour, hour + _NOON, hour + _MIDNIGHT] if hour <= _NOON else [hour]
        inside = next((h for h in choices if first <= h < last), hour)
        later, clock = divmod(inside, _MIDNIGHT)
        return time(clock, minute), later


_MORNING, _MIDDAY, _AFTERNOON = Part((1, 12)), Part((10, 15)), Part((12, 19))
_EVENING, _NIGHT = Part((17, 25)), Part((20, 29))
PARTS: dict[str, Part] = {
    "sang": _MORNING,
    "trua": _MIDDAY,
    "chieu": _AFTERNOON,
    "toi": _EVENING,
    "dem": _NIGHT,
    "khuya": _NIGHT,
    "am": Part((0, 12)),
    "pm": Part((12, 24)),
    "morning": _MORNING,
    "noon": _MIDDAY,
    "afternoon": _AFTERNOON,
    "evening": _EVENING,
    "tonight": _EVENING,
    "night": _NIGHT,
}

NOW_WORDS = frozenset(
    {
        "ngay",
        "gui ngay",
        "ngay bay gio",
        "bay gio",
        "gui luon",
        "luon",
        "luc nay",
        "ngay lap tuc",
        "now",
        "right now",
        "send now",
    }
)
FILLERS = frozenset(
    [
        "luc",
        "vao",
        "gui",
        "hoi",
        "ngay",
        "nhe",
        "nha",
        "a",
        "cho",
        "tin",
        "di",
        "hen",
        "ban",
        "buoi",
        "at",
        "on",
        "the",
        "in",
        "this",
        "send",
        "of",
    ]
)

_GLUED = re.compile(r"(\d)([a-z])|([a-z])(\d)")


def words_of(text: str) -> str:
    """Folded words with single spaces; ":", "/" and "-" between digits stay, letters and digits
    are set apart ("7h30" is "7 h 30", "6:30pm" is "6:30 pm").
    """
    kept = re.sub(r"(?<=\d)\s*([:/.-])\s*(?=\d)", r" \1 ", text[:120])
    marks = {":": "colon", "/": "slash", "-": "slash", ".": "slash"}
    spelt = re.sub(r" ([:/.-]) ", lambda mark: f" {marks[mark[1]]} ", kept)
    apart = fold(spelt)
    while (wider := _GLUED.sub(r"\1\3 \2\4", apart)) != apart:
        apart = wider
    return apart.replace(" colon ", ":").replace(" slash ", "/")
