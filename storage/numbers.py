"""The numbers of communes, sealed: an office's phone may be one person's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from bot.numbers import Kind, Number
from storage.rows import UtcDateTime, metadata
from storage.sealing import new_id
from storage.session import Session

numbers = sa.Table(
    "numbers",
    metadata,
    sa.Column("area", sa.String(8), primary_key=True),
    sa.Column("kind", sa.String(16), primary_key=True),
    sa.Column("row", sa.LargeBinary(16), nullable=False),
    sa.Column("digits", sa.LargeBinary, nullable=False),
    sa.Column("entered_at", UtcDateTime, nullable=False),
)
_c = numbers.c


class Numbers:
    """Satisfies bot.numbers.NumbersRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def of(self, areas: Sequence[str]) -> Sequence[Number]:
        found = (await self._session.execute(sa.select(numbers).where(_c.area.in_(areas)))).all()
        first = {row.kind: row for row in sorted(found, key=lambda row: -areas.index(row.area))}
        opened = [
            Number(
                Kind(row.kind),
                self._session.vault.open("numbers.digits", row.row, row.digits).decode(),
                row.entered_at,
            )
            for row in first.values()
        ]
        return sorted(opened, key=lambda number: list(Kind).index(number.kind))

    async def enter(self, area: str, kind: Kind, digits: str, *, now: datetime) -> None:
        row = new_id()
        sealed = self._session.vault.seal("numbers.digits", row, digits.encode())
        values = {"row": row, "digits": sealed, "entered_at": now}
        insert = self._session.insert(numbers).values(area=area, kind=kind, **values)
        await self._session.send(
            insert.on_conflict_do_update(index_elements=[_c.area, _c.kind], set_=values)
        )

    async def remove(self, areas: Sequence[str], kind: Kind) -> bool:
        gone = sa.delete(numbers).where(_c.area.in_(areas), _c.kind == kind)
        return (await self._session.execute(gone)).rowcount > 0
