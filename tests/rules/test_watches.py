"""The ladder of a case that nobody takes, minute by minute."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot import watches
from bot.duty import Post
from bot.watches import Act, Watch
from content import calendar
from tests.contracts.real import CONTENT

CALENDAR = calendar.load(CONTENT)
NOW = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)  # Tuesday, 09:00 in Viet Nam
TET_NIGHT = datetime(2027, 2, 6, 18, 0, tzinfo=UTC)
STEPS = (
    (Post.DUTY, (1, 2)),
    (Post.DEPUTY, (3,)),
    (Post.CHAIR, (4,)),
    (Post.PROVINCE, (5,)),
    (Post.ADMIN, (6,)),
)


def watched(red: bool, now: datetime) -> Watch:
    return watches.opened(7, red, CALENDAR, now)


def run(watch: Watch, hours: float) -> list[tuple[int, Act, tuple[int, ...]]]:
    """What happens and when, in minutes since the report, when nobody takes it."""
    start, found = watch.since, []
    watch = watches.announced(watch, CALENDAR, watch.since)
    while watch.due is not None and watch.due <= start + timedelta(hours=hours):
        asked = watches.asked(watch, STEPS) if watch.act is Act.ASK else None
        minutes = int((watch.due - start).total_seconds() // 60)
        found.append((minutes, watch.act, asked[1] if asked else ()))
        watch = watches.rung(watch, CALENDAR, watch.due)
    return found


def test_a_red_one_climbs_at_any_hour_and_is_never_given_up() -> None:
    for now in (NOW, TET_NIGHT):
        watch = watched(True, now)
        assert watch.since == now
        assert run(watch, 3) == [
            (5, Act.BELL, ()),
            (10, Act.ASK, (1, 2)),
            (15, Act.ASK, (3,)),
            (20, Act.ASK, (4,)),
            (30, Act.ASK, (5,)),
            (45, Act.ASK, (6,)),
            (105, Act.ASK, (1, 2, 3, 4, 5, 6)),
            (165, Act.ASK, (1, 2, 3, 4, 5, 6)),
        ]


def test_anything_else_waits_for_the_office_and_climbs_in_its_hours() -> None:
    night = watched(False, TET_NIGHT)
    assert night.since == datetime(2027, 2, 11, 0, 30, tzinfo=UTC)  # 07:30, when Tết is over
    climbed = [persons for _, _, persons in run(watched(False, NOW), 24 * 14)]
    assert climbed == [persons for _, persons in STEPS]


def test_a_post_that_nobody_has_is_skipped() -> None:
    watch = watches.announced(watched(True, NOW), CALENDAR, NOW)
    watch = watches.rung(watch, CALENDAR, NOW + watches.BELL_AFTER)
    only = (STEPS[0], STEPS[3])
    assert watches.asked(watch, only) == STEPS[0]
    watch = watches.rung(watch, CALENDAR, NOW + watches.RED_RUNGS[0])
    assert watches.asked(watch, only) == STEPS[3]
    watch = watches.rung(watch, CALENDAR, NOW + watches.RED_RUNGS[1])
    assert watches.asked(watch, only) is None
    assert watch.due is not None
