"""Every journey with a budget is walked by a story, and stands in the table."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from tests.contracts.real import HOUSE
from tests.journeys import JOURNEYS, walked
from tests.touches import NONE, walks
from tests.visitor import Visitor


def test_every_journey_is_walked() -> None:
    stories = {name for names in walks().values() for name in names}
    assert stories == set(JOURNEYS)


def test_the_page_shows_every_journey_within_its_budget() -> None:
    written = (HOUSE / "docs" / "touches.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in written.splitlines() if line.startswith("|")]
    told = {row[0]: (row[1], row[2]) for row in rows[2:]}
    known = {name: (str(budget.most), budget.source) for name, budget in JOURNEYS.items()}
    assert told == known, "write it again: python -m tests.touches docs/touches.md"
    assert [row[0] for row in rows[2:] if set(row[3:]) == {NONE}] == [], "walked by nobody"


def test_a_journey_over_its_budget_fails() -> None:
    clumsy = cast("Visitor", SimpleNamespace(touches=4, typed=0, letters=0))
    with pytest.raises(AssertionError, match="4 touches, 3 at most"):
        walked("join from a poster", clumsy)
