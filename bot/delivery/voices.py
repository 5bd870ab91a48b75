"""What a message says, made ready once per language and said to each of its readers."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass

from bot.deliveries import Delivery
from bot.errors import NeverSent, Unavailable
from bot.incoming import Address
from bot.ports import Outlet, Saying, Units
from bot.screen import Screen

MOST_KEPT = 64


@dataclass(frozen=True, slots=True)
class _Words:
    screen: Screen | None
    saying: Saying | None


class Voices:
    """Contents never change once written, so those in use are kept."""

    def __init__(self, units: Units, channel: Outlet) -> None:
        self._units = units
        self._channel = channel
        self._kept: OrderedDict[tuple[int, str], asyncio.Future[_Words]] = OrderedDict()

    async def say(self, delivery: Delivery, address: Address) -> str:
        words = await self._words(delivery)
        if delivery.known:
            return await self._correct(delivery.known, address, words.screen)
        if words.saying is None:
            return ""  # a message without words that corrects nothing says nothing
        return await words.saying(address)

    async def _correct(self, known: str, address: Address, screen: Screen | None) -> str:
        if screen is None:
            await self._channel.withdraw(address, known)
        else:
            await self._channel.correct(address, known, screen)
        return known

    async def _words(self, delivery: Delivery) -> _Words:
        """Raises NeverSent while the database cannot tell."""
        key = delivery.message, delivery.language
        if key not in self._kept:
            self._kept[key] = asyncio.ensure_future(self._read(*key))
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        try:
            return await asyncio.shield(self._kept[key])
        except Unavailable as down:
            self._kept.pop(key, None)
            raise NeverSent("the words cannot be read now") from down

    async def _read(self, message: int, language: str) -> _Words:
        async with self._units.reading() as unit:
            screen = await unit.deliveries.screen(message, language)
        return _Words(screen, self._channel.saying(screen) if screen else None)
