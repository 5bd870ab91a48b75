"""Dates as people write them: "7h sáng mai", "15/5 6:30", "thứ hai tuần sau 18h", marks or not.

What can mean two things is asked back with both, never guessed; what has passed or cannot be says
so. English works too. The result is always a moment, shown in full before anything happens.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.dates_days import NoSuchDay, Read, read_day
from bot.dates_hours import Hour, read_hour
from bot.dates_words import FILLERS, NOW_WORDS, PARTS, words_of
from bot.windows import WINDOWS, at_local, local

FARTHEST = timedelta(days=90)


class Trouble(StrEnum):
    """Why typed words are no time; each has its own sentence, and this is its id."""

    UNKNOWN = "date.unknown"
    NO_SUCH_DAY = "date.none"
    PAST = "err.past"
    FAR = "date.far"


@dataclass(frozen=True, slots=True)
class Choices:
    """The moments that the words may mean, to be asked back; all in the future."""

    options: tuple[datetime, ...]


When = datetime | Choices | Trouble


def parse(text: str, *, now: datetime) -> When:
    """The moment (in the zone of `now`), the choices, or why there is none."""
    words = words_of(text)
    if words in NOW_WORDS:
        return now
    try:
        found = _read(words, now)
    except NoSuchDay:
        return Trouble.NO_SUCH_DAY
    if not found:
        return Trouble.UNKNOWN
    return _ahead([moment.astimezone(now.tzinfo) for moment in found], now)


def _ahead(found: list[datetime], now: datetime) -> When:
    """Of everything it may mean, what is still to come."""
    future = sorted({moment for moment in found if moment >= now})
    if not future:
        return Trouble.PAST
    near = tuple(moment for moment in future if moment - now <= FARTHEST)
    if not near:
        return Trouble.FAR
    return near[0] if len(near) == 1 and len(found) == 1 else Choices(near)


def _read(words: str, now: datetime) -> list[datetime]:
    """Every moment the words may mean, past ones included; [] when they are not understood."""
    rest, soon = _relative(words, now)
    if soon is not None:
        return [soon] if not rest else []
    rest, hour = read_hour(words)
    rest, part = _part(rest)
    rest, day = read_day(rest, local(now))
    if set(rest.split()) - FILLERS or (hour is None and part is None and day is None):
        return []
    days = day or _without_day(hour, part, local(now))
    return [
        at_local(each, clock) + timedelta(days=later)
        for each in days.options
        for clock, later in _clocks(hour, part)
    ]


def _without_day(hour: Hour | None, part: str | None, here: datetime) -> Read:
    """A time alone is today's; when that has passed, tomorrow's is asked back."""
    today = here.date()
    later = today + timedelta(days=1)
    clocks = _clocks(hour, part)
    passed = all(at_local(today, c) + timedelta(days=d) < here for c, d in clocks)
    return Read((today, later)) if passed else Read((today,))


def _clocks(hour: Hour | None, part: str | None) -> list[tuple[time, int]]:
    """The times of day that may be meant, each with how many days later it really is."""
    if hour is None:
        first, last = PARTS[part].span if part else (0, 24)
        return [(begin, 0) for begin, _ in WINDOWS if first <= begin.hour < last]
    if part is not None:
        return [PARTS[part].clock(hour.hour, hour.minute)]
    if hour.exact or hour.hour == 0 or hour.hour >= 12:
        later, clock = divmod(hour.hour, 24)
        return [(time(clock, hour.minute), later)]
    return [(time(hour.hour, hour.minute), 0), (time(hour.hour + 12, hour.minute), 0)]


def _part(words: str) -> tuple[str, str | None]:
    """The part of the day that is named, once, and the other words."""
    named = [word for word in words.split() if word in PARTS]
    if len(named) != 1:
        return words, None
    rest = words.split()
    rest.remove(named[0])
    return " ".join(rest), named[0]


def _relative(words: str, now: datetime) -> tuple[str, datetime | None]:
    """What counts from now ("in 2 hours", "30 phút nữa"), and the other words."""
    minutes = {
        "phut": 1,
        "minutes": 1,
        "minute": 1,
        "tieng": 60,
        "gio": 60,
        "hours": 60,
        "hour": 60,
    }
    said = words.split()
    for place, word in enumerate(said[:-1]):
        unit = minutes.get(said[place + 1])
        around = {*said[:place], *said[place + 2 :]}
        if word.isdecimal() and len(word) <= 3 and unit and around & {"nua", "sau", "in"}:
            rest = around - {"nua", "sau", "in"} - FILLERS
            return " ".join(rest), now + timedelta(minutes=int(word) * unit)
    return words, None
