"""Kill -9 in the middle of a broadcast: who gets nothing, who gets it twice, who is in doubt?

python -m benchmarks.broadcast_crash [--quick] [--database sqlite|postgresql]
    [--kind alert|ordinary] [--readers N] [--kills N]

A broadcast to 10,000 people stands in the database; the bot, a process of its own, sends it to a
stand-in for Telegram that answers after 40 ms. The bot is killed within 1.5 s of its first send and
started again, 50 times; then, on PostgreSQL, a process that only sends is started beside it and the
bot is stopped (SIGSTOP) past its lease and woken again (F20): with SQLite one process does it all,
and stopped inside a commit it holds the file. In the end it may finish. Done for both classes, on
both databases, one after the other. `--quick`: a few kills on SQLite alone, unless a database is
named.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import statistics
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from subprocess import Popen

import sqlalchemy as sa

from benchmarks import measure
from benchmarks.crash_setting import postgres_in
from benchmarks.peers import house
from benchmarks.stand_in import StandIn, standing_in
from benchmarks.words import WORDS
from bot.incoming import Address, Incoming, Text
from bot.ledger import Class, Lane, Message, Progress, State
from bot.screen import Screen
from content.html import Html
from emulator.state import TOKEN
from storage.engine import open_engine
from storage.ledger import freeze
from storage.people import addresses, people
from storage.sealing import Vault
from storage.unit import SqlUnits

ACCOUNT = f"telegram:{TOKEN.split(':')[0]}"
FIRST_CHAT = 7_000_000
MOST_WAIT_S = 60.0
RATE = 100
RESUMED_S = 5.0
SETTLED_S = 0.3
"""By then what a process had sent before it was killed or stopped has arrived."""


@dataclass
class Case:
    name: str
    kind: Class
    database: str
    folder: Path
    units: SqlUnits
    message: int = 0
    kills: int = 0
    awake_s: list[float] = field(default_factory=list)
    resumed_s: list[float] = field(default_factory=list)
    took_over_s: float | None = None
    twice_in_pause: int = 0
    arrived: dict[int, int] = field(default_factory=dict)
    most_under_way: int = 0
    progress: Progress | None = None
    doubtful: set[int] = field(default_factory=set)

    async def run(self, readers: int, kills: int, *, pause: bool) -> None:
        await self._write(readers)
        async with standing_in() as server:
            process = self._start(server, "run")
            try:
                await self._sends(server)
                for _ in range(kills):
                    process = await self._kill(server, process)
                if pause:
                    await self._sleep_through(server, process)
                await self._finish()
            finally:
                process.kill()
                process.wait()
            self.arrived, self.most_under_way = dict(server.arrived), server.most_under_way
        self.doubtful = await self._doubtful(readers)

    async def _write(self, readers: int) -> None:
        now = datetime.now(UTC)
        said = [
            Incoming(Address(ACCOUNT, str(FIRST_CHAT + n)), Text(WORDS["hello"]), "vi")
            for n in range(readers)
        ]
        async with self.units() as unit:
            await unit.deliveries.register(ACCOUNT, waits=False)
        for first in range(0, readers, 500):
            async with self.units() as unit:
                await unit.people.meet(said[first : first + 500], now=now)
        words = Message({"vi": Screen(Html.escape(WORDS["heat"]))}, kind=self.kind)
        async with self.units() as unit:
            self.message = await unit.ledger.open(words, now=now)
            everyone = sa.select(people.c.id.label("person_id"))
            await freeze(unit, self.message, Lane.BROADCAST, everyone, now=now)

    def _start(self, server: StandIn, command: str) -> Popen[str]:
        environment = house.settings(self.database, self.folder) | house.on_telegram(server.url)
        environment["ANTOAN_RATE_OVERALL"] = str(RATE)
        return measure.start("bot", command, environment=environment, quiet=True)

    async def _kill(self, server: StandIn, process: Popen[str]) -> Popen[str]:
        """Kill within 1.5 s, start again, wait for the first send."""
        await asyncio.sleep(random.uniform(0, 1.5))
        process.kill()
        process.wait()
        self.kills += 1
        await asyncio.sleep(SETTLED_S)
        began, server.first_at = time.monotonic(), 0.0
        process = self._start(server, "run")
        await self._sends(server)
        self.awake_s.append(server.first_at - began)
        self.resumed_s.append(time.monotonic() - began)
        return process

    async def _sends(self, server: StandIn) -> None:
        """Raises TimeoutError when nothing goes out: then no figure means anything."""
        server.progress.clear()
        async with asyncio.timeout(MOST_WAIT_S):
            await server.progress.wait()

    async def _sleep_through(self, server: StandIn, process: Popen[str]) -> None:
        """F20: the holder of the lease sleeps, another takes over, the first one wakes."""
        copies = server.copies
        other = self._start(server, "deliver")
        try:
            await asyncio.sleep(6)
            os.kill(process.pid, signal.SIGSTOP)
            await asyncio.sleep(SETTLED_S)
            began = time.monotonic()
            await self._sends(server)
            self.took_over_s = time.monotonic() - began
            await asyncio.sleep(2)
            os.kill(process.pid, signal.SIGCONT)
            await asyncio.sleep(3)
        finally:
            other.kill()
            other.wait()
        self.twice_in_pause = server.copies - copies

    async def _finish(self) -> None:
        given_up = time.monotonic() + 300
        while time.monotonic() < given_up:
            async with self.units.reading() as unit:
                self.progress = await unit.ledger.progress(self.message)
            if self.progress and self.progress.ended == self.progress.total:
                return
            await asyncio.sleep(0.5)

    async def _doubtful(self, readers: int) -> set[int]:
        """The chats that the ledger lists as unknown."""
        async with self.units.reading() as unit:
            unsure = await unit.ledger.unsure(self.message, limit=readers)
            rows = await unit.execute(sa.select(addresses).where(addresses.c.person_id.in_(unsure)))
            opened = (unit.vault.open("addresses.ref", row.row, row.ref) for row in rows)
            return {int(ref) for ref in opened}

    def lost(self, readers: int) -> int:
        """Nothing arrived, and the ledger does not even list it as unknown."""
        everyone = set(range(FIRST_CHAT, FIRST_CHAT + readers))
        return len(everyone - set(self.arrived) - self.doubtful)

    @property
    def copies(self) -> int:
        return sum(times - 1 for times in self.arrived.values())

    @property
    def twice(self) -> int:
        """Without those of the pause, which have a column of their own."""
        return self.copies - self.twice_in_pause

    @property
    def unknown(self) -> int:
        return self.progress.count(State.UNKNOWN) if self.progress else 0


async def run(plan: Plan) -> list[Case]:
    """The two classes side by side, one database after the other."""
    cases = []
    with ExitStack() as stack:
        root = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = postgres_in(stack) if "postgresql" in plan.databases else None
        for name in plan.databases:
            pair = []
            for kind in plan.kinds:
                folder = root / f"{name}-{kind}"
                folder.mkdir()
                fresh = server and name == "postgresql"
                database = await server.fresh() if server and fresh else house.sqlite(folder)
                await house.migrated(database)
                units = SqlUnits(open_engine(database), Vault(house.SECRET))
                pair.append(Case(f"{name}, {kind}", kind, database, folder, units))
            pause = name == "postgresql"
            each = (case.run(plan.readers, plan.kills, pause=pause) for case in pair)
            await asyncio.gather(*each)
            report(pair, plan.readers)
            cases += pair
    return cases


def report(cases: list[Case], readers: int) -> None:
    head = ["database, class", "kills", "reached", "lost", "twice", "unknown", "of these arrived"]
    head += ["most in flight", "first call, s", "sends again, s", "F20: after, s", "twice then"]
    rows = []
    for case in cases:
        there = len(case.doubtful & set(case.arrived))
        allowed = case.kills * case.most_under_way if case.kind is Class.ALERT else 0
        awake, resumed = (measure.Spread.of(each) for each in (case.awake_s, case.resumed_s))
        outcome = case.lost(readers), f"{case.twice} (≤ {allowed})", case.unknown, there
        paused = ("-", "-")
        if case.took_over_s is not None:
            paused = f"{case.took_over_s:.1f}", str(case.twice_in_pause)
        times = f"{awake:.1f}", f"{resumed:.1f}", *paused
        sent = len(case.arrived)
        rows.append((case.name, case.kills, sent, *outcome, case.most_under_way, *times))
    measure.table(head, rows)


@dataclass(frozen=True, slots=True)
class Plan:
    databases: tuple[str, ...]
    kinds: tuple[Class, ...]
    readers: int
    kills: int


def planned() -> Plan:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="within 50 seconds")
    parser.add_argument("--database", choices=("sqlite", "postgresql"))
    parser.add_argument("--kind", choices=list(Class), type=Class)
    parser.add_argument("--readers", type=int)
    parser.add_argument("--kills", type=int)
    given = parser.parse_args()
    every = ("sqlite",) if given.quick else ("sqlite", "postgresql")
    readers, kills = (500, 3) if given.quick else (10_000, 50)
    return Plan(
        (given.database,) if given.database else every,
        (given.kind,) if given.kind else tuple(Class),
        given.readers or readers,
        given.kills or kills,
    )


def main() -> None:
    plan, began = planned(), time.monotonic()
    print(measure.facts("sqlalchemy", "aiosqlite", "asyncpg"))
    print(f"{plan.readers} readers, at most {RATE} a second, each is answered after 40 ms")
    print(f"load average {os.getloadavg()[0]:.1f} at the start\n")
    cases = asyncio.run(run(plan))
    took = time.monotonic() - began
    print(f"\ntook {took:.0f} s; load average {os.getloadavg()[0]:.1f} at the end")
    print("limits: 0 lost; twice: none of ordinary, of alerts at most what is in flight a kill;")
    print(f"sends again within {RESUMED_S:g} s of the start of the process")
    measure.finish(
        {
            "kills": sum(case.kills for case in cases),
            "sent": sum(len(case.arrived) for case in cases),
            "lost": sum(case.lost(plan.readers) for case in cases),
            "duplicates": sum(case.copies for case in cases),
            "duplicates_in_pause": sum(case.twice_in_pause for case in cases),
            "duplicates_ordinary": sum(c.copies for c in cases if c.kind is Class.ORDINARY),
            "unknown": sum(case.unknown for case in cases),
            "resumed_s": max(statistics.median(case.resumed_s) for case in cases),
            "seconds": took,
        }
    )


if __name__ == "__main__":
    main()
