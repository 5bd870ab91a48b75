"""A task that is told to stop stops: before Python 3.12 `asyncio.wait_for` could swallow that."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_nothing_that_runs_waits_with_wait_for() -> None:
    files = [
        path for part in ("bot", "storage", "handlers") for path in (ROOT / part).rglob("*.py")
    ]
    assert [str(p) for p in files if "wait_for(" in p.read_text(encoding="utf-8")] == []
