"""Export and erase a person with 1,000 messages: `python -m benchmarks.rights [--quick]`.

On SQLite and on PostgreSQL: the messages come through the front door, then everything kept is
exported and erased. A day later database, write-ahead log and a backup are searched, byte by byte,
for what was planted: the words, the session, and the very bytes that stood in the rows (sealed
texts and keyed names). Limit: a minute each, and nothing found.

PostgreSQL never blanks what it frees, so the search is made twice: before and after the night, in
which the app writes the tables anew (bot/resting.py).
"""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import make_url

from benchmarks.measure import facts, finish, quick
from bot import data
from bot.app import App, build
from bot.incoming import Address, Incoming, Started
from bot.ports import RawUpdate
from bot.resting import Resting
from bot.settings import Settings
from tests.databases import new_sqlite, postgres_server

WORDS, SESSION = "zyxw canary words", "canarysession0123456789abcdef"
ADDRESS = Address("web", SESSION)
LIMIT_S = 60


@dataclass
class Clock:
    now: datetime = field(default_factory=lambda: datetime(2026, 5, 12, 5, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True, slots=True)
class Result:
    database: str
    messages: int
    export_s: float
    exported_kib: float
    erase_s: float
    planted: int
    as_it_is: list[str]
    found: list[str]


async def speaks(app: App, messages: int) -> None:
    """Everything said, answered and settled."""
    updates = [
        RawUpdate(
            ADDRESS.account,
            f"00000000-0000-4000-8000-{number:012}",
            SESSION,
            {
                "chat": SESSION,
                "language": "vi",
                "said": {"kind": "text", "text": f"{WORDS} {number}"},
            },
        )
        for number in range(messages)
    ]
    for first in range(0, messages, 50):
        await app.ingress.accept(updates[first : first + 50])
        while await _count(app, "inbox WHERE state < 2"):  # noqa: ASYNC110 - the rows tell
            await asyncio.sleep(0.02)


async def _count(app: App, rows: str) -> int:
    async with app.engine.connect() as connection:
        return int((await connection.execute(sa.text(f"SELECT count(*) FROM {rows}"))).scalar_one())


async def planted(app: App) -> dict[str, bytes]:
    """What must be gone: the words, and the bytes that stand in the rows."""
    found = {"words": WORDS.encode(), "session": SESSION.encode()}
    for table, columns in (("addresses", "name, ref"), ("transcript_entries", "body")):
        async with app.engine.connect() as connection:
            rows = (await connection.execute(sa.text(f"SELECT {columns} FROM {table}"))).all()
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                found[f"{table}.{place}.{number}"] = bytes(value)[-24:]
    return found


async def erases(app: App, person: int, clock: Clock) -> float:
    began = time.perf_counter()
    async with app.units() as unit:
        (actor,) = (
            await unit.people.meet([Incoming(ADDRESS, Started(""))], now=clock.now)
        ).values()
        assert actor.person == person
        await data.erase(unit, actor, app.windows.services, now=clock.now)
    while await _count(app, "data_requests WHERE kind = 'erase' AND done_at IS NULL"):
        await app.heartbeats().beat()
    return time.perf_counter() - began


async def ages(app: App, clock: Clock) -> None:
    """The rest of the day goes by, with the heartbeat's work and a checkpoint."""
    clock.now += timedelta(hours=12)
    await app.heartbeats().beat()
    if app.engine.dialect.name == "postgresql":
        await _outside(app, "CHECKPOINT")


async def rests(app: App, clock: Clock) -> None:
    """The night, 02:30 in Viet Nam, with the app's own work in it; PostgreSQL removes used logs, as
    the decision asks of its operator.
    """
    if app.engine.dialect.name == "postgresql":
        await _outside(app, "ALTER SYSTEM SET wal_recycle = off", "SELECT pg_reload_conf()")
    clock.now = datetime(2026, 5, 12, 19, 30, tzinfo=UTC)
    await Resting(app.units, clock).beat()
    async with app.units.reading() as unit:
        assert not await unit.data.unrested()
    clock.now += timedelta(hours=4)
    await app.heartbeats().beat()


async def _outside(app: App, *acts: str) -> None:
    """Outside any transaction."""
    async with app.engine.connect() as plain:
        connection = await plain.execution_options(isolation_level="AUTOCOMMIT")
        for act in acts:
            await connection.execute(sa.text(act))


async def files_of(app: App, folder: Path) -> list[Path]:
    """Database, log and a backup of this day."""
    if app.engine.dialect.name == "sqlite":
        database = Path(make_url(app.settings.database_url).database or "")
        backup = folder / "backup.db"
        with closing(sqlite3.connect(database)) as now, closing(sqlite3.connect(backup)) as copy:
            now.backup(copy)
        return [*database.parent.glob(f"{database.name}*"), backup]
    async with app.engine.connect() as connection:
        root = Path(str((await connection.execute(sa.text("SHOW data_directory"))).scalar_one()))
        number = (
            await connection.execute(
                sa.text("SELECT oid FROM pg_database WHERE datname = current_database()")
            )
        ).scalar_one()
    return [p for p in (root / "base" / str(number)).iterdir() if p.is_file()] + [
        p for p in (root / "pg_wal").iterdir() if p.is_file()
    ]


async def measure(url: str, folder: Path, messages: int) -> Result:
    clock = Clock()
    settings = Settings(_env_file=None, bot_token=None, database_url=url, var=folder)
    app = build(settings, clock=clock)
    async with app.running():
        await speaks(app, messages)
        async with app.units() as unit:
            (actor,) = (
                await unit.people.meet([Incoming(ADDRESS, Started(""))], now=clock.now)
            ).values()
        canaries = await planted(app)
        began = time.perf_counter()
        async with app.units() as unit:
            document = await data.export(unit, actor, now=clock.now)
            kept = await unit.files.get(document)
        export_s = time.perf_counter() - began
        erase_s = await erases(app, actor.person, clock)
        await ages(app, clock)
        dialect = app.engine.dialect.name
        as_it_is = search(await files_of(app, folder), canaries)
        await rests(app, clock)
        found = search(await files_of(app, folder), canaries)
    assert kept
    size = len(kept[1]) / 1024
    return Result(dialect, messages, export_s, size, erase_s, len(canaries), as_it_is, found)


def search(paths: list[Path], canaries: dict[str, bytes]) -> list[str]:
    """Every file that still holds a canary, with how many."""
    found = []
    for path in paths:
        held = path.read_bytes()
        names = [name for name, value in canaries.items() if value in held]
        if names:
            found.append(f"{path.parent.name}/{path.name}: {len(names)} ({names[0]})")
    return found


async def both(messages: int) -> list[Result]:
    results = []
    with tempfile.TemporaryDirectory() as one:
        url = await new_sqlite(Path(one))
        results.append(await measure(url, Path(one), messages))
    with postgres_server() as server, tempfile.TemporaryDirectory() as two:
        url = await server.fresh()
        results.append(await measure(url, Path(two), messages))
    return results


def main() -> None:
    messages = 200 if quick() else 1000
    results = asyncio.run(both(messages))
    print(facts("sqlalchemy"))
    for one in results:
        print(
            f"{one.database}: {one.messages} messages, export {one.export_s:.2f} s "
            f"({one.exported_kib:.0f} KiB), erased in {one.erase_s:.2f} s; a day later "
            f"{len(one.as_it_is)} files hold any of {one.planted} canaries {one.as_it_is}, "
            f"after the night {len(one.found)} {one.found}"
        )
    figures = {
        f"{one.database}_{name}": value
        for one in results
        for name, value in (
            ("export_s", round(one.export_s, 2)),
            ("erase_s", round(one.erase_s, 2)),
            ("as_it_is", len(one.as_it_is)),
            ("found", len(one.found)),
        )
    }
    finish({"messages": messages, **figures})


if __name__ == "__main__":
    main()
