"""Hours as people type them: "t2-t6 7h-17h", "cuối tuần", "12/5 đến 18/5", "mon-fri 7am-5pm".

Everything typed must be understood; one unknown word and it is asked again with examples.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.dates_days import NoSuchDay, read_day
from bot.dates_hours import read_hour
from bot.dates_words import FILLERS, PARTS, words_of
from bot.hours import DAY, MOST_SPANS, WEEK, ZONE, Hours, Span

LONGEST_ABSENCE = timedelta(days=366)
_LONGEST_TEXT = 120


class Trouble(StrEnum):
    """Why typed words are no hours; each has its own sentence, and this is its id."""

    UNKNOWN = "duty.hours.unknown"
    MANY = "duty.hours.many"
    NO_SUCH_DAY = "duty.day.none"
    PAST = "duty.past"
    FAR = "duty.far"
    BACKWARDS = "duty.backwards"


_NAMES = (
    r"(?:thu|t) ?(?:hai|2)|mon(?:day)?",
    r"(?:thu|t) ?(?:ba|3)|tue(?:sday)?",
    r"(?:thu|t) ?(?:tu|4)|wed(?:nesday)?",
    r"(?:thu|t) ?(?:nam|5)|thur(?:s|sday)?",
    r"(?:thu|t) ?(?:sau|6)|fri(?:day)?",
    r"(?:thu|t) ?(?:bay|7)|sat(?:urday)?",
    r"chu nhat|cn|t8|sun(?:day)?",
)
_SETS = {
    r"(?:ca|suot|whole|all) (?:tuan|week)|(?:hang|moi) ngay|every ?day|24/7|luon": WEEK,
    r"ngay thuong|ngay lam viec|weekdays?": frozenset(range(5)),
    r"cuoi tuan|weekends?": frozenset({5, 6}),
}
_TO = r" ?(?:-|den|toi|to|until) ?"
_CLOCK = r"(\d{1,2})(?: ?(?:h|g|gio|:) ?(\d{2})?)? ?(am|pm)?"
_DATE = r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?"
_TOKENS = {
    "filler": r"(?:tu|ngay|luc|va|from|and)\b|[,;]",
    "dates": rf"{_DATE}(?:{_TO}{_DATE})?(?![/\d])",
    "near": r"hom nay|today|ngay mai|mai\b|tomorrow",
    "set": "|".join(_SETS),
    "days": "|".join(f"(?:{name})(?![a-z])" for name in _NAMES),
    "to": r"-|(?:den|toi|to)\b",
    "hours": rf"{_CLOCK}{_TO}{_CLOCK}(?![/\d])",
    "day": r"[2-7](?![\dh/:])",
}
_ORDER = ("set", "dates", "near", "days", "filler", "to", "hours", "day")
_PATTERN = re.compile("|".join(f"(?P<{name}>{_TOKENS[name]})" for name in _ORDER))


def parse(text: str, *, now: datetime) -> Hours | Trouble:
    """The hours; dates without a year are the nearest, and must not have passed."""
    spans = _Spans(now.astimezone(ZONE).date())
    try:
        for kind, words in _tokens(_bare(text)):
            spans.take(kind, words)
        found = spans.done()
    except NoSuchDay:
        return Trouble.NO_SUCH_DAY
    except _Wrong as wrong:
        return wrong.trouble
    return found if len(found) <= MOST_SPANS else Trouble.MANY


def parse_until(text: str, *, now: datetime) -> datetime | Trouble:
    """The end of an absence: an hour, or a day, which then is away to its end."""
    words = words_of(_without_until(text))
    try:
        found = _length(words, now) or _moment(words, now.astimezone(ZONE))
    except NoSuchDay:
        return Trouble.NO_SUCH_DAY
    if found is None:
        return Trouble.UNKNOWN
    if found <= now:
        return Trouble.PAST
    return found.astimezone(now.tzinfo) if found - now <= LONGEST_ABSENCE else Trouble.FAR


class _Wrong(ValueError):
    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


class _Spans:
    """What has been read so far: days first or hours first, and the next line begins with days."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._done: list[Span] = []
        self._days: set[int] = set()
        self._dates: tuple[date, date] | None = None
        self._hours: list[tuple[int, int]] = []
        self._range = self._full = False
        self._last = 0

    def take(self, kind: str, words: str) -> None:
        match kind:
            case "filler":
                pass
            case "to":
                self._range = True
            case "hours":
                self._full = bool(self._days or self._dates)
                self._hours.append(_minutes(words))
            case _:
                self._day(kind, words)

    def _day(self, kind: str, words: str) -> None:
        if self._full:
            self._end()
        if kind in ("dates", "near"):
            self._dates = _dates(words, self._today)
        elif kind == "set":
            self._days |= next(d for name, d in _SETS.items() if re.fullmatch(name, words))
        else:
            self._weekday(kind, words)

    def _weekday(self, kind: str, words: str) -> None:
        if kind == "day" and not self._days:
            raise _Wrong(Trouble.UNKNOWN)
        day = int(words) - 2 if kind == "day" else _number(words)
        if self._range and self._days:
            first = self._last
            self._days |= {(first + step) % 7 for step in range((day - first) % 7 + 1)}
        self._days.add(day)
        self._last, self._range = day, False

    def _end(self) -> None:
        if self._range or not (self._days or self._dates or self._hours):
            raise _Wrong(Trouble.UNKNOWN)
        span = Span(frozenset(self._days) or WEEK)
        if self._dates:
            span = replace(span, first=self._dates[0], last=self._dates[1])
        for start, end in self._hours or [(0, DAY)]:
            self._done.append(replace(span, start=start, end=end))
        self._days, self._dates, self._hours, self._full = set(), None, [], False

    def done(self) -> Hours:
        self._end()
        return tuple(self._done)


def _tokens(words: str) -> Iterator[tuple[str, str]]:
    """Every word as what it is. Raises _Wrong at the first that is none."""
    at = 0
    while at < len(words):
        found = _PATTERN.match(words, at)
        if found is None or not found[0]:
            raise _Wrong(Trouble.UNKNOWN)
        assert found.lastgroup
        yield found.lastgroup, found[0].strip()
        at = found.end()
        while at < len(words) and words[at] == " ":
            at += 1


def _bare(text: str) -> str:
    """Lower case without marks; dashes of all kinds are one."""
    plain = unicodedata.normalize("NFKD", text[:_LONGEST_TEXT].casefold()).replace("đ", "d")
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.sub(r"[–—]", "-", kept).split())


def _number(words: str) -> int:
    return next(day for day, name in enumerate(_NAMES) if re.fullmatch(name, words))


def _minutes(words: str) -> tuple[int, int]:
    found = re.fullmatch(rf"{_CLOCK}{_TO}{_CLOCK}", words)
    assert found
    start, end = _clock(*found.groups()[:3]), _clock(*found.groups()[3:])
    return start % DAY, end or DAY


def _clock(hour: str, minute: str | None, half: str | None) -> int:
    found = int(hour) * 60 + int(minute or 0)
    if half:
        found = found % (DAY // 2) + (DAY // 2 if half == "pm" else 0)
    if found > DAY or int(minute or 0) > 59:
        raise _Wrong(Trouble.UNKNOWN)
    return found


def _dates(words: str, today: date) -> tuple[date, date]:
    here = datetime.combine(today, time(), ZONE)
    parts = re.findall(_DATE, words)
    sides = ["/".join(n for n in each if n) for each in parts] or [words]
    found = [day.options[0] for side in sides if (day := read_day(side, here)[1])]
    first, last = found[0], found[-1]
    if last < first:
        raise _Wrong(Trouble.BACKWARDS)
    if last < today:
        raise _Wrong(Trouble.PAST)
    return first, last


def _without_until(text: str) -> str:
    """Without what stands before the time: "tôi vắng đến hết ngày 20/5"."""
    opening = (
        r"^(?:toi )?(?:vang|nghi|ban|away)? ?(?:den|toi|until|till|to)? ?(?:het|the end of)? ?"
    )
    return re.sub(opening, "", _bare(text))


_LENGTHS = {"ngay": 1, "day": 1, "days": 1, "tuan": 7, "week": 7, "weeks": 7}


def _length(words: str, now: datetime) -> datetime | None:
    """Such as "3 ngày", "1 tuần", "2 tiếng", "tuần này"."""
    local = now.astimezone(ZONE)
    if words in ("tuan nay", "tuan", "this week", "week"):
        return _end_of(local.date() + timedelta(days=6 - local.weekday()))
    found = re.fullmatch(r"(?:trong |for )?(\d{1,2}) (\w+)(?: nua)?", words)
    if found is None:
        return None
    if days := _LENGTHS.get(found[2]):
        return _end_of(local.date() + timedelta(days=int(found[1]) * days - 1))
    return now + timedelta(hours=int(found[1])) if found[2] in ("tieng", "hours", "hour") else None


def _moment(words: str, here: datetime) -> datetime | None:
    rest, hour = read_hour(words)
    part = next((word for word in rest.split() if hour and word in PARTS), None)
    rest = " ".join(word for word in rest.split() if word != part)
    rest, day = read_day(rest, here)
    if set(rest.split()) - FILLERS or (day is None and hour is None):
        return None
    found = day.options[-1] if day else here.date()
    if hour is None:
        return _end_of(found)
    clock, later = (time(hour.hour % 24, hour.minute), hour.hour // 24)
    if part:
        clock, later = PARTS[part].clock(hour.hour, hour.minute)
    return datetime.combine(found + timedelta(days=later), clock, ZONE)


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), ZONE)
