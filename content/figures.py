"""Official figures, each written once in figures.yaml and named by id everywhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictStr, StringConstraints

from content.pack_faults import Fault
from content.pack_yaml import Marked, checked_list, read_file

FILE = "figures.yaml"


@dataclass(frozen=True, slots=True)
class Figure:
    """A value, its unit by language (absent: none), its source key and first valid day.

    `valid_from` is None for what holds without a day, such as a phone number. A sentence shows the
    value alone and says the unit in its own words.
    """

    id: str
    value: str
    unit: Mapping[str, str]
    source: str
    valid_from: date | None


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z0-9]+([._-][a-z0-9]+)*$")]
    value: Annotated[str, StringConstraints(strict=True, min_length=1)]
    unit: dict[StrictStr, StrictStr] = Field(default_factory=dict)
    source: StrictStr
    valid_from: date | None


def load(root: Path, sources: Mapping[str, object]) -> tuple[dict[str, Figure], list[Fault]]:
    """Figures by id, and every fault of figures.yaml below `root`; never raises."""
    marked, faults = read_file(root, FILE)
    if marked is None:
        return {}, faults
    entries, wrong = checked_list(marked, _Entry)
    figures: dict[str, Figure] = {}
    for index, entry in entries.items():
        wrong += _entry_faults(marked, index, entry, figures, sources)
        figures[entry.id] = Figure(
            entry.id, entry.value, entry.unit, entry.source, entry.valid_from
        )
    return figures, faults + wrong


def _entry_faults(
    marked: Marked,
    index: int,
    entry: _Entry,
    seen: Mapping[str, Figure],
    sources: Mapping[str, object],
) -> list[Fault]:
    faults = []
    if entry.id in seen:
        line = marked.line((index, "id"))
        faults.append(Fault(FILE, line, entry.id, "id used twice", "keep one of the two"))
    if entry.source not in sources:
        line = marked.line((index, "source"))
        what = f"unknown source {entry.source!r}"
        faults.append(Fault(FILE, line, entry.id, what, "add it to sources.yaml"))
    return faults
