"""Consents, never overwritten: a withdrawal is a time on the row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from bot.consents import Consent
from storage.rows import Id, UtcDateTime, metadata
from storage.session import Session

consents = sa.Table(
    "consents",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("purpose", sa.String(32), nullable=False),
    sa.Column("text", sa.String(64), nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("language", sa.String(8), nullable=False),
    sa.Column("given_at", UtcDateTime, nullable=False),
    sa.Column("withdrawn_at", UtcDateTime),
)


class Consents:
    """Satisfies bot.consents.ConsentsRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def give(self, person: int, consent: Consent) -> None:
        await self._session.execute(
            sa.insert(consents).values(
                person_id=person,
                purpose=consent.purpose,
                text=consent.text,
                digest=consent.digest,
                language=consent.language,
                given_at=consent.given_at,
            )
        )

    async def withdraw(self, person: int, purpose: str, *, now: datetime) -> None:
        await self._withdraw(now, consents.c.person_id == person, consents.c.purpose == purpose)

    async def withdraw_all(self, person: int, *, now: datetime) -> None:
        await self._withdraw(now, consents.c.person_id == person)

    async def _withdraw(self, now: datetime, *where: sa.ColumnElement[bool]) -> None:
        change = sa.update(consents).where(*where, consents.c.withdrawn_at.is_(None))
        await self._session.execute(change.values(withdrawn_at=now))

    async def of(self, person: int) -> Sequence[Consent]:
        found = sa.select(consents).where(consents.c.person_id == person).order_by(consents.c.id)
        return [
            Consent(row.purpose, row.text, row.digest, row.language, row.given_at, row.withdrawn_at)
            for row in (await self._session.execute(found)).all()
        ]

    async def agreed(self, person: int) -> frozenset[str]:
        given = await self.of(person)
        return frozenset(each.purpose for each in given if each.withdrawn_at is None)
