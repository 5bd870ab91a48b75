"""Guidance: questions nobody could answer yet, and what people said of the cards.

Neither is linked to a person. The words of both are sealed, for people type names into anything.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from bot.guidance import Question
from storage.rows import Id, UtcDateTime, metadata
from storage.sealing import new_id
from storage.session import Session

questions = sa.Table(
    "questions",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("row", sa.LargeBinary(16), nullable=False),
    sa.Column("text", sa.LargeBinary, nullable=False),
    sa.Column("asked_at", UtcDateTime, nullable=False, index=True),
)

ratings = sa.Table(
    "ratings",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("card", sa.String(64), nullable=False, index=True),
    sa.Column("useful", sa.Boolean, nullable=False),
    sa.Column("row", sa.LargeBinary(16), nullable=False),
    sa.Column("note", sa.LargeBinary),
    sa.Column("said_at", UtcDateTime, nullable=False),
)


class Guidance:
    """Satisfies bot.guidance.GuidanceRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def note_question(self, text: str, *, now: datetime) -> None:
        row = new_id()
        sealed = self._session.vault.seal("questions.text", row, text.encode())
        insert = sa.insert(questions).values(row=row, text=sealed, asked_at=now)
        await self._session.send(insert)

    async def questions(self, *, limit: int) -> list[Question]:
        """The newest questions without an answer."""
        found = sa.select(questions).order_by(questions.c.id.desc()).limit(limit)
        vault = self._session.vault
        return [
            Question(row.asked_at, vault.open("questions.text", row.row, row.text).decode())
            for row in (await self._session.execute(found)).all()
        ]

    async def rate(self, card: str, *, useful: bool, now: datetime) -> int:
        values = {"card": card, "useful": useful, "row": new_id(), "said_at": now}
        insert = sa.insert(ratings).values(**values).returning(ratings.c.id)
        rating: int = (await self._session.execute(insert)).scalar_one()
        return rating

    async def annotate(self, rating: int, note: str) -> None:
        """Say in words what is wrong with the rated card."""
        found = sa.select(ratings.c.row).where(ratings.c.id == rating)
        row = (await self._session.execute(found)).scalar()
        if row is not None:
            sealed = self._session.vault.seal("ratings.note", row, note.encode())
            change = sa.update(ratings).where(ratings.c.id == rating).values(note=sealed)
            await self._session.send(change)
