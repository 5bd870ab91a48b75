"""The backlog: entries waiting in memory, in order per chat, chats in parallel.

It is only a window on the inbox: losing it loses nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from bot.inbox import Entry

LOOK_AHEAD = 512


class Backlog:
    """A chat is busy from `take` until `release`; its next entry waits meanwhile."""

    def __init__(self) -> None:
        self._queues: dict[bytes, deque[Entry]] = {}
        self._busy: set[bytes] = set()
        self._size = 0
        self.last = 0

    @property
    def room(self) -> int:
        """How many more entries to load now."""
        return LOOK_AHEAD if self._size < LOOK_AHEAD else 0

    def add(self, entries: Iterable[Entry]) -> None:
        """Take in entries of ascending id."""
        for entry in entries:
            self._queues.setdefault(entry.chat, deque()).append(entry)
            self.last = entry.id
            self._size += 1

    def take(self, most: int) -> list[Entry]:
        """The first entry of up to `most` idle chats, which become busy."""
        idle = [chat for chat in self._queues if chat not in self._busy][:most]
        taken = [self._queues[chat].popleft() for chat in idle]
        for chat in idle:
            self._busy.add(chat)
            if not self._queues[chat]:
                del self._queues[chat]
        self._size -= len(taken)
        return taken

    def put_back(self, entries: Iterable[Entry]) -> None:
        """Undo a `take`: these entries are first in line again."""
        first: dict[bytes, deque[Entry]] = {}
        for entry in entries:
            first[entry.chat] = deque([entry, *self._queues.pop(entry.chat, ())])
            self._busy.discard(entry.chat)
            self._size += 1
        self._queues = first | self._queues

    def drop(self, chat: bytes) -> None:
        """Forget what waits of this chat: the person is erased."""
        self._size -= len(self._queues.pop(chat, ()))

    def hold(self, chat: bytes) -> None:
        self._busy.add(chat)

    def release(self, chat: bytes) -> None:
        self._busy.discard(chat)
