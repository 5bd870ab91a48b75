"""Which cases may tell of the same thing: two kilometres, and where nobody knows, the commune."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.reports import Case, Kind, Severity, Spot, State, Told
from bot.reports.alike import close_by, kilometres

HERE = Spot("00004", "", 21.0, 105.0)
CASE = Case(
    id=1,
    code="NC-26-7K3Q9",
    kind=Kind.HAZARD,
    severity=Severity.NONE,
    state=State.SENT,
    area="00004",
    also="",
    reporter=None,
    known=False,
    callback=False,
    opened_at=datetime(2026, 5, 12, tzinfo=UTC),
    version=1,
    told=Told(HERE),
)


def at(spot: Spot) -> Case:
    return replace(CASE, told=Told(spot))


@pytest.mark.parametrize(
    ("latitude", "near"), [(21.0, True), (21.0179, True), (21.0181, False), (22.0, False)]
)
def test_two_kilometres(latitude: float, near: bool) -> None:
    assert close_by(CASE, at(replace(HERE, latitude=latitude))) is near


def test_without_a_point_the_commune_has_to_do() -> None:
    assert close_by(CASE, at(Spot("00004")))
    assert kilometres(HERE, Spot("00004")) is None
