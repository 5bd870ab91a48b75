"""A thousand messages a second: how much of one core does that take?

python -m benchmarks.sustained [--quick]

A broadcast stands in the ledger (SQLite, `synchronous=FULL`) and goes out at 1,050 a second by our
own pacer, everything else as it is: once through a channel that takes everything at once, once
by the whole bot to the stand-in of `pacing` on the other core, which allows 1,100 a second and
answers after 40 ms. The pacer knows from before that it may go so fast: it would learn it within a
minute.
"""

# ruff: noqa: PLC0415 a worker loads only what it measures

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import measure
from benchmarks.words import WORDS

if TYPE_CHECKING:
    from bot.delivery.pacer import Pacer
    from bot.delivery.sender import Sender

HERE = "benchmarks.sustained"
RATE, ALLOWED = 1_050, 1_100
GOAL_PER_S, GOAL_CORE = 1_000, 0.5
WARM_S = 3.0
FIRST_CHAT = 1_000
TEXT = WORDS["reminder"]


def crowd(seconds: float) -> range:
    return range(FIRST_CHAT, FIRST_CHAT + int(RATE * (seconds + WARM_S + 2)))


async def measured(sender: Sender, pacer: Pacer, seconds: float) -> dict[str, float]:
    await asyncio.sleep(WARM_S)
    said, cpu, began = sender.said, time.process_time(), time.monotonic()
    await asyncio.sleep(seconds)
    said, cpu, wall = sender.said - said, time.process_time() - cpu, time.monotonic() - began
    return {
        "per_s": said / wall,
        "core": cpu / wall,
        "cpu_us": cpu / max(said, 1) * 1e6,
        "refusals": pacer.refusals,
    }


async def null(_base: str, folder: Path, seconds: float) -> dict[str, float]:
    from datetime import UTC, datetime

    import sqlalchemy as sa

    from benchmarks.peers import house
    from benchmarks.scale import Calm, Null, write_people
    from bot.delivery.pacer import Pacer
    from bot.delivery.pacing import Rates
    from bot.delivery.sender import Sender
    from bot.ledger import Message
    from bot.screen import Screen
    from content.html import Html
    from storage.engine import open_engine
    from storage.ledger import freeze
    from storage.people import people
    from storage.sealing import Vault
    from storage.unit import SqlUnits

    database = house.sqlite(folder)
    await house.migrated(database)
    units = SqlUnits(open_engine(database), Vault(house.SECRET))
    await write_people(units, len(crowd(seconds)))
    words = Message({"vi": Screen(Html.escape(TEXT))})
    now = datetime.now(UTC)
    async with units() as unit:
        message = await unit.ledger.open(words, now=now)
        everyone = sa.select(people.c.id.label("person_id"))
        await freeze(unit, message, words.lane, everyone, now=now)
    pacer = Pacer(Rates(RATE), group=lambda _: False)
    pacer.remember(RATE)
    sender = Sender(units, Null(), lambda: datetime.now(UTC), pacer, "benchmark", Calm())
    running = asyncio.create_task(sender.run())
    try:
        return await measured(sender, pacer, seconds)
    finally:
        running.cancel()


async def telegram(base: str, folder: Path, seconds: float) -> dict[str, float]:
    from benchmarks.peers.house_broadcast import built, post
    from bot.delivery.pacer import Pacer
    from bot.ledger import Lane

    app = await built(base, folder, crowd(seconds), rate_overall=RATE)
    assert app.telegram
    account = app.telegram.channel.account
    pacer = app.paces[account]
    assert isinstance(pacer, Pacer)
    pacer.remember(RATE)
    async with app.running():
        await app.prepared.wait()
        await post(app, TEXT, Lane.BROADCAST)
        return await measured(app.office.senders[account], pacer, seconds)


WAYS: dict[str, Callable[[str, Path, float], Coroutine[Any, Any, dict[str, float]]]] = {
    "null channel": null,
    "stand-in for Telegram": telegram,
}


def once(name: str, seconds: float) -> dict[str, Any]:
    first, last = measure.cores()[0], measure.cores()[-1]
    standin = measure.start("benchmarks.pacing_server", 1.0, 1, ALLOWED, core=last)
    with tempfile.TemporaryDirectory() as folder, measure.running(standin):
        base = f"http://127.0.0.1:{measure.line_of(standin)}"
        worker = measure.start(HERE, "work", name, base, folder, seconds, core=first)
        with measure.running(worker):
            found: dict[str, Any] = json.loads(measure.line_of(worker))
    return found


def main() -> None:
    match sys.argv[1:]:
        case ["work", name, base, folder, span]:
            found = asyncio.run(WAYS[name](base, Path(folder), float(span)))
            print(json.dumps(found), flush=True)
            return
    seconds = 8.0 if measure.quick() else 60.0
    print(measure.facts("sqlalchemy", "aiosqlite"))
    print(f"{seconds:g} s each; load average {os.getloadavg()[0]:.1f} at the start\n")
    runs = {name: once(name, seconds) for name in WAYS}
    rows = [
        (
            *(name, f"{run['per_s']:,.0f}", f"{run['core']:.2f}", f"{run['cpu_us']:.0f}"),
            run["refusals"],
        )
        for name, run in runs.items()
    ]
    measure.table(["to", "sent/s", "of one core", "CPU each, µs", "429s"], rows)
    print(f"\nload average {os.getloadavg()[0]:.1f} at the end")
    slowest = min(run["per_s"] for run in runs.values())
    most = max(run["core"] for run in runs.values())
    kept = slowest >= GOAL_PER_S and most <= GOAL_CORE
    print(f"goal: {GOAL_PER_S}/s with {1 - GOAL_CORE:.0%} of the core left: ", end="")
    print("kept" if kept else "MISSED")
    measure.finish({"per_s": slowest, "core": most})


if __name__ == "__main__":
    main()
