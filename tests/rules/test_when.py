"""Times of the past as people say them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.reports.when import BadTime, read_past
from bot.windows import local

NOW = datetime(2026, 5, 12, 9, 0, tzinfo=UTC)  # 16:00 on a Tuesday in Ho Chi Minh City

SAID = {
    "hôm qua 3h chiều": "11/05 15:00",
    "hom qua 3h chieu": "11/05 15:00",
    "3h chiều hôm qua": "11/05 15:00",
    "sáng nay": "12/05 09:00",
    "chiều nay": "12/05 15:00",
    "7 giờ rưỡi sáng": "12/05 07:30",
    "hôm nay": "12/05 12:00",
    "hôm qua": "11/05 12:00",
    "đêm qua": "11/05 22:00",
    "10h đêm": "11/05 22:00",
    "hôm kia": "10/05 12:00",
    "10/5 lúc 7h": "10/05 07:00",
    "ngày 1 tháng 5": "01/05 12:00",
    "30/12": "30/12 12:00",
    "vừa xong": "12/05 16:00",
    "2 tiếng trước": "12/05 14:00",
    "3 ngày trước": "09/05 16:00",
    "yesterday 3pm": "11/05 15:00",
    "30 minutes ago": "12/05 15:30",
    "2h chiều": "12/05 14:00",
}


@pytest.mark.parametrize(("words", "expected"), SAID.items())
def test_times_are_understood(words: str, expected: str) -> None:
    found = read_past(words, now=NOW)
    assert isinstance(found, datetime), found
    assert f"{local(found):%d/%m %H:%M}" == expected
    assert found <= NOW


@pytest.mark.parametrize("words", ["ngày mai", "mai 3h", "20/5", "tuần sau", "hôm nay 18h"])
def test_the_future_is_said_to_be_the_future(words: str) -> None:
    assert read_past(words, now=NOW) is BadTime.FUTURE


@pytest.mark.parametrize("words", ["", "không nhớ", "32/5", "xyz", "12", "1/1/1950"])
def test_what_is_no_time_is_asked_again(words: str) -> None:
    assert read_past(words, now=NOW) is BadTime.UNKNOWN


def test_an_hour_of_later_today_is_last_night_or_the_future() -> None:
    found = read_past("lúc 22h", now=NOW)
    assert isinstance(found, datetime)
    assert NOW - found == timedelta(hours=18)


@pytest.mark.parametrize(
    ("hour", "words", "expected"),
    [
        (0, "chiều nay", "11/05 15:00"),  # said before going to bed
        (0, "sáng nay", "11/05 09:00"),
        (0, "tối nay", "12/05 00:20"),
        (8, "sáng nay", "12/05 08:20"),
        (13, "chiều nay", "12/05 13:20"),
    ],
)
def test_a_part_of_the_day_that_goes_on_or_is_just_over(
    hour: int, words: str, expected: str
) -> None:
    now = datetime(2026, 5, 11, 17, 20, tzinfo=UTC) + timedelta(hours=hour)
    found = read_past(words, now=now)
    assert isinstance(found, datetime), found
    assert f"{local(found):%d/%m %H:%M}" == expected


def test_an_afternoon_said_in_the_morning_has_not_come_yet() -> None:
    assert read_past("chiều nay", now=NOW - timedelta(hours=8)) is BadTime.FUTURE
