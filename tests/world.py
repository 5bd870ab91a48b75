"""A world for stories: people with phones on one side, the running bot on the other.

Everything goes through the front door (Telegram's emulator or the web server) and is read back
through a database session of its own.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Self

import sqlalchemy as sa
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.app import App, build, load_services
from bot.settings import Settings
from content.areas import Areas
from emulator.person import Person
from emulator.server import Served
from emulator.state import TOKEN, Telegram
from handlers.turn import Services
from storage.engine import open_engine
from storage.sealing import Vault
from storage.unit import SqlUnit, SqlUnits
from tests.visitor import Visitor

SECRET = "a secret of forty characters, for tests only"
NOON = datetime(2026, 5, 12, 5, 0, tzinfo=UTC)  # 12:00 in Ho Chi Minh City


class World:
    """`starts` and `stops` the bot as often as a story needs; the people stay.

    `areas`: other areas than those of today, from the next start on.
    """

    def __init__(self, database_url: str, folder: Path) -> None:
        self.database_url = database_url
        self.now = NOON
        self.telegram = Telegram(clock=lambda: self.clock().timestamp())
        self.app: App | None = None
        self.areas: Areas | None = None
        self._folder = folder
        self._served = Served(self.telegram)
        self._running: AsyncExitStack | None = None
        self._second: AsyncEngine | None = None
        self._visitors: list[Visitor] = []
        self._numbers = iter(range(1001, 2000))

    async def __aenter__(self) -> Self:
        await self._served.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        for visitor in self._visitors:
            await visitor.leaves()
        await self.stops()
        await self._served.__aexit__(None, None, None)
        if self._second:
            await self._second.dispose()
        assert self.telegram.complaints == []

    def settings(self, **changes: object) -> Settings:
        values: dict[str, object] = {
            "bot_token": SecretStr(TOKEN),
            "bot_api_url": self._served.url,
            "web_listen": "127.0.0.1:0",
            "database_url": self.database_url,
            "secret_key": SecretStr(SECRET),
            "operator_name": "Công đoàn xã Mẫu",
            "rate_overall": 10_000,
            "rate_chat": 1_000,
            "var": self._folder,
        }
        return Settings(_env_file=None, **(values | changes))  # type: ignore[arg-type]

    def clock(self) -> datetime:
        return self.now

    def built(self, **changes: object) -> App:
        """A bot on this database, not yet running."""
        settings = self.settings(**changes)
        services = _services(settings)
        services = replace(services, areas=self.areas or services.areas)
        return build(settings, clock=self.clock, services=services)

    async def starts(self, **changes: object) -> App:
        """Start the bot anew on the same database."""
        self.app = self.built(**changes)
        self._running = AsyncExitStack()
        await self._running.enter_async_context(self.app.running())
        return self.app

    async def stops(self) -> None:
        if self._running:
            running, self._running = self._running, None
            await running.aclose()

    async def restarts(self, *, after: timedelta = timedelta()) -> App:
        await self.stops()
        self.now += after
        return await self.starts()

    @asynccontextmanager
    async def telegram_down(self) -> AsyncIterator[None]:
        """Telegram cannot be reached inside the block."""
        await self._served.__aexit__(None, None, None)
        try:
            yield
        finally:
            await self._served.__aenter__()

    def worker(self, name: str = "An", language: str = "vi") -> Person:
        """A person with Telegram on their phone."""
        return Person(self.telegram, next(self._numbers), name, language)

    async def visitor(self, page: str = "/", language: str = "vi-VN") -> Visitor:
        """A person with our web page open; `/text/` is the page without buttons."""
        visitor = Visitor(f"{self.web_url}{page}", language)
        self._visitors.append(visitor)
        await visitor.opens()
        return visitor

    @property
    def web_url(self) -> str:
        assert self.app
        return f"http://127.0.0.1:{self.app.ports['127.0.0.1:0']}"

    @property
    def outside(self) -> SqlUnits:
        """The database as an operator's command has it, beside the bot."""
        if self._second is None:
            self._second = open_engine(self.database_url)
        return SqlUnits(self._second, Vault(SECRET))

    def memory(self) -> AbstractAsyncContextManager[SqlUnit]:
        """What the database holds, seen by a second session."""
        return self.outside.reading()

    async def rows(self, query: str) -> list[sa.Row[tuple[object, ...]]]:
        async with self.memory() as unit:
            return list((await unit.execute(sa.text(query))).all())

    async def settles(self, seconds: float = 5) -> None:
        """Return when nothing is open in the inbox any more."""
        async with asyncio.timeout(seconds):
            while (await self.rows("SELECT count(*) FROM inbox WHERE state < 2"))[0][0]:  # noqa: ASYNC110 - the rows are in another session
                await asyncio.sleep(0.01)


def _services(settings: Settings) -> Services:
    """The real content, read once for all worlds."""
    return replace(_content(), operator=settings.operator_name, contact=settings.operator_contact)


@cache
def _content() -> Services:
    services = load_services(Settings(_env_file=None))
    services.search.prepare()
    services.areas.prepare()
    gc.collect()
    gc.freeze()  # it stays: looking through it for garbage was a quarter of all the time
    return services
