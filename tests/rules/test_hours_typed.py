"""Hours as people type them."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hours import ZONE, write
from bot.hours_typed import Trouble, parse, parse_until

NOW = datetime(2026, 5, 12, 12, 0, tzinfo=ZONE)  # a Tuesday

HOURS = {
    "cả tuần": "0123456/0-1440",
    "Hàng ngày": "0123456/0-1440",
    "24/7": "0123456/0-1440",
    "thứ 2 đến thứ 6": "01234/0-1440",
    "t2-t6": "01234/0-1440",
    "T2 – T6, 7h-17h": "01234/420-1020",
    "thứ hai tới thứ sáu từ 7h30 đến 16:30": "01234/450-990",
    "thu 2-6 7-17h": "01234/420-1020",
    "t7, cn": "56/0-1440",
    "thứ 2, 4, 6": "024/0-1440",
    "thứ bảy chủ nhật": "56/0-1440",
    "cuối tuần 8h-12h": "56/480-720",
    "ngày thường": "01234/0-1440",
    "t6-t2": "0456/0-1440",
    "18h-6h": "0123456/1080-360",
    "18h đến 24h": "0123456/1080-1440",
    "7h-11h, 13h-17h t2-t6": "01234/420-660,01234/780-1020",
    "t2-t6 7h-17h, t7 8h-12h": "01234/420-1020,5/480-720",
    "12/5 đến 18/5": "0123456/0-1440/20260512-20260518",
    "12/5-18/5/2026 18h-6h": "0123456/1080-360/20260512-20260518",
    "ngày 20/5": "0123456/0-1440/20260520-20260520",
    "hôm nay": "0123456/0-1440/20260512-20260512",
    "ngày mai 7h-17h": "0123456/420-1020/20260513-20260513",
    "mon-fri 7am-5pm": "01234/420-1020",
    "weekend": "56/0-1440",
}
NO_HOURS = {
    "": Trouble.UNKNOWN,
    "khi nào rảnh": Trouble.UNKNOWN,
    "7h": Trouble.UNKNOWN,
    "25h-26h": Trouble.UNKNOWN,
    "7h70-9h": Trouble.UNKNOWN,
    "t2-": Trouble.UNKNOWN,
    "3": Trouble.UNKNOWN,
    "31/2": Trouble.NO_SUCH_DAY,
    "10/5": Trouble.PAST,
    "18/5 đến 14/5": Trouble.BACKWARDS,
    "t2 1h-2h t3 1h-2h t4 1h-2h t5 1h-2h t6 1h-2h": Trouble.MANY,
}
UNTIL = {
    "20/5": (21, 0),
    "đến hết ngày 20/5": (21, 0),
    "tôi vắng đến 20/5": (21, 0),
    "hôm nay": (13, 0),
    "mai": (14, 0),
    "thứ sáu": (16, 0),
    "hết tuần này": (18, 0),
    "3 ngày": (15, 0),
    "1 tuần": (19, 0),
    "17h": (12, 17),
    "17h ngày mai": (13, 17),
    "5h chiều mai": (13, 17),
    "2 tiếng": (12, 14),
    "until friday": (16, 0),
}
NOT_UNTIL = {
    "": Trouble.UNKNOWN,
    "lâu lắm": Trouble.UNKNOWN,
    "9h": Trouble.PAST,
    "11/5": Trouble.PAST,
    "30/2": Trouble.NO_SUCH_DAY,
    "1/1/2030": Trouble.FAR,
}


@pytest.mark.parametrize(("typed", "expected"), HOURS.items())
def test_hours_are_understood(typed: str, expected: str) -> None:
    found = parse(typed, now=NOW)
    assert not isinstance(found, Trouble), found
    assert write(found) == expected


@pytest.mark.parametrize(("typed", "trouble"), NO_HOURS.items())
def test_what_is_wrong_is_said(typed: str, trouble: Trouble) -> None:
    assert parse(typed, now=NOW) is trouble


@pytest.mark.parametrize(("typed", "until"), UNTIL.items())
def test_the_end_of_an_absence(typed: str, until: tuple[int, int]) -> None:
    day, hour = until
    assert parse_until(typed, now=NOW) == datetime(2026, 5, day, hour, tzinfo=ZONE)


@pytest.mark.parametrize(("typed", "trouble"), NOT_UNTIL.items())
def test_what_is_no_end(typed: str, trouble: Trouble) -> None:
    assert parse_until(typed, now=NOW) is trouble


@given(st.text(max_size=200) | st.text("t234567h-:/, cnđếntừ", max_size=60))
def test_nothing_typed_breaks_it(typed: str) -> None:
    found = parse(typed, now=NOW)
    assert isinstance(found, Trouble) or len(write(found)) <= 200
    until = parse_until(typed, now=NOW)
    assert isinstance(until, Trouble) or until > NOW
