"""How much of Telegram's limit a broadcast uses: ours and other libraries', side by side.

python -m benchmarks.pacing [--quick]

Everybody sends at the same time, each to a stand-in of its own (benchmarks/pacing_server.py) that
counts strictly: a sliding second, 3 s of refusal, one a second for a chat. The full run (9 minutes)
has two parts: 3,000 people until everybody has an end, then 8,400 while the limit is lowered from
30 to 8 a second and raised again, unannounced. It is judged against the limit in force from 60 s
after the start and after each change. Writes docs/images/pacing.svg of the second part.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import measure
from benchmarks.pacing_chart import draw
from benchmarks.pacing_server import BLOCKED, LOST, WAY_S, phases
from benchmarks.peers.broadcasts import CLIENTS, people

GOAL, MOST_REFUSED = 0.95, 5
BEGAN = time.monotonic()
CHART = Path(__file__).parents[1] / "docs" / "images" / "pacing.svg"
SEPARATE = {"python_telegram_broadcast": "python-telegram-broadcast==0.9.7"}
"""It asks for another python-telegram-bot than ours, so it gets an environment of its own."""

Call = tuple[float, str, int]


@dataclass(frozen=True, slots=True)
class Plan:
    """`limit` as the stand-in takes it; `judged` are (from, until) in seconds after the start."""

    limit: str
    people: int
    seconds: float
    judged: Sequence[tuple[float, float]]
    last_s: float = math.inf
    """A crowded machine starts slowly; nothing is watched longer than this."""


QUICK = Plan("30", 750, 28, [(8, 23)], last_s=45)
STEADY = Plan("30", 3_000, 130, [(60, 98)])
CHANGING = Plan("30:120,8:240,30", 8_400, 360, [(60, 120), (180, 240), (300, 360)])


@dataclass(frozen=True, slots=True)
class Contender:
    name: str
    jitter_ms: float = 1.0

    @property
    def label(self) -> str:
        return self.name if self.jitter_ms == 1 else f"{self.name}, jitter {self.jitter_ms:g} ms"


@dataclass(frozen=True, slots=True)
class Run:
    """What one stand-in saw. `took`: seconds until the sender said that it was done, if it did."""

    contender: Contender
    calls: Sequence[Call]
    took: float | None

    @property
    def refused(self) -> int:
        return sum(status == 429 for _, _, status in self.calls)

    @property
    def reached(self) -> Counter[str]:
        return Counter(chat for _, chat, status in self.calls if status == 200)

    @property
    def duplicates(self) -> int:
        return sum(count - 1 for count in self.reached.values())

    def lost(self, plan: Plan) -> int | None:
        """People who can be reached and were not, although the sender is done."""
        if self.took is None:
            return None
        reached = self.reached
        return sum(chat % BLOCKED and str(chat) not in reached for chat in people(plan.people))

    def fractions(self, plan: Plan) -> list[float]:
        """Of what was allowed in each judged span; blocked people use it as well."""
        limit = phases(plan.limit)
        return [
            sum(start <= at < end and status != 429 for at, _, status in self.calls)
            / (limit(start) * (end - start))
            for start, end in plan.judged
        ]


def environment(name: str) -> str:
    """The interpreter that has this library; makes its environment when there is none yet."""
    if name not in SEPARATE:
        return sys.executable
    folder = Path(sys.prefix) / "peers" / name
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, SEPARATE[name]], check=True, stderr=subprocess.DEVNULL)
    return str(python)


def once(contender: Contender, plan: Plan, seed: int) -> Run | None:
    """None when the library cannot be installed here."""
    try:
        python = environment(contender.name)
    except subprocess.CalledProcessError:
        return None
    standin = measure.start("benchmarks.pacing_server", contender.jitter_ms, seed, plan.limit)
    with tempfile.TemporaryDirectory() as folder, measure.running(standin):
        base = f"http://127.0.0.1:{measure.line_of(standin)}"
        sender = measure.start(
            "benchmarks.peers.broadcasts",
            *(contender.name, base, folder, plan.people),
            quiet=True,
            python=python,
        )
        with measure.running(sender):
            calls = watch(sender, base, plan)
            took = float(sender.communicate()[0].split()[1]) if sender.poll() == 0 else None
    return Run(contender, calls, took)


def watch(sender: subprocess.Popen[str], base: str, plan: Plan) -> list[Call]:
    """Until the sender is done, or as long after its first message as planned."""
    while sender.poll() is None and time.monotonic() < BEGAN + plan.last_s:
        time.sleep(0.5)
        if (age := asked(base, "age")) is not None and age >= plan.seconds:
            break
    return [(at, chat, status) for at, chat, status in asked(base, "report")]


def asked(base: str, what: str) -> Any:
    """What the stand-in says: `age` in seconds, or the `report` of every call."""
    with urllib.request.urlopen(f"{base}/{what}") as answer:
        return json.load(answer)


def rows(runs: Sequence[Run], plan: Plan) -> list[list[object]]:
    return [
        [
            run.contender.label,
            *(f"{share:.3f}" for share in run.fractions(plan)),
            run.refused,
            len(run.reached),
            "-" if (lost := run.lost(plan)) is None else lost,
            run.duplicates,
            f"{run.took:.0f}" if run.took else "not done",
        ]
        for run in runs
    ]


def conclude(parts: Sequence[tuple[Plan, Sequence[Run]]]) -> None:
    worst: dict[str, float] = {}
    for plan, runs in parts:
        for run in runs:
            share = min(run.fractions(plan))
            worst[run.contender.label] = min(share, worst.get(run.contender.label, 1.0))
    ours = [
        (plan, run) for plan, runs in parts for run in runs if run.contender == Contender("ours")
    ]
    lost = sum(run.lost(plan) or 0 for plan, run in ours)
    refused = max(run.refused for _, run in ours)
    kept = round(worst["ours"], 3) >= GOAL and refused <= MOST_REFUSED and not lost
    goal = f">= {GOAL} of the limit, <= {MOST_REFUSED} refusals, nobody lost"
    print(f"\nlimits of ours: {goal}: {'kept' if kept else 'MISSED'}")
    figures: dict[str, object] = {
        "fraction_of_ceiling": round(worst.pop("ours"), 3),
        "too_many_requests": refused,
        "lost": lost,
        "duplicates": sum(run.duplicates for _, run in ours),
        "peers": {label: round(share, 3) for label, share in worst.items()},
    }
    print(json.dumps(figures))


def part(plan: Plan, contenders: Sequence[Contender]) -> list[Run]:
    """Everybody at the same time."""
    print(f"limit {plan.limit} a second, {plan.people} people")
    with ThreadPoolExecutor(len(contenders)) as pool:
        seeds = range(len(contenders))
        runs = [run for run in pool.map(once, contenders, [plan] * len(contenders), seeds) if run]
    spans = [f"{start:g}-{end:g} s" for start, end in plan.judged]
    measure.table(
        ["broadcast by", *spans, "429s", "reached", "lost", "twice", "seconds"], rows(runs, plan)
    )
    print(f"load average {os.getloadavg()[0]:.1f} at the end\n", flush=True)
    return runs


def main() -> None:
    quick = measure.quick()
    plans = [QUICK] if quick else [STEADY, CHANGING]
    contenders = [Contender(client.__name__) for client in CLIENTS]
    contenders += [] if quick else [Contender("ours", 5.0)]
    print(measure.facts("python-telegram-bot", "aiogram", "tgcast", "aiogram-broadcaster"))
    print(
        f"{100 / BLOCKED:.0f} % blocked, {LOST:.0%} of answers lost,"
        f" {WAY_S * 1000:.0f} ms each way + exponential 1 ms (5 ms);"
        f" load average {os.getloadavg()[0]:.1f} at the start\n"
    )
    parts = [(plan, part(plan, contenders)) for plan in plans]
    plan, runs = parts[-1]
    if not quick:
        draw({run.contender.label: run.calls for run in runs}, phases(plan.limit), CHART)
    conclude(parts)


if __name__ == "__main__":
    main()
