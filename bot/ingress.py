"""Ingress: updates are committed before anybody is told that they arrived.

Whoever comes while a commit is under way shares the next one: a thousand phones that come back
together are a few commits, and the worker gets its turn at the database between them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.errors import Unavailable
from bot.ports import Clock, RawUpdate, Units

TOGETHER = 256
"""How many callers share a commit."""


@dataclass(slots=True, eq=False)
class _Caller:
    """One call of `accept`, settled when its updates are stored or cannot be."""

    updates: Sequence[RawUpdate]
    settled: bool = False
    trouble: str = ""


class StoredIngress:
    """Satisfies bot.ports.Ingress. Calls `wake` after each commit that brought something new."""

    def __init__(self, units: Units, clock: Clock, wake: Callable[[], None]) -> None:
        self._units = units
        self._clock = clock
        self._wake = wake
        self._turn = asyncio.Lock()
        self._callers: dict[_Caller, None] = {}

    async def accept(self, updates: Sequence[RawUpdate]) -> None:
        if not updates:
            return
        caller = _Caller(updates)
        self._callers[caller] = None
        try:
            async with self._turn:
                if not caller.settled:
                    await self._serve(caller)
        finally:
            self._callers.pop(caller, None)
        if caller.trouble:
            raise Unavailable(caller.trouble)

    async def _serve(self, caller: _Caller) -> None:
        """Store for `caller`, who has waited longest, and for those who wait behind."""
        together = list(islice(self._callers, TOGETHER))
        try:
            await self._store(together)
        except Unavailable as trouble:
            self._settle(together, str(trouble))
        except Exception:  # noqa: BLE001 - whatever another's update does, this caller goes on
            await self._store([caller])

    async def _store(self, callers: Sequence[_Caller]) -> None:
        updates = [update for caller in callers for update in caller.updates]
        async with self._units() as unit:
            added = await unit.inbox.add(updates, now=self._clock())
        self._settle(callers)
        if added:
            self._wake()

    def _settle(self, callers: Sequence[_Caller], trouble: str = "") -> None:
        for caller in callers:
            caller.settled, caller.trouble = True, trouble
            self._callers.pop(caller, None)
