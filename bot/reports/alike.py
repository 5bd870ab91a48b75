"""Which cases may tell of the same thing: same area and kind, near in time and place. A human
decides (design, "Alerts and duty").
"""

from __future__ import annotations

from datetime import timedelta
from math import asin, cos, radians, sin, sqrt

from bot.reports.case import Case
from bot.reports.told import Spot

TOGETHER = timedelta(hours=72)
NEAR_KM = 2.0
_EARTH_KM = 6371.0


def close_by(one: Case, other: Case) -> bool:
    """Within 2 km; where one of them has no point, the commune has to do."""
    far = kilometres(one.told.spot, other.told.spot)
    return far is None or far <= NEAR_KM


def kilometres(one: Spot, other: Spot) -> float | None:
    """The way between two points in a straight line, None where one has no point."""
    if one.latitude is None or one.longitude is None:
        return None
    if other.latitude is None or other.longitude is None:
        return None
    north, east = radians(other.latitude - one.latitude), radians(other.longitude - one.longitude)
    across = cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(east / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(sin(north / 2) ** 2 + across))
