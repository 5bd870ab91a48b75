"""Boundaries that an operator has: GeoJSON → one SQLite file → "in which commune is this point?"

The file holds the rings, simplified to 20 m, as blobs of little-endian doubles (longitude, latitude
in °), and an R*Tree of their boxes. No boundaries come with the project.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, isfinite, radians
from pathlib import Path
from typing import Any

from content.areas_nearest import KM_A_DEGREE, Point, inside

NEAR_KM = 0.3
_TOLERANCE = 0.00018  # degrees, 20 m
_SCHEMA = """
CREATE TABLE rings (id INTEGER PRIMARY KEY, code TEXT NOT NULL, points BLOB NOT NULL);
CREATE VIRTUAL TABLE boxes USING rtree (id, south, north, west, east);
"""
_BOXES = "SELECT code, points FROM boxes JOIN rings USING (id) WHERE "
_BOXES += "south <= ? AND north >= ? AND west <= ? AND east >= ? ORDER BY id"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: communes with a boundary, rings kept, features without a known code."""

    communes: int
    rings: int
    skipped: int


class Polygons:
    """A file written by `build`, opened for reading; `close` it."""

    def __init__(self, path: Path) -> None:
        """Raises sqlite3.Error when the file is missing."""
        self._database = sqlite3.connect(f"file:{path}?mode=ro", uri=True, check_same_thread=False)
        self._database.execute("SELECT 1 FROM rings LIMIT 1")

    def close(self) -> None:
        self._database.close()

    def at(self, latitude: float, longitude: float) -> tuple[str, ...]:
        """Codes of the communes at a point: the one around it, then those within NEAR_KM."""
        if not (isfinite(latitude) and isfinite(longitude)):
            return ()
        around = NEAR_KM / KM_A_DEGREE
        aside = around / max(0.1, cos(radians(latitude)))
        box = (latitude + around, latitude - around, longitude + aside, longitude - aside)
        rings: defaultdict[str, list[list[Point]]] = defaultdict(list)
        for code, blob in self._database.execute(_BOXES, box):
            rings[code].append(_unpacked(blob))
        point = (latitude, longitude)
        within = [code for code, own in rings.items() if sum(inside(point, r) for r in own) % 2]
        near = [code for code, own in rings.items() if any(_close(point, ring) for ring in own)]
        return tuple(dict.fromkeys([*within, *near]))


def build(geojson: Path, out: Path, known: Callable[[str], bool]) -> Imported:
    """Write the boundaries of `geojson` (WGS 84) to `out`, replacing it when all went well.

    A feature's code is found in whichever property holds commune codes most often; `known` says
    what is one. Raises OSError, and ValueError when there is no such property or no GeoJSON.
    """
    features = _features(geojson)
    name = _code_property(features, known)
    fresh = out.with_name(f"{out.name}.new")
    fresh.unlink(missing_ok=True)
    codes, rings, skipped = set(), 0, 0
    database = sqlite3.connect(fresh)
    try:
        database.executescript(_SCHEMA)
        for feature in features:
            code = _code(feature["properties"].get(name))
            if not known(code):
                skipped += 1
                continue
            codes.add(code)
            for ring in _rings(feature["geometry"]):
                rings += 1
                _insert(database, rings, code, ring)
        database.commit()
    finally:
        database.close()
    fresh.replace(out)
    return Imported(len(codes), rings, skipped)


def _features(path: Path) -> list[dict[str, Any]]:
    try:
        features = json.loads(path.read_bytes())["features"]
        wanted = ("Polygon", "MultiPolygon")
        return [
            feature
            for feature in features
            if (feature["geometry"] or {}).get("type") in wanted
            and isinstance(feature["properties"], dict)
        ]
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise ValueError(f"{path.name} is no GeoJSON FeatureCollection ({error!r})") from error


def _code_property(features: Sequence[Mapping[str, Any]], known: Callable[[str], bool]) -> str:
    hits = Counter(
        name
        for feature in features
        for name, value in feature["properties"].items()
        if known(_code(value))
    )
    if not hits:
        raise ValueError("no property holds codes of communes (5 digits, as of July 2025)")
    return str(max(hits, key=lambda name: hits[name]))


def _code(value: object) -> str:
    """Codes lose their zeros where they were kept as numbers."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | str):
        return ""
    text = str(value).strip()
    return text.zfill(5) if text.isdecimal() and len(text) > 2 else ""


def _rings(geometry: Mapping[str, Any]) -> Iterator[list[Point]]:
    """All rings, holes too: a point is within when it is in an odd number of them."""
    several = geometry["coordinates"]
    for polygon in [several] if geometry["type"] == "Polygon" else several:
        for ring in polygon:
            points = [(float(latitude), float(longitude)) for longitude, latitude, *_ in ring]
            yield _simplified(points)


def _insert(database: sqlite3.Connection, number: int, code: str, ring: list[Point]) -> None:
    flat = array("d", (degrees for point in ring for degrees in point))
    database.execute("INSERT INTO rings VALUES (?, ?, ?)", (number, code, flat.tobytes()))
    latitudes, longitudes = [point[0] for point in ring], [point[1] for point in ring]
    box = (min(latitudes), max(latitudes), min(longitudes), max(longitudes))
    database.execute("INSERT INTO boxes VALUES (?, ?, ?, ?, ?)", (number, *box))


def _unpacked(blob: bytes) -> list[Point]:
    flat = array("d")
    flat.frombytes(blob)
    return list(zip(flat[::2], flat[1::2], strict=True))


def _simplified(points: list[Point]) -> list[Point]:
    """Douglas and Peucker's way, without recursion; neighbours keep a shared corner alike."""
    kept, waiting = {0, len(points) - 1}, [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, at = max(
            ((_off(points[i], points[first], points[last]), i) for i in range(first + 1, last)),
            default=(0.0, first),
        )
        if far > _TOLERANCE:
            kept.add(at)
            waiting += [(first, at), (at, last)]
    return [points[at] for at in sorted(kept)]


def _off(point: Point, one: Point, other: Point) -> float:
    """Distance in degrees between a point and the line from one to another."""
    y, x = other[0] - one[0], other[1] - one[1]
    length = x * x + y * y
    share = ((point[1] - one[1]) * x + (point[0] - one[0]) * y) / length if length else 0.0
    share = min(1.0, max(0.0, share))
    return hypot(point[0] - one[0] - share * y, point[1] - one[1] - share * x)


def _close(point: Point, ring: Sequence[Point]) -> bool:
    """Whether the line of a ring comes within NEAR_KM of a point."""
    narrow = cos(radians(point[0]))
    here = (point[0], point[1] * narrow)
    flat = [(latitude, longitude * narrow) for latitude, longitude in ring]
    return any(_off(here, one, other) * KM_A_DEGREE <= NEAR_KM for one, other in _pairs(flat))


def _pairs(ring: Sequence[Point]) -> Iterable[tuple[Point, Point]]:
    return zip(ring, [*ring[1:], ring[0]], strict=True)
