"""When an ordinary message may reach a phone, and how many a week.

Three windows a day in which nobody stands on a scaffold or sleeps, local time; whatever falls
outside is held until the next one. An urgent message asks none of this.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
WINDOWS = ((time(5, 30), time(6, 30)), (time(11), time(13)), (time(18), time(20)))
NIGHT, MORNING = time(20, 30), time(5, 30)
WEEKLY, WEEKLY_IN_MAY = 1, 3
_MAY = 5


def local(now: datetime) -> datetime:
    return now.astimezone(HERE)


def at_local(day: date, clock: time) -> datetime:
    """A local day and time as an aware moment."""
    return datetime.combine(day, clock, HERE)


def is_open(now: datetime) -> bool:
    return any(begin <= local(now).time() < end for begin, end in WINDOWS)


def is_quiet(now: datetime) -> bool:
    """At night, when not even a held message may be promised for sooner than the morning."""
    clock = local(now).time()
    return clock >= NIGHT or clock < MORNING


def next_open(now: datetime) -> datetime:
    """`now` inside a window, else the beginning of the next one."""
    here = local(now)
    if is_open(now):
        return now
    begins = (begin for begin, _ in WINDOWS if begin > here.time())
    begin = next(begins, None)
    if begin is not None:
        return at_local(here.date(), begin).astimezone(now.tzinfo)
    return at_local(here.date() + timedelta(days=1), WINDOWS[0][0]).astimezone(now.tzinfo)


def closes(now: datetime) -> datetime:
    """When the window that `now` is in ends. Raises ValueError outside all windows."""
    here = local(now)
    for begin, end in WINDOWS:
        if begin <= here.time() < end:
            return at_local(here.date(), end).astimezone(now.tzinfo)
    raise ValueError("no window is open")


def finish(start: datetime, seconds: float) -> datetime:
    """When sending that takes so long is over, counting only the time inside windows."""
    begin, left = next_open(start), timedelta(seconds=seconds)
    while (end := closes(begin)) - begin < left:
        left -= end - begin
        begin = next_open(end)
    return begin + left


def week(now: datetime) -> tuple[datetime, datetime]:
    """Monday 00:00 here, and the one after: the week in which messages are counted."""
    here = local(now)
    monday = here.date() - timedelta(days=here.weekday())
    ends = (at_local(day, time()) for day in (monday, monday + timedelta(days=7)))
    first, last = (end.astimezone(now.tzinfo) for end in ends)
    return first, last


def weekly(now: datetime) -> int:
    """How many ordinary messages one person may get this week, from all senders together."""
    return WEEKLY_IN_MAY if local(now).month == _MAY else WEEKLY
