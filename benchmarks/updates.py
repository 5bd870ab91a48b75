"""How many updates a second one core answers, and how soon: ours beside stock PTB and aiogram.

python -m benchmarks.updates [--quick]

Each bot runs alone in a fresh process on one core, fed by polling from a lean stand-in for the Bot
API on another. Per update everybody finds the person, keeps the choices shown, commits with the
same PRAGMAs and sends the menu. Ours also stores every update, sealed, before it is acknowledged,
and its answer before it is sent; the peers lose what they hold when they are killed
(benchmarks.crash).
"""

from __future__ import annotations

import asyncio
import json
import random
import tempfile
import time
from pathlib import Path
from subprocess import Popen

import psutil

from benchmarks import measure
from benchmarks.measure import Spread
from benchmarks.peers import house

Figures = dict[str, list[dict[str, float]]]
BOTS = ("ours", "ptb", "aiogram")
WARM_UP, RATE = 200, 50
LIMIT_MS = 50


def bot(name: str, url: str, folder: Path, core: int) -> Popen[str]:
    if name == "ours":
        given = house.settings(house.sqlite(folder), folder), house.on_telegram(url)
        return house.start(*given, core=core)
    return measure.start(
        f"benchmarks.peers.{name}_bot", url, folder / "peer.db", core=core, quiet=True
    )


def once(name: str, count: int, seconds: float) -> dict[str, float]:
    """One bot, one fresh database: answers a second, CPU per answer, delays."""
    bot_core, server_core = measure.cores()[0], measure.cores()[-1]
    arguments = (WARM_UP, count, RATE, seconds)
    server = measure.start("benchmarks.updates_server", *arguments, core=server_core)
    with tempfile.TemporaryDirectory() as folder, measure.running(server):
        asyncio.run(house.migrated(house.sqlite(Path(folder))))
        url = f"http://127.0.0.1:{measure.line_of(server)}"
        with measure.running(bot(name, url, Path(folder), bot_core)) as process:
            assert measure.line_of(server) == "go"
            began = cpu(process)
            assert measure.line_of(server) == "done"
            used = (cpu(process) - began) / count * 1e6
            figures: dict[str, float] = json.loads(measure.line_of(server))
    return {"cpu_us": used, **figures}


def cpu(process: Popen[str]) -> float:
    times = psutil.Process(process.pid).cpu_times()
    return float(times.user + times.system)


def rounds(most: int, count: int, seconds: float, last_start_s: float) -> Figures:
    """In random order. None begins after `last_start_s`: a crowded machine gets fewer."""
    deadline = time.monotonic() + last_start_s
    figures: Figures = {name: [] for name in BOTS}
    while most and time.monotonic() < deadline:
        most -= 1
        for name in random.sample(BOTS, len(BOTS)):
            figures[name].append(once(name, count, seconds))
    return figures


def report(figures: Figures) -> None:
    def spread(name: str, figure: str) -> Spread:
        return Spread.of([one[figure] for one in figures[name]])

    columns = ("per_s", "cpu_us", "p50_ms", "p95_ms")
    rows = [(name, *(spread(name, column) for column in columns)) for name in BOTS]
    measure.table(["bot", "answers/s", "CPU µs each", "p50 ms", "p95 ms"], rows)
    late = spread("ours", "p95_ms").median
    print(f"\nlimit of p95: {LIMIT_MS} ms, {'kept' if late <= LIMIT_MS else 'MISSED'}")
    speed = {f"{name}_per_s": spread(name, "per_s").median for name in BOTS}
    measure.finish(speed | {"p95_ms": late})


def main() -> None:
    most, count, seconds, last_start = (3, 500, 2, 20) if measure.quick() else (5, 3000, 10, 600)
    print(measure.facts("python-telegram-bot", "aiogram", "sqlalchemy", "aiosqlite"))
    figures = rounds(most, count, seconds, last_start)
    print(
        f"{len(figures['ours'])} rounds of {count} updates in 250 chats, then {RATE}/s for"
        f" {seconds} s; medians (lowest–highest)\n"
    )
    report(figures)


if __name__ == "__main__":
    main()
