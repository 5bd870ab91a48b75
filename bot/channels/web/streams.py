"""Tells open pages that something new is in their transcript.

A message written by this process wakes its page at once; one written by another process is found
by a single poll a second for all open pages together.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.errors import Unavailable
from bot.incoming import Address
from bot.transcripts import Transcript


class Streams:
    """The pages open in this process. Waking too often is harmless, so nothing here is exact."""

    def __init__(self, transcript: Transcript, poll_s: float = 1.0) -> None:
        self._transcript = transcript
        self._poll_s = poll_s
        self._open: dict[Address, set[asyncio.Event]] = {}
        self._poller: asyncio.Task[None] | None = None
        self.closed = False
        self.opened: Callable[[], None] = lambda: None
        """Called whenever somebody opens a page."""

    @property
    def open_addresses(self) -> list[Address]:
        return list(self._open)

    @property
    def open_pages(self) -> int:
        """For the figures of the operator."""
        return sum(len(events) for events in self._open.values())

    def wake(self, address: Address) -> None:
        for event in self._open.get(address, ()):
            event.set()

    def wake_all(self) -> None:
        for address in self._open:
            self.wake(address)

    def close(self) -> None:
        """End every stream, so that the server can stop without waiting for the pages."""
        self.closed = True
        for address in self._open:
            self.wake(address)

    @contextmanager
    def listening(self, address: Address) -> Iterator[asyncio.Event]:
        """An event that is set when `address` may have something new."""
        event = asyncio.Event()
        self._open.setdefault(address, set()).add(event)
        self.opened()
        if self._poller is None or self._poller.done():
            self._poller = asyncio.create_task(self._poll())
        try:
            yield event
        finally:
            self._open[address].discard(event)
            if not self._open[address]:
                del self._open[address]

    async def _poll(self) -> None:
        seen: dict[Address, int] = {}
        while self._open and not self.closed:
            try:
                newest = await self._transcript.newest(list(self._open))
            except Unavailable:
                newest = {}
            for address, seq in newest.items():
                if seen.get(address) != seq:
                    self.wake(address)
            seen = newest
            await asyncio.sleep(self._poll_s)
