"""run, deliver, demo, migrate."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from typing import Annotated

import typer

from bot.cli.common import complain, explained, read_settings


def run() -> None:
    """Serve people over every configured channel until stopped."""
    settings = read_settings(channel=True)

    from telegram.error import InvalidToken

    from bot import logs
    from bot.serving import CannotListen
    from bot.settings import listen_at

    sys.setswitchinterval(0.001)  # SQLite's threads must not wait 5 ms for a busy loop each time
    gc.disable()  # what is made while starting stays: looking through it finds nothing
    logs.start(settings.log_format)
    try:
        with _alone():
            asyncio.run(_run())
    except CannotListen as taken:
        web = settings.web_listen is not None and listen_at(settings.web_listen) == taken.address
        complain(f"ANTOAN_{'WEB_' if web else ''}LISTEN: cannot listen there ({taken.strerror})")
    except ExceptionGroup as ended:
        if ended.subgroup(InvalidToken) is None:
            raise
        complain("ANTOAN_BOT_TOKEN: Telegram refuses this token; ask @BotFather for the right one")


@contextmanager
def _alone() -> Iterator[None]:
    from storage.advisory import LostLock

    try:
        yield
    except ExceptionGroup as ended:
        if ended.subgroup(LostLock) is None:
            raise
        complain("the database went away, and another An Toàn Bot works on it now")


async def _run() -> None:
    from bot.app import build
    from storage import migrate as migrations

    with explained():
        app = build(read_settings(channel=True))
        await migrations.upgrade(app.engine)
        await app.check_seal()
    async with app.running(), asyncio.TaskGroup() as group:
        freezing = group.create_task(_freeze(app.prepared))
        await stopped()
        freezing.cancel()


async def _freeze(prepared: asyncio.Event) -> None:
    await prepared.wait()
    gc.freeze()
    gc.enable()


def deliver() -> None:
    """Only send what is queued for Telegram, standing by while another process does."""
    settings = read_settings(channel=True)
    if settings.bot_token is None:
        complain("ANTOAN_BOT_TOKEN: needed here; the page is served by `antoan run` alone")

    from bot import logs

    logs.start(settings.log_format)
    with _alone():
        asyncio.run(_deliver())


async def _deliver() -> None:
    from bot.app import build
    from storage.engine import open_engine
    from storage.locks import named

    settings = read_settings(channel=True)
    engine = open_engine(settings.database_url)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(engine.dispose)
        with explained():
            name, lock = await stack.enter_async_context(named(engine, "deliver"))
            app = build(settings, sender=name)
        async with app.delivering(), asyncio.TaskGroup() as group:
            keeping = group.create_task(lock.keep())
            await stopped()
            keeping.cancel()


async def stopped() -> None:
    """Return when the process is asked to stop (SIGTERM or Ctrl-C)."""
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, asked.set)
    await asked.wait()


def demo(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="0 takes a free port.")] = 8085,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
) -> None:
    """Try everything in a browser: a worker, an organiser and an official, side by side."""
    from bot.cli.demonstrating import demonstrate

    try:
        asyncio.run(demonstrate(host, port, browser=browser))
    except OSError as taken:
        complain(f"cannot listen on {host}:{port} ({taken.strerror}); try --port 0")


def migrate() -> None:
    """Bring the database to the newest schema."""
    from storage import migrate as migrations
    from storage.engine import open_engine

    settings = read_settings(channel=False)

    async def go() -> None:
        engine = open_engine(settings.database_url)
        await migrations.upgrade(engine)
        print(f"schema {await migrations.current(engine)}")
        await engine.dispose()

    with explained():
        asyncio.run(go())


COMMANDS = (run, deliver, demo, migrate)
