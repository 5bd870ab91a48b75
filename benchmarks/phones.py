"""Phones of people who report in a benchmark: over Telegram or on the page, through every kill."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Protocol

import aiohttp

from tests.visitor import Visitor

ROUND_TRIP_S = 0.04


class Phone(Protocol):
    @property
    def address(self) -> str: ...

    @property
    def heard(self) -> Sequence[str]:
        """All that the bot has said to it so far."""
        ...

    async def says(self, text: str) -> None:
        """Returns when it is accepted; what is not gets repeated as the real one would."""
        ...

    async def hears(self, words: str) -> str:
        """The first answer with these words, whenever it came."""
        ...

    async def ends(self) -> None: ...


@dataclass
class Telegram:
    """The emulator from outside: one reader for all chats."""

    http: aiohttp.ClientSession
    api: str
    entries: list[dict[str, Any]] = field(default_factory=list)
    texts: defaultdict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def slow(self) -> None:
        wish = {"kind": "delay", "value": ROUND_TRIP_S, "method": "sendMessage"}
        async with self.http.post(f"{self.api}/control/fault", json=wish) as answer:
            answer.raise_for_status()

    async def listen(self) -> None:
        while True:
            where = f"{self.api}/control/ledger?after={len(self.entries)}"
            async with self.http.get(where) as answer:
                news = (await answer.json())["entries"]
            self.entries += news
            for entry in news:
                if entry["method"] == "sendMessage":
                    self.texts[entry["chat_id"]].append(entry["parameters"]["text"])
            if news:
                async with self.changed:
                    self.changed.notify_all()
            await asyncio.sleep(0.05)


@dataclass
class OnTelegram:
    telegram: Telegram
    chat: int

    @property
    def address(self) -> str:
        return f"telegram {self.chat}"

    @property
    def heard(self) -> Sequence[str]:
        return self.telegram.texts[self.chat]

    async def says(self, text: str) -> None:
        wish = {"person": self.chat, "text": text}
        url = f"{self.telegram.api}/control/update"
        async with self.telegram.http.post(url, json=wish) as answer:
            answer.raise_for_status()

    async def hears(self, words: str) -> str:
        while True:
            for text in self.heard:
                if words in text:
                    return text
            async with self.telegram.changed:
                await self.telegram.changed.wait()

    async def ends(self) -> None:
        return


@dataclass
class OnThePage:
    visitor: Visitor
    opened: bool = False

    @property
    def address(self) -> str:
        return "page"

    @property
    def heard(self) -> Sequence[str]:
        return [bubble.text for bubble in self.visitor.bubbles]

    async def says(self, text: str) -> None:
        number = f"{random.getrandbits(128):032x}"
        said = f"{number[:8]}-{number[8:12]}-4{number[13:16]}-8{number[17:20]}-{number[20:]}"
        while True:
            with suppress(aiohttp.ClientError, TimeoutError):
                if not self.opened:
                    await self.visitor.opens()
                    self.opened = True
                if await self.visitor.posts(kind="text", text=text, id=said) == 200:
                    return
            await asyncio.sleep(random.uniform(0.1, 0.4))

    async def hears(self, words: str) -> str:
        while True:
            for text in self.heard:
                if words in text:
                    return text
            await asyncio.sleep(0.02)

    async def ends(self) -> None:
        await self.visitor.leaves()
