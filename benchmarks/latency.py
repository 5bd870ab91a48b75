"""How long people wait for an answer while a broadcast runs at full speed.

python -m benchmarks.latency [--quick]

The whole bot, with a broadcast to everybody in its ledger, against the strict stand-in of
`pacing`; meanwhile other people write, and an alert for one person is committed now and then. The
peer sends both through python-telegram-bot's AIORateLimiter. "Waited" is the time until a request
may leave; "arrived" counts from the person's message (or the alert's commit) to the stand-in.
"""

# ruff: noqa: PLC0415 a worker loads only what it measures

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import measure
from benchmarks.peers.broadcasts import TEXT, TOKEN, WORKERS

HERE = "benchmarks.latency"
ANSWER_MS, URGENT_MS = 100, 1000
CROWD, WRITERS = 1_000, 500_000
JITTER_MS = 1.0

Arrivals = dict[str, list[float]]


def arrivals(base: str) -> Arrivals:
    """When each chat was reached, on the clock of time.monotonic."""
    with urllib.request.urlopen(f"{base}/age") as answer:
        began = time.monotonic() - json.load(answer)
    with urllib.request.urlopen(f"{base}/report") as answer:
        calls = json.load(answer)
    found: Arrivals = {}
    for at, chat, status in calls:
        if status != 429:
            found.setdefault(chat, []).append(began + at)
    return found


async def ours(base: str, folder: Path, seconds: float) -> dict[str, Any]:
    import sqlalchemy as sa

    from benchmarks.peers.house_broadcast import built, persons, post
    from bot.ledger import Lane
    from storage.people import people

    crowd = int(seconds * 30 * 1.5)
    writers = range(WRITERS, WRITERS + int(seconds * 2))
    urgent = range(WRITERS * 2, WRITERS * 2 + 5)
    app = await built(base, folder, range(CROWD, CROWD + crowd))
    account = app.telegram.channel.account if app.telegram else ""
    others = await persons(app, account, [*writers, *urgent])
    waited = timed(app)
    everyone = sa.select(people.c.id.label("person_id"))
    asked: dict[int, float] = {}
    async with app.running():
        await post(app, TEXT, Lane.BROADCAST, everyone.where(people.c.id < min(others)))
        await asyncio.sleep(3)
        began = time.monotonic()
        for number, chat in enumerate(writers):
            await asyncio.sleep(began + number / 2 - time.monotonic())
            at, rest = divmod(number, len(writers) // len(urgent))
            if rest == 1 and at < len(urgent):
                chosen = everyone.where(people.c.id == others[len(writers) + at])
                asked[urgent[at]] = time.monotonic()
                await post(app, TEXT, Lane.RED_ALERT, chosen)
            asked[chat] = time.monotonic()
            await writes(app, number, chat)
        await asyncio.sleep(2)
        seen = await asyncio.to_thread(arrivals, base)
    end = time.monotonic()
    late = {chat: (seen.get(str(chat), [end])[0] - at) * 1e3 for chat, at in asked.items()}
    return {
        "waited": waited,
        "arrived": [late[chat] for chat in writers],
        "urgent": [late[chat] for chat in urgent if chat in late],
        "rate": sum(began < at < began + seconds for times in seen.values() for at in times)
        / seconds,
    }


def timed(app: Any) -> list[float]:
    """Milliseconds that each direct answer waits for its turn, as they happen."""
    from bot.ledger import Lane

    (pacer,) = (pace for account, pace in app.paces.items() if account.startswith("telegram"))
    waited: list[float] = []
    enter = pacer.enter

    async def watched(lane: Lane, ref: str) -> Any:
        began = time.monotonic()
        ticket = await enter(lane, ref)
        if lane is Lane.ANSWER:
            waited.append((time.monotonic() - began) * 1e3)
        return ticket

    pacer.enter = watched
    return waited


async def writes(app: Any, number: int, chat: int) -> None:
    from bot.ports import RawUpdate

    person = {"id": chat, "is_bot": False, "first_name": "Lan", "language_code": "vi"}
    message = {
        "message_id": number + 1,
        "from": person,
        "chat": {"id": chat, "first_name": "Lan", "type": "private"},
        "date": 1_790_000_000,
        "text": "/menu",
        "entities": [{"offset": 0, "length": 5, "type": "bot_command"}],
    }
    payload = {"update_id": number + 1, "message": message}
    account = app.telegram.channel.account
    await app.ingress.accept([RawUpdate(account, str(number + 1), str(chat), payload)])


async def ptb(base: str, _folder: Path, seconds: float) -> dict[str, Any]:
    from telegram.error import TelegramError
    from telegram.ext import AIORateLimiter, ExtBot

    limiter = AIORateLimiter(max_retries=5)
    crowd = iter(range(CROWD, WRITERS))
    asked: dict[int, float] = {}
    async with ExtBot(TOKEN, base_url=f"{base}/bot", rate_limiter=limiter) as bot:

        async def work() -> None:
            for chat in crowd:
                try:
                    await bot.send_message(chat, TEXT)
                except TelegramError:
                    continue

        tasks: list[asyncio.Task[Any]] = [asyncio.create_task(work()) for _ in range(WORKERS)]
        await asyncio.sleep(3)
        began = time.monotonic()
        for number in range(int(seconds * 2)):
            await asyncio.sleep(began + number / 2 - time.monotonic())
            asked[WRITERS + number] = time.monotonic()
            tasks.append(asyncio.create_task(bot.send_message(WRITERS + number, TEXT)))
        await asyncio.sleep(10)
        seen = await asyncio.to_thread(arrivals, base)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    end = time.monotonic()
    late = [(seen.get(str(chat), [end])[0] - at) * 1e3 for chat, at in asked.items()]
    rate = sum(began < at < began + seconds for times in seen.values() for at in times) / seconds
    return {"waited": [], "arrived": late, "urgent": [], "rate": rate}


CLIENTS: dict[str, Callable[[str, Path, float], Any]] = {"ours": ours, "ptb": ptb}


def once(name: str, seconds: float) -> dict[str, Any]:
    """In a process of its own, against a stand-in of its own."""
    standin = measure.start("benchmarks.pacing_server", JITTER_MS, 1, "30")
    with tempfile.TemporaryDirectory() as folder, measure.running(standin):
        base = f"http://127.0.0.1:{measure.line_of(standin)}"
        client = measure.start(HERE, "work", name, base, folder, seconds, quiet=True)
        with measure.running(client):
            answer: dict[str, Any] = json.loads(measure.line_of(client))
    return answer


def spread(figures: Sequence[float]) -> str:
    if len(figures) < 2:
        return "-"
    parts = statistics.quantiles(figures, n=20, method="inclusive")
    return f"{parts[9]:,.0f} / {parts[18]:,.0f} / {max(figures):,.0f}"


def main() -> None:
    match sys.argv[1:]:
        case ["work", name, base, folder, seconds]:
            found = asyncio.run(CLIENTS[name](base, Path(folder), float(seconds)))
            print(json.dumps(found), flush=True)
            return
    length = 10.0 if measure.quick() else 60.0
    print(measure.facts("python-telegram-bot", "sqlalchemy", "aiosqlite"))
    print(f"{length:g} s, 2 people a second write; ms as p50 / p95 / highest\n")
    runs = {name: once(name, length) for name in CLIENTS}
    rows = [
        (name, f"{run['rate']:.1f}", *(spread(run[one]) for one in ("waited", "arrived", "urgent")))
        for name, run in runs.items()
    ]
    measure.table(["bot", "sent/s", "answer waited", "answer arrived", "urgent arrived"], rows)
    p95 = statistics.quantiles(runs["ours"]["waited"], n=20, method="inclusive")[18]
    first = max(runs["ours"]["urgent"])
    kept = p95 <= ANSWER_MS and first <= URGENT_MS
    print(f"\nlimits: {ANSWER_MS} ms at p95, {URGENT_MS} ms: {'kept' if kept else 'MISSED'}")
    measure.finish({"answer_p95_ms": p95, "urgent_first_ms": first})


if __name__ == "__main__":
    main()
