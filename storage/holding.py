"""What a noun's memory says of itself, so that everybody can see and erase their own data.

Each noun that keeps something about a person offers one `Holding`; storage/holdings.py lists them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.incoming import Address
from storage.session import Session

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Who:
    """Whose data: a person, and their addresses by id. `person` 0: what hangs on them alone."""

    person: int
    addresses: dict[int, Address]

    @property
    def ids(self) -> list[int]:
        return list(self.addresses)

    def names(self, session: Session, purpose: str) -> list[bytes]:
        """The keyed hashes under which a noun finds these addresses."""
        name = session.vault.name
        return [name(purpose, each.account, each.ref) for each in self.addresses.values()]


@dataclass(frozen=True, slots=True)
class Holding:
    """`about`: everything in `tables` about somebody, as a person may read it. `erase`: no row is
    left that leads to them; what only counts may stay, in nobody's name.
    """

    noun: str
    tables: tuple[sa.Table, ...]
    about: Callable[[Session, Who], Awaitable[Rows]]
    erase: Callable[[Session, Who, datetime], Awaitable[None]]


async def rows(session: Session, found: sa.Select[Any]) -> Rows:
    """The rows of a query as plain values."""
    return [dict(row._mapping) for row in (await session.execute(found)).all()]  # noqa: SLF001 - SQLAlchemy's public name for it
