"""Hours: shifts by day, by date and past midnight, in the time of Viet Nam."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import hours
from bot.hours import ALWAYS, DAY, MOST_SPANS, WEEK, WEEKEND, WORKDAYS, ZONE, Hours, Span

TUESDAY = date(2026, 5, 12)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """In May 2026; the 12th is a Tuesday."""
    return datetime(2026, 5, day, hour, minute, tzinfo=ZONE)


OFFICE = (Span(frozenset(range(5)), start=7 * 60, end=17 * 60),)
NIGHT = (Span(frozenset({4}), start=18 * 60, end=6 * 60),)
DATES = (Span(WEEK, TUESDAY, date(2026, 5, 14)),)
ONE_NIGHT = (Span(WEEK, TUESDAY, TUESDAY, 18 * 60, 6 * 60),)


@pytest.mark.parametrize(
    ("found", "moment", "on"),
    [
        (ALWAYS, at(12, 0), True),
        (WORKDAYS, at(15, 23, 59), True),
        (WORKDAYS, at(16, 0), False),
        (WEEKEND, at(17, 23, 59), True),
        (WEEKEND, at(18, 0), False),
        (OFFICE, at(12, 6, 59), False),
        (OFFICE, at(12, 7), True),
        (OFFICE, at(12, 17), False),
        (OFFICE, at(16, 9), False),
        # past midnight: it belongs to the Friday on which it begins
        (NIGHT, at(15, 18), True),
        (NIGHT, at(16, 5, 59), True),
        (NIGHT, at(16, 6), False),
        (NIGHT, at(15, 5), False),
        (NIGHT, at(16, 18), False),
        (DATES, at(11, 23, 59), False),
        (DATES, at(12, 0), True),
        (DATES, at(14, 23, 59), True),
        (DATES, at(15, 0), False),
        (ONE_NIGHT, at(13, 5), True),
        (ONE_NIGHT, at(12, 5), False),
        ((*OFFICE, *WEEKEND), at(16, 3), True),
        ((Span(start=420, end=420),), at(12, 6, 59), True),
    ],
)
def test_the_shift(found: Hours, moment: datetime, on: bool) -> None:
    assert hours.covers(found, moment) is on


def test_hours_that_have_passed() -> None:
    assert not hours.over(ALWAYS, at(12, 5))
    assert not hours.over(ONE_NIGHT, at(13, 5))
    assert hours.over(ONE_NIGHT, at(14, 0))
    assert not hours.over((*ONE_NIGHT, *ALWAYS), at(20, 0))


SPANS = st.builds(
    Span,
    st.frozensets(st.integers(0, 6), min_size=1),
    start=st.integers(0, DAY - 1),
    end=st.integers(1, DAY),
) | st.builds(
    lambda day, days, start: Span(WEEK, day, day + timedelta(days=days), start),
    st.dates(date(2026, 1, 1), date(2030, 1, 1)),
    st.integers(0, 60),
    st.integers(0, DAY - 1),
)


@given(st.lists(SPANS, min_size=1, max_size=MOST_SPANS).map(tuple))
def test_what_is_written_is_read(found: Hours) -> None:
    written = hours.write(found)
    assert hours.read(written) == found
    assert len(written) <= 200


@given(SPANS, st.integers(0, 14 * DAY))
def test_a_shift_lasts_as_long_as_it_says(span: Span, minutes: int) -> None:
    begins = datetime(2026, 5, 11, tzinfo=ZONE) + timedelta(minutes=minutes)
    if span.has(begins.date()) and begins.hour * 60 + begins.minute == span.start:
        assert hours.covers((span,), begins)
        assert hours.covers((span,), begins + timedelta(minutes=span.minutes - 1))


FORGED = (
    *("", "7/0-1440", "0/0-1441", "0/-1-5", "0/a-b", "0/5", "x/0-10", "0/0-10/2026", "/0-10"),
    *("0/0-10/20260230-20260301", ",".join(["0/0-10"] * (MOST_SPANS + 1))),
)


@pytest.mark.parametrize("forged", FORGED)
def test_what_nobody_wrote_is_refused(forged: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        hours.read(forged)
