"""From readings of a typed place to what can be asked back: Areas.find in content/areas.py."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from content.areas_index import Index
from content.areas_naming import forms, said, says
from content.areas_reading import FORMER, Reading, partial, readings, turned
from content.areas_rows import Area, Former
from content.areas_words import Typed, Words

MOST = 5
_RIVAL = 0.35  # costs so close that only the person can tell
_LIKELY = 0.95  # dearer than the best by less than one letter: offered when the best is denied
_NEAR = 0.4  # what a name within the person's province gains
_PART_OF = 0.02  # the lesser parts of a divided place, one after the other


class FoundKind(StrEnum):
    """What to ask back.

    CERTAIN: the one place of that name. ONE: the first is meant, most likely; ask; the others are
    for a "no". OLD: as ONE, and the name is one of before. MANY: let the person choose.
    PROVINCE: only a province was typed; `places` are provinces. UNKNOWN: no places.
    """

    CERTAIN = "certain"
    ONE = "one"
    OLD = "old"
    MANY = "many"
    PROVINCE = "province"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Place:
    """A place of today. `typed_as`: its name as it is in the index. `score`: 1 is sure, 0 is not.

    `was`: the old place that was typed, with its district and province; "" for a name of today.
    """

    area: Area
    typed_as: str
    was: str
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """At most five places, the best first."""

    kind: FoundKind
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    code: str
    cost: float
    exact: bool
    old: Former | None


class Finder:
    """Reads typed places. Built on the first question; benchmarks/areas.py says what it takes."""

    def __init__(self, areas: Sequence[Area], former: Iterable[Former], root: Path) -> None:
        self._words = Words(root)
        self._index = Index(areas, former, self._words)
        self._now = {area.code: area for area in areas if area.valid_to is None}

    def find(self, text: str, near: str | None) -> Found:
        typed = self._words.read(text)
        if not typed.words:
            return Found(FoundKind.UNKNOWN, ())
        for found in self._tries(typed):
            answer = self._answer(found, len(typed.letters), near)
            if answer.places:
                return answer
        return Found(FoundKind.UNKNOWN, ())

    def names(self, text: str) -> bool:
        """Whether this is the name of a place and nothing else."""
        ways = list(said(self._words.read(text), self._words))
        return any(
            says(typed, self._words.read(form), alone=alone)
            for place in self.find(text, None).places
            for form, alone in self._forms(place)
            for typed in ways
        )

    def _forms(self, place: Place) -> Iterator[tuple[str, bool]]:
        province = self._now.get(place.area.parent or "", place.area)
        return forms(place.typed_as, place.area, province, place.was)

    def _tries(self, typed: Typed) -> Iterator[list[Reading]]:
        """Readings as typed and in the other order, then without Telex, then of less than all."""
        found = list(readings(typed, self._index, self._words))
        found += turned(typed, self._index, self._words)
        yield found
        retyped = typed.retyped()
        if retyped != typed:
            yield list(readings(retyped, self._index, self._words))
        yield list(partial(typed, self._index, self._words))

    def _answer(self, found: list[Reading], letters: int, near: str | None) -> Found:
        best: dict[str, _Candidate] = {}
        for candidate in self._candidates(found, near):
            known = best.get(candidate.code)
            if known is None or candidate.cost < known.cost:
                best[candidate.code] = candidate
        ranked = sorted(best.values(), key=lambda one: (one.cost, one.code))
        provinces = [one for one in found if one.label[:1] in ("N", "O")]
        province = min((one.cost for one in provinces), default=float("inf"))
        if provinces and (not ranked or province < ranked[0].cost):
            return self._provinces([one for one in provinces if one.cost == province])
        likely = [one for one in ranked if one.cost < ranked[0].cost + _LIKELY][:MOST]
        places = tuple(self._place(one, letters) for one in likely)
        return Found(_kind(likely, province), places)

    def _candidates(self, found: list[Reading], near: str | None) -> Iterator[_Candidate]:
        for one in found:
            if one.name is not None:
                codes: Sequence[str] = one.name.targets
                old = one.name.former
            elif one.label.startswith("D"):
                codes = self._index.successors(one.label)
                old = self._district(one.label)
            else:
                continue
            for at, code in enumerate(codes):
                gain = _NEAR if not one.scoped and self._now[code].parent == near else 0
                yield _Candidate(code, one.cost + at * _PART_OF - gain, one.exact, old)

    def _district(self, label: str) -> Former:
        place = self._index.place(label)
        assert isinstance(place, Former)
        return place

    def _place(self, one: _Candidate, letters: int) -> Place:
        area = self._now[one.code]
        score = max(0.0, 1 - max(0.0, one.cost) / max(letters, 4))
        if one.old is None:
            return Place(area, area.name, "", score)
        return Place(area, one.old.name, self._index.was(one.old), score)

    def _provinces(self, found: list[Reading]) -> Found:
        places: dict[str, Place] = {}
        for one in sorted(found, key=lambda one: one.label):
            old = self._index.place(one.label)
            for code in self._index.provinces(one.label):
                area = self._now[code]
                was = old.title if isinstance(old, Former) and old.name != area.name else ""
                places.setdefault(code, Place(area, old.name, was, 1.0))
        return Found(FoundKind.PROVINCE, tuple(places.values())[:MOST])


def _kind(likely: Sequence[_Candidate], province: float) -> FoundKind:
    if not likely:
        return FoundKind.UNKNOWN
    first, *others = likely
    if any(one.cost < first.cost + _RIVAL for one in others):
        return FoundKind.MANY
    if first.old is not None:
        return FoundKind.OLD
    alone = not others and province >= first.cost + _LIKELY
    return FoundKind.CERTAIN if alone and first.exact and first.cost < FORMER else FoundKind.ONE
