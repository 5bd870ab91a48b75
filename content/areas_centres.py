"""Centres of communes that cannot be right, put where the communes they were made of had been.

A few centres of the source belong to a namesake in another province. The points of the old communes
were made independently of them, so where these lie together and far from the centre, they win.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import pi, sqrt
from statistics import median

from content.areas_nearest import Point, distance_km
from content.areas_sources import Centre, Old

_FAR = 5.0  # radii of a round commune of the same area
_ALONE_KM = 50.0  # a single old commune outvotes the centre only beyond this
_TOGETHER = 1 / 3  # of the distance to the centre
_USUAL_KM2 = 50.0


def mended(centres: Mapping[str, Centre], old: Iterable[Old]) -> dict[str, Centre]:
    """Only the centres that had to be moved, by code."""
    points: defaultdict[str, list[Point]] = defaultdict(list)
    for place in old:
        if place.point is not None:
            points[place.successors[0]].append(place.point)
    moved = {}
    for code, several in points.items():
        middle = _middle(several)
        if _wrong(centres[code], middle, several):
            latitude, longitude = (round(degrees, 4) for degrees in middle)
            moved[code] = replace(centres[code], latitude=latitude, longitude=longitude)
    return moved


def _middle(points: list[Point]) -> Point:
    return median(point[0] for point in points), median(point[1] for point in points)


def _wrong(centre: Centre, middle: Point, points: list[Point]) -> bool:
    off = distance_km((centre.latitude, centre.longitude), middle)
    radius = sqrt((centre.area_km2 or _USUAL_KM2) / pi)
    spread = max(distance_km(middle, point) for point in points)
    enough = len(points) > 1 or off > _ALONE_KM
    return enough and off > _FAR * radius and spread < _TOGETHER * off
