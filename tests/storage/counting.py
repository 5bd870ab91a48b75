"""Processes that add one to a counter, again and again, each time in a unit of their own.

Run as `python -m tests.storage.counting URL TIMES PROCESSES`; it forks before anything is opened.
"""

from __future__ import annotations

import asyncio
import os
import sys

import sqlalchemy as sa

from bot.errors import Unavailable
from storage.accounts import facts
from storage.engine import open_engine
from storage.sealing import Vault
from storage.session import Session
from storage.unit import SqlUnits

SECRET = "any secret will do: nothing here is sealed"
_COUNTER = facts.c.name == "counter"


async def create(session: Session) -> None:
    await session.execute(sa.insert(facts).values(name="counter", value=b"0"))


async def read(session: Session) -> int:
    found = await session.execute(sa.select(facts.c.value).where(_COUNTER))
    return int(found.scalar_one())


async def write(session: Session, value: int) -> None:
    await session.execute(sa.update(facts).where(_COUNTER).values(value=str(value).encode()))


async def count(url: str, times: int) -> int:
    """Returns how often a unit had to be tried again."""
    engine = open_engine(url)
    units = SqlUnits(engine, Vault(SECRET))
    done = again = 0
    while done < times:
        try:
            async with units() as unit:
                await write(unit, await read(unit) + 1)
            done += 1
        except Unavailable:
            again += 1
    await engine.dispose()
    return again


if __name__ == "__main__":
    children = []
    for _ in range(int(sys.argv[3])):
        child = os.fork()
        if child == 0:
            asyncio.run(count(sys.argv[1], int(sys.argv[2])))
            os._exit(0)
        children.append(child)
    sys.exit(any(os.waitpid(child, 0)[1] for child in children))
