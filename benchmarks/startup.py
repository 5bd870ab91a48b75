"""How soon after its start the bot asks Telegram for updates, and what it needs while idle.

python -m benchmarks.startup [--quick]

From the start of the process to the first getUpdates at the emulator, which runs in another
process; memory after some idle seconds, as RSS and as PSS (shared pages divided). Minimal bots on
stock PTB and aiogram stand beside ours: they load no content, no search and no web server.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import Popen

import psutil

from benchmarks import measure
from benchmarks.measure import Spread
from benchmarks.peers import house
from emulator.server import Served
from emulator.state import Telegram

Figures = dict[str, list[dict[str, float]]]
LIMIT_S, LIMIT_MIB = 2.0, 160.0
MIB = 1 << 20


async def serve() -> None:
    """An emulator that prints its address, and the clock when somebody polls."""
    telegram = Telegram()
    async with Served(telegram) as served:
        print(served.url, flush=True)
        await telegram.updates.polled.wait()
        print(time.monotonic(), flush=True)
        await asyncio.Event().wait()


def ours(url: str, folder: Path) -> Popen[str]:
    database = house.sqlite(folder)
    return house.start(house.settings(database, folder), house.on_telegram(url))


def peer(name: str) -> Callable[[str, Path], Popen[str]]:
    module = f"benchmarks.peers.{name}_bot"
    return lambda url, folder: measure.start(module, url, folder / "peer.db", quiet=True)


BOTS = {"ours": ours, "ptb": peer("ptb"), "aiogram": peer("aiogram")}


def once(name: str, idle_s: float) -> dict[str, float]:
    emulator = measure.start("benchmarks.startup", "serve")
    with tempfile.TemporaryDirectory() as folder, measure.running(emulator):
        url = measure.line_of(emulator)
        asyncio.run(house.migrated(house.sqlite(Path(folder))))
        began = time.monotonic()
        with measure.running(BOTS[name](url, Path(folder))) as bot:
            first_poll = float(measure.line_of(emulator)) - began
            process = psutil.Process(bot.pid)
            cpu = process.cpu_times()
            time.sleep(idle_s)
            memory = process.memory_full_info()
    return {
        "first_poll_s": first_poll,
        "cpu_s": cpu.user + cpu.system,
        "rss_mib": memory.rss / MIB,
        "pss_mib": memory.pss / MIB,
    }


def rounds(most: int, idle_s: float, last_start_s: float) -> Figures:
    """In random order. None begins after `last_start_s`: a crowded machine gets fewer."""
    deadline = time.monotonic() + last_start_s
    figures: Figures = {name: [] for name in BOTS}
    while most and time.monotonic() < deadline:
        most -= 1
        for name in random.sample(list(BOTS), len(BOTS)):
            figures[name].append(once(name, idle_s))
    return figures


def report(figures: Figures) -> None:
    def spread(name: str, figure: str) -> Spread:
        return Spread.of([one[figure] for one in figures[name]])

    columns = ("first_poll_s", "cpu_s", "rss_mib", "pss_mib")
    rows = [(name, *(f"{spread(name, column):.2f}" for column in columns)) for name in BOTS]
    limits = ("limit of ours", f"{LIMIT_S:.2f}", "", f"{LIMIT_MIB:.0f}", "")
    head = ["bot", "first poll s", "CPU s until then", "idle RSS MiB", "idle PSS MiB"]
    measure.table(head, [*rows, limits])
    first, idle = spread("ours", "first_poll_s").median, spread("ours", "rss_mib").median
    kept = first <= LIMIT_S and idle <= LIMIT_MIB
    print(f"\nlimits {'kept' if kept else 'MISSED'}; idle_mib is RSS")
    measure.finish({"first_poll_s": first, "idle_mib": idle})


def main() -> None:
    if sys.argv[1:] == ["serve"]:
        asyncio.run(serve())
        return
    most, idle_s, last_start = (3, 3.0, 30.0) if measure.quick() else (5, 5.0, 300.0)
    print(measure.facts("python-telegram-bot", "aiogram"))
    figures = rounds(most, idle_s, last_start)
    print(f"{len(figures['ours'])} starts each, {idle_s:.0f} s idle; medians (lowest–highest)\n")
    report(figures)


if __name__ == "__main__":
    main()
