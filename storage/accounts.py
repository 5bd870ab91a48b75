"""Channel accounts: when each was last alive, so that an outage is noticed and stated."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from storage.rows import UtcDateTime, metadata
from storage.session import Session

accounts = sa.Table(
    "accounts",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("alive_at", UtcDateTime, nullable=False),
)

facts = sa.Table(
    "facts",
    metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("value", sa.LargeBinary, nullable=False),
)

SEAL_ROW = b"\0" * 16
_SEAL_TEXT = b"an toan"


class Accounts:
    """Satisfies bot.accounts.AccountsRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def alive_at(self, account: str) -> datetime | None:
        found = sa.select(accounts.c.alive_at).where(accounts.c.id == account)
        value: datetime | None = (await self._session.execute(found)).scalar()
        return value

    async def set_alive(self, account: str, *, now: datetime) -> None:
        insert = self._session.insert(accounts).values(id=account, alive_at=now)
        await self._session.send(
            insert.on_conflict_do_update(index_elements=["id"], set_={"alive_at": now})
        )

    async def check_seal(self) -> None:
        """Raises storage.sealing.WrongKey when this database was sealed with another secret."""
        vault = self._session.vault
        found = sa.select(facts.c.value).where(facts.c.name == "seal")
        sealed = (await self._session.execute(found)).scalar()
        if sealed is not None:
            vault.open("facts.seal", SEAL_ROW, sealed)
            return
        value = vault.seal("facts.seal", SEAL_ROW, _SEAL_TEXT)
        await self._session.send(sa.insert(facts).values(name="seal", value=value))
