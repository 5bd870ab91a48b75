"""Areas as they will be after a merger that has not happened yet."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from datetime import date, timedelta
from pathlib import Path

from content.areas import Areas
from content.areas_rows import AREA_COLUMNS

ROOT = Path(__file__).parents[1] / "content"
_UNTIL = AREA_COLUMNS.index("valid_to")


def merged(folder: Path, old: Collection[str], new: str, name: str, *, since: date) -> Areas:
    """The wards `old` and what had the code `new` are the ward `name` from this day on."""
    shutil.copytree(ROOT / "areas", folder / "areas")
    before = {code: Areas.load(ROOT).area(code) for code in (*old, new)}
    last, parent = since - timedelta(days=1), before[new].parent
    path = folder / "areas" / "areas.csv"
    lines = [_ended(line, last, before) for line in path.read_text(encoding="utf-8").splitlines()]
    lines.append(f"{new},{name},phường,{parent},21.0,105.8,5,{since},,an invented resolution")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with (folder / "areas" / "former.csv").open("a", encoding="utf-8") as file:
        for code, area in before.items():
            file.write(f"{code},phường,{area.name},{parent},{new},{last},\n")
    return Areas.load(folder)


def _ended(line: str, last: date, ending: Collection[str]) -> str:
    """The row, with its last day when its place ends; no name of a row has a comma in it."""
    cells = line.split(",")
    if cells[0] in ending and not cells[_UNTIL]:
        cells[_UNTIL] = str(last)
    return ",".join(cells)
