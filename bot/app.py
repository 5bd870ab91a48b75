"""The roof: the only module that knows everyone. `build` makes the app; tests build the same."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount

import content
from bot import aftercare, connecting, health, metrics, serving
from bot import bell_channels as bells
from bot.broadcasts.broadcaster import Broadcaster
from bot.channels.telegram.connection import TelegramConnection
from bot.channels.web.channel import WebChannel
from bot.channels.web.server import application
from bot.clock import utc_now
from bot.delivery.office import Office
from bot.delivery.pacer import Pace, Unpaced
from bot.desks import desks
from bot.heartbeats import Beats, Heartbeats
from bot.hearts import hearts
from bot.ingress import StoredIngress
from bot.menu_keeping import MenuKeeper
from bot.ports import Channel, Clock, Posted
from bot.resuming import resume
from bot.runner import Runner
from bot.screens.labels import standing
from bot.settings import Settings, listen_at
from bot.transcripts import StoredFiles
from bot.watching import Watch, place_of
from bot.worker import Worker
from content import calendar, catalog, packs, vocabulary
from content.areas import Areas
from content.search import Search
from handlers.turn import Services
from handlers.windows import Windows
from storage.engine import open_engine
from storage.locks import Lock, sole
from storage.sealing import Vault, load_secret
from storage.unit import SqlUnits

CONTENT = Path(content.__file__).parent

OWNER = "run"
"""Who sends while holding storage.locks.sole: at most one process, so it never waits for itself."""

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class App:
    """Everything that runs, wired. `running()` starts it and stops it again."""

    settings: Settings
    clock: Clock
    engine: AsyncEngine
    units: SqlUnits
    windows: Windows
    worker: Worker
    beats: Beats
    office: Office
    watch: Watch
    runner: Runner
    broadcaster: Broadcaster
    ingress: StoredIngress
    channels: dict[str, Channel]
    paces: dict[str, Pace]
    telegram: TelegramConnection | None
    web: dict[str, WebChannel]
    files: StoredFiles
    ports: dict[str, int] = field(default_factory=dict)
    prepared: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when search and places are ready: whatever is in memory then, stays."""

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Serve, poll, work and tick until the block ends; then stop without losing anything."""
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self.engine.dispose)
            await self.check_seal()
            await self.office.open()
            lock = await stack.enter_async_context(sole(self.engine, waiting=_told_to_wait))
            if self.telegram:
                await self.telegram.open()
                stack.push_async_callback(self.telegram.close)
            await resume(self.units, self.channels, self.paces, self.windows, now=self.clock())
            stack.push_async_callback(self.worker.drain, seconds=5)
            stack.push_async_callback(self.office.drain, seconds=5)
            await self._serve(stack)
            for heart in hearts(self):
                heart.start()
                stack.callback(heart.shutdown, wait=False)
            await stack.enter_async_context(_tasks(self, lock))
            yield

    @asynccontextmanager
    async def delivering(self) -> AsyncIterator[None]:
        """Only send, or stand by for whoever does; takes nothing in, so it needs no lock."""
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self.engine.dispose)
            await self.check_seal()
            await self.office.open()
            assert self.telegram
            await self.telegram.open()
            stack.push_async_callback(self.telegram.close)
            stack.push_async_callback(self.office.drain, seconds=5)
            async with asyncio.TaskGroup() as group:
                sending = group.create_task(self.office.run(only=self.telegram.channel.account))
                stack.callback(sending.cancel)
                yield
                sending.cancel()

    async def check_seal(self) -> None:
        """Raises WrongKey when another secret sealed this database."""
        async with self.units() as unit:
            await unit.accounts.check_seal()

    def heartbeats(self) -> Heartbeats:
        keeper, accounts = self.menus(), list(self.channels)
        leave = keeper.take_back if keeper else None
        return Heartbeats(self.units, accounts, self.clock, self.forget, self.watch.look, leave)

    def menus(self) -> MenuKeeper | None:
        """Whoever keeps the command menus, where a channel has any."""
        if self.telegram is None:
            return None
        channel, catalogs = self.telegram.channel, self.windows.services.catalogs
        return MenuKeeper(self.units, channel, self.paces[channel.account], catalogs, self.clock)

    def care(self) -> aftercare.Aftercare:
        catalogs = self.windows.services.catalogs
        return aftercare.Aftercare(self.units, self.channels, catalogs, self.clock)

    def forget(self, chats: Sequence[bytes]) -> None:
        """Somebody is erased: nothing of theirs waits here, and their open page is told."""
        self.worker.forget(chats)
        for channel in self.web.values():
            channel.streams.wake_all()

    async def _serve(self, stack: AsyncExitStack) -> None:
        """The web page and Telegram's webhook, on one address or two."""
        routes: dict[str, list[BaseRoute]] = {}
        if self.telegram and (hook := self.telegram.route(self.ingress)):
            routes.setdefault(self.settings.listen, []).append(hook)
        if self.settings.web_listen:
            routes.setdefault(self.settings.web_listen, []).extend(self.web_routes())
        for address, found in routes.items():
            host, port = listen_at(address)
            # /health must stand before the page, which is mounted on everything else
            app = Starlette(routes=[*self.operator_routes(), *found])
            self.ports[address] = await stack.enter_async_context(serving.serving(app, host, port))
            log.info("listening", host=host, port=self.ports[address])
        stack.callback(self._close_streams)

    def _close_streams(self) -> None:
        for channel in self.web.values():
            channel.streams.close()

    def web_routes(self) -> list[BaseRoute]:
        return [
            Mount("/text", self.web_app(self.web["text"])),
            Mount("/", self.web_app(self.web["web"])),
        ]

    def web_app(self, channel: WebChannel) -> Starlette:
        return application(channel, ingress=self.ingress, files=self.files)

    def operator_routes(self) -> list[BaseRoute]:
        figures = metrics.route(self.units, self.office, self.clock)
        return [health.route(self.units, self.clock, self.troubles), figures]

    def troubles(self) -> list[str]:
        return [self.telegram.status.wrong] if self.telegram and self.telegram.status.wrong else []


def build(
    settings: Settings,
    *,
    clock: Clock = utc_now,
    services: Services | None = None,
    sender: str = OWNER,
) -> App:
    """Wire everything; opens nothing. Raises PackErrors or ValueError when content is broken.

    `services`: content already read, for whoever builds many apps.
    `sender`: the name of this process among those that may send; one for each that runs.
    """
    secret = (
        settings.secret_key.get_secret_value()
        if settings.secret_key
        else load_secret(settings.var / "secret.key")
    )
    engine = open_engine(settings.database_url)
    office, asked, due = Office(clock, sender), asyncio.Event(), asyncio.Event()
    wakes = {Posted.LETTER: office.wake, Posted.ERRAND: asked.set, Posted.BROADCAST: due.set}
    units = SqlUnits(engine, Vault(secret), wakes)
    services = services or load_services(settings)
    files = StoredFiles(units, clock)
    seals = connecting.seals(secret, settings)
    web = connecting.web_channels(units, files, services, seals, clock)
    telegram = connecting.telegram(settings, clock, files)
    named = connecting.named(services, settings, telegram)
    windows = Windows(replace(named, links=connecting.links(settings, telegram)), clock)
    channels: dict[str, Channel] = dict(web)
    paces: dict[str, Pace] = {account: Unpaced() for account in web}
    if telegram:
        channels[telegram.channel.account] = telegram.channel
        paces[telegram.channel.account] = connecting.pacer(settings)
    for oneway in bells.channels(settings, clock):
        channels[oneway.account], paces[oneway.account] = oneway, Unpaced()
    worker = Worker(units, channels, paces, windows, clock)
    watch = Watch(
        services.catalogs, clock, connecting.rival(telegram), place_of(settings.database_url)
    )
    for account, channel in channels.items():
        office.add(units, channel, paces[account], watch)
    broadcaster = Broadcaster(units, channels, paces, windows.services, clock, due)
    errands = desks(units, windows.services, channels, paces, telegram, clock)
    for page in web.values():
        page.streams.opened = office.wake
    return App(
        settings=settings,
        clock=clock,
        engine=engine,
        units=units,
        windows=windows,
        worker=worker,
        beats=Beats(units, windows.services, bells.bells(settings), clock),
        office=office,
        watch=watch,
        runner=Runner(units, errands, services.catalogs, clock, asked),
        broadcaster=broadcaster,
        ingress=StoredIngress(units, clock, worker.wake),
        channels=channels,
        paces=paces,
        telegram=telegram,
        web=web,
        files=files,
    )


def load_services(settings: Settings) -> Services:
    """Content, read and checked."""
    cards = packs.load(CONTENT)
    catalogs = catalog.load(CONTENT)
    return Services(
        packs=cards,
        areas=Areas.load(CONTENT, settings.var / "areas.db"),
        search=Search(cards, vocabulary.load(CONTENT)),
        catalogs=catalogs,
        standing=standing(catalogs),
        calendar=calendar.load(CONTENT),
        operator=settings.operator_name,
        contact=settings.operator_contact,
    )


async def _work(app: App) -> None:
    """Make search and places ready aside, while updates are taken in already; then work. What
    waits from before the stop goes out first: it needs no search, and that takes the processor.
    """
    services = app.windows.services
    await app.office.begun()
    await asyncio.to_thread(services.search.prepare)
    await asyncio.to_thread(services.areas.prepare)
    app.prepared.set()
    await app.worker.run()


@asynccontextmanager
async def _tasks(app: App, lock: Lock) -> AsyncIterator[None]:
    """Everything that runs beside the web server; if one ends, everything ends."""
    async with asyncio.TaskGroup() as group:
        running = (_work(app), app.office.run(), app.runner.run(), app.broadcaster.run())
        tasks = [group.create_task(each) for each in (*running, lock.keep())]
        if app.telegram:
            tasks.append(
                group.create_task(app.telegram.run(app.ingress, app.windows.services.catalogs))
            )
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()


def _told_to_wait() -> None:
    log.error(
        "another An Toàn Bot works on this database",
        remedy="stop it, or leave this one waiting: it takes over when the other ends",
    )
