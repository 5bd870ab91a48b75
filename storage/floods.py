"""Tellings: the messages about cases that each person got in the last minute, one row each, and the
cases that they are still to be told of. Heaps: which cases a message tells of together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from bot.floods import Lately
from bot.heaps import Heap
from storage.people import people
from storage.report_rows import cases
from storage.rows import Id, UtcDateTime, metadata
from storage.session import Session

_WAITING = sa.text("said_at IS NULL")

tellings = sa.Table(
    "tellings",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("person_id", sa.ForeignKey(people.c.id), nullable=False),
    sa.Column("case_id", sa.ForeignKey(cases.c.id), nullable=False),
    sa.Column("red", sa.Boolean, nullable=False),
    sa.Column("due", UtcDateTime, nullable=False),
    sa.Column("said_at", UtcDateTime),
    sa.Index("ix_tellings_person_id", "person_id", "red"),
    sa.Index("ix_tellings_due", "due", sqlite_where=_WAITING, postgresql_where=_WAITING),
)

heaps = sa.Table(
    "heaps",
    metadata,
    sa.Column("message_id", Id, primary_key=True, autoincrement=False),
    sa.Column(
        "case_id", Id, sa.ForeignKey("cases.id"), primary_key=True, autoincrement=False, index=True
    ),
    sa.Column("left_for", sa.String(8), nullable=False),
)


class Floods:
    """Satisfies bot.floods.FloodsRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def lately(
        self, persons: Sequence[int], *, red: bool, since: datetime
    ) -> Mapping[int, Lately]:
        theirs = sa.and_(tellings.c.person_id.in_(persons), tellings.c.red.is_(red))
        recent = sa.or_(tellings.c.said_at.is_(None), tellings.c.said_at > since)
        columns = tellings.c.person_id, tellings.c.said_at, tellings.c.due
        rows = (await self._session.execute(sa.select(*columns).where(theirs, recent))).all()
        said: defaultdict[int, list[datetime]] = defaultdict(list)
        waiting: dict[int, datetime] = {}
        for row in rows:
            if row.said_at is None:
                waiting[row.person_id] = min(row.due, waiting.get(row.person_id, row.due))
            else:
                said[row.person_id].append(row.said_at)
        return {one: Lately(said[one], waiting.get(one)) for one in {*said, *waiting}}

    async def note(
        self, case: int, until: Mapping[int, datetime | None], *, red: bool, now: datetime
    ) -> None:
        values = [
            {
                "person_id": person,
                "case_id": case,
                "red": red,
                "due": at or now,
                "said_at": None if at else now,
            }
            for person, at in until.items()
        ]
        if values:
            await self._session.send(sa.insert(tellings), values)

    async def any_due(self, *, now: datetime) -> bool:
        found = sa.select(tellings.c.id).where(tellings.c.said_at.is_(None), tellings.c.due <= now)
        return (await self._session.execute(found.limit(1))).first() is not None

    async def due(self, *, now: datetime, limit: int) -> Sequence[Heap]:
        waiting = tellings.c.said_at.is_(None)
        first = sa.func.min(tellings.c.due)
        ripe = (
            sa.select(tellings.c.person_id, tellings.c.red)
            .where(waiting)
            .group_by(tellings.c.person_id, tellings.c.red)
            .having(first <= now)
            .order_by(tellings.c.red.desc(), first)
            .limit(limit)
        )
        heaps = []
        for row in (await self._session.execute(ripe)).all():
            theirs = sa.and_(tellings.c.person_id == row.person_id, tellings.c.red.is_(row.red))
            found = sa.select(tellings.c.case_id).where(waiting, theirs).distinct()
            ordered = found.order_by(tellings.c.case_id)
            numbers = list((await self._session.execute(ordered)).scalars())
            heaps.append(Heap(row.person_id, row.red, numbers))
        return heaps

    async def said(self, heap: Heap, *, now: datetime) -> None:
        theirs = sa.and_(
            tellings.c.person_id == heap.person,
            tellings.c.red.is_(heap.red),
            tellings.c.case_id.in_(heap.cases),
            tellings.c.said_at.is_(None),
        )
        first = sa.select(sa.func.min(tellings.c.id)).where(theirs)
        kept = (await self._session.execute(first)).scalar_one()
        await self._session.send(sa.delete(tellings).where(theirs, tellings.c.id != kept))
        change = sa.update(tellings).where(tellings.c.id == kept)
        await self._session.send(change.values(said_at=now))

    async def remember(self, messages: Sequence[int], cases: Sequence[int]) -> None:
        values = [
            {"message_id": message, "case_id": case, "left_for": ""}
            for message in messages
            for case in cases
        ]
        if values:
            await self._session.send(sa.insert(heaps), values)

    async def telling(self, case: int) -> Sequence[int]:
        here = sa.and_(heaps.c.case_id == case, heaps.c.left_for == "")
        found = sa.select(heaps.c.message_id).where(here).order_by(heaps.c.message_id)
        return list((await self._session.execute(found)).scalars())

    async def told(self, messages: Sequence[int]) -> Mapping[int, Mapping[int, str]]:
        found = sa.select(heaps).where(heaps.c.message_id.in_(messages))
        ordered = found.order_by(heaps.c.message_id, heaps.c.case_id)
        told: defaultdict[int, dict[int, str]] = defaultdict(dict)
        for row in (await self._session.execute(ordered)).all():
            told[row.message_id][row.case_id] = row.left_for
        return told

    async def leave(self, case: int, area: str) -> None:
        here = sa.and_(heaps.c.case_id == case, heaps.c.left_for == "")
        await self._session.send(sa.update(heaps).where(here).values(left_for=area))

    async def renumber(self, message: int, to: int) -> None:
        if message != to:
            change = sa.update(heaps).where(heaps.c.message_id == message)
            await self._session.send(change.values(message_id=to))
