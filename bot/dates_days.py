"""The day in words: "mai", "thứ hai tuần sau", "15/5", "ngày 15 tháng 5", "next monday"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

_DAYS = {
    "hom nay": 0,
    "today": 0,
    "ngay mai": 1,
    "hom sau": 1,
    "mai": 1,
    "tomorrow": 1,
    "ngay kia": 2,
    "ngay mot": 2,
    "mot": 2,
    "nay": 0,
    "tonight": 0,
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "thu hai|thu 2|t 2|monday|mon",
            "thu ba|thu 3|t 3|tuesday|tue",
            "thu tu|thu 4|t 4|wednesday|wed",
            "thu nam|thu 5|t 5|thursday|thu",
            "thu sau|thu 6|t 6|friday|fri",
            "thu bay|thu 7|t 7|saturday|sat",
            "chu nhat|cn|sunday|sun",
        )
    )
    for name in names.split("|")
}
_WEEKS = {"tuan nay": 0, "this week": 0, "tuan sau": 1, "tuan toi": 1, "next week": 1, "next": 1}
_SLASHED = re.compile(r"(?:\bngay )?\b(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?\b")
_SPELT = re.compile(r"(?:\bngay )?\b(\d{1,2}) thang (\d{1,2})(?:(?: nam)? (\d{4}))?\b")
_DAY_ONLY = re.compile(r"\b(?:ngay|mung|mong) (\d{1,2})\b(?! thang)")
_HALF_YEAR = 183


class NoSuchDay(ValueError):
    """A date that no calendar has, such as 31/2."""


@dataclass(frozen=True, slots=True)
class Read:
    """The days that may be meant."""

    options: tuple[date, ...]


def read_day(words: str, here: datetime) -> tuple[str, Read | None]:
    """The day, when one is named, and the other words. Raises NoSuchDay."""
    today = here.date()
    for pattern in (_SLASHED, _SPELT):
        if found := pattern.search(words):
            return _rest(words, found), Read((_dated(*found.groups(), today=today),))
    if found := _DAY_ONLY.search(words):
        return _rest(words, found), Read((_this_or_next_month(int(found[1]), today),))
    return _named(words, today)


def _named(words: str, today: date) -> tuple[str, Read | None]:
    rest, week = _take(words, _WEEKS)
    without, weekday = _take(rest, _WEEKDAYS)
    if weekday is not None:
        monday = today - timedelta(days=today.weekday())
        if week is not None:
            return without, Read((monday + timedelta(days=7 * week + weekday),))
        ahead = (weekday - today.weekday()) % 7
        near = today + timedelta(days=ahead)
        return without, Read((near,) if ahead else (near, near + timedelta(days=7)))
    without, later = _take(words, _DAYS)
    return without, None if later is None else Read((today + timedelta(days=later),))


def _take(words: str, known: dict[str, int]) -> tuple[str, int | None]:
    """The longest known name in the words, and the words without it."""
    for name in sorted(known, key=len, reverse=True):
        if found := re.search(rf"\b{name}\b", words):
            return _rest(words, found), known[name]
    return words, None


def _dated(day: str, month: str, year: str | None, *, today: date) -> date:
    """Without a year, the one in which the day is nearest to today."""
    if year is not None:
        return _date(int(year) if len(year) == 4 else 2000 + int(year), int(month), int(day))
    years = range(today.year - 1, today.year + 2)
    near = [_date_or_none(each, int(month), int(day)) for each in years]
    known = [each for each in near if each and abs((each - today).days) <= _HALF_YEAR]
    if not known:
        raise NoSuchDay(f"{day}/{month}")
    return known[0]


def _this_or_next_month(day: int, today: date) -> date:
    """A bare day of the month is the next one there is."""
    first = today.replace(day=1)
    for _ in range(12):
        found = _date_or_none(first.year, first.month, day)
        if found and found >= today:
            return found
        first = (first + timedelta(days=32)).replace(day=1)
    raise NoSuchDay(str(day))


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NoSuchDay(f"{day}/{month}/{year}") from None


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _rest(words: str, found: re.Match[str]) -> str:
    return " ".join(f"{words[: found.start()]} {words[found.end() :]}".split())
