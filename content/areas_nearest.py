"""Communes by location: the nearest centres, within Viet Nam and its seas."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from heapq import nsmallest
from math import cos, hypot, isfinite, radians

from content.areas_rows import Area

KM_A_DEGREE = 111.195  # of latitude, on a sphere of 6,371 km
_REACH = 0.25  # tried 0 to 0.5 on settlements.csv: the right one among three 0.5 % more often
_USUAL_KM2 = 50.0
_FURTHEST_KM = 50.0  # beyond this the size of the land says nothing: at sea, among small islands
_ENOUGH = 12  # centres to choose from before the order by size
Point = tuple[float, float]  # latitude and longitude in degrees


def distance_km(one: Point, other: Point) -> float:
    """On a flat map around the two points: off by less than 0.5 % within Viet Nam."""
    narrow = cos(radians((one[0] + other[0]) / 2))
    return KM_A_DEGREE * hypot(one[0] - other[0], (one[1] - other[1]) * narrow)


def inside(point: Point, ring: Sequence[Point]) -> bool:
    """Whether a point is in a ring, by counting the edges that a line to the east crosses."""
    latitude, longitude = point
    within = False
    south, west = ring[-1]
    for north, east in ring:
        if (north > latitude) != (south > latitude):
            share = (latitude - south) / (north - south)
            within ^= longitude < west + (east - west) * share
        south, west = north, east
    return within


def _weighed(place: tuple[float, Area]) -> tuple[float, str]:
    km, area = place
    if km > _FURTHEST_KM:
        return km, area.code
    size = max(1.0, area.area_km2 or _USUAL_KM2)
    return km / size**_REACH, area.code


class Nearest:
    """The centres of communes, sorted by latitude."""

    def __init__(self, communes: Iterable[Area], outline: Sequence[Point]) -> None:
        self._sorted = sorted(communes, key=lambda area: area.latitude)
        self._latitudes = [area.latitude for area in self._sorted]
        self._outline = outline

    def find(self, latitude: float, longitude: float, count: int) -> tuple[tuple[Area, float], ...]:
        """The communes and the distances of their centres in km; () outside Viet Nam.

        On land a large commune reaches further: its distance counts for less in the order.
        """
        point = (latitude, longitude)
        if not (isfinite(latitude) and isfinite(longitude) and inside(point, self._outline)):
            return ()
        reach = 0.3
        while True:
            near = [
                (distance_km(point, (area.latitude, area.longitude)), area)
                for area in self._between(latitude - reach, latitude + reach)
            ]
            sure = sum(km <= reach * KM_A_DEGREE for km, _ in near) >= max(count, _ENOUGH)
            if sure or len(near) == len(self._sorted):
                best = nsmallest(count, near, key=_weighed)
                return tuple((area, km) for km, area in best)
            reach *= 3

    def _between(self, south: float, north: float) -> Sequence[Area]:
        first = bisect_left(self._latitudes, south)
        return self._sorted[first : bisect_right(self._latitudes, north)]
