"""`python -m emulator --port 8081`: a Telegram for benchmarks and for trying things by hand."""

from __future__ import annotations

import argparse
import asyncio
import gc
from pathlib import Path

from emulator.limits import Limits
from emulator.server import Served
from emulator.state import TOKEN, Telegram


def main() -> None:
    asyncio.run(serve(_options()))


async def serve(options: argparse.Namespace) -> None:
    """Runs until it is killed; the first line of output is its address."""
    telegram = Telegram(options.token, ledger_file=options.ledger, anyone=options.anyone)
    telegram.limits = Limits() if options.limits else None
    async with Served(telegram, control=True, port=options.port) as served:
        print(served.url, flush=True)  # noqa: T201 - whoever started it waits for this line
        gc.freeze()
        await asyncio.Event().wait()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m emulator", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--limits", action="store_true", help="enforce the flood limits")
    parser.add_argument("--ledger", type=Path, help="append what was accepted as JSON lines")
    parser.add_argument("--anyone", action="store_true", help="every positive id has a chat")
    return parser.parse_args()


if __name__ == "__main__":
    main()
