"""The time of day in words: "7h", "6:30", "7 giờ rưỡi", "8 giờ kém 15", "6:30pm"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HOUR = re.compile(
    r"\b(\d{1,2})(?: (?:h|gio|g|tieng|o clock)\b(?: (ruoi|\d{1,2}(?! (?:thang|slash))\b)"
    r"(?: (?:phut|p)\b)?| kem (\d{1,2})(?: phut\b)?)?|:(\d{2})(?: h\b)?)(?!/)"
)
_BARE = re.compile(r"\b(\d{1,2})(?! *(?:/|thang))(?= (?:am|pm|sang|trua|chieu|toi|dem|khuya)\b)")


@dataclass(frozen=True, slots=True)
class Hour:
    """`exact`: written in a form that only means the 24-hour clock."""

    hour: int
    minute: int
    exact: bool = False


def read_hour(words: str) -> tuple[str, Hour | None]:
    """The hour, when one is written, and the other words; an impossible one is not taken."""
    found = _HOUR.search(words) or _BARE.search(words)
    if found is None:
        return words, None
    hour = _hour(*found.groups()) if found.re is _HOUR else Hour(int(found[1]), 0)
    if hour.hour > 24 or hour.minute > 59:
        return words, None
    rest = f"{words[: found.start()]} {words[found.end() :]}"
    return " ".join(rest.split()), hour


def _hour(hour: str, minutes: str | None, before: str | None, colon: str | None) -> Hour:
    exact = colon is not None or hour.startswith("0")
    if before:
        return Hour(int(hour) - 1, 60 - int(before), exact) if 0 < int(before) < 60 else Hour(99, 0)
    if minutes == "ruoi":
        return Hour(int(hour), 30, exact)
    return Hour(int(hour), int(minutes or colon or 0), exact)
