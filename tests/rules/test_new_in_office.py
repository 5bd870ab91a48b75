"""Who is new in office has no say in opening a name, unless nobody else has (T1)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.grants import Grant, Holder
from bot.people import Role
from bot.revealing import NEW_FOR, new_until, settled

NOW = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
OLD, NEW, JUST = NEW_FOR, NEW_FOR - SECOND, timedelta()


def held(person: int, since: timedelta) -> Holder:
    return Holder(person, Grant(person, Role.OFFICIAL, "00004"), 0, NOW - since)


@pytest.mark.parametrize(
    ("own", "others", "waits"),
    [
        ([OLD], [OLD], None),
        ([NEW], [OLD], SECOND),
        ([JUST], [NEW, OLD], NEW_FOR),
        ([JUST], [NEW, NEW], None),
        ([JUST], [], None),
        ([NEW, OLD], [OLD], None),
    ],
)
def test_until_when(own: list[timedelta], others: list[timedelta], waits: timedelta | None) -> None:
    """By the oldest of what one holds there; where nobody else is settled nobody waits."""
    found = new_until([held(1, each) for each in own], [held(2, each) for each in others], NOW)
    assert found == (None if waits is None else NOW + waits)


def test_settled_after_seven_days() -> None:
    assert settled([held(1, OLD), held(2, NEW)], NOW) == (held(1, OLD),)
