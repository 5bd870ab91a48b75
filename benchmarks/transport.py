"""How many messages a second one core sends: our transport and the bulk path beside PTB's own,
aiogram and aiohttp.

python -m benchmarks.transport [--quick]

Every client calls sendMessage as its users do, in a fresh process on one core, against a lean
stand-in for the Bot API on another. Rounds are interleaved in random order: on a shared machine
the ratios of one run mean more than its figures.
"""

# ruff: noqa: PLC0415 a worker loads only the client that it measures

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable

from benchmarks import measure
from benchmarks.measure import Spread
from benchmarks.words import WORDS

Load = tuple[str, int]  # a client and its requests in flight
HERE = "benchmarks.transport"
TOKEN, CHAT = "42:token", 987654321
TEXT = WORDS["reminder"]
KEYS: dict[Load, str] = {
    ("ours", 16): "ours_per_s",
    ("bulk", 16): "bulk_per_s",
    ("bulk", 64): "bulk_64_per_s",
    ("ptb_default", 16): "ptb_default_per_s",
    ("ours", 64): "ours_64_per_s",
    ("ptb_default", 64): "ptb_default_64_per_s",
    ("aiogram", 16): "aiogram_per_s",
    ("aiohttp", 16): "aiohttp_per_s",
}
WARM_UP_S = 0.3
Send = Callable[[], Awaitable[object]]


class StandIn(asyncio.Protocol):
    """Answers each whole request with the same message, several times faster than any client."""

    def __init__(self, reply: bytes) -> None:
        self.reply = reply
        self.unread = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.unread += data
        while (end := self.unread.find(b"\r\n\r\n") + 4) > 3:
            at = self.unread.lower().find(b"content-length:", 0, end)
            end += int(self.unread[at + 15 : self.unread.find(b"\r", at)])
            if len(self.unread) < end:
                return
            self.unread = self.unread[end:]
            self.transport.write(self.reply)


def reply() -> bytes:
    sender = {"id": 42, "is_bot": True, "first_name": "An Toàn", "username": "an_toan_bot"}
    chat = {"id": CHAT, "first_name": "Lan", "last_name": "Nguyễn", "type": "private"}
    message = {"message_id": 7, "from": sender, "chat": chat, "date": 1790000000, "text": TEXT}
    body = json.dumps({"ok": True, "result": message}).encode()
    return (
        b"HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: application/json\r\n"
        b"Content-Length: %d\r\nConnection: keep-alive\r\n\r\n%s" % (len(body), body)
    )


async def serve() -> None:
    answer = reply()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: StandIn(answer), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@contextlib.asynccontextmanager
async def ours(base: str) -> AsyncIterator[Send]:
    from telegram import Bot

    from bot.channels.telegram.request import AiohttpRequest

    async with AiohttpRequest() as request:
        bot = Bot(TOKEN, base_url=f"{base}/bot", request=request)
        yield lambda: bot.send_message(CHAT, TEXT)


@contextlib.asynccontextmanager
async def bulk(base: str) -> AsyncIterator[Send]:
    from bot.channels.telegram.bulk import Bulk
    from bot.channels.telegram.wire import Wire

    wire = Wire(base)
    send = Bulk(wire, TOKEN).ready("sendMessage", {"text": TEXT})
    yield lambda: send(str(CHAT))
    wire.close()


@contextlib.asynccontextmanager
async def ptb_default(base: str) -> AsyncIterator[Send]:
    from telegram import Bot

    bot = Bot(TOKEN, base_url=f"{base}/bot")
    async with bot.request:
        yield lambda: bot.send_message(CHAT, TEXT)


@contextlib.asynccontextmanager
async def aiogram(base: str) -> AsyncIterator[Send]:
    from aiogram import Bot
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer

    async with Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(base))) as bot:
        yield lambda: bot.send_message(CHAT, TEXT)


@contextlib.asynccontextmanager
async def aiohttp(base: str) -> AsyncIterator[Send]:
    from aiohttp import ClientSession

    async with ClientSession() as session:

        async def send() -> object:
            body = {"chat_id": CHAT, "text": TEXT}
            async with session.post(f"{base}/bot{TOKEN}/sendMessage", json=body) as answer:
                return await answer.json()

        yield send


CLIENTS = {client.__name__: client for client in (ours, bulk, ptb_default, aiogram, aiohttp)}


async def work(client: str, in_flight: int, seconds: float, port: int) -> None:
    meter = measure.Meter()
    async with CLIENTS[client](f"http://127.0.0.1:{port}") as send:

        async def keep_sending() -> None:
            while True:
                await send()
                meter.count += 1

        tasks = [asyncio.create_task(keep_sending()) for _ in range(in_flight)]
        await asyncio.sleep(WARM_UP_S)
        meter.start()
        await asyncio.sleep(seconds)
        print(json.dumps(meter.read()))
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


Figures = dict[Load, list[dict[str, float]]]


def rounds(count: int, seconds: float, last_start_s: float) -> Figures:
    """None begins after `last_start_s`: a crowded machine gets fewer, not a later answer."""
    deadline = time.monotonic() + last_start_s
    client_core, server_core = measure.cores()[0], measure.cores()[-1]
    figures: Figures = {load: [] for load in KEYS}
    with measure.server(HERE, "serve", core=server_core) as port:
        while count and time.monotonic() < deadline:
            count -= 1
            for load in random.sample(list(KEYS), len(KEYS)):
                figures[load].append(
                    measure.worker(HERE, "work", *load, seconds, port, core=client_core)
                )
    return figures


def report(figures: Figures) -> None:
    speed = {load: Spread.of([one["per_s"] for one in each]) for load, each in figures.items()}
    cpu = {load: Spread.of([one["cpu_us"] for one in each]) for load, each in figures.items()}
    rows = [
        (
            client,
            n,
            speed[client, n],
            cpu[client, n],
            f"{speed[client, n].median / speed['ours', n].median:.2f}",
        )
        for client, n in sorted(KEYS, key=lambda load: (load[1], -speed[load].median))
    ]
    measure.table(["client", "in flight", "msg/s", "CPU µs/msg", "of ours"], rows)
    measure.finish(
        {KEYS[load]: spread.median for load, spread in speed.items()}
        | {"ours_cpu_us": cpu["ours", 16].median, "bulk_cpu_us": cpu["bulk", 16].median}
    )


def main() -> None:
    match sys.argv[1:]:
        case ["serve"]:
            asyncio.run(serve())
        case ["work", client, in_flight, seconds, port]:
            asyncio.run(work(client, int(in_flight), float(seconds), int(port)))
        case _:
            count, length, last_start = (3, 0.6, 30) if measure.quick() else (9, 1.5, 300)
            print(measure.facts("python-telegram-bot", "httpx", "aiohttp", "aiogram"))
            figures = rounds(count, length, last_start)
            done = len(figures["ours", 16])
            print(f"{done} rounds of {length} s in random order, medians (lowest–highest)\n")
            report(figures)


if __name__ == "__main__":
    main()
