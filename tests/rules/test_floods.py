"""Two fuses: whoever is told too often is told together, whoever reports too often as well."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.floods import SINGLY, TOGETHER_AFTER, WINDOW, Lately, is_often, waits

NOW = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MOST_A_MINUTE = 20  # reliability.md T2


def told(arrivals: Sequence[tuple[int, bool]], *, often: bool = False) -> list[tuple[int, float]]:
    """One official's day: when each case came, and when they were told of it, in seconds."""
    said: dict[bool, list[datetime]] = {True: [], False: []}
    waiting: dict[bool, datetime | None] = {True: None, False: None}
    found = []
    for second, red in sorted(arrivals):
        now = NOW + second * SECOND
        for colour, until in waiting.items():
            if until is not None and until <= now:
                said[colour].append(until)
                waiting[colour] = None
        lately = Lately([at for at in said[red] if at > now - WINDOW], waiting[red])
        until = waits(lately, now, red=red, often=often)
        if until is None:
            said[red].append(now)
        else:
            waiting[red] = until
        found.append((second, ((until or now) - NOW).total_seconds()))
    for colour, last in waiting.items():
        said[colour] += [last] if last else []
    messages = sorted(at for times in said.values() for at in times)
    for at in messages:
        assert sum(at <= other < at + WINDOW for other in messages) <= MOST_A_MINUTE
    return found


@given(st.lists(st.tuples(st.integers(0, 180), st.booleans()), max_size=300))
def test_nobody_gets_more_than_20_a_minute_and_nothing_is_lost(
    arrivals: list[tuple[int, bool]],
) -> None:
    for (came, heard), (_, red) in zip(told(arrivals), sorted(arrivals), strict=True):
        assert came <= heard <= came + TOGETHER_AFTER[red].total_seconds()


def test_the_first_ones_are_told_at_once() -> None:
    for red, most in SINGLY.items():
        delays = [heard - came for came, heard in told([(second, red) for second in range(most)])]
        assert delays == [0] * most


def test_who_reports_often() -> None:
    assert not is_often([NOW - second * SECOND for second in range(3)], NOW)
    assert is_often([NOW - second * SECOND for second in range(4)], NOW)
    assert not is_often([NOW - n * timedelta(hours=1) for n in range(10)], NOW)
    assert is_often([NOW - n * timedelta(hours=1) for n in range(11)], NOW)
    assert not is_often([NOW - n * timedelta(hours=3) for n in range(40)], NOW)


def test_of_somebody_who_reports_often_nothing_comes_alone() -> None:
    delays = [heard - came for came, heard in told([(0, True), (30, True)], often=True)]
    assert delays == [10, 10]
