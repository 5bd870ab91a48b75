"""Delivery by webhook: in order within a lane, lanes side by side, again until a 2xx.

The real lanes are one per chat for messages and one per person for presses, so a press can
overtake the message before it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from emulator.posting import Poster, Reply
from emulator.updates import Pending, Updates
from emulator.values import Json, encoded

HEADER = "X-Telegram-Bot-Api-Secret-Token"
LONGEST_RETRY_AFTER = 3600


@dataclass(frozen=True, slots=True)
class Hook:
    """What setWebhook was given."""

    url: str
    secret: str
    max_connections: int


class Webhooks:
    """`base` seconds before the second retry (the first is at once), doubling up to `longest`.

    `pause` waits; tests may pass one that only takes notes.
    """

    def __init__(self, updates: Updates) -> None:
        self.updates = updates
        self.base = 1.0
        self.longest = 60.0
        self.answer_within = 60.0
        self.pause: Callable[[float], Awaitable[None]] = asyncio.sleep
        self.hook: Hook | None = None
        self.last_error: Json = {}
        self._lanes: dict[tuple[str, int], deque[Pending]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._free = asyncio.Semaphore(1)
        self._poster: Poster | None = None

    def start(self, hook: Hook) -> None:
        """Raises ValueError for a URL that is none."""
        poster = Poster(hook.url)
        self.stop()
        self.hook = hook
        self._poster = poster
        self._free = asyncio.Semaphore(hook.max_connections)
        self.updates.webhook = self.offer
        for pending in self.updates.pending:
            self.offer(pending)

    def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        if self._poster:
            self._poster.close()
        self._lanes.clear()
        self.updates.webhook = self._poster = None

    def remove(self) -> None:
        self.stop()
        self.hook = None

    def resume(self) -> None:
        """After a stop: what is still pending is delivered from the beginning."""
        if self.hook:
            self.start(self.hook)

    def offer(self, pending: Pending) -> None:
        if pending.lane in self._lanes:
            self._lanes[pending.lane].append(pending)
            return
        self._lanes[pending.lane] = deque([pending])
        task = asyncio.get_running_loop().create_task(self._drain(pending.lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drain(self, lane: tuple[str, int]) -> None:
        queue = self._lanes[lane]
        while queue:
            await self._deliver(queue[0])
            self.updates.forget(queue.popleft())
        del self._lanes[lane]

    async def _deliver(self, pending: Pending) -> None:
        """Returns when it was taken or has become too old."""
        wait = 0.0
        while pending.expires > self.updates.clock():
            async with self._free:
                reply = await self._post(pending.update)
            if reply is not None and 200 <= reply.status < 300:
                return
            asked = reply.retry_after if reply else None
            await self.pause(wait if asked is None else min(asked, LONGEST_RETRY_AFTER))
            wait = min(wait * 2 or self.base, self.longest)

    async def _post(self, update: Json) -> Reply | None:
        assert self.hook
        assert self._poster
        headers = {"Content-Type": "application/json"}
        if self.hook.secret:
            headers[HEADER] = self.hook.secret
        try:
            async with asyncio.timeout(self.answer_within):
                reply = await self._poster.post(headers, encoded(update))
        except (OSError, EOFError, ValueError) as trouble:
            self._failed(f"{type(trouble).__name__}: {trouble}")
            return None
        if not 200 <= reply.status < 300:
            self._failed(f"Wrong response from the webhook: {reply.status} {reply.reason}")
        return reply

    def _failed(self, text: str) -> None:
        now = int(self.updates.clock())
        self.last_error = {"last_error_date": now, "last_error_message": text}
