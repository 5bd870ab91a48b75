"""The calendar of offices: which days and hours are worked, as dated data (calendar.yaml)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

import yaml

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
STATUSES = ("provisional", "announced")


@dataclass(frozen=True, slots=True)
class Closed:
    """Days without office, both included. PROVISIONAL ones nobody has compared with a decision."""

    first: date
    last: date
    why: str
    source: str
    status: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """`days`: 0 is Monday. `hours`: from and to, in order; `opened`: worked in exchange."""

    days: frozenset[int]
    hours: tuple[tuple[time, time], ...]
    closed: tuple[Closed, ...]
    opened: frozenset[date]

    def worked(self, day: date) -> bool:
        if day in self.opened:
            return True
        holiday = any(closed.first <= day <= closed.last for closed in self.closed)
        return day.weekday() in self.days and not holiday

    @property
    def known_until(self) -> date:
        """The last day of the last year that has holidays here: later ones look all worked."""
        return date(max(closed.last.year for closed in self.closed), 12, 31)


def load(root: Path) -> Calendar:
    """Read calendar.yaml below the content folder. Raises OSError, ValueError, KeyError."""
    read = yaml.safe_load((root / "calendar.yaml").read_text(encoding="utf-8"))
    closed = tuple(_closed(line) for line in read["closed"])
    hours = tuple(_span(span) for span in read["hours"])
    if not hours or not closed or sorted(hours) != list(hours):
        raise ValueError("calendar.yaml: hours in order and some closed days are needed")
    days = frozenset(DAYS.index(day) for day in read["days"])
    return Calendar(days, hours, closed, frozenset(read["open"]))


def _closed(line: dict[str, Any]) -> Closed:
    found = Closed(**line)
    if found.first > found.last or found.status not in STATUSES or not found.source:
        raise ValueError(f"calendar.yaml: {line}")
    return found


def _span(written: str) -> tuple[time, time]:
    start, _, end = written.partition("-")
    span = time.fromisoformat(start), time.fromisoformat(end)
    if span[0] >= span[1]:
        raise ValueError(f"calendar.yaml: {written}")
    return span
