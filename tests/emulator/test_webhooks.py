"""Webhooks, received by an outside HTTP server: secret, order, side by side, again until taken."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from emulator.person import Person
from emulator.state import Telegram
from tests.emulator.certificates import server_context
from tests.emulator.conftest import Caller, Clock

SECRET = "X-Telegram-Bot-Api-Secret-Token"


@dataclass
class Receiver:
    """Answers with `replies` first, then 200; `gate` closed keeps requests waiting."""

    url: str = ""
    replies: list[web.Response] = field(default_factory=list)
    updates: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    busy: int = 0
    busiest: int = 0
    _came: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def take(self, request: web.Request) -> web.Response:
        self.secrets.append(request.headers.get(SECRET))
        update = await request.json()
        async with self._came:
            self.busy += 1
            self.busiest = max(self.busiest, self.busy)
            self._came.notify_all()
        await self.gate.wait()
        self.busy -= 1
        async with self._came:
            self.updates.append(update)
            self._came.notify_all()
        return self.replies.pop(0) if self.replies else web.Response()

    async def has(self, count: int) -> None:
        async with asyncio.timeout(2), self._came:
            await self._came.wait_for(lambda: len(self.updates) >= count)

    async def is_busy(self, requests: int) -> None:
        async with asyncio.timeout(2), self._came:
            await self._came.wait_for(lambda: self.busy == requests)

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.updates]


@pytest.fixture
async def receiver(telegram: Telegram) -> AsyncIterator[Receiver]:
    taker = Receiver()
    taker.gate.set()
    app = web.Application()
    app.router.add_post("/hook", taker.take)
    async with TestServer(app) as server:
        taker.url = str(server.make_url("/hook"))
        yield taker
        telegram.close()


@pytest.fixture
def pauses(telegram: Telegram) -> list[float]:
    """How long it would have waited between tries."""
    taken: list[float] = []

    async def pause(seconds: float) -> None:
        taken.append(seconds)

    telegram.webhooks.pause = pause
    return taken


async def test_in_order_with_the_secret(call: Caller, receiver: Receiver, an: Person) -> None:
    an.types("0")
    await call.result("setWebhook", url=receiver.url, secret_token="bí-mật".encode().hex())
    for number in range(1, 20):
        an.types(str(number))
    await receiver.has(20)
    assert receiver.texts == [str(number) for number in range(20)]
    assert set(receiver.secrets) == {"bí-mật".encode().hex()}
    assert receiver.busiest == 1
    assert (await call.result("getWebhookInfo"))["pending_update_count"] <= 1


async def test_chats_side_by_side_up_to_the_limit(
    call: Caller, receiver: Receiver, telegram: Telegram
) -> None:
    await call.result("setWebhook", url=receiver.url, max_connections=3)
    receiver.gate.clear()
    for number in range(1, 7):
        Person(telegram, number).starts()
    await receiver.is_busy(3)
    receiver.gate.set()
    await receiver.has(6)
    assert receiver.busiest == 3


async def test_again_until_it_is_taken(
    call: Caller, receiver: Receiver, an: Person, pauses: list[float]
) -> None:
    receiver.replies = [web.Response(status=500) for _ in range(4)]
    receiver.replies.append(web.Response(status=503, headers={"Retry-After": "9"}))
    await call.result("setWebhook", url=receiver.url)
    an.types("một")
    an.types("hai")
    await receiver.has(7)
    assert receiver.texts == ["một"] * 6 + ["hai"]
    assert pauses == [0, 1, 2, 4, 9]
    info = await call.result("getWebhookInfo")
    assert info["last_error_message"] == (
        "Wrong response from the webhook: 503 Service Unavailable"
    )


async def test_a_press_does_not_wait_for_a_message(
    call: Caller, receiver: Receiver, an: Person
) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Có", "callback_data": "y"}]]}
    await call.result("sendMessage", chat_id=7, text="một", reply_markup=keyboard)
    await call.result("setWebhook", url=receiver.url)
    receiver.gate.clear()
    an.types("hai")
    an.presses("Có")
    await receiver.is_busy(2)
    receiver.gate.set()
    await receiver.has(2)


async def test_what_is_too_old_is_given_up(
    call: Caller, receiver: Receiver, an: Person, telegram: Telegram, clock: Clock
) -> None:
    passed = asyncio.Event()

    async def a_day_passes(_seconds: float) -> None:
        clock.now += 90_000
        passed.set()

    telegram.webhooks.pause = a_day_passes
    receiver.replies = [web.Response(status=500)]
    await call.result("setWebhook", url=receiver.url)
    an.types("một")
    await asyncio.wait_for(passed.wait(), 1)
    an.types("hai")
    await receiver.has(2)
    assert receiver.texts == ["một", "hai"]


async def test_nobody_listens(call: Caller, an: Person, telegram: Telegram) -> None:
    tries = asyncio.Queue[float]()
    telegram.webhooks.pause = tries.put
    await call.result("setWebhook", url="http://127.0.0.1:9/hook")
    an.types("một")
    assert [await tries.get() for _ in range(3)] == [0, 1, 2]
    info = await call.result("getWebhookInfo")
    assert info["pending_update_count"] == 1
    assert "Connect" in info["last_error_message"]
    await call.result("deleteWebhook")
    assert len(await call.result("getUpdates")) == 1


async def test_settings_that_are_refused(call: Caller) -> None:
    for wrong, said in (
        ({"url": "ftp://a"}, "invalid webhook URL specified"),
        ({"url": "https://a.vn", "secret_token": "a b"}, "contains unallowed characters"),
        ({"url": "https://a.vn", "secret_token": "a" * 257}, "secret token is too long"),
    ):
        assert said in await call.refusal("setWebhook", **wrong)


async def test_an_outage_of_the_emulator_loses_nothing(
    call: Caller, receiver: Receiver, an: Person, telegram: Telegram
) -> None:
    await call.result("setWebhook", url=receiver.url)
    telegram.close()
    an.types("một")
    assert receiver.updates == []
    telegram.webhooks.resume()
    await receiver.has(1)


async def test_no_address_and_dropping(call: Caller, receiver: Receiver, an: Person) -> None:
    an.types("một")
    kinds = ["message"]
    dropping = {"drop_pending_updates": True, "allowed_updates": kinds}
    await call.result("setWebhook", url=receiver.url, **dropping)
    info = await call.result("getWebhookInfo")
    assert (info["pending_update_count"], info["allowed_updates"]) == (0, kinds)
    await call.result("setWebhook", url="")
    assert (await call.result("getWebhookInfo"))["url"] == ""


async def test_over_tls(call: Caller, an: Person, telegram: Telegram, tmp_path: Path) -> None:
    taker = Receiver()
    taker.gate.set()
    app = web.Application()
    app.router.add_post("/hook", taker.take)
    server = TestServer(app, scheme="https")
    await server.start_server(ssl=server_context(tmp_path))
    await call.result("setWebhook", url=str(server.make_url("/hook")))
    an.types("một")
    await taker.has(1)
    telegram.close()
    await server.close()
