"""The queue of updates and long polling: order, confirmation by offset, expiry, the 409s."""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from emulator.refusals import OTHER_POLLER, WEBHOOK_ACTIVE, Refusal, conflict
from emulator.values import Clock, Json

LIVES = {"callback_query": 150.0, "inline_query": 30.0}
DAY = 86_400.0
ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}
LONGEST_POLL = 50


@dataclass(slots=True, eq=False)
class Pending:
    """An update that the bot has not confirmed. `lane`: updates of one lane stay in order."""

    update: Json
    expires: float
    lane: tuple[str, int]
    again: bool = False
    """Delivered once more although it was confirmed: stays until it has been read."""

    @property
    def id(self) -> int:
        return int(self.update["update_id"])


class Updates:
    """`window` > 1 holds updates back until so many are there and numbers them in random order."""

    def __init__(self, clock: Clock, chance: random.Random, copies: Callable[[str], int]) -> None:
        self.clock = clock
        self.chance = chance
        self.next_id = chance.randrange(10**8, 9 * 10**8)
        self.pending: deque[Pending] = deque()
        self.allowed: frozenset[str] | None = None
        self.window = 1
        self.copies = copies
        self.webhook: Callable[[Pending], None] | None = None
        self._held: list[tuple[str, Json, tuple[str, int]]] = []
        self.polled = asyncio.Event()
        """Set once the bot has begun to wait for updates: it is ready."""
        self._waiting: asyncio.Future[None] | None = None

    def add(self, kind: str, payload: Json, lane: tuple[str, int]) -> None:
        if not self._wanted(kind):
            return
        self._held.append((kind, payload, lane))
        if len(self._held) >= self.window:
            self.release()

    def _wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in ON_REQUEST

    def release(self) -> None:
        """Number and queue what a reordering window still holds back."""
        held, self._held = self._held, []
        if self.window > 1:
            self.chance.shuffle(held)
        for kind, payload, lane in held:
            update = {"update_id": self.next_id, kind: payload}
            expires = self.clock() + LIVES.get(kind, DAY)
            self.next_id += 1
            for _ in range(self.copies(kind)):
                self.put(Pending(update, expires, lane))

    def put(self, pending: Pending) -> None:
        self.pending.append(pending)
        if self.webhook:
            self.webhook(pending)
        self._wake()

    def inject(self, update: Json) -> int:
        """A raw update, malformed if need be; it gets the next id unless it brings one."""
        update_id = int(update.get("update_id", self.next_id))
        self.next_id = max(self.next_id, update_id + 1)
        whole = {**update, "update_id": update_id}
        self.put(Pending(whole, self.clock() + DAY, ("raw", update_id), again=True))
        return update_id

    def redeliver(self, pending: Pending) -> None:
        """Once more, whatever was confirmed: what a bot sees after Telegram lost its answer."""
        self.put(Pending(pending.update, pending.expires, pending.lane, again=True))

    def forget(self, pending: Pending) -> None:
        with suppress(ValueError):
            self.pending.remove(pending)

    def clear(self) -> None:
        self.pending.clear()

    async def poll(self, offset: int, limit: int, wait: float) -> list[Json]:
        """Waits until something arrives; raises 409 when another poll or a webhook takes over."""
        if self.webhook:
            raise conflict(WEBHOOK_ACTIVE)
        self.interrupt(conflict(OTHER_POLLER))
        self._confirm(offset)
        if not self._alive() and wait > 0:
            await self._wait(min(wait, LONGEST_POLL))
        return self._batch(min(limit, 100) if limit > 0 else 100)

    def interrupt(self, reason: Refusal | None = None) -> None:
        """End a waiting poll: refused with the reason, or empty when the server stops."""
        if self._waiting and not self._waiting.done():
            if reason:
                self._waiting.set_exception(reason)
            else:
                self._waiting.set_result(None)

    def _wake(self) -> None:
        self.interrupt()

    async def _wait(self, seconds: float) -> None:
        waiting = self._waiting = asyncio.get_running_loop().create_future()
        self.polled.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await waiting

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            while len(self.pending) > -offset:
                self.pending.popleft()
        while self.pending and self.pending[0].id < offset and not self.pending[0].again:
            self.pending.popleft()

    def _alive(self) -> bool:
        """Drop what is too old, then tell whether anything is left."""
        now = self.clock()
        while self.pending and self.pending[0].expires <= now:
            self.pending.popleft()
        return bool(self.pending)

    def _batch(self, limit: int) -> list[Json]:
        now = self.clock()
        batch = []
        for pending in self.pending:
            if pending.expires > now:
                pending.again = False
                batch.append(pending.update)
            if len(batch) == limit:
                break
        return batch
