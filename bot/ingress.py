"""Ingress: updates are committed before anybody is told that they arrived."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.ports import Clock, RawUpdate, Units


class StoredIngress:
    """Satisfies bot.ports.Ingress. Calls `wake` after each commit that brought something new."""

    def __init__(self, units: Units, clock: Clock, wake: Callable[[], None]) -> None:
        self._units = units
        self._clock = clock
        self._wake = wake

    async def accept(self, updates: Sequence[RawUpdate]) -> int:
        async with self._units() as unit:
            added = await unit.inbox.add(updates, now=self._clock())
        if added:
            self._wake()
        return added
