"""Hours: when somebody is on duty. Clocks and days are those of Viet Nam.

A shift that passes midnight belongs to the day on which it begins.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = 24 * 60
"""Minutes."""

WEEK = frozenset(range(7))
MOST_SPANS = 4


@dataclass(frozen=True, slots=True)
class Span:
    """`days`: 0 is Monday. `first` and `last`: only these dates, both included. `start` and `end`
    in minutes after midnight; an `end` that is not after `start` is on the next day.
    """

    days: frozenset[int] = WEEK
    first: date | None = None
    last: date | None = None
    start: int = 0
    end: int = DAY

    @property
    def minutes(self) -> int:
        """How long a shift lasts."""
        return self.end - self.start if self.end > self.start else self.end + DAY - self.start

    def has(self, day: date) -> bool:
        """Whether a shift begins on this day."""
        after = self.first is None or self.first <= day
        before = self.last is None or day <= self.last
        return day.weekday() in self.days and after and before


Hours = tuple[Span, ...]
ALWAYS: Hours = (Span(),)
WORKDAYS: Hours = (Span(frozenset(range(5))),)
WEEKEND: Hours = (Span(frozenset({5, 6})),)


def covers(hours: Hours, at: datetime) -> bool:
    """Whether a shift of these hours is running then."""
    local = at.astimezone(ZONE)
    minute = local.hour * 60 + local.minute
    days = ((local.date() - timedelta(days=back), minute + back * DAY) for back in (0, 1))
    return any(
        span.has(day) and span.start <= since < span.start + span.minutes
        for day, since in days
        for span in hours
    )


def over(hours: Hours, at: datetime) -> bool:
    """Whether the last of these hours has passed for good."""
    today = at.astimezone(ZONE).date()
    return all(span.last is not None and span.last + timedelta(days=1) < today for span in hours)


def write(hours: Hours) -> str:
    """As kept in a row and carried by a button: `01234/420-1020`, with dates
    `0123456/0-1440/20260512-20260518`, several of these joined by a comma.
    """
    return ",".join(_written(span) for span in hours)


def read(written: str) -> Hours:
    """What `write` wrote. Raises ValueError for anything else."""
    found = tuple(_span(part) for part in written.split(","))
    if len(found) > MOST_SPANS:
        raise ValueError(written)
    return found


def _written(span: Span) -> str:
    days = "".join(str(day) for day in sorted(span.days))
    dates = f"/{span.first:%Y%m%d}-{span.last:%Y%m%d}" if span.first and span.last else ""
    return f"{days}/{span.start}-{span.end}{dates}"


def _span(written: str) -> Span:
    days, _, rest = written.partition("/")
    times, _, dates = rest.partition("/")
    start, end = (int(minute) for minute in times.split("-"))
    found = frozenset(int(day) for day in days)
    if not found or not found <= WEEK or not (0 <= start < DAY and 0 < end <= DAY):
        raise ValueError(written)
    if not dates:
        return Span(found, start=start, end=end)
    first, last = (datetime.strptime(each, "%Y%m%d").date() for each in dates.split("-"))  # noqa: DTZ007 - a date
    return Span(found, first, last, start, end)
