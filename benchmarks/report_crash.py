"""Kill -9 while people report: is every confirmation true, does every draft resume, is all alerted?

python -m benchmarks.report_crash [--quick]

Twenty people at a time tell of an accident step by step, half of them over Telegram (the emulator,
which answers a send after 40 ms), half on the web page; when one has the code, another begins. The
bot, a process of its own, is killed within 2 s of an answer and started again, 50 times. Everybody
repeats only what the phone or the page repeats by itself. In the end all may finish, and a second
session compares what was said with what is kept.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen

import aiohttp
import sqlalchemy as sa

import content
from benchmarks import measure, reporting
from benchmarks.crash_setting import free_port
from benchmarks.peers import house
from benchmarks.phones import OnTelegram, OnThePage, Phone, Telegram
from benchmarks.reporting import CODE, OFFICERS, REPORTERS, Office, fixed
from benchmarks.words import WORDS
from bot.people import Role
from bot.reports import Need, What
from content.areas import Areas, FoundKind
from storage.engine import open_engine
from storage.sealing import Vault
from storage.unit import SqlUnits
from tests.visitor import Visitor

AT_ONCE = 20
COMMUNES = 200
LONGEST_PAUSE_S = 1.0
PATIENCE_S = 90.0
ALERTS = (fixed("alert.red"), fixed("alert.grouped.red", 1))
"""Told one by one or together; reminders are no copies."""


@dataclass(frozen=True, slots=True)
class Journey:
    """One person's report: what they type, and what they wait for before they go on."""

    number: int
    area: str
    place: str

    @property
    def steps(self) -> list[tuple[str, str]]:
        return [
            ("/baotainan", fixed("report.need")),
            (WORDS["saw"], fixed("report.need.again")),
            (fixed("report.opt.need.now"), fixed("report.spot.now")),
            (self.place, fixed("report.ready.red", 1)),
            (reporting.SEND, fixed("report.sent")),
        ]


@dataclass
class Crowd:
    """Everybody who reports, one after the other in twenty places."""

    telegram: Telegram
    page: str
    places: list[tuple[str, str]]
    told: dict[str, Journey] = field(default_factory=dict)
    begun: int = 0
    answers: int = 0
    stuck: list[str] = field(default_factory=list)
    longest: float = 0.0
    closing: bool = False

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            for place in range(AT_ONCE):
                group.create_task(self._one_after_the_other(place % 2 == 0))

    async def _one_after_the_other(self, telegram: bool) -> None:
        while not self.closing:
            number, self.begun = self.begun, self.begun + 1
            area, place = self.places[number % len(self.places)]
            phone: Phone
            if telegram:
                phone = OnTelegram(self.telegram, REPORTERS + number)
            else:
                phone = OnThePage(Visitor(self.page, "vi-VN"))
            await self._report(phone, Journey(number, area, place))
            await phone.ends()

    async def _report(self, phone: Phone, journey: Journey) -> None:
        text = ""
        for said, answer in journey.steps:
            await asyncio.sleep(random.uniform(0, LONGEST_PAUSE_S))
            began = time.monotonic()
            answered = asyncio.create_task(_answer(phone, said, answer))
            if not await self._comes(answered):
                self.stuck.append(f"{phone.address}, «{said}»: {phone.heard[-2:]}")
                return
            text = answered.result()
            self.longest = max(self.longest, time.monotonic() - began)
            self.answers += 1
        code = CODE.search(text)
        assert code
        self.told[code.group()] = journey

    async def _comes(self, answered: asyncio.Task[str]) -> bool:
        """While the kills go on, somebody may wait long; after the last one, not."""
        last = False
        while not answered.done() and not last:
            last = self.closing
            await asyncio.wait([answered], timeout=PATIENCE_S)
        answered.cancel()
        return answered.done()


async def _answer(phone: Phone, said: str, words: str) -> str:
    await phone.says(said)
    return await phone.hears(words)


@dataclass
class Outcome:
    kills: int
    sent: int
    stuck: list[str]
    broken: int
    untold: int
    doubled: int
    copies: int
    most_copies: int
    unknown: int
    longest: float


async def run(kills: int, folder: Path) -> Outcome:
    areas = Areas.load(Path(content.__file__).parent)
    places = findable(areas)
    database = house.sqlite(folder)
    await house.migrated(database)
    engine = open_engine(database)
    units = SqlUnits(engine, Vault(house.SECRET))
    served = [Office(OFFICERS + n, Role.OFFICIAL, area) for n, (area, _) in enumerate(places)]
    await reporting.serve(units, served)
    port = free_port()
    with ExitStack() as stack:
        emulator = stack.enter_context(measure.running(measure.start("emulator", "--anyone")))
        api = measure.line_of(emulator)
        settings = house.settings(database, folder) | house.on_telegram(api)
        settings |= {"ANTOAN_WEB_LISTEN": f"127.0.0.1:{port}"}
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
            telegram = Telegram(http, api)
            await telegram.slow()
            crowd = Crowd(telegram, f"http://127.0.0.1:{port}/", places)
            listening = asyncio.create_task(telegram.listen())
            await _kill_and_let_finish(crowd, settings, kills, units)
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
    outcome = await checked(crowd, kills, units, served)
    await engine.dispose()
    return outcome


def findable(areas: Areas) -> list[tuple[str, str]]:
    """Communes by code, each with words that name it and no other."""
    found = []
    for code in reporting.spread(areas, 3 * COMMUNES):
        name = f"{areas.area(code).title}, {areas.province_of(code).title}"
        known = areas.find(name)
        if known.kind is FoundKind.CERTAIN and known.places[0].area.code == code:
            found.append((code, name))
    return found[:COMMUNES]


async def _kill_and_let_finish(
    crowd: Crowd, settings: house.Settings, kills: int, units: SqlUnits
) -> None:
    process = house.start(settings)
    try:
        reporting_ = asyncio.create_task(crowd.run())
        for _ in range(kills):
            process = await _kill(crowd, process, settings)
        crowd.closing = True
        await reporting_
        await _until_quiet(units)
    finally:
        process.kill()
        process.wait()


async def _kill(crowd: Crowd, process: Popen[str], settings: house.Settings) -> Popen[str]:
    """At any moment of the two seconds after somebody was answered again."""
    before, given_up = crowd.answers, time.monotonic() + PATIENCE_S
    while crowd.answers == before and time.monotonic() < given_up:  # noqa: ASYNC110 - a counter
        await asyncio.sleep(0.02)
    await asyncio.sleep(random.uniform(0, 2))
    process.kill()
    process.wait()
    return house.start(settings)


async def _until_quiet(units: SqlUnits) -> None:
    given_up = time.monotonic() + PATIENCE_S
    while time.monotonic() < given_up:
        if not await reporting.owed(units):
            await asyncio.sleep(0.5)  # the emulator's ledger is read a moment later
            return
        await asyncio.sleep(0.5)


async def checked(crowd: Crowd, kills: int, units: SqlUnits, served: list[Office]) -> Outcome:
    """What was said against what is kept, and what officials got."""
    desk = {office.area: office.chat for office in served}
    broken, alerts = 0, Counter[tuple[int, str]]()
    for entry in crowd.telegram.entries:
        chat = entry["chat_id"] or 0
        text = entry["parameters"].get("text", "")
        if entry["method"] == "sendMessage" and any(words in text for words in ALERTS):
            named = CODE.findall(f"{text} {entry['parameters'].get('reply_markup')}")
            alerts.update((chat, code) for code in set(named))
    async with units.reading() as unit:
        for code, journey in crowd.told.items():
            case = await unit.reports.by_code(code)
            whole = case and case.told.words == (WORDS["saw"],) and case.told.need is Need.NOW
            whole = whole and case and case.told.spot.area == journey.area
            history = await unit.reports.history(case.id) if case else ()
            broken += not (whole and What.ALERTED in [event.what for event in history])
        rows = (await unit.execute(sa.text("SELECT code, area FROM cases"))).all()
        people = (
            await unit.execute(sa.text("SELECT count(DISTINCT reporter_id) FROM cases"))
        ).scalar_one()
        unsure = sa.text("SELECT count(*) FROM deliveries WHERE state = 8")
        unknown = (await unit.execute(unsure)).scalar_one()
    told = [alerts[desk[row.area], row.code] for row in rows]
    return Outcome(
        kills=kills,
        sent=len(crowd.told),
        stuck=crowd.stuck,
        broken=broken,
        untold=told.count(0),
        doubled=len(rows) - people,
        copies=sum(times - 1 for times in told if times),
        most_copies=max(told, default=1) - 1,
        unknown=unknown,
        longest=crowd.longest,
    )


def report(found: Outcome) -> None:
    head = ["kills", "confirmed", "not whole", "stuck drafts", "without an alert", "cases twice"]
    head += ["alerts twice", "most of one", "longest wait, s"]
    row = (found.kills, found.sent, found.broken, len(found.stuck), found.untold, found.doubled)
    measure.table(head, [(*row, found.copies, found.most_copies, f"{found.longest:.0f}")])
    print(*found.stuck, sep="\n")
    good = not (found.broken or found.stuck or found.untold or found.doubled)
    good = good and found.copies <= found.kills
    kept = "kept" if good else "MISSED"
    print(f"\nlimits: 0 not whole, stuck, without an alert; one copy a kill: {kept}")
    measure.finish(
        {
            "kills": found.kills,
            "sent": found.sent,
            "lost": found.broken + len(found.stuck) + found.untold,
            "duplicates": found.copies,
            "unknown": found.unknown,
        }
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="6 kills")
    kills = 6 if parser.parse_args().quick else 50
    print(measure.facts("python-telegram-bot", "sqlalchemy", "aiosqlite"))
    print(f"{AT_ONCE} people at a time; the bot is killed {kills} times\n")
    with tempfile.TemporaryDirectory() as folder:
        report(asyncio.run(run(kills, Path(folder))))


if __name__ == "__main__":
    main()
