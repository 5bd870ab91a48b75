"""The gauge tells the rate of the last ten seconds."""

from __future__ import annotations

import pytest

from bot.delivery.gauge import Gauge


def test_nothing_yet() -> None:
    assert Gauge().rate(0, now=5.0) == 0.0


@pytest.mark.parametrize("step", [0.05, 0.5, 3.0])
def test_a_steady_rate(step: float) -> None:
    gauge, now = Gauge(), 0.0
    while now < 30:
        found = gauge.rate(int(now * 20), now)
        now += step
    assert found == pytest.approx(20, rel=0.05)


def test_what_is_over_is_forgotten() -> None:
    gauge = Gauge()
    for second in range(30):
        found = gauge.rate(min(100, second * 10), float(second))
    assert found == 0.0
