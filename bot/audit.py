"""Audit: who did what to whom, in an order nobody can change without being seen.

Each entry's hash covers the one before it, so a removed or altered entry breaks the chain.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

FIRST = "0" * 64


@dataclass(frozen=True, slots=True)
class Deed:
    """What happened. `action` as `<resource>.<verb>`, `target` as `<table>:<id>`; no personal data
    in either: ids only. `detail` may hold a reason in a person's words (sealed at rest).
    """

    actor: int
    action: str
    target: str
    detail: str = ""


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


class AuditRepository(Protocol):
    async def write(self, deed: Deed, *, now: datetime) -> None: ...

    async def entries(self, *, after: int = 0, limit: int = 1_000_000) -> list[Entry]: ...

    async def newest(self, *, limit: int) -> list[Entry]: ...
