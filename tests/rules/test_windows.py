"""Quiet hours and windows: properties over ten years, and the edges by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import windows
from bot.windows import HERE, local

MOMENTS = st.datetimes(
    min_value=datetime(2025, 1, 1),  # noqa: DTZ001 - the strategy wants naive ones
    max_value=datetime(2035, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)


def here(clock: str) -> datetime:
    return datetime.strptime(f"2026-05-12 {clock}", "%Y-%m-%d %H:%M").replace(tzinfo=HERE)


@pytest.mark.parametrize(
    ("clock", "is_open", "quiet"),
    [
        ("05:29", False, True),
        ("05:30", True, False),
        ("06:30", False, False),
        ("11:00", True, False),
        ("13:00", False, False),
        ("19:59", True, False),
        ("20:00", False, False),
        ("20:30", False, True),
        ("00:00", False, True),
    ],
)
def test_the_edges(clock: str, is_open: bool, quiet: bool) -> None:
    assert windows.is_open(here(clock)) is is_open
    assert windows.is_quiet(here(clock)) is quiet


@given(MOMENTS)
def test_the_next_window_is_open_soon_and_never_quiet(now: datetime) -> None:
    found = windows.next_open(now)
    assert windows.is_open(found)
    assert not windows.is_quiet(found)
    assert timedelta() <= found - now <= timedelta(hours=9, minutes=30)
    assert (found == now) == windows.is_open(now)
    assert windows.closes(found) > found


@given(MOMENTS, st.floats(0, 40 * 3600))
def test_the_planned_end_counts_only_open_time(now: datetime, seconds: float) -> None:
    end = windows.finish(now, seconds)
    spent = timedelta()
    at = windows.next_open(now)
    while at < end:
        close = min(windows.closes(at), end)
        spent += close - at
        at = close if close == end else windows.next_open(close)
    assert abs(spent - timedelta(seconds=seconds)) < timedelta(milliseconds=1)


@given(MOMENTS)
def test_a_week_is_seven_days_from_a_monday(now: datetime) -> None:
    first, last = windows.week(now)
    assert first <= now < last
    assert last - first == timedelta(days=7)
    assert local(first).weekday() == 0
    assert local(first).strftime("%H:%M") == "00:00"


def test_three_a_week_in_may_else_one() -> None:
    assert windows.weekly(datetime(2026, 4, 30, 16, 59, tzinfo=UTC)) == 1
    assert windows.weekly(datetime(2026, 4, 30, 17, 0, tzinfo=UTC)) == 3
    assert windows.weekly(datetime(2026, 6, 1, tzinfo=UTC)) == 1
