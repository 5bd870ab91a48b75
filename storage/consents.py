"""Consents, never overwritten: a withdrawal is a time on the row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from bot.consents import Consent
from storage.holding import Holding, Rows, Who, rows
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

proofs = sa.Table(
    "consent_proofs",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("purpose", sa.String(32), nullable=False),
    sa.Column("text", sa.String(64), nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("given_at", UtcDateTime, nullable=False),
    sa.Column("withdrawn_at", UtcDateTime, nullable=False, index=True),
)
"""That somebody, who is erased now, agreed to these words and when that ended: nobody's name."""


class Consents:
    """Satisfies bot.consents.ConsentsRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def give(self, person: int, consent: Consent) -> None:
        await self._session.send(
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
        await self._session.send(change.values(withdrawn_at=now))

    async def of(self, person: int) -> Sequence[Consent]:
        found = sa.select(consents).where(consents.c.person_id == person).order_by(consents.c.id)
        return [
            Consent(row.purpose, row.text, row.digest, row.language, row.given_at, row.withdrawn_at)
            for row in (await self._session.execute(found)).all()
        ]

    async def agreed(self, person: int) -> frozenset[str]:
        given = await self.of(person)
        return frozenset(each.purpose for each in given if each.withdrawn_at is None)


async def _about(session: Session, who: Who) -> Rows:
    kept = ("purpose", "text", "digest", "language", "given_at", "withdrawn_at")
    found = sa.select(*(consents.c[name] for name in kept))
    return await rows(session, found.where(consents.c.person_id == who.person))


async def _erase(session: Session, who: Who, now: datetime) -> None:
    mine = consents.c.person_id == who.person
    kept = ["purpose", "text", "digest", "given_at", "withdrawn_at"]
    ended = sa.func.coalesce(consents.c.withdrawn_at, sa.literal(now, UtcDateTime))
    chosen = sa.select(*(consents.c[name] for name in kept[:-1]), ended).where(mine)
    await session.send(sa.insert(proofs).from_select(kept, chosen))
    await session.send(sa.delete(consents).where(mine))


HOLDING = Holding("consents", (consents,), _about, _erase)
