"""Reports in numbers: how soon the alert is out, and when the reporter has the confirmation.

python -m benchmarks.reports [--quick]

The bot, a process of its own, on SQLite; the emulator, another, keeps Telegram's limits (30 calls a
second, one a second for a chat) and answers after 40 ms. People press send on grave accidents, in
250 communes with an official each and an officer in each province; when is drawn. "Alert" counts
from the press to the first message to an official that the emulator accepted and that names the
report, "confirmed" to the reporter's own. In the end a second session reads the rows.

calm: two reports a second. broadcast: the same, while a broadcast goes out at full speed.
minute: 1,000 reports in one minute. one place: the same in a single commune, where alerts are
grouped: no official gets more than 20 messages in any minute.
"""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import sqlalchemy as sa

import content
from benchmarks import measure, reporting
from benchmarks.peers import house
from benchmarks.reporting import CODE, OFFICERS, READERS, REPORTERS, SEND
from benchmarks.words import WORDS
from bot.ledger import Lane, Message
from bot.screen import Screen
from content.areas import Areas
from content.html import Html
from storage.engine import open_engine
from storage.ledger import freeze
from storage.people import people
from storage.sealing import Vault
from storage.unit import SqlUnits

ALERT_S, CONFIRMED_S, MOST_A_MINUTE = 1.0, 45.0, 20
ROUND_TRIP_S = 0.04
GIVEN_UP_S = 90.0


@dataclass(frozen=True, slots=True)
class Case:
    """`readers` of a broadcast that runs meanwhile; `one_place`: all of it in one commune."""

    name: str
    reports: int
    seconds: float
    communes: int = 250
    readers: int = 0


@dataclass
class Run:
    """What one run saw; seconds since each report's own press."""

    case: Case
    alerts: list[float] = field(default_factory=list)
    confirmed: list[float] = field(default_factory=list)
    lost: int = 0
    most_a_minute: int = 0
    sent_meanwhile: float = 0.0


async def run(case: Case, areas: Areas, folder: Path, dice: random.Random) -> Run:
    database = house.sqlite(folder)
    await house.migrated(database)
    engine = open_engine(database)
    units = SqlUnits(engine, Vault(house.SECRET))
    communes = reporting.spread(areas, case.communes)
    await reporting.serve(units, reporting.offices(areas, case.communes))
    reporters = await reporting.meet(units, range(REPORTERS, REPORTERS + case.reports))
    await reporting.ready(units, reporters, communes)
    if case.readers:
        await _broadcast(units, case.readers)
    with ExitStack() as stack:
        emulator = stack.enter_context(
            measure.running(measure.start("emulator", "--anyone", "--limits"))
        )
        api = measure.line_of(emulator)
        settings = house.settings(database, folder) | house.on_telegram(api)
        settings |= {"ANTOAN_RATE_OVERALL": "30", "ANTOAN_RATE_CHAT": "1"}
        async with aiohttp.ClientSession() as http:
            watched = Watched(http, api)
            await watched.slow()
            stack.enter_context(measure.running(house.start(settings)))
            await watched.awake(case)
            pressed = await _press(case, watched, dice)
            await watched.until_quiet(case, units)
    found = await _checked(case, units, pressed, watched.entries)
    await engine.dispose()
    return found


async def _broadcast(units: SqlUnits, readers: int) -> None:
    met = await reporting.meet(units, range(READERS, READERS + readers))
    first, now = min(actor.person for actor in met), datetime.now(UTC)
    async with units() as unit:
        words = Message({"vi": Screen(Html.escape(WORDS["heat"]))}, lane=Lane.BROADCAST)
        number = await unit.ledger.open(words, now=now)
        chosen = sa.select(people.c.id.label("person_id")).where(people.c.id >= first)
        await freeze(unit, number, Lane.BROADCAST, chosen, now=now)


@dataclass
class Watched:
    """The emulator, from outside: people press, and what it accepted is read."""

    http: aiohttp.ClientSession
    api: str
    entries: list[dict[str, Any]] = field(default_factory=list)

    async def slow(self) -> None:
        wish = {"kind": "delay", "value": ROUND_TRIP_S, "method": "sendMessage"}
        async with self.http.post(f"{self.api}/control/fault", json=wish) as answer:
            answer.raise_for_status()

    async def says(self, person: int, text: str) -> None:
        wish = {"person": person, "text": text}
        async with self.http.post(f"{self.api}/control/update", json=wish) as answer:
            answer.raise_for_status()

    async def read(self) -> None:
        where = f"{self.api}/control/ledger?after={len(self.entries)}"
        async with self.http.get(where) as answer:
            self.entries += (await answer.json())["entries"]

    def told(self, low: int, high: int) -> list[dict[str, Any]]:
        """What was sent to these chats."""
        return [e for e in self.entries if low <= (e["chat_id"] or 0) < high and _is_send(e)]

    async def awake(self, case: Case) -> None:
        """It answers somebody, and the broadcast is at its full speed."""
        await self.says(1, "/menu")
        began = time.monotonic()
        while not self.told(1, 2) or len(self.told(READERS, READERS * 2)) < min(case.readers, 60):
            assert time.monotonic() < began + GIVEN_UP_S, "the bot does not answer"
            await asyncio.sleep(0.2)
            await self.read()

    async def until_quiet(self, case: Case, units: SqlUnits) -> None:
        """Everybody has the confirmation and the alerts are out, or it takes too long."""
        given_up = time.monotonic() + GIVEN_UP_S
        while time.monotonic() < given_up and (
            len(self.told(REPORTERS, OFFICERS)) < case.reports or await reporting.owed(units)
        ):
            await asyncio.sleep(0.5)
            await self.read()


def _is_send(entry: dict[str, Any]) -> bool:
    return entry["method"] in ("sendMessage", "sendPhoto")


async def _press(case: Case, watched: Watched, dice: random.Random) -> dict[int, float]:
    """Open loop: each presses at a moment of their own. Returns when, by chat."""
    began = time.time()
    moments = sorted(began + dice.uniform(0, case.seconds) for _ in range(case.reports))
    chats = list(range(REPORTERS, REPORTERS + case.reports))
    dice.shuffle(chats)
    pressed: dict[int, float] = {}
    async with asyncio.TaskGroup() as group:
        for at, chat in zip(moments, chats, strict=True):
            await asyncio.sleep(at - time.time())
            pressed[chat] = time.time()
            group.create_task(watched.says(chat, SEND))
    return pressed


async def _checked(
    case: Case, units: SqlUnits, pressed: dict[int, float], entries: Sequence[dict[str, Any]]
) -> Run:
    found, codes = Run(case), dict[str, float]()
    confirmed: set[int] = set()
    first: dict[str, float] = {}
    officers: dict[int, list[float]] = defaultdict(list)
    for entry in entries:
        chat, words = entry["chat_id"] or 0, json.dumps(entry["parameters"])
        if not _is_send(entry):
            continue
        if chat in pressed and chat not in confirmed and (code := CODE.search(words)):
            confirmed.add(chat)
            codes[code.group()] = pressed[chat]
            found.confirmed.append(entry["time"] - pressed[chat])
        if OFFICERS <= chat < READERS:
            officers[chat].append(entry["time"])
            for code in CODE.findall(words):
                first.setdefault(code, entry["time"])
    found.alerts = [first[code] - at for code, at in codes.items() if code in first]
    found.most_a_minute = max((_most(times) for times in officers.values()), default=0)
    begin, end = min(pressed.values()), max(pressed.values())
    sent = sum(begin < e["time"] < end for e in entries if _is_send(e))
    found.sent_meanwhile = sent / max(1.0, end - begin)
    found.lost = await _lost(case, units, len(confirmed))
    return found


async def _lost(case: Case, units: SqlUnits, confirmed: int) -> int:
    """Pressed, and no case, no confirmation or an alert that did not reach whom it was for."""
    async with units.reading() as unit:
        cases = sa.text("SELECT count(*) FROM cases")
        opened = int((await unit.execute(cases)).scalar_one())
        told = sa.text("SELECT count(DISTINCT case_id) FROM case_events WHERE what = 'alerted'")
        alerted = int((await unit.execute(told)).scalar_one())
        owed = sa.text("SELECT count(*) FROM deliveries WHERE state <> 3 AND lane IN (1, 2)")
        unsent = int((await unit.execute(owed)).scalar_one())
    return max(case.reports - min(opened, alerted, confirmed), unsent)


def _most(times: list[float]) -> int:
    """The most in any minute."""
    first = most = 0
    for last, at in enumerate(times):
        while times[first] <= at - 60:
            first += 1
        most = max(most, last - first + 1)
    return most


def shown(seconds: Sequence[float]) -> str:
    if len(seconds) < 2:
        return "-"
    return f"{statistics.median(seconds):.2f} / {p95(seconds):.2f} / {max(seconds):.2f}"


def p95(seconds: Sequence[float]) -> float:
    return statistics.quantiles(seconds, n=20, method="inclusive")[18]


def cases(*, quick: bool) -> list[Case]:
    if quick:
        return [Case("broadcast", 20, 8, readers=600), Case("minute", 170, 10)]
    return [
        Case("calm", 120, 60),
        Case("broadcast", 120, 60, readers=3_000),
        Case("minute", 1_000, 60),
        Case("one place", 1_000, 60, communes=1),
    ]


def report(runs: Sequence[Run]) -> None:
    head = ["reports", "number", "a minute", "alert, s", "of all named", "confirmed, s", "lost"]
    head += ["most to one a minute", "sent/s"]
    rows = []
    for one in runs:
        case = one.case
        rate = f"{case.reports / case.seconds * 60:,.0f}"
        named = f"{len(one.alerts) / case.reports:.0%}"
        times = shown(one.alerts), named, shown(one.confirmed)
        sent = one.lost, one.most_a_minute, f"{one.sent_meanwhile:.1f}"
        rows.append((case.name, case.reports, rate, *times, *sent))
    measure.table(head, rows)


def main() -> None:
    quick = measure.quick()
    areas = Areas.load(Path(content.__file__).parent)
    dice = random.Random(5)
    print(measure.facts("python-telegram-bot", "sqlalchemy", "aiosqlite"))
    print("seconds as p50 / p95 / highest\n")
    runs = []
    for case in cases(quick=quick):
        with tempfile.TemporaryDirectory() as folder:
            runs.append(asyncio.run(run(case, areas, Path(folder), dice)))
    report(runs)
    measured = [one for one in runs if one.case.communes > 1]
    worst = max(p95(one.alerts) for one in measured if len(one.alerts) > 1)
    late = max(p95(one.confirmed) for one in measured if len(one.confirmed) > 1)
    most = max(one.most_a_minute for one in runs)
    lost = sum(one.lost for one in runs)
    kept = worst <= ALERT_S and late <= CONFIRMED_S and not lost and most <= MOST_A_MINUTE
    limits = f"alert {ALERT_S:g} s, confirmed {CONFIRMED_S:g} s at p95, 0 lost, {MOST_A_MINUTE}"
    print(f"\nlimits: {limits} messages a minute to one official: {'kept' if kept else 'MISSED'}")
    measure.finish(
        {
            "reports": sum(one.case.reports for one in runs),
            "lost": lost,
            "alert_p95_ms": worst * 1e3,
            "confirmed_p95_s": late,
        }
    )


if __name__ == "__main__":
    main()
