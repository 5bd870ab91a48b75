"""From a thousand readers to a million: does one cost more, and does memory grow?

python -m benchmarks.scale [--quick] [--database postgresql] [--sizes 1000,10000]

The ledger and its sender as they are, with a channel that takes everything at once and no pace:
what is left is our own work. Each size in a fresh process: people are written, a broadcast is
frozen and sent; CPU per reader (of our process; a database server's own is not in it), in the
second and in the last tenth of the readers as well, growth of memory while sending, the median of
21 progress queries at the end, and bytes a row takes. Three rounds of the sizes up to 100,000, the
larger ones in the middle of them (a machine's own speed drifts), the median of each.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from benchmarks import measure
from benchmarks.crash_setting import postgres_in
from benchmarks.peers import house
from benchmarks.words import WORDS
from bot.deliveries import Tally
from bot.delivery.pacer import Unpaced
from bot.delivery.sender import Sender
from bot.incoming import Address
from bot.ledger import Message, State
from bot.ports import Saying, Unit
from bot.screen import Screen
from content.html import Html
from storage.engine import open_engine
from storage.ledger import freeze
from storage.people import addresses, people
from storage.sealing import Vault, new_id
from storage.unit import SqlUnits

if TYPE_CHECKING:
    from tests.databases import Postgres

ACCOUNT = "telegram:1"
CHUNK = 20_000
BREADTH = 512
MOST_REPEATED = 100_000
ROUNDS = 3
_TENTHS = ("early_us", "late_us")
_GROWTH, _MEMORY_MIB, _PROGRESS_MS = 0.10, 50, 50


class Null:
    """A channel that has said everything the moment it is asked to."""

    account = ACCOUNT

    def saying(self, _screen: Screen) -> Saying:
        return self._say

    async def _say(self, _address: Address) -> str:
        return "123456789"

    async def correct(self, address: Address, message: str, screen: Screen) -> None:
        """Done."""

    async def withdraw(self, address: Address, message: str) -> None:
        """Done."""

    def present(self) -> Sequence[Address]:
        return ()


class Wide(Unpaced):
    def breadth(self, _commit: float) -> int:
        return BREADTH


class Calm:
    """Nothing goes wrong here: an alarm means that the figures are worth nothing."""

    async def paused(self, _unit: Unit, _tally: Tally, reason: str) -> None:
        raise AssertionError(reason)

    async def replaced(self, _unit: Unit) -> None:
        raise AssertionError("another sender was at work")


async def one(readers: int, database: str) -> dict[str, float]:
    await house.migrated(database)
    engine = open_engine(database)
    units = SqlUnits(engine, Vault(house.SECRET))
    await write_people(units, readers)
    before = await _size(units)
    now = datetime.now(UTC)
    began = time.monotonic()
    async with units() as unit:
        words = Message({"vi": Screen(Html.escape(WORDS["heat"]))})
        message = await unit.ledger.open(words, now=now)
        everyone = sa.select(people.c.id.label("person_id"))
        await freeze(unit, message, words.lane, everyone, now=now)
    frozen = time.monotonic() - began
    figures = await _send(units, message, readers)
    await units.tidy()
    figures["bytes_per_row"] = (await _size(units) - before) / readers
    await engine.dispose()
    return figures | {"readers": readers, "freeze_s": frozen}


async def _size(units: SqlUnits) -> int:
    """Bytes of the whole database."""
    sqlite = units.engine.dialect.name == "sqlite"
    asked = (
        "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
        if sqlite
        else "SELECT pg_database_size(current_database())"
    )
    async with units.reading() as unit:
        return int((await unit.execute(sa.text(asked))).scalar_one())


async def write_people(units: SqlUnits, readers: int) -> None:
    now = datetime.now(UTC)
    async with units() as unit:
        await unit.deliveries.register(ACCOUNT, waits=False)
    for first in range(1, readers + 1, CHUNK):
        numbers = range(first, min(first + CHUNK, readers + 1))
        async with units() as unit:
            persons = [{"id": n, "created_at": now} for n in numbers]
            await unit.execute(sa.insert(people), persons)
            await unit.execute(sa.insert(addresses), list(_addresses(unit.vault, numbers, now)))
    await units.tidy()


def _addresses(vault: Vault, numbers: range, now: datetime) -> Iterator[dict[str, Any]]:
    for number in numbers:
        row, ref = new_id(), str(7_000_000 + number)
        yield {
            "person_id": number,
            "account": ACCOUNT,
            "name": vault.name("address", ACCOUNT, ref),
            "row": row,
            "ref": vault.seal("addresses.ref", row, ref.encode()),
            "language": "vi",
            "reachable": True,
            "album": "",
            "created_at": now,
        }


async def _send(units: SqlUnits, message: int, readers: int) -> dict[str, float]:
    sender = Sender(units, Null(), lambda: datetime.now(UTC), Wide(), "benchmark", Calm())
    memory, cpu, began = _memory_mib(), time.process_time(), time.monotonic()
    running = asyncio.create_task(sender.run())
    seen = [(0, 0.0)]
    while seen[-1][0] < readers:
        await asyncio.sleep(0.2)
        seen.append((await _sent(units, message), time.process_time() - cpu))
    wall, cpu = time.monotonic() - began, time.process_time() - cpu
    grown = _memory_mib() - memory
    asked = []
    for _ in range(21):
        at = time.monotonic()
        await _sent(units, message)
        asked.append(time.monotonic() - at)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    await sender.drain(seconds=1)
    return {
        "cpu_us": cpu / readers * 1e6,
        "early_us": _between(seen, 0.1, 0.2),
        "late_us": _between(seen, 0.9, 1.0),
        "per_s": readers / wall,
        "memory_mib": grown,
        "progress_ms": statistics.median(asked) * 1e3,
    }


def _between(seen: Sequence[tuple[int, float]], start: float, end: float) -> float:
    """CPU a reader between two shares of all readers, µs; 0 when it went by too quickly to see."""
    total = seen[-1][0]
    first = next(each for each in seen if each[0] >= start * total)
    last = next(each for each in seen if each[0] >= end * total)
    readers = last[0] - first[0]
    return (last[1] - first[1]) / readers * 1e6 if readers >= total * (end - start) / 2 else 0.0


async def _sent(units: SqlUnits, message: int) -> int:
    async with units.reading() as unit:
        progress = await unit.ledger.progress(message)
    assert progress
    return progress.count(State.SENT)


def _memory_mib() -> float:
    """The highest so far; what the people's rows took before is in it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _apart(readers: int, database: str) -> dict[str, float]:
    """In a process of its own."""
    worker = measure.start("benchmarks.scale", "--one", readers, "--url", database)
    with measure.running(worker):
        found: dict[str, float] = json.loads(measure.line_of(worker))
    return found


def _measured(
    sizes: Sequence[int], server: Postgres | None, *, quick: bool
) -> list[dict[str, float]]:
    """For each size the median of each figure, and the lowest and highest of what the CPU took."""
    found: dict[int, list[dict[str, float]]] = {size: [] for size in sizes}
    for turn in range(1 if quick else ROUNDS):
        for size in sizes:
            if size <= MOST_REPEATED or turn == ROUNDS // 2 or quick:
                found[size].append(_round(size, server))
    return [_middle(each) for each in found.values()]


def _round(readers: int, server: Postgres | None) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        return _apart(
            readers, asyncio.run(server.empty()) if server else house.sqlite(Path(folder))
        )


def _middle(rounds: Sequence[dict[str, float]]) -> dict[str, float]:
    middle = {name: statistics.median(each[name] for each in rounds) for name in rounds[0]}
    cpu = measure.Spread.of([each["cpu_us"] for each in rounds])
    return middle | {"cpu_low": cpu.low, "cpu_high": cpu.high}


def _row(figures: dict[str, float]) -> tuple[str, ...]:
    cpu = measure.Spread(figures["cpu_us"], figures["cpu_low"], figures["cpu_high"])
    early, late = (f"{figures[name]:.0f}" if figures[name] else "-" for name in _TENTHS)
    whole = [f"{figures[name]:,.0f}" for name in ("per_s", "memory_mib")]
    progress, freeze_s = f"{figures['progress_ms']:.1f}", f"{figures['freeze_s']:.2f}"
    bytes_per_row = f"{figures['bytes_per_row']:.0f}"
    readers = f"{figures['readers']:,.0f}"
    return (readers, str(cpu), early, late, *whole, progress, bytes_per_row, freeze_s)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="within 50 seconds")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--sizes", help="as 1000,10000")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--url", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        sys.stdout.write(json.dumps(asyncio.run(one(options.one, options.url))) + "\n")
        return
    sizes = [1_000, 10_000, 50_000] if options.quick else [1_000, 10_000, 100_000, 1_000_000]
    if options.sizes:
        sizes = [int(size) for size in options.sizes.split(",")]
    print(measure.facts("sqlalchemy", "aiosqlite", "asyncpg"))
    print(f"{options.database}; load average {os.getloadavg()[0]:.1f} at the start\n")
    with ExitStack() as stack:
        server = postgres_in(stack) if options.database == "postgresql" else None
        found = _measured(sizes, server, quick=options.quick)
    head = ["readers", "CPU each, µs", "second tenth", "last tenth", "a second", "memory +MiB"]
    rows = [_row(each) for each in found]
    measure.table([*head, "progress, ms", "bytes a row", "freeze, s"], rows)
    print(f"\nload average {os.getloadavg()[0]:.1f} at the end")
    conclude(found)


def conclude(found: Sequence[dict[str, float]]) -> None:
    *smaller, last = found
    first = found[0]
    figures = {
        "cpu_growth": last["cpu_us"] / first["cpu_us"] - 1,
        "cpu_over_lowest": last["cpu_us"] / min(each["cpu_us"] for each in smaller or found) - 1,
        "memory_growth_mib": last["memory_mib"] - first["memory_mib"],
        "progress_ms": max(each["progress_ms"] for each in found),
        "bytes_per_row": last["bytes_per_row"],
    }
    kept = (
        figures["cpu_growth"] <= _GROWTH
        and figures["memory_growth_mib"] <= _MEMORY_MIB
        and figures["progress_ms"] <= _PROGRESS_MS
    )
    limits = f"CPU +{_GROWTH:.0%}, memory +{_MEMORY_MIB} MiB, progress {_PROGRESS_MS} ms"
    print(f"limits: {limits}: {'kept' if kept else 'MISSED'}")
    measure.finish(figures)


if __name__ == "__main__":
    main()
