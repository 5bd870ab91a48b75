"""How long officials wait for the database: the list of cases, one case, and what stands beside it.

python -m benchmarks.cases [--quick] [--postgres]

Cases of two years are written as rows, spread over the communes of two provinces with one of them
that has a tenth of everything; then the queries of casework run as a responder, an official, a
province officer and an admin ask them. Twice: with one case in twenty open, and with every case
open, which is worse than any real day. `worst_p95_ms` is the slowest of all queries.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from benchmarks.measure import facts, finish, table
from benchmarks.words import WORDS
from bot.app import load_services
from bot.casework import PAGE
from bot.incoming import Address
from bot.people import Actor, Grant, Role
from bot.reports import Kind, Spot, Told
from bot.reports.alike import TOGETHER
from bot.reports.case import Findings, findings_to_plain
from bot.reports.severity import Severity
from bot.reports.told import to_plain
from bot.settings import Settings
from bot.sight import Sight, sight
from content.areas import Areas
from storage.engine import open_engine
from storage.migrate import upgrade
from storage.people import people
from storage.report_rows import RANK, cases, events, shares
from storage.sealing import Vault, new_id
from storage.unit import SqlUnit, SqlUnits
from tests.databases import postgres_server

SECRET = "a secret of forty characters, for benchmarks"
NOW = datetime(2026, 5, 12, 7, 0, tzinfo=UTC)
SPAN_S = 730 * 86400
PROVINCES = ("79", "01")
PERSONS = 2000
BATCH = 5000
SEVERITIES = (*[Severity.NONE] * 6, *[Severity.LIGHT] * 3, Severity.SERIOUS)
Query = Callable[[SqlUnit], Awaitable[object]]


class Filling:
    """Rows as the bot writes them, but many at once."""

    def __init__(self, areas: Areas, open_share: float, dice: random.Random) -> None:
        self._vault, self._dice, self._open = Vault(SECRET), dice, open_share
        communes = [area.code for p in PROVINCES for area in areas.communes_of(p)]
        self.busy = communes[0]
        self._places = [*communes, *[self.busy] * (len(communes) // 9)]

    def case(self, number: int) -> dict[str, object]:
        dice, row = self._dice, new_id()
        opened = NOW - timedelta(seconds=dice.uniform(0, SPAN_S))
        level, open_ = dice.choice(SEVERITIES), dice.random() < self._open
        told = Told(Spot(dice.choice(self._places), WORDS["spot"]), words=(WORDS["fall"],))
        state = dice.choice(("sent", "seen", "taken")) if open_ else "closed"
        return {
            "id": number,
            "key": new_id(),
            "row": row,
            "code": f"TN-{number:08}",
            "kind": Kind.ACCIDENT,
            "severity": level,
            "rank": RANK[level],
            "state": state,
            "area": told.spot.area,
            "also": "",
            "reporter_id": dice.randint(1, PERSONS),
            "known": False,
            "callback": False,
            "opened_at": opened,
            "version": 2,
            "told": self._sealed("cases.told", row, to_plain(told)),
            "findings": self._sealed("cases.findings", row, findings_to_plain(Findings())),
            "taken_by": dice.randint(1, PERSONS) if state in ("taken", "closed") else None,
            "asked_at": opened if dice.random() < 0.01 else None,
        }

    def _sealed(self, column: str, row: bytes, plain: object) -> bytes:
        return self._vault.seal(column, row, json.dumps(plain, ensure_ascii=False).encode())

    def event(self, case: int, what: str) -> dict[str, object]:
        row = new_id()
        words = self._vault.seal("case_events.words", row, b"")
        columns = {"case_id": case, "at": NOW, "what": what, "actor_id": None, "row": row}
        return columns | {"words": words, "version": 1}


async def fill(units: SqlUnits, filling: Filling, count: int) -> None:
    async with units() as unit:
        rows = [{"id": n, "created_at": NOW} for n in range(1, PERSONS + 1)]
        await unit.execute(sa.insert(people), rows)
    for first in range(1, count + 1, BATCH):
        numbers = range(first, min(first + BATCH, count + 1))
        async with units() as unit:
            await unit.execute(sa.insert(cases), [filling.case(n) for n in numbers])
            told = [filling.event(n, what) for n in numbers for what in ("sent", "alerted")]
            await unit.execute(sa.insert(events), told)
            await unit.execute(
                sa.insert(shares), [{"person_id": n % PERSONS + 1, "case_id": n} for n in numbers]
            )


def sights(areas: Areas, busy: str) -> dict[str, Sight]:
    """By who asks."""
    held = {
        "responder": Grant(1, Role.RESPONDER, busy),
        "official": Grant(1, Role.OFFICIAL, busy),
        "province": Grant(1, Role.PROVINCE, PROVINCES[0]),
        "admin": Grant(1, Role.ADMIN, ""),
    }
    return {
        name: sight(Actor(1, 7, Address("", ""), "vi", grants=(grant,)), areas)
        for name, grant in held.items()
    }


def queries(who: Sight, count: int, areas: Areas, dice: random.Random) -> dict[str, Query]:
    """What the screens of casework ask; a different case each time."""

    def one() -> int:
        return dice.randint(1, count)

    async def alike(unit: SqlUnit) -> object:
        case = await unit.reports.one(one())
        assert case is not None
        places = areas.written_as(case.area)
        since, until = case.opened_at - TOGETHER, case.opened_at + TOGETHER
        return await unit.casework.alike(case, places, since, until)

    return {
        "list": lambda unit: unit.casework.inbox(who, limit=PAGE + 1),
        "tenth page": lambda unit: unit.casework.inbox(who, offset=9 * PAGE, limit=PAGE + 1),
        "closed": lambda unit: unit.casework.inbox(who, closed=True, limit=PAGE + 1),
        "not taken": lambda unit: unit.casework.free(who, limit=50),
        "one": lambda unit: unit.casework.one(one(), who),
        "by code": lambda unit: unit.casework.by_code(f"TN-{one():08}", who),
        "history": lambda unit: unit.reports.history(one()),
        "joined": lambda unit: unit.casework.joined(one()),
        "alike": alike,
        "held": lambda unit: unit.casework.held(dice.randint(1, PERSONS)),
        "waiting": lambda unit: unit.casework.waiting(dice.randint(1, PERSONS)),
    }


async def measure(units: SqlUnits, asked: dict[str, Query], rounds: int) -> dict[str, float]:
    """The 95th percentile of each, in milliseconds."""
    found: dict[str, float] = {}
    for name, query in asked.items():
        spent: list[float] = []
        for _ in range(rounds):
            async with units.reading() as unit:
                began = time.perf_counter()
                await query(unit)
                spent.append((time.perf_counter() - began) * 1000)
        found[name] = statistics.quantiles(spent, n=20)[-1]
    return found


async def run(url: str, count: int, open_share: float, rounds: int) -> dict[str, dict[str, float]]:
    dice = random.Random(5)
    areas = load_services(Settings(_env_file=None)).areas
    engine = open_engine(url)
    await upgrade(engine)
    units = SqlUnits(engine, Vault(SECRET))
    filling = Filling(areas, open_share, dice)
    await fill(units, filling, count)
    if engine.dialect.name == "postgresql":  # does so by itself before long; SQLite never does
        async with units() as unit:
            await unit.execute(sa.text("ANALYZE"))
    found = {
        name: await measure(units, queries(who, count, areas, dice), rounds)
        for name, who in sights(areas, filling.busy).items()
    }
    await engine.dispose()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--quick", action="store_true", help="within 50 seconds")
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args()
    count, rounds = (30_000, 20) if options.quick else (100_000, 100)
    sys.stdout.write(facts("sqlalchemy") + "\n")
    worst: dict[str, float] = {}
    for name, share in (("", 0.05), ("all_open_", 1.0)):
        with ExitStack() as stack:
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            url = f"sqlite+aiosqlite:///{Path(folder) / 'cases.db'}"
            if options.postgres:
                server = stack.enter_context(postgres_server())
                url = asyncio.run(server.fresh())
            found = asyncio.run(run(url, count, share, rounds))
        sys.stdout.write(f"\n{count:,} cases, {share:.0%} open, p95 in ms\n")
        names = list(next(iter(found.values())))
        table(["", *found], [[n, *(f"{found[who][n]:.1f}" for who in found)] for n in names])
        worst[f"{name}worst_p95_ms"] = max(max(each.values()) for each in found.values())
    finish({"cases": count, **worst})


if __name__ == "__main__":
    main()
