"""Kill -9 in the middle of a broadcast: who gets nothing, who gets it twice, who is in doubt?

python -m benchmarks.broadcast_crash [--quick]

A broadcast to 10,000 people stands in the database; the bot, a process of its own, sends it to a
stand-in for Telegram that answers after 40 ms. The bot is killed within 1.5 s of its first send and
started again, 50 times; then, on PostgreSQL, a process that only sends is started beside it and the
bot is stopped (SIGSTOP) past its lease and woken again (F20): with SQLite one process does it all,
and stopped inside a commit it holds the file. In the end it may finish. Done for both classes, on
both databases.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
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


@dataclass
class Case:
    name: str
    kind: Class
    database: str
    folder: Path
    units: SqlUnits
    rate: int
    message: int = 0
    kills: int = 0
    resumed_s: list[float] = field(default_factory=list)
    took_over_s: float = 0.0
    arrived: dict[int, int] = field(default_factory=dict)
    most_under_way: int = 0
    progress: Progress | None = None
    doubtful: set[int] = field(default_factory=set)

    async def run(self, readers: int, kills: int, *, pause: bool) -> None:
        await self._write(readers)
        async with standing_in() as server:
            process = self._start(server, "run")
            try:
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
            Incoming(Address(ACCOUNT, str(FIRST_CHAT + n)), Text("xin chao"), "vi")
            for n in range(readers)
        ]
        async with self.units() as unit:
            await unit.deliveries.register(ACCOUNT, waits=False)
        for first in range(0, readers, 500):
            async with self.units() as unit:
                await unit.people.meet(said[first : first + 500], now=now)
        words = Message({"vi": Screen(Html.escape("Mai nắng gắt"))}, kind=self.kind)
        async with self.units() as unit:
            self.message = await unit.ledger.open(words, now=now)
            everyone = sa.select(people.c.id.label("person_id"))
            await freeze(unit, self.message, Lane.BROADCAST, everyone, now=now)

    def _start(self, server: StandIn, command: str) -> Popen[str]:
        environment = house.settings(self.database, self.folder) | house.on_telegram(server.url)
        environment["ANTOAN_RATE_OVERALL"] = str(self.rate)
        return measure.start("bot", command, environment=environment, quiet=True)

    async def _kill(self, server: StandIn, process: Popen[str]) -> Popen[str]:
        """Wait for a send, then a random moment, kill, start again."""
        began = time.monotonic()
        await self._sends(server)
        if self.kills:
            self.resumed_s.append(time.monotonic() - began)
        await asyncio.sleep(random.uniform(0, 1.5))
        process.kill()
        process.wait()
        self.kills += 1
        return self._start(server, "run")

    async def _sends(self, server: StandIn) -> None:
        """Raises TimeoutError when nothing goes out: then no figure means anything."""
        server.progress.clear()
        await asyncio.wait_for(server.progress.wait(), MOST_WAIT_S)

    async def _sleep_through(self, server: StandIn, process: Popen[str]) -> None:
        """F20: the holder of the lease sleeps, another takes over, the first one wakes."""
        await self._sends(server)
        other = self._start(server, "deliver")
        try:
            await asyncio.sleep(6)
            os.kill(process.pid, signal.SIGSTOP)
            await asyncio.sleep(0.3)
            began = time.monotonic()
            await self._sends(server)
            self.took_over_s = time.monotonic() - began
            await asyncio.sleep(2)
            os.kill(process.pid, signal.SIGCONT)
            await asyncio.sleep(2)
        finally:
            other.kill()
            other.wait()

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
    def unknown(self) -> int:
        return self.progress.count(State.UNKNOWN) if self.progress else 0


async def run(readers: int, kills: int, *, quick: bool) -> list[Case]:
    """The two classes side by side, one database after the other."""
    cases = []
    with ExitStack() as stack:
        root = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = None if quick else postgres_in(stack)
        for name in ("SQLite",) if quick else ("SQLite", "PostgreSQL"):
            pair = []
            for kind in Class:
                folder = root / f"{name}-{kind}"
                folder.mkdir()
                fresh = server and name == "PostgreSQL"
                database = await server.fresh() if server and fresh else house.sqlite(folder)
                await house.migrated(database)
                units = SqlUnits(open_engine(database), Vault(house.SECRET))
                pair.append(Case(f"{name}, {kind}", kind, database, folder, units, 100))
            pause = name == "PostgreSQL"
            await asyncio.gather(*(case.run(readers, kills, pause=pause) for case in pair))
            report(pair, readers)
            cases += pair
    return cases


def report(cases: list[Case], readers: int) -> None:
    head = ["database, class", "kills", "sent", "lost", "twice", "unknown", "of these arrived"]
    head += ["most in flight", "resumed, s", "taken over, s"]
    rows = []
    for case in cases:
        there = len(case.doubtful & set(case.arrived))
        resumed = measure.Spread.of(case.resumed_s or [0.0])
        outcome = case.lost(readers), case.copies, case.unknown, there
        times = f"{resumed:.1f}", f"{case.took_over_s:.1f}"
        sent = len(case.arrived)
        rows.append((case.name, case.kills, sent, *outcome, case.most_under_way, *times))
    measure.table(head, rows)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="within 50 seconds")
    options = parser.parse_args()
    readers, kills = (500, 3) if options.quick else (10_000, 50)
    print(measure.facts("sqlalchemy", "aiosqlite"))
    print(f"{readers} readers; each send is answered after 40 ms\n")
    cases = asyncio.run(run(readers, kills, quick=options.quick))
    print("limits: 0 lost; twice: none of ordinary, of alerts at most what is in flight a kill")
    measure.finish(
        {
            "kills": sum(case.kills for case in cases),
            "sent": sum(len(case.arrived) for case in cases),
            "lost": sum(case.lost(readers) for case in cases),
            "duplicates": sum(case.copies for case in cases),
            "unknown": sum(case.unknown for case in cases),
        }
    )


if __name__ == "__main__":
    main()
