"""Visits by poster and day: counts, with no link to a person."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa

from bot.joining import Poster
from bot.posters import MOST_A_DAY, Visits
from storage.rows import metadata
from storage.session import Session

poster_visits = sa.Table(
    "poster_visits",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("area", sa.String(8), primary_key=True),
    sa.Column("sector", sa.String(32), primary_key=True),
    sa.Column("source", sa.String(16), primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
)


class Posters:
    """Satisfies bot.posters.PostersRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def visited(self, poster: Poster, *, day: date) -> None:
        here = sa.and_(poster_visits.c.day == day, poster_visits.c.area == poster.area)
        kinds = await self._session.execute(sa.select(sa.func.count()).where(here))
        if kinds.scalar_one() >= MOST_A_DAY:
            poster = Poster(poster.area)
        values = {"area": poster.area, "sector": poster.sector, "source": poster.source}
        insert = self._session.insert(poster_visits).values(day=day, count=1, **values)
        await self._session.send(
            insert.on_conflict_do_update(
                index_elements=["day", "area", "sector", "source"],
                set_={"count": poster_visits.c.count + 1},
            )
        )

    async def visits(self) -> list[Visits]:
        return await self._visits()

    async def visits_of(self, areas: Collection[str], *, since: date) -> list[Visits]:
        return await self._visits(poster_visits.c.area.in_(areas), poster_visits.c.day >= since)

    async def _visits(self, *where: sa.ColumnElement[bool]) -> list[Visits]:
        found = sa.select(poster_visits, poster_visits.c.count.label("visits")).where(*where)
        found = found.order_by(*poster_visits.primary_key)
        return [
            Visits(row.area, row.sector, row.source, row.day, row.visits)
            for row in (await self._session.execute(found)).all()
        ]
