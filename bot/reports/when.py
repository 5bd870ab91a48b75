"""When something happened, as people say it: "hôm qua 3h chiều", "sáng nay", "12/5 lúc 7h".

Only the past counts. What says no hour is kept as the day's middle of that part, with the words.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.dates_hours import Hour, read_hour
from bot.dates_words import PARTS, words_of
from bot.windows import at_local, local

OLDEST = timedelta(days=10 * 365)
_DAYS = {"hom nay": 0, "today": 0, "hom qua": 1, "yesterday": 1, "hom kia": 2, "hom truoc": 2}
_AHEAD = re.compile(r"\b(ngay mai|mai|tomorrow|tuan sau|hom sau)\b")
_NOW = re.compile(r"\b(vua xong|vua xay ra|moi xay ra|moi day|luc nay|just now|now|bay gio)\b")
_AGO = re.compile(
    r"\b(\d{1,3}) (phut|tieng|gio|ngay|tuan|minutes?|hours?|days?|weeks?) (truoc|ago)"
)
_DATED = re.compile(r"\b(\d{1,2})(?:/| thang )(\d{1,2})(?:(?:/| nam )(\d{4}|\d{2}))?\b")
_UNITS = {"p": 1, "m": 1, "t": 60, "g": 60, "h": 60, "n": 1440, "d": 1440, "w": 10080}
_SMALL_HOURS = 4
_NOON = Hour(12, 0, exact=True)
_MIDDLE = {"sang": 9, "trua": 12, "chieu": 15, "toi": 19, "dem": 22, "khuya": 23}
_MIDDLE |= {"morning": 9, "noon": 12, "afternoon": 15, "evening": 19, "night": 22}


class BadTime(StrEnum):
    """Why typed words are no time of the past; each is the id of its sentence."""

    UNKNOWN = "report.when.unknown"
    FUTURE = "err.future"


def read_past(text: str, *, now: datetime) -> datetime | BadTime:
    """The moment (UTC of `now`), or why there is none."""
    words = words_of(text)
    if _NOW.search(words):
        return now
    if found := _AGO.search(words):
        return now - timedelta(minutes=int(found[1]) * _minutes(found[2]))
    if _AHEAD.search(words):
        return BadTime.FUTURE
    rest, day = _day(words, local(now).date())
    rest, hour = read_hour(rest)
    part = next((word for word in rest.split() if word in PARTS), None)
    if day is None and hour is None and part is None:
        return BadTime.UNKNOWN
    return _judged(_at(day, hour, part, now), now)


def _judged(at: datetime, now: datetime) -> datetime | BadTime:
    if at > now + timedelta(minutes=5):
        return BadTime.FUTURE
    return BadTime.UNKNOWN if now - at > OLDEST else min(at, now)


def _at(day: date | None, hour: Hour | None, part: str | None, now: datetime) -> datetime:
    here = local(now)
    clock, later = _clock(hour, part)
    at = at_local(day or here.date(), clock) + timedelta(days=later)
    if at.astimezone(now.tzinfo) <= now:
        return at.astimezone(now.tzinfo)
    if day is None and hour is not None:  # "10h đêm" said in the morning is last night's
        at -= timedelta(days=1)
    elif day == here.date() and hour is None:
        if part is None or _goes_on(part, here.hour):
            return now
        if here.hour < _SMALL_HOURS:  # for who is still awake, "chiều nay" is yesterday's
            at -= timedelta(days=1)
    return at.astimezone(now.tzinfo)


def _goes_on(part: str, hour: int) -> bool:
    """Whether this part of the day has begun; one of the night lasts past midnight."""
    first, last = PARTS[part].span
    return hour >= first or hour + 24 < last


def _clock(hour: Hour | None, part: str | None) -> tuple[time, int]:
    if hour is not None and part is not None:
        return PARTS[part].clock(hour.hour, hour.minute)
    if hour is None:
        hour = Hour(_MIDDLE.get(part, 12), 0) if part else _NOON
    later, clock = divmod(hour.hour, 24)
    return time(clock, hour.minute), later


def _day(words: str, today: date) -> tuple[str, date | None]:
    for name, ago in _DAYS.items():
        if re.search(rf"\b{name}\b", words):
            return re.sub(rf"\b{name}\b", " ", words), today - timedelta(days=ago)
    if re.search(r"\b(sang|trua|chieu|toi|dem) nay\b", words):
        return words, today
    if re.search(r"\b(dem|toi) qua\b", words):
        return words, today - timedelta(days=1)
    if (found := _DATED.search(words)) and (day := _dated(*found.groups(), today=today)):
        return words.replace(found[0], " "), day
    return words, None


def _dated(day: str, month: str, year: str | None, *, today: date) -> date | None:
    """Without a year, the latest such day that has been; a day still to come stays this year's."""
    years = (
        [int(year) if len(year) == 4 else 2000 + int(year)]
        if year
        else [today.year, today.year - 1]
    )
    found = []
    for each in years:
        try:
            found.append(date(each, int(month), int(day)))
        except ValueError:
            continue
    near = [d for d in found if d <= today or (d - today).days < 60]
    return next(iter(near or found), None)


def _minutes(unit: str) -> int:
    return 1 if unit == "phut" else _UNITS[unit[0]]
