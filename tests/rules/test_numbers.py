"""Phone numbers as officials type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.numbers import Trouble, parse, spaced

GOOD = {
    "0912 345 678": "0912 345 678",
    "0912.345.678": "0912 345 678",
    "+84 912 345 678": "0912 345 678",
    "0084912345678": "0912 345 678",
    "+84 (0)912 345 678": "0912 345 678",
    "(024) 3825-1115": "024 3825 1115",
    "02633825115": "0263 382 5115",
    "1800 1234": "1800 1234",
}
WRONG = {
    "": Trouble.NONE,
    "gọi anh Hùng": Trouble.NONE,
    "0912 345 67a": Trouble.NONE,
    "٠٩١٢٣٤٥٦٧٨": Trouble.NONE,
    "115": Trouble.SHORT,
    "1900 1234": Trouble.CHARGED,
    "0912 345 67": Trouble.WRONG,
    "0912 345 6789": Trouble.WRONG,
    "0633 825 115": Trouble.WRONG,
    "0112 345 678": Trouble.WRONG,
    "+1 202 555 0100": Trouble.WRONG,
}


@pytest.mark.parametrize(("typed", "read"), GOOD.items())
def test_numbers_that_can_be_called(typed: str, read: str) -> None:
    digits = parse(typed)
    assert digits.isdigit()
    assert spaced(digits) == read


@pytest.mark.parametrize(("typed", "trouble"), WRONG.items())
def test_numbers_that_cannot(typed: str, trouble: Trouble) -> None:
    assert parse(typed) is trouble


@given(st.text(max_size=30) | st.text("0123456789+. -", max_size=20))
def test_nothing_typed_breaks_it(typed: str) -> None:
    found = parse(typed)
    assert isinstance(found, Trouble) or (found.isascii() and 8 <= len(found) <= 11)
