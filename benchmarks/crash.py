"""Kill -9 at random moments under load: which questions are lost, which are done twice?

python -m benchmarks.crash [--quick] [--postgres]

20 distinct people a second each ask one question that nobody can answer, so that each must leave
exactly one row in `questions` and get at least one answer. Meanwhile the bot, a process of its own,
is killed within 2 s of its first answer, every fifth time within 2 s of its start, and started
again. In the end it may finish. Beside ours stands stock PTB, which acknowledges before it works.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from collections import Counter
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from benchmarks import measure
from benchmarks.crash_load import Question
from benchmarks.crash_setting import Setting, settings

RATE = 20
MOST_WAIT_S = 20.0
LAST_WORDS_S = 8.0


@dataclass
class Case:
    """One bot under one kind of load, and what came of it."""

    setting: Setting
    kills: int = 0
    accepted: list[Question] = field(default_factory=list)
    effects: Counter[str] = field(default_factory=Counter)
    answers: Counter[Question] = field(default_factory=Counter)

    async def run(self, kills: int, deadline: float) -> None:
        load = asyncio.create_task(self._load())
        process = self.setting.start()
        try:
            while self.kills < kills and time.monotonic() < deadline:
                await self._random_moment()
                process.kill()
                process.wait()
                self.kills += 1
                process = self.setting.start()
            await _end(load)
            await self._finish()
        finally:
            process.kill()
            process.wait()
        self.effects = await self.setting.memory.effects()

    async def _load(self) -> None:
        """Open loop. Cancelled once it asks nothing new; cancelled twice it gives up the rest."""
        began, number = time.monotonic(), 0
        async with asyncio.TaskGroup() as senders:
            with suppress(asyncio.CancelledError):
                while True:
                    senders.create_task(self._ask(Question(number)))
                    number += 1
                    await asyncio.sleep(began + number / RATE - time.monotonic())

    async def _ask(self, question: Question) -> None:
        await self.setting.ingress.send(question)
        self.accepted.append(question)

    async def _random_moment(self) -> None:
        if self.kills % 5 != 4:
            await self._first_answer()
        await asyncio.sleep(random.uniform(0, 2))

    async def _first_answer(self) -> None:
        ingress, given_up = self.setting.ingress, time.monotonic() + MOST_WAIT_S
        before = await ingress.progress()
        while time.monotonic() < given_up:
            if await ingress.progress() > before:
                return
            await asyncio.sleep(0.1)

    async def _finish(self) -> None:
        """Until all have an answer, or nothing has happened for a while."""
        changed, told = time.monotonic(), -1
        while time.monotonic() < changed + self.setting.patience_s:
            self.answers = await self.setting.ingress.answers(self.accepted)
            if all(self.answers[question] for question in self.accepted):
                return
            if self.answers.total() != told:
                changed, told = time.monotonic(), self.answers.total()
            await asyncio.sleep(0.1)

    def lost(self) -> int:
        missing = (q for q in self.accepted if not self.effects[q.text] or not self.answers[q])
        return sum(1 for _ in missing)

    def without_effect(self) -> int:
        return sum(1 for question in self.accepted if not self.effects[question.text])

    def twice(self) -> int:
        return sum(times - 1 for times in self.effects.values() if times > 1)

    def copies(self) -> int:
        return sum(times - 1 for times in self.answers.values() if times > 1)

    def row(self) -> tuple[object, ...]:
        name = f"{self.setting.bot}, {self.setting.ingress.name}"
        lost = self.lost(), self.without_effect()
        return (name, self.kills, len(self.accepted), *lost, self.twice(), self.copies())


async def _end(load: asyncio.Task[None]) -> None:
    """No new questions; those on their way have a while left, then they count as never taken."""
    load.cancel()
    await asyncio.wait({load}, timeout=LAST_WORDS_S)
    load.cancel()
    await asyncio.gather(load, return_exceptions=True)


async def run(kills: int, seconds: float, *, postgres: bool) -> list[Case]:
    """One case after the other, each with the machine to itself."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        # no limit: requests that hang at a dying bot must not keep the others waiting
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
            found = await settings(folder, stack, http, postgres=postgres)
            cases = [Case(setting) for setting in found]
            for case in cases:
                await case.run(kills, time.monotonic() + seconds)
            for setting in found:
                await setting.memory.close()
    return cases


def report(cases: list[Case]) -> None:
    lost = "lost", "of these not even noted"
    head = ["bot, ingress", "kills", "accepted", *lost, "done twice", "answers shown again"]
    measure.table(head, [case.row() for case in cases])
    ours = [case for case in cases if case.setting.bot == "ours"]
    figures = {
        "kills": sum(case.kills for case in ours),
        "accepted": sum(len(case.accepted) for case in ours),
        "lost": sum(case.lost() for case in ours),
        "twice": sum(case.twice() for case in ours),
    }
    good = figures["lost"] == figures["twice"] == 0
    print(f"\nlimit of ours: 0 lost, 0 done twice, {'kept' if good else 'MISSED'}")
    measure.finish(figures)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="6 kills of each")
    parser.add_argument("--postgres", action="store_true", help="ours on PostgreSQL, not SQLite")
    options = parser.parse_args()
    kills, seconds = (6, 60) if options.quick else (50, 400)
    print(measure.facts("python-telegram-bot", "sqlalchemy"))
    print(f"{RATE} questions/s to each bot, one bot after the other; up to {kills} kills of each\n")
    report(asyncio.run(run(kills, seconds, postgres=options.postgres)))


if __name__ == "__main__":
    main()
