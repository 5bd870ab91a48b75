"""Working time across nights, weekends and Tết: a table."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from bot import workdays
from bot.hours import ZONE
from content import calendar
from tests.contracts.real import CONTENT

CALENDAR = calendar.load(CONTENT)


def at(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("moment", "worked"),
    [
        ("2026-05-12T07:29", False),  # a Tuesday
        ("2026-05-12T07:30", True),
        ("2026-05-12T16:59", True),
        ("2026-05-12T17:00", False),
        ("2026-05-16T10:00", False),  # Saturday
        ("2026-02-17T10:00", False),  # Tết
        ("2026-09-02T10:00", False),
    ],
)
def test_when_offices_are_there(moment: str, worked: bool) -> None:
    assert workdays.working(at(moment), CALENDAR) is worked


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-05-12T08:00", 2, "2026-05-12T10:00"),
        ("2026-05-12T16:00", 2, "2026-05-13T08:30"),
        ("2026-05-15T16:00", 2, "2026-05-18T08:30"),  # over a weekend
        ("2026-02-13T16:00", 2, "2026-02-23T08:30"),  # over Tết
        ("2026-02-17T03:00", 0, "2026-02-23T07:30"),
    ],
)
def test_working_time_passes_only_at_work(start: str, hours: int, end: str) -> None:
    assert workdays.after(at(start), timedelta(hours=hours), CALENDAR) == at(end)


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 5, 11), True),  # a Monday
        (date(2026, 5, 12), False),
        (date(2026, 4, 28), True),  # after the kings' day, Monday
        (date(2026, 5, 10), False),
    ],
)
def test_the_first_working_day_of_a_week(day: date, first: bool) -> None:
    assert workdays.first_of_week(day, CALENDAR) is first


def test_the_drill_is_on_a_working_day_of_every_month() -> None:
    for month in range(1, 13):
        found = workdays.drill_day(date(2026, month, 20), CALENDAR)
        assert CALENDAR.worked(found)
        assert (found.month, found.day >= 5) == (month, True)


def test_every_date_says_where_it_is_from() -> None:
    assert all(closed.source and closed.status for closed in CALENDAR.closed)
    assert CALENDAR.known_until >= date(2027, 12, 31)
