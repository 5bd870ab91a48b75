"""The rows of content/areas/*.csv: the places of today and what was there before.

areas.csv holds one row for each form of a place: a province (2-digit code) or a commune (5-digit
code); the row in force has no valid_to. former.csv holds what no longer exists: old provinces (2
digits), districts (3) and communes (5), with the codes that follow them. A commune's parent there
is its old district, or its province when it was merged after the districts had gone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

PROVINCE_DIGITS, COMMUNE_DIGITS = 2, 5
AREA_COLUMNS = (
    "code",
    "name",
    "kind",
    "parent",
    "latitude",
    "longitude",
    "area_km2",
    "valid_from",
    "valid_to",
    "legal_basis",
)
FORMER_COLUMNS = ("code", "kind", "name", "parent", "successors", "valid_to", "older")


class Kind(StrEnum):
    """What a place of today is, in the words of the law."""

    PROVINCE = "tỉnh"
    CITY = "thành phố"
    COMMUNE = "xã"
    WARD = "phường"
    ZONE = "đặc khu"


@dataclass(frozen=True, slots=True)
class Area:
    """A province or a commune. `name` is bare; `latitude` and `longitude` are its centre, in °.

    `parent` is the code of the province, "" for a province. `valid_to` is the last day in force,
    None while it is. `legal_basis` is the resolution and its date.
    """

    code: str
    name: str
    kind: Kind
    parent: str
    latitude: float
    longitude: float
    valid_from: date
    valid_to: date | None
    legal_basis: str
    area_km2: float | None = None

    @property
    def title(self) -> str:
        """As it stands within a sentence: kind and name."""
        return f"{self.kind} {self.name}"

    @property
    def is_province(self) -> bool:
        return len(self.code) == PROVINCE_DIGITS


@dataclass(frozen=True, slots=True)
class Former:
    """A place that no longer exists. `successors`: the main one first; () means its communes'.

    `older`: names that had ended there before, in bare letters without spaces ("nguyentrungtruc").
    """

    code: str
    kind: str
    name: str
    parent: str
    successors: tuple[str, ...]
    valid_to: str
    older: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return f"{self.kind} {self.name}"


def read_areas(root: Path) -> Iterator[Area]:
    """All rows of areas/areas.csv below `root`. Raises OSError, ValueError."""
    days: dict[str, date | None] = {"": None}
    kinds = {str(kind): kind for kind in Kind}
    for row in _rows(root / "areas" / "areas.csv", AREA_COLUMNS):
        code, name, kind, parent, latitude, longitude, km2, since, until, basis = row
        for day in (since, until):
            if day not in days:
                days[day] = date.fromisoformat(day)
        first = days[since]
        if first is None or kind not in kinds:
            raise ValueError(f"areas.csv: {code} has no valid_from, or an unknown kind {kind!r}")
        point = (float(latitude), float(longitude))
        size = float(km2) if km2 else None
        yield Area(code, name, kinds[kind], parent, *point, first, days[until], basis, size)


def read_former(root: Path) -> Iterator[Former]:
    """All rows of areas/former.csv below `root`. Raises OSError, ValueError."""
    for row in _rows(root / "areas" / "former.csv", FORMER_COLUMNS):
        code, kind, name, parent, successors, until, older = row
        yield Former(
            code, kind, name, parent, tuple(successors.split()), until, tuple(older.split())
        )


def read_outline(root: Path) -> tuple[tuple[float, float], ...]:
    """areas/outline.csv: corners of the country with its seas, as (latitude, longitude) in °."""
    rows = _rows(root / "areas" / "outline.csv", ("latitude", "longitude"))
    return tuple((float(latitude), float(longitude)) for latitude, longitude in rows)


def _rows(path: Path, columns: Sequence[str]) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        if next(lines, None) != list(columns):
            raise ValueError(f"{path.name}: the columns should be {', '.join(columns)}")
        yield from lines
