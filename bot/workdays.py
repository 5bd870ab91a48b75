"""Working time: when an office is there, and the moment after so much of it has passed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.hours import ZONE
from content.calendar import Calendar

_FAR = 400  # days in which an office must have opened


def working(at: datetime, calendar: Calendar) -> bool:
    """Whether offices are there at this moment."""
    return any(start <= at < end for start, end in _spans(at, calendar, 1))


def next_working(at: datetime, calendar: Calendar) -> datetime:
    """This moment when offices are there, else the next one in which they are."""
    return after(at, timedelta(), calendar)


def after(at: datetime, worked: timedelta, calendar: Calendar) -> datetime:
    """When so much working time has passed since `at`; a working moment itself."""
    left = worked
    for start, end in _spans(at, calendar, _FAR):
        begin = max(start, at)
        if begin < end and left < end - begin:
            return begin + left
        left -= max(end - begin, timedelta())
    raise ValueError("the calendar has no working day for more than a year")


def first_of_week(day: date, calendar: Calendar) -> bool:
    """Whether this is the first day of its week on which offices are there."""
    earlier = (day - timedelta(days=back) for back in range(1, day.weekday() + 1))
    return calendar.worked(day) and not any(calendar.worked(one) for one in earlier)


def drill_day(day: date, calendar: Calendar) -> date:
    """The day of the month's drill: the first working day from its fifth on."""
    found = day.replace(day=5)
    while not calendar.worked(found):
        found += timedelta(days=1)
    return found


def _spans(at: datetime, calendar: Calendar, days: int) -> Iterator[tuple[datetime, datetime]]:
    today = at.astimezone(ZONE).date()
    for ahead in range(days):
        day = today + timedelta(days=ahead)
        if calendar.worked(day):
            for start, end in calendar.hours:
                yield (
                    datetime.combine(day, start, ZONE),
                    datetime.combine(day, end, ZONE),
                )
