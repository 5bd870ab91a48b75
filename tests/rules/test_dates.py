"""Dates as people write them, against a Tuesday noon; and whatever is typed, nothing breaks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dates import FARTHEST, Choices, Trouble, parse
from bot.windows import local
from content.folding import fold

NOON = datetime(2026, 5, 12, 5, 0, tzinfo=UTC)  # Tuesday, 12:00 here
SURE = {
    "7h sáng mai": "13/05 07:00",
    "15/5 6:30": "15/05 06:30",
    "15-5, 6:30": "15/05 06:30",
    "15.5 6:30": "15/05 06:30",
    "6:30 15/5/2026": "15/05 06:30",
    "thứ hai tuần sau 18h": "18/05 18:00",
    "tối nay 8h": "12/05 20:00",
    "8h tối nay nhé": "12/05 20:00",
    "18h": "12/05 18:00",
    "18h ngày mai": "13/05 18:00",
    "18h30 15/5": "15/05 18:30",
    "6h30 sáng 15/5": "15/05 06:30",
    "ngày 15 tháng 5 lúc 18 giờ": "15/05 18:00",
    "ngày 20 18h30": "20/05 18:30",
    "mùng 1 18h": "01/06 18:00",
    "chủ nhật 6h sáng": "17/05 06:00",
    "t7 18h": "16/05 18:00",
    "5h chiều thứ 6": "15/05 17:00",
    "Thứ Tư tuần này 18h": "13/05 18:00",
    "7 giờ rưỡi tối": "12/05 19:30",
    "8 giờ kém 15 tối nay": "12/05 19:45",
    "5 giờ 30 phút sáng mai": "13/05 05:30",
    "12h trưa mai": "13/05 12:00",
    "12h đêm nay": "13/05 00:00",
    "1h đêm nay": "13/05 01:00",
    "30 phút nữa": "12/05 12:30",
    "sau 2 tiếng": "12/05 14:00",
    "gửi ngay": "12/05 12:00",
    "tomorrow 7am": "13/05 07:00",
    "next monday 6:30pm": "18/05 18:30",
    "in 2 hours": "12/05 14:00",
}
ASKED = {
    "7h mai": ["13/05 07:00", "13/05 19:00"],
    "8h": ["12/05 20:00"],
    "thứ ba 18h": ["12/05 18:00", "19/05 18:00"],
    "mai": ["13/05 05:30", "13/05 11:00", "13/05 18:00"],
    "15/5": ["15/05 05:30", "15/05 11:00", "15/05 18:00"],
    "6:30": ["13/05 06:30"],
}
TROUBLE = {
    "": Trouble.UNKNOWN,
    "mai mốt tính": Trouble.UNKNOWN,
    "25h": Trouble.UNKNOWN,
    "31/2 18h": Trouble.NO_SUCH_DAY,
    "10/5 18h": Trouble.PAST,
    "hôm nay 6h sáng": Trouble.PAST,
    "15/5/2027 18:00": Trouble.FAR,
}


def shown(moment: datetime) -> str:
    return local(moment).strftime("%d/%m %H:%M")


@pytest.mark.parametrize("marks", [True, False])
@pytest.mark.parametrize(("typed", "meant"), SURE.items())
def test_what_is_sure(typed: str, meant: str, *, marks: bool) -> None:
    bare = "".join(fold(c) or c for c in typed)
    found = parse(typed if marks else bare, now=NOON)
    assert isinstance(found, datetime), found
    assert shown(found) == meant
    assert found.tzinfo is UTC


@pytest.mark.parametrize(("typed", "meant"), ASKED.items())
def test_what_can_mean_more_is_asked_back(typed: str, meant: list[str]) -> None:
    found = parse(typed, now=NOON)
    assert isinstance(found, Choices), found
    assert [shown(option) for option in found.options] == meant


@pytest.mark.parametrize(("typed", "why"), TROUBLE.items())
def test_what_is_no_time_says_why(typed: str, why: Trouble) -> None:
    assert parse(typed, now=NOON) is why


MOMENTS = st.datetimes(
    min_value=datetime(2025, 1, 1),  # noqa: DTZ001 - the strategy wants naive ones
    max_value=datetime(2035, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@given(text=st.text(max_size=60), now=MOMENTS)
def test_anything_typed_has_an_answer_and_never_the_past(text: str, now: datetime) -> None:
    match parse(text, now=now):
        case datetime() as moment:
            assert now <= moment <= now + FARTHEST
        case Choices(options):
            assert options
            assert all(now <= option <= now + FARTHEST for option in options)
        case trouble:
            assert isinstance(trouble, Trouble)


@given(now=MOMENTS, ahead=st.integers(1, 85), minute=st.integers(0, 24 * 60 - 1))
def test_a_date_written_out_means_itself(now: datetime, ahead: int, minute: int) -> None:
    day = local(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=ahead)
    wanted = day + timedelta(minutes=minute)
    for form in ("%d/%m %H:%M", "%H:%M ngày %d/%m/%Y", "%d tháng %m %H:%M"):
        found = parse(wanted.strftime(form), now=now)
        assert isinstance(found, datetime), (form, found)
        assert local(found).replace(tzinfo=None) == wanted.replace(tzinfo=None)
