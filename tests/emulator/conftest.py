"""A Telegram with a clock of its own, one person, and two ways to call it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from emulator.api import answer
from emulator.person import Person
from emulator.server import Served
from emulator.state import Telegram


@dataclass
class Clock:
    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Caller:
    """Calls methods without a socket and gives status and JSON."""

    telegram: Telegram

    async def __call__(self, method: str, **parameters: Any) -> tuple[int, Any]:
        given = await answer(self.telegram, self.telegram.token, method, parameters, {})
        return given.status, json.loads(given.body)

    async def result(self, method: str, **parameters: Any) -> Any:
        status, body = await self(method, **parameters)
        assert status == 200, body
        return body["result"]

    async def refusal(self, method: str, **parameters: Any) -> str:
        status, body = await self(method, **parameters)
        assert status == body["error_code"], body
        return str(body["description"])


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def telegram(clock: Clock) -> Telegram:
    return Telegram(clock=clock)


@pytest.fixture
def call(telegram: Telegram) -> Caller:
    return Caller(telegram)


@pytest.fixture
def an(telegram: Telegram) -> Person:
    """Has started the bot, and the bot has read it."""
    person = Person(telegram, 7, "An")
    person.starts()
    telegram.updates.clear()
    return person


@pytest.fixture
async def served(telegram: Telegram) -> AsyncIterator[Served]:
    async with Served(telegram, control=True) as server:
        yield server


class Session(AiohttpSession):
    """Closes at once: the original sleeps a quarter of a second."""

    async def close(self) -> None:
        if self._session:
            await self._session.close()


@pytest.fixture
async def aiogram(served: Served) -> AsyncIterator[Bot]:
    """The outside client that certifies us."""
    session = Session(api=TelegramAPIServer.from_base(served.url))
    async with Bot(served.telegram.token, session=session).context() as bot:
        yield bot
