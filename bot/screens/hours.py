"""Hours and moments of a roster in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.hours import DAY, WEEK, ZONE, Hours, Span
from content.catalog import Catalog

_DAYS = (
    "hours.monday",
    "hours.tuesday",
    "hours.wednesday",
    "hours.thursday",
    "hours.friday",
    "hours.saturday",
    "hours.sunday",
)


def in_words(hours: Hours, catalog: Catalog) -> str:
    """Such as: Monday–Friday 7:00–17:00; Saturday."""
    return "; ".join(_span(span, catalog) for span in hours)


def until(moment: datetime, catalog: Catalog) -> str:
    """The end of a time away: midnight is the end of the day before."""
    local = moment.astimezone(ZONE)
    if (local.hour, local.minute) == (0, 0):
        return catalog.label("hours.whole_day", day=_date(local.date() - timedelta(days=1)))
    clock = _clock(local.hour * 60 + local.minute)
    return catalog.label("hours.moment", time=clock, day=_date(local.date()))


def _span(span: Span, catalog: Catalog) -> str:
    parts = []
    if span.first and span.last:
        parts.append(_range([_date(span.first), _date(span.last)], catalog))
    if span.days != WEEK or not parts:
        parts.append(_days(span.days, catalog))
    if (span.start, span.end) != (0, DAY):
        message = "hours.overnight" if span.end <= span.start else "hours.range"
        times = {"first": _clock(span.start), "last": _clock(span.end)}
        parts.append(catalog.label(message, **times))
    return " ".join(parts)


def _days(days: frozenset[int], catalog: Catalog) -> str:
    if days == WEEK:
        return catalog.label("hours.week")
    ordered = sorted(days)
    names = [catalog.label(_DAYS[day]) for day in ordered]
    in_a_row = ordered == list(range(ordered[0], ordered[-1] + 1))
    if in_a_row and len(ordered) > 2:
        return _range([names[0], names[-1]], catalog)
    return ", ".join(names)


def _range(ends: Sequence[str], catalog: Catalog) -> str:
    if ends[0] == ends[-1]:
        return ends[0]
    return catalog.label("hours.range", first=ends[0], last=ends[-1])


def _date(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"
