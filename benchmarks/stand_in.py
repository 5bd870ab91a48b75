"""A stand-in for the Bot API that takes everything, and remembers who was sent what."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from emulator.state import TOKEN

ROUND_TRIP_S = 0.04
_ME = {"id": int(TOKEN.split(":")[0]), "is_bot": True, "first_name": "Bot", "username": "a_bot"}
_TOLD: dict[str, object] = {
    "getMe": _ME,
    "getMyCommands": [],
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
    "getMyName": {"name": "Bot"},
}


@dataclass
class StandIn:
    """`arrived` counts sends by chat the moment they are accepted, before they are answered."""

    port: int = 0
    arrived: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    under_way: int = 0
    most_under_way: int = 0
    first_at: float = 0.0
    """When the first call came since somebody set this to 0."""
    progress: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def total(self) -> int:
        return sum(self.arrived.values())

    @property
    def copies(self) -> int:
        return sum(times - 1 for times in self.arrived.values())

    async def answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if method == "sendMessage":
            return await self._send(request)
        self.first_at = self.first_at or time.monotonic()
        if method == "getUpdates":
            await asyncio.sleep(20)
            return _ok([])
        return _ok(_TOLD.get(method, True))

    async def _send(self, request: web.Request) -> web.Response:
        form = await (request.json() if request.content_type.endswith("json") else request.post())
        chat = int(str(form["chat_id"]))
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        self.arrived[chat] += 1
        self.progress.set()
        try:
            await asyncio.sleep(ROUND_TRIP_S)
        finally:
            self.under_way -= 1
        place = {"id": chat, "type": "private", "first_name": "Lan"}
        return _ok({"message_id": self.total, "date": 1_790_000_000, "chat": place, "text": "x"})


def _ok(result: object) -> web.Response:
    return web.json_response({"ok": True, "result": result})


@asynccontextmanager
async def standing_in() -> AsyncIterator[StandIn]:
    found = StandIn()
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", found.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    found.port = runner.addresses[0][1]
    try:
        yield found
    finally:
        await runner.cleanup()
