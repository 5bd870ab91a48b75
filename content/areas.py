"""Provinces and communes of Viet Nam: what a person types or where they stand becomes a code.

Codes are text: 2 digits for a province, 5 for a commune. They are kept with people and reports, so
a merger adds rows and never takes one away: `current` leads from a code of then to those of now,
`written_as` from a code of now to all those that a row may have been written with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from content.areas_finding import Finder, Found, FoundKind, Place
from content.areas_nearest import Nearest, distance_km
from content.areas_polygons import Polygons
from content.areas_rows import Area, Former, Kind, read_areas, read_former, read_outline

__all__ = ["Area", "Areas", "Found", "FoundKind", "Kind", "Place"]


class Areas:
    """All areas. `load` reads today's; names of before are read on the first question."""

    def __init__(
        self, rows: Iterable[Area], root: Path, boundaries: Polygons | None = None
    ) -> None:
        """`rows` in any order. A place may have several; one without valid_to is in force."""
        self._root = root
        self._boundaries = boundaries
        self._rows = tuple(rows)
        ordered = sorted(self._rows, key=lambda area: (area.valid_to is None, area.valid_from))
        self._last = {area.code: area for area in ordered}
        self._in_force = {code for code, area in self._last.items() if area.valid_to is None}
        below: defaultdict[str, list[Area]] = defaultdict(list)
        for code in self._in_force:
            below[self._last[code].parent].append(self._last[code])
        self._below = {
            code: tuple(sorted(areas, key=lambda area: area.code)) for code, areas in below.items()
        }

    @classmethod
    def load(cls, root: Path, boundaries: Path | None = None) -> Areas:
        """Read areas/areas.csv below the content folder, and an operator's boundaries if the file
        is there. Raises OSError, ValueError, KeyError, and sqlite3.Error for a broken file.
        """
        given = Polygons(boundaries) if boundaries and boundaries.exists() else None
        return cls(read_areas(root), root, given)

    def area(self, code: str) -> Area:
        """The form in force, or the last one of a place that has ended. Raises KeyError."""
        return self._last[code if code in self._last else self.now(code)]

    def __contains__(self, code: object) -> bool:
        """Whether it is or ever was an area; of one that has ended, `now` names what it became."""
        return code in self._last or (isinstance(code, str) and self.now(code) in self._last)

    @property
    def provinces(self) -> tuple[Area, ...]:
        return self._below.get("", ())

    def province_of(self, code: str) -> Area:
        """The province of a commune, or the province itself. Raises KeyError."""
        area = self._last[self.now(code)]
        return self._last[area.parent] if area.parent else area

    def communes_of(self, province: str) -> tuple[Area, ...]:
        """The communes in force, by code; () for anything that is not a province."""
        return self._below.get(province, ()) if province else ()

    def descendants(self, code: str) -> tuple[str, ...]:
        """The code and all those below it, however long ago they were written: what "this area"
        means in a query. Raises KeyError.
        """
        here = self._last[self.now(code)].code
        below = (area.code for area in self.communes_of(here))
        return tuple(written for each in (here, *below) for written in self.written_as(each))

    def within(self, code: str, area: str) -> bool:
        """Whether a place is an area or in it today. False for codes that never were."""
        place = self._last.get(self.now(code))
        return place is not None and self.now(area) in (place.code, place.parent or place.code)

    def now(self, code: str) -> str:
        """What a code means today: the main one that follows it; itself when none does."""
        if not code or code in self._in_force:
            return code
        return next(iter(self.current(code)), code)

    def written_as(self, code: str) -> tuple[str, ...]:
        """Every code that means this area today, the one in force first: a row keeps the code it
        was written with. A divided place counts for its main part.
        """
        here = self.now(code)
        return (here, *self._written.get(here, ()))

    def current(self, code: str) -> tuple[str, ...]:
        """The codes in force that follow a code, the main one first; () for an unknown one.

        A code that is in force leads to itself, even when an older place had it as well.
        """
        found: dict[str, None] = {}
        waiting, seen = [code], set()
        while waiting:
            one = waiting.pop(0)
            if one in self._in_force:
                found[one] = None
            elif one not in seen:
                seen.add(one)
                waiting += self._successors.get(one, ())
        return tuple(found)

    def before(self, code: str) -> tuple[str, ...]:
        """The codes out of force that lead to this one: what was merged into it."""
        return self._merged.get(code, ())

    def prepare(self) -> None:
        """Read the names of before and index all names now: 0.3 s, else spent by the first `find`.

        May run in another thread.
        """
        self._finder.find("", None)
        self.written_as("")

    def find(self, text: str, *, near: str | None = None) -> Found:
        """What a typed name may mean; `near` is the province where the person is likely to be.

        Never raises; takes no longer for a long or hostile text (only its beginning is read).
        """
        return self._finder.find(text, near)

    def names(self, text: str) -> bool:
        """Whether this is the name of a place and nothing else: then it is no cry for help, though
        it may sound like one. Without marks only beside its kind or its province.
        """
        return self._finder.names(text)

    def nearest(
        self, latitude: float, longitude: float, count: int = 3
    ) -> tuple[tuple[Area, float], ...]:
        """Communes by the distance of their centres in km, nearest first; () outside Viet Nam.

        Where boundaries are known, the commune around the point leads, then those close to it.
        """
        near = self._nearest.find(latitude, longitude, count)
        here = self.around(latitude, longitude) if near else ()
        point = (latitude, longitude)
        first = [self._last[code] for code in here]
        led = [(one, distance_km(point, (one.latitude, one.longitude))) for one in first]
        return (*led, *(each for each in near if each[0].code not in here))[:count]

    def around(self, latitude: float, longitude: float) -> tuple[str, ...]:
        """The commune at a point, then those whose boundary is within 300 m; () where no
        boundaries are known.
        """
        if self._boundaries is None:
            return ()
        found = self._boundaries.at(latitude, longitude)
        return tuple(dict.fromkeys(now for code in found for now in self.current(code)))

    @cached_property
    def _former(self) -> tuple[Former, ...]:
        return tuple(read_former(self._root))

    @cached_property
    def _successors(self) -> dict[str, tuple[str, ...]]:
        ordered = sorted(self._former, key=lambda old: old.valid_to)
        return {old.code: old.successors for old in ordered}

    @cached_property
    def _written(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for code in sorted({*self._last, *self._successors} - self._in_force):
            found[self.now(code)].append(code)
        return dict(found)

    @cached_property
    def _merged(self) -> dict[str, tuple[str, ...]]:
        """By the code in force, everything that became part of it."""
        found: dict[str, dict[str, None]] = {}
        for old in self._successors:
            for code in self.current(old):
                if code != old:
                    found.setdefault(code, {})[old] = None
        return {code: tuple(olds) for code, olds in found.items()}

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self._rows, map(self._followed, self._former), self._root)

    def _followed(self, old: Former) -> Former:
        """With successors that are in force, however many mergers later."""
        if all(code in self._in_force for code in old.successors):
            return old
        codes = (code for one in old.successors for code in self.current(one))
        return replace(old, successors=tuple(dict.fromkeys(codes)))

    @cached_property
    def _nearest(self) -> Nearest:
        communes = [area for areas in self._below.values() for area in areas if area.parent]
        return Nearest(communes, read_outline(self._root))
