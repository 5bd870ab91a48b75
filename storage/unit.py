"""One unit = one transaction: it commits when the block ends cleanly and rolls back otherwise.

On SQLite all writers of this process queue on one lock: the database has a single writer anyway,
and a queue is fairer than SQLite's own busy polling, which sleeps up to 100 ms.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.errors import Unavailable
from bot.ports import Posted
from bot.resting import Rested
from storage import resting
from storage.accounts import Accounts
from storage.alarms import Alarms
from storage.audiences import Audiences
from storage.audit import Audit
from storage.broadcasts import Broadcasts
from storage.casework import Casework
from storage.consents import Consents
from storage.data import Data
from storage.drafts import Drafts
from storage.duty import Duties
from storage.errands import Errands
from storage.files import StoredFiles
from storage.floods import Floods
from storage.grants import Grants
from storage.groups import Groups
from storage.guidance import Guidance
from storage.inbox import Inbox
from storage.invitations import Invitations
from storage.ledger import Deliveries, Ledger
from storage.menus import Menus
from storage.moving import Moving
from storage.numbers import Numbers
from storage.people import People
from storage.posters import Posters
from storage.reports import Reports
from storage.retention import Retention
from storage.rounds import Rounds
from storage.sealing import Vault
from storage.session import Session
from storage.traces import Traces
from storage.transcripts import Transcripts
from storage.watches import Watches

# SQLite: busy, locked, I/O error, full, cannot open, disk mounted read-only. PostgreSQL:
# serialization failure, deadlock, waited too long for a lock, shutdown, connection lost, out of
# disk, too many connections, read-only after a failover.
_PASSING_SQLITE = ("locked", "busy", "disk i/o error", "disk is full", "unable to open", "readonly")
_PASSING_POSTGRES = (
    *("40001", "40P01", "55P03"),
    *("57P01", "57P02", "57P03", "53100", "53300", "25006"),
)

_NONE: Mapping[Posted, Callable[[], None]] = {}


class SqlUnit(Session):
    """Satisfies bot.ports.Unit: all repositories of one transaction."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        super().__init__(connection, vault)
        self.accounts = Accounts(self)
        self.alarms = Alarms(self)
        self.audiences = Audiences(self)
        self.audit = Audit(self)
        self.broadcasts = Broadcasts(self)
        self.casework = Casework(self)
        self.consents = Consents(self)
        self.drafts = Drafts(self)
        self.duty = Duties(self)
        self.errands = Errands(self)
        self.files = StoredFiles(self)
        self.floods = Floods(self)
        self.grants = Grants(self)
        self.groups = Groups(self)
        self.posters = Posters(self)
        self.guidance = Guidance(self)
        self.inbox = Inbox(self)
        self.invitations = Invitations(self)
        self.ledger = Ledger(self)
        self.deliveries = Deliveries(self)
        self.menus = Menus(self)
        self.numbers = Numbers(self)
        self.people = People(self)
        self.reports = Reports(self)
        self.rounds = Rounds(self)
        self.traces = Traces(self)
        self.transcripts = Transcripts(self)
        self.watches = Watches(self)
        self.data = Data(self)
        self.moving = Moving(self)
        self.retention = Retention(self)


class SqlUnits:
    """Satisfies bot.ports.Units. `wakes`: called after a commit that posted such a thing."""

    def __init__(
        self, engine: AsyncEngine, vault: Vault, wakes: Mapping[Posted, Callable[[], None]] = _NONE
    ) -> None:
        self.engine = engine
        self._vault = vault
        self._wakes = wakes
        self._writing = asyncio.Lock() if engine.dialect.name == "sqlite" else None

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[SqlUnit]:
        """Open a writing unit. Raises bot.errors.Unavailable when the database cannot take it now;
        then nothing of it has happened and the whole may be tried again.
        """
        if self._writing is None:
            async with self._transaction(reading=False) as unit:
                yield unit
            return
        async with self._writing, self._transaction(reading=False) as unit:
            yield unit

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[SqlUnit]:
        """Open a unit that only reads: it never waits for a writer."""
        async with self._transaction(reading=True) as unit:
            yield unit

    async def tidy(self) -> bool:
        """Leave nothing erased in the database's own log; False when readers were in the way.

        PostgreSQL has no such command for one erasure: `rest` does it in the night.
        """
        if self._writing is None:
            return True
        try:
            async with self._writing, self.engine.connect() as connection:
                await connection.execution_options(outside=True)
                done = await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                return int(done.scalar_one()) == 0
        except (DBAPIError, PoolTimeout, OSError) as failure:
            if _passing(failure):
                return False
            raise

    async def rest(self) -> Rested:
        """Write anew what would keep erased bytes. Raises bot.errors.Unavailable."""
        if self._writing is not None:
            return Rested()
        try:
            return await resting.rewrite(self.engine)
        except (DBAPIError, PoolTimeout, OSError) as failure:
            if _passing(failure):
                raise Unavailable(type(failure).__name__) from failure
            raise

    @asynccontextmanager
    async def _transaction(self, *, reading: bool) -> AsyncIterator[SqlUnit]:
        try:
            async with self.engine.connect() as connection:
                await connection.execution_options(reading=reading)
                async with connection.begin():
                    unit = SqlUnit(connection, self._vault)
                    yield unit
                    await unit.flush()
            for posted in unit.posted & self._wakes.keys():
                self._wakes[posted]()
        except (DBAPIError, PoolTimeout, OSError) as failure:
            if _passing(failure):
                raise Unavailable(type(failure).__name__) from failure
            raise


def _passing(failure: Exception) -> bool:
    """Whether the same work may succeed later: the database's trouble, not the statement's."""
    if not isinstance(failure, DBAPIError):
        return True
    if failure.connection_invalidated:
        return True
    state = getattr(failure.orig, "sqlstate", None) or ""
    message = str(failure.orig).lower()
    return (
        state.startswith("08")
        or state in _PASSING_POSTGRES
        or any(sign in message for sign in _PASSING_SQLITE)
    )
