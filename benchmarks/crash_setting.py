"""Who is killed in the crash benchmark: our bot on each ingress, stock PTB, and their databases."""

from __future__ import annotations

import importlib.util
import socket
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from subprocess import Popen
from typing import TYPE_CHECKING, Protocol

import aiohttp
from sqlalchemy.ext.asyncio import AsyncEngine

from benchmarks import measure
from benchmarks.crash_load import HOOK_SECRET, Ingress, Polling, Web, Webhook
from benchmarks.peers import house
from storage.engine import open_engine
from storage.sealing import Vault
from storage.unit import SqlUnits

if TYPE_CHECKING:
    from tests.databases import Postgres

ALL = 1_000_000


class Memory(Protocol):
    """What is left in a database: how often each question was noted."""

    async def effects(self) -> Counter[str]: ...

    async def close(self) -> None: ...


@dataclass
class OurMemory:
    engine: AsyncEngine

    @property
    def units(self) -> SqlUnits:
        return SqlUnits(self.engine, Vault(house.SECRET))

    async def effects(self) -> Counter[str]:
        async with self.units.reading() as unit:
            return Counter(noted.text for noted in await unit.guidance.questions(limit=ALL))

    async def close(self) -> None:
        await self.engine.dispose()


@dataclass
class PeerMemory:
    file: Path

    async def effects(self) -> Counter[str]:
        with closing(sqlite3.connect(self.file)) as database:
            return Counter(text for (text,) in database.execute("SELECT text FROM questions"))

    async def close(self) -> None:
        return


@dataclass
class Setting:
    """`patience_s`: with nothing happening for so long, what has no answer yet gets none. Ours
    owes an answer to all, and a crowded machine takes its time to start it.
    """

    bot: str
    ingress: Ingress
    start: Callable[[], Popen[str]]
    memory: Memory
    patience_s: float = 60.0


async def settings(
    folder: Path, stack: ExitStack, http: aiohttp.ClientSession, *, postgres: bool
) -> list[Setting]:
    """Each with a database and, where Telegram is concerned, an emulator of its own."""
    server = postgres_in(stack) if postgres else None
    found = []
    for name in ("polling", "webhook", "web"):
        place = folder / name
        database = await server.fresh() if server else house.sqlite(place)
        await house.migrated(database)
        memory = OurMemory(open_engine(database))
        ingress = _ingress(name, memory, stack, http)
        start = partial(house.start, house.settings(database, place), ingress.settings())
        found.append(Setting("ours", ingress, start, memory))
    return found + [
        _peer(_ingress(name, None, stack, http), folder / f"ptb-{name}.db")
        for name in peer_ingresses()
    ]


def postgres_in(stack: ExitStack) -> Postgres:
    from tests.databases import postgres_server  # noqa: PLC0415 - brings a whole server

    return stack.enter_context(postgres_server())


def peer_ingresses() -> list[str]:
    """PTB's webhook needs tornado, which its extra `webhooks` brings."""
    if importlib.util.find_spec("tornado"):
        return ["polling", "webhook"]
    print("PTB's webhook is left out: tornado is not installed")
    return ["polling"]


def _ingress(
    name: str, memory: OurMemory | None, stack: ExitStack, http: aiohttp.ClientSession
) -> Ingress:
    if name == "web":
        assert memory
        return Web(memory.units, free_port(), http)
    emulator = stack.enter_context(measure.running(measure.start("emulator", "--anyone")))
    api = measure.line_of(emulator)
    return Polling(api, http) if name == "polling" else Webhook(api, http, port=free_port())


def _peer(ingress: Ingress, file: Path) -> Setting:
    assert isinstance(ingress, Polling)
    hook = (ingress.port, HOOK_SECRET) if isinstance(ingress, Webhook) else ()

    def start() -> Popen[str]:
        return measure.start("benchmarks.peers.ptb_bot", ingress.api, file, *hook, quiet=True)

    return Setting("stock PTB", ingress, start, PeerMemory(file), patience_s=8.0)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
