"""Polling of our own: an update is confirmed to Telegram only after it is committed here.

PTB's polling confirms first and loses what is queued when killed; it also stops at the first update
it cannot parse (reliability.md 0.1, 0.2). We fetch raw updates and parse them later, one by one.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any
from urllib.parse import urlencode

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.channels.telegram.arrivals import ALLOWED, arrival
from bot.channels.telegram.outcomes import wait_of
from bot.channels.telegram.status import Status
from bot.errors import Unavailable
from bot.ports import Ingress

LONG_POLL_SECONDS = 30
LONGEST_PAUSE = 30.0


class Polling:
    """Starts without an offset, because numbers restart after a quiet week; the inbox knows what
    it has seen. `run` until cancelled; raises InvalidToken when Telegram refuses the token.
    """

    def __init__(
        self, bot: Bot, request: BaseRequest, account: str, ingress: Ingress, status: Status
    ) -> None:
        self._url = f"{bot.base_url}/getUpdates"
        self._request = request
        self._account = account
        self._ingress = ingress
        self._status = status
        self._offset: int | None = None

    async def run(self) -> None:
        pause = 0.0
        while True:
            try:
                await self._round()
            except InvalidToken:
                raise
            except (TelegramError, Unavailable) as trouble:
                pause = await self._wait(trouble, pause)
            else:
                pause = 0.0

    async def _round(self) -> None:
        updates = await self._fetch()
        self._status.reached()
        taken = [arrival(self._account, update) for update in updates]
        await self._ingress.accept([update for update in taken if update is not None])
        if updates:
            self._offset = _next(updates)

    async def _fetch(self) -> list[Any]:
        asked: dict[str, object] = {
            "timeout": LONG_POLL_SECONDS,
            "allowed_updates": json.dumps(ALLOWED),
        }
        if self._offset is not None:
            asked["offset"] = self._offset
        url = f"{self._url}?{urlencode(asked)}"
        found: object = await self._request.post(url, read_timeout=LONG_POLL_SECONDS + 5)
        return found if isinstance(found, list) else []

    async def _wait(self, trouble: Exception, pause: float) -> float:
        """Say what is wrong, once per change, and sleep; returns the pause taken."""
        match trouble:
            case RetryAfter():
                pause = wait_of(trouble)
            case Conflict() if "webhook" in trouble.message.lower():
                pause = 3.0
                self._status.trouble("webhook is set: another installation owns this bot")
            case Conflict():
                pause = 3.0
                self._status.trouble("another program polls with this token")
            case Unavailable():
                pause = min(5.0, pause * 2 or 0.1)
            case _:
                pause = min(LONGEST_PAUSE, pause * 2 or 0.5)
                self._status.trouble("Telegram cannot be reached")
        await asyncio.sleep(pause)
        return pause


def _next(updates: list[Any]) -> int | None:
    numbers = [u["update_id"] for u in updates if isinstance(u, dict) and "update_id" in u]
    return max(numbers) + 1 if numbers else None
