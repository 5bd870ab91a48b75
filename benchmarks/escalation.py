"""Untaken red alerts: does the second channel ring after 5 minutes ± 10 s, whatever happens?

python -m benchmarks.escalation [--quick]

Cases are opened at random moments of the two days around the new year of Tết, nights included, and
nobody takes them. Time is an argument: the beat of the running bot (bot/escalating.py) is called on
a real database when its heart would beat, every 2 s since its last start; beats at which no row can
be due are left out, they do nothing. The bot is down at random moments and right when every fourth
bell is due, up to 8 s at a time, and starts anew from the rows alone. What counts is the letter in
the ledger.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import random
import sys
import tempfile
from bisect import bisect_right
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from pathlib import Path

import sqlalchemy as sa

from bot.alerting import alert_for
from bot.app import load_services
from bot.bells import HOOK_ADDRESS, Bell
from bot.escalating import SECONDS, Escalation
from bot.reports import Kind, NewCase, Spot, Told
from bot.settings import Settings
from bot.watches import BELL_AFTER
from handlers.turn import Services
from storage.engine import open_engine
from storage.migrate import upgrade
from storage.sealing import Vault
from storage.unit import SqlUnits

BEGIN = datetime(2027, 2, 4, 17, 0, tzinfo=UTC)
"""Midnight in Viet Nam, a day before the year ends."""

SPAN_S = 48 * 3600.0
LONGEST_DOWN_S = 8.0
WITHIN_S = 10.0
COMMUNES = 60
SECRET = "a secret of forty characters, for benchmarks"


@dataclass(frozen=True)
class Result:
    """`worst_s`: the furthest from five minutes that a bell rang."""

    cases: int
    fired: int
    within: int
    twice: int
    restarts: int
    worst_s: float


class Heart:
    """When the bot beats: every 2 s from each of its starts on."""

    def __init__(self, outages: list[tuple[float, float]]) -> None:
        ends = [0.0, *(end for _, end in outages)]
        self._up = [
            (start, stop)
            for start, stop in zip(ends, [*(at for at, _ in outages), math.inf], strict=True)
            if start < stop
        ]
        self._starts = [start for start, _ in self._up]

    def next(self, at: float) -> float:
        """The first beat at or after this moment."""
        place = max(0, bisect_right(self._starts, at) - 1)
        for start, stop in self._up[place:]:
            beat = start + max(0.0, math.ceil((at - start) / SECONDS)) * SECONDS
            if beat < stop:
                return beat
        raise AssertionError("the last start has no end")

    def up(self, at: float) -> float:
        """When somebody's report is taken: now, or when the bot is there again."""
        place = max(0, bisect_right(self._starts, at) - 1)
        start, stop = self._up[place]
        return max(at, start) if at < stop else self._up[place + 1][0]


def outages(openings: list[float], dice: random.Random) -> list[tuple[float, float]]:
    """Apart from each other: at random, and around every fourth bell."""
    due = [at + BELL_AFTER.total_seconds() for at in openings[::4]]
    moments = [*(dice.uniform(0, SPAN_S) for _ in due), *due]
    found: list[tuple[float, float]] = []
    for at in sorted(moment - dice.uniform(0, LONGEST_DOWN_S) for moment in moments):
        if not found or at > found[-1][1] + 1:
            found.append((at, at + dice.uniform(0.5, LONGEST_DOWN_S)))
    return found


class Simulation:
    def __init__(self, units: SqlUnits, services: Services, heart: Heart) -> None:
        self._units = units
        self._services = services
        self._heart = heart
        self._escalation = Escalation(services, [Bell(HOOK_ADDRESS)])
        self._communes = [
            area.code
            for province in services.areas.provinces
            for area in services.areas.communes_of(province.code)
        ]
        self.opened: dict[int, float] = {}
        self.rung: dict[int, list[float]] = {}

    async def run(self, openings: list[float], dice: random.Random) -> None:
        waiting: list[tuple[float, bool]] = []
        for at in openings:
            heappush(waiting, (self._heart.up(at), True))
        while waiting:
            at, opening = heappop(waiting)
            if opening:
                await self._open(at, dice)
                heappush(waiting, (self._heart.next(at + BELL_AFTER.total_seconds()), False))
            elif await self._beat(at):
                heappush(waiting, (self._heart.next(at + SECONDS / 2), False))

    async def _open(self, at: float, dice: random.Random) -> None:
        now = BEGIN + timedelta(seconds=at)
        place = Spot(dice.choice(self._communes[:COMMUNES]))
        house = self._services
        async with self._units() as unit:
            new = NewCase(f"k{len(self.opened)}", Kind.DEATH, Told(place), None)
            case, _ = await unit.reports.open(new, now=now)
            await alert_for(unit, case, house, now=now)
        self.opened[case.id] = at

    async def _beat(self, at: float) -> bool:
        """One beat; whoever's bell has rung is taken, so that it ends."""
        worked = await self._escalation.beat(self._units, now=BEGIN + timedelta(seconds=at))
        async with self._units() as unit:
            bells = sa.text("SELECT target FROM audit WHERE action = 'case.bell'")
            rung = [int(row.target.split(":")[1]) for row in (await unit.execute(bells)).all()]
            for case in rung:
                if case not in self.rung:
                    self.rung[case] = [at]
                    taken = sa.text("UPDATE cases SET state = 'taken' WHERE id = :case")
                    await unit.execute(taken, {"case": case})
        return bool(worked)

    async def result(self, restarts: int) -> Result:
        async with self._units.reading() as unit:
            bells = sa.text("SELECT count(*) FROM audit WHERE action = 'case.bell'")
            letters = sa.text("SELECT count(*) FROM deliveries")
            rang = int((await unit.execute(bells)).scalar_one())
            told = int((await unit.execute(letters)).scalar_one())
        assert told == rang, "a bell without its letter"
        wanted = BELL_AFTER.total_seconds()
        off = [abs(at[0] - self.opened[case] - wanted) for case, at in self.rung.items()]
        within = sum(one <= WITHIN_S for one in off)
        worst = round(max(off, default=math.inf), 2)
        return Result(len(self.opened), len(off), within, rang - len(off), restarts, worst)


async def simulate(cases: int, folder: Path, seed: int) -> Result:
    dice = random.Random(seed)
    services = load_services(Settings(_env_file=None))
    engine = open_engine(f"sqlite+aiosqlite:///{folder / 'escalation.db'}")
    await upgrade(engine)
    openings = sorted(dice.uniform(0, SPAN_S) for _ in range(cases))
    down = outages(openings, dice)
    simulation = Simulation(SqlUnits(engine, Vault(SECRET)), services, Heart(down))
    await simulation.run(openings, dice)
    result = await simulation.result(len(down))
    await engine.dispose()
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cases = 200 if options.quick else 1000
        result = asyncio.run(simulate(cases, Path(folder), options.seed))
    sys.stdout.write(json.dumps(asdict(result)) + "\n")


if __name__ == "__main__":
    main()
