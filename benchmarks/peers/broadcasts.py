"""One broadcast of a text to PEOPLE chats, by each library as its users would write it.

python -m benchmarks.peers.broadcasts NAME BASE_URL FOLDER PEOPLE

Imports at the top need the standard library alone: one of the peers runs in an environment of its
own.
"""

# ruff: noqa: PLC0415 a worker loads only what it measures

from __future__ import annotations

import asyncio
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.words import WORDS

TOKEN = "42:token"
TEXT = WORDS["reminder"]
WORKERS = 64


def people(count: int) -> range:
    return range(1_000, 1_000 + count)


async def ours(base: str, folder: Path, count: int) -> None:
    """The whole bot: people in the database, a message in the ledger, the sender, the pacer."""
    from benchmarks.peers.house_broadcast import broadcast

    await broadcast(base, folder, people(count), TEXT)


async def ptb_rate_limiter(base: str, _folder: Path, count: int) -> None:
    """AIORateLimiter as documented, with retries; as many workers as keep it busy."""
    from telegram.error import TelegramError
    from telegram.ext import AIORateLimiter, ExtBot

    limiter = AIORateLimiter(max_retries=5)
    waiting = iter(people(count))
    async with ExtBot(TOKEN, base_url=f"{base}/bot", rate_limiter=limiter) as bot:

        async def work() -> None:
            for chat in waiting:
                try:
                    await bot.send_message(chat, TEXT)
                except TelegramError:
                    continue

        await asyncio.gather(*(work() for _ in range(WORKERS)))


async def tgcast(base: str, folder: Path, count: int) -> None:
    from tgcast import Task, TaskState, Telecast

    store = str(folder / "tgcast.db")
    engine = Telecast(bot_token=TOKEN, telegram_base_url=base, store_dsn=store)
    engine.start()
    tasks = [engine.enqueue(Task(chat_id=chat, text=TEXT)) for chat in people(count)]
    for task in tasks:
        while not _ended(engine.task_status(task), TaskState.SENT, TaskState.DEAD):
            time.sleep(0.5)  # noqa: ASYNC251 it works in threads of its own and tells nobody
    engine.shutdown()


def _ended(task: Any, *states: Any) -> bool:
    return task is None or task.state in states


async def aiogram_broadcaster(base: str, _folder: Path, count: int) -> None:
    """With the interval that would fill 30 a second."""
    from aiogram import Bot
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram_broadcaster import Broadcaster
    from aiogram_broadcaster.contents import TextContent
    from aiogram_broadcaster.intervals import SimpleInterval

    async with Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(base))) as bot:
        mailer = await Broadcaster(bot).create_mailer(
            people(count), TextContent(text=TEXT), interval=SimpleInterval(interval=1 / 30)
        )
        await mailer.start()


async def python_telegram_broadcast(base: str, _folder: Path, count: int) -> None:
    import telegram
    from python_telegram_broadcast import (
        BroadcastMethodType,
        BroadcastStrategyType,
        handle_broadcast,
        select_broadcast_method,
        select_broadcast_strategy,
    )

    # it takes no address itself
    setattr(telegram, "Bot", partial(telegram.Bot, base_url=f"{base}/bot"))  # noqa: B010
    readers = [(chat, str(chat)) for chat in people(count)]
    method = select_broadcast_method(BroadcastMethodType.TEXT)
    strategy = select_broadcast_strategy(BroadcastStrategyType.ASYNCIO_SEQUENTIAL)
    await handle_broadcast(readers, TOKEN, method, strategy, TEXT, "", use_multiproc=False)


CLIENTS = (ours, ptb_rate_limiter, tgcast, aiogram_broadcaster, python_telegram_broadcast)


def main(name: str, base: str, folder: str, count: int) -> None:
    client = next(client for client in CLIENTS if client.__name__ == name)
    began = time.monotonic()
    asyncio.run(client(base, Path(folder), count))
    print(f"done {time.monotonic() - began:.1f}", flush=True)


if __name__ == "__main__":
    name, base, folder, count = sys.argv[1:]
    main(name, base, folder, int(count))
