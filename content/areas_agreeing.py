"""How far the two sources agree on what became of the old communes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from content.areas_rows import COMMUNE_DIGITS
from content.areas_sources import Old, Unit
from content.folding import fold

_END = "bo cap huyen"  # where a note stops naming places
_KEPT = "giu nguyen"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts of old communes; `divided` have several successors, `all_parts` of them all named."""

    total: int
    agree: int
    silent: int
    disagree: tuple[Old, ...]
    divided: int
    all_parts: int


def compare(units: Mapping[str, Unit], old: Sequence[Old]) -> Agreement:
    """Look for each old commune of the map in the notes of the catalogue."""
    communes = [place for place in old if len(place.code) == COMMUNE_DIGITS]
    notes = {code: _body(unit) for code, unit in units.items() if unit.parent}
    followed = {(_words(place), code) for place in communes for code in place.successors}
    province: defaultdict[str, list[str]] = defaultdict(list)
    for code in notes:
        province[units[code].parent].append(code)
    agree = divided = all_parts = 0
    disagree = []
    for place in communes:
        named = [_named(place, notes[code]) for code in place.successors]
        agree += any(named)
        divided += len(named) > 1
        all_parts += len(named) > 1 and all(named)
        around = province[units[place.successors[0]].parent]
        if not any(named) and any(
            _titled(place) in notes[code] and (_words(place), code) not in followed
            for code in around
        ):
            disagree.append(place)
    silent = len(communes) - agree - len(disagree)
    return Agreement(len(communes), agree, silent, tuple(disagree), divided, all_parts)


def _body(unit: Unit) -> str:
    text = fold(unit.note).partition(_END)[0]
    return f" {text} {fold(unit.name) if _KEPT in text else ''} "


def _words(place: Old) -> str:
    name = fold(place.name)
    return f" {fold(place.kind)} {name} " if name.isdigit() else f" {name} "


def _titled(place: Old) -> str:
    return f" {fold(place.kind)} {fold(place.name)} "


def _named(place: Old, note: str) -> bool:
    """Whole words, or the same letters when the spaces differ ("A Vương", "Avương")."""
    close = _words(place).replace(" ", "")
    return _words(place) in note or (len(close) > 5 and close in note.replace(" ", ""))
