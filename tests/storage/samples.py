"""People and updates for the tests of the memory."""

from __future__ import annotations

from typing import Any

from bot.inbox import Entry
from bot.incoming import Address, Incoming, Text
from bot.people import Actor
from bot.ports import RawUpdate
from storage.unit import SqlUnits
from tests.world import NOON

AN = Address("telegram:1", "1001")
BINH = Address("web", "0123456789abcdef")


def update(
    number: int, *, chat: str = "1001", account: str = "telegram:1", **body: Any
) -> RawUpdate:
    return RawUpdate(account, str(number), chat, {"update_id": number, **body})


def hello(address: Address = AN, language: str = "vi") -> Incoming:
    return Incoming(address, Text("xin chao"), language)


async def meet(units: SqlUnits, address: Address = AN, language: str = "vi") -> Actor:
    async with units() as unit:
        return (await unit.people.meet([hello(address, language)], now=NOON))[address]


async def add(units: SqlUnits, *updates: RawUpdate) -> int:
    async with units() as unit:
        return await unit.inbox.add(updates, now=NOON)


async def waiting(units: SqlUnits, *, after: int = 0, limit: int = 1000) -> list[Entry]:
    async with units.reading() as unit:
        return await unit.inbox.waiting(after=after, limit=limit)
