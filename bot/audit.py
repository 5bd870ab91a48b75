"""Audit: who did what to whom, in an order nobody can change without being seen.

Each entry's hash covers the one before it, so a removed or altered entry breaks the chain.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

FIRST = "0" * 64
PAGE = 20
"""Entries on one page of the log."""

MOST_PAGES = 1000


@dataclass(frozen=True, slots=True)
class Deed:
    """What happened. `action` as `<resource>.<verb>`, `target` as `<table>:<id>`; no personal data
    in either: ids only. `detail` may hold a reason in a person's words (sealed at rest). `area` is
    where it happened: who may read it there; "" is for admins alone.
    """

    actor: int
    action: str
    target: str
    detail: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A deed as written down."""

    number: int
    at: datetime
    deed: Deed
    previous: str
    digest: str


def digest(number: int, at: datetime, deed: Deed, previous: str) -> str:
    """The entry's hash: SHA-256 over everything in it and the hash before it."""
    facts = [number, at.isoformat(), deed.actor, deed.action, deed.target, deed.detail, previous]
    facts += [deed.area] if deed.area else []  # entries of before have none
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


def first_break(entries: list[Entry]) -> int | None:
    """The number of the first entry that does not fit, None when the chain is whole."""
    previous = FIRST
    for place, entry in enumerate(entries, start=1):
        whole = digest(entry.number, entry.at, entry.deed, previous) == entry.digest
        if entry.number != place or entry.previous != previous or not whole:
            return place
        previous = entry.digest
    return None


def people_in(entries: Sequence[Entry]) -> list[int]:
    """Everybody an entry names, to look up what they are called."""
    actors = {entry.deed.actor for entry in entries}
    targets = {entry.deed.target.removeprefix("people:") for entry in entries}
    return sorted(actors | {int(target) for target in targets if target.isdigit()})


def cases_in(entries: Sequence[Entry]) -> list[int]:
    """Every case an entry names, to look up its code."""
    targets = {entry.deed.target.removeprefix("cases:") for entry in entries}
    return sorted(int(target) for target in targets if target.isdigit())


class AuditRepository(Protocol):
    async def write(self, deed: Deed, *, now: datetime) -> None: ...

    async def entries(self, *, after: int = 0, limit: int = 1_000_000) -> list[Entry]: ...

    async def newest(
        self, *, limit: int, offset: int = 0, areas: Collection[str] | None = None
    ) -> list[Entry]:
        """The latest first; `areas`: only what happened in one of these."""
        ...
