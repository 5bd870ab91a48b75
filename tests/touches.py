"""`python -m tests.touches docs/touches.md`: walk every journey and write the table of touches."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests import journeys
from tests.journeys import A_LETTER_S, A_TOUCH_S, JOURNEYS, Walk

STORIES = Path(__file__).parent / "stories"
NONE = "–"


def walks(folder: Path = STORIES) -> dict[str, list[str]]:
    """Journeys by the test that walks them, "tests/stories/test_x.py::test_y"."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.glob("test_*.py")):
        for test in ast.parse(path.read_text(encoding="utf-8")).body:
            names = [
                str(call.args[0].value)
                for call in ast.walk(test)
                if isinstance(call, ast.Call)
                and isinstance(call.func, ast.Name)
                and call.func.id == "walked"
                and isinstance(call.args[0], ast.Constant)
            ]
            if isinstance(test, ast.AsyncFunctionDef) and names:
                found[f"{path}::{test.name}"] = names
    return found


def page(walked: Iterable[Walk]) -> str:
    """The table as Markdown; of several walks the longest counts."""
    longest: dict[tuple[str, str], Walk] = {}
    for walk in walked:
        key = walk.journey, walk.channel
        longest[key] = max(walk, longest.get(key, walk), key=lambda one: one.seconds)
    lines = [
        "# Touches",
        "",
        "Written by `python -m tests.touches docs/touches.md`, which walks the stories on both",
        "channels. A touch is every tap, the phone's own dialogs included (sharing a place or the",
        "own number asks once more); what is typed is counted apart. A story fails when its",
        "journey becomes longer than the budget. *wording*: section 16 of the wording; *design*: a",
        "promise of the design; *own*: ours, where neither says anything (`tests/journeys.py`).",
        f"Seconds at a human pace: {A_TOUCH_S:g} for a touch, {A_LETTER_S:g} for a letter typed,",
        "assumed and not measured; the bot's own share is in `docs/benchmarks.md`.",
        "",
        "| Journey | Budget | Promised | Telegram | Web |",
        "|---|---|---|---|---|",
    ]
    for name, budget in JOURNEYS.items():
        cells = [_cell(longest.get((name, channel))) for channel in ("Telegram", "web")]
        lines.append(f"| {name} | {budget.most} | {budget.source} | {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def _cell(walk: Walk | None) -> str:
    if walk is None:
        return NONE
    typed = f", typed {walk.typed}" if walk.typed else ""
    return f"{walk.touches}{typed}; {walk.seconds:.0f} s"


def main(target: Path | None) -> int:
    quietly = ("-q", "--no-header", "-p", "no:cacheprovider")
    failed = pytest.main([*walks(), "--both", "-k", "sqlite", *quietly])
    table = page(journeys.WALKED)
    sys.stdout.write(f"\n{table}")
    if target and not failed:
        target.write_text(table, encoding="utf-8")
    return failed


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
