"""A process that works on a database until it is killed: `python -m tests.storage.holder URL`."""

from __future__ import annotations

import asyncio
import sys

from storage.engine import open_engine
from storage.locks import sole


async def hold(url: str) -> None:
    async with sole(open_engine(url), waiting=sys.exit):
        sys.stdout.write("held\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(hold(sys.argv[1]))
