"""One bot account, connected: the Bot, its channel, and how its updates come in."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from typing import Protocol

import structlog
from pydantic import SecretStr
from starlette.routing import Route
from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.request import BaseRequest

from bot.channels.telegram import profile, webhook
from bot.channels.telegram.arrivals import ALLOWED
from bot.channels.telegram.bulk import Bulk
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.request import AiohttpRequest
from bot.channels.telegram.status import Status
from bot.channels.telegram.wire import Wire
from bot.ports import Clock, Files, Ingress
from content.catalog import Catalogs

LONGEST_PAUSE = 30.0
NAME_SECONDS = 5.0

log = structlog.get_logger(__name__)


class Named(Protocol):
    """What the settings say about the bot account."""

    @property
    def bot_token(self) -> SecretStr | None: ...

    @property
    def bot_api_url(self) -> str: ...

    @property
    def proxy_url(self) -> SecretStr | None: ...


async def name_of(settings: Named) -> str:
    """The bot's name on Telegram, "" without a token or when Telegram does not answer in time."""
    if settings.bot_token is None:
        return ""
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    proxy = settings.proxy_url.get_secret_value() if settings.proxy_url else None
    request = AiohttpRequest(proxy_url=proxy, connections=1)
    bot = Bot(
        settings.bot_token.get_secret_value(),
        base_url=f"{settings.bot_api_url}/bot",
        request=request,
        get_updates_request=request,
    )
    await request.initialize()
    try:
        async with asyncio.timeout(NAME_SECONDS):
            return (await bot.get_me()).username or ""
    except (TelegramError, TimeoutError):
        return ""
    finally:
        await request.shutdown()


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram shall deliver, and the secret it must show."""

    url: str
    secret: str


class TelegramConnection:
    """`run` until cancelled. Telegram unreachable at start is waited out; a bad token ends it."""

    def __init__(
        self,
        token: str,
        *,
        api_url: str,
        proxy_url: str | None,
        clock: Clock,
        hook: Hook | None,
        files: Files,
    ) -> None:
        os.environ.setdefault("PTB_TIMEDELTA", "1")  # PTB 22 warns of every other form
        self._requests = _roads(proxy_url)
        self.bot = Bot(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=self._requests[0],
            get_updates_request=self._requests[1],
        )
        self._wire = None if proxy_url else Wire(api_url)  # which knows no proxies
        bulk = Bulk(self._wire, token) if self._wire else None
        self.channel = TelegramChannel(self.bot, files, bulk)
        self.status = Status(self.channel.account, clock)
        self._hook = hook

    def route(self, ingress: Ingress) -> Route | None:
        """The webhook's endpoint, when updates come that way."""
        if self._hook is None:
            return None
        return webhook.route(self.channel.account, self._hook.secret, ingress, self.status)

    async def open(self) -> None:
        for request in self._requests:
            await request.initialize()

    async def close(self) -> None:
        if self._wire:
            self._wire.close()
        for request in self._requests:
            await request.shutdown()

    async def run(self, ingress: Ingress, catalogs: Catalogs) -> None:
        await self._greet()
        async with asyncio.TaskGroup() as both:
            both.create_task(profile.publish(self.bot, catalogs))
            if self._hook is None:
                polling = Polling(
                    self.bot, self._requests[1], self.channel.account, ingress, self.status
                )
                both.create_task(polling.run())

    async def _greet(self) -> None:
        pause = 0.25
        while True:
            try:
                await self._introduce()
            except InvalidToken:
                log.critical("Telegram refuses the token", remedy="check ANTOAN_BOT_TOKEN")
                raise
            except TelegramError:
                self.status.trouble("Telegram cannot be reached")
                await asyncio.sleep(pause)
                pause = min(LONGEST_PAUSE, pause * 2)
            else:
                self.status.reached()
                return

    async def _introduce(self) -> None:
        self.channel.username = (await self.bot.get_me()).username or ""
        if self._hook is None:
            await self.bot.delete_webhook()
        else:
            await self.bot.set_webhook(
                f"{self._hook.url.rstrip('/')}{webhook.PATH}",
                allowed_updates=list(ALLOWED),
                secret_token=self._hook.secret,
            )


def _roads(proxy_url: str | None) -> tuple[BaseRequest, BaseRequest]:
    """For everything, and for the polling alone."""
    return AiohttpRequest(proxy_url=proxy_url), AiohttpRequest(proxy_url=proxy_url, connections=2)
