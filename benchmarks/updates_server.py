"""A lean stand-in for the Bot API that hands out updates and takes answers at once.

python -m benchmarks.updates_server WARM_UP COUNT RATE SECONDS

Prints its port; `go` before it hands out COUNT updates as fast as they are asked for; `done` when
the last of them is answered; then, after SECONDS of RATE updates a second, one JSON object.
"""

from __future__ import annotations

import asyncio
import json
import re
import statistics
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks.peers.work import MENU
from emulator.state import TOKEN

CHATS = 250
BATCH = 100
_OFFSET = re.compile(rb"offset\D+(\d+)")
_CHAT = re.compile(rb"chat_id\D+(\d+)")
_BOT = {
    "id": int(TOKEN.split(":")[0]),
    "is_bot": True,
    "first_name": "An Toàn",
    "username": "a_bot",
}
_FIXED = {
    b"getMe": _BOT,
    b"getMyCommands": [],
    b"getMyName": {"name": "An Toàn"},
    b"getMyDescription": {"description": ""},
    b"getMyShortDescription": {"short_description": ""},
}


@dataclass
class Telegram:
    """The updates not confirmed yet, when each chat's open ones went out, and the delays seen."""

    pending: deque[tuple[int, bytes]] = field(default_factory=deque)
    handed: dict[int, deque[float]] = field(default_factory=dict)
    delays: list[float] = field(default_factory=list)
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    last_id: int = 100_000_000
    newest: int = 0
    open: int = 0
    waiting: Callable[[bytes], None] | None = None

    def ask(self, count: int) -> None:
        """People press "menu", chat after chat."""
        for _ in range(count):
            self.last_id += 1
            chat = 5_000_000 + self.last_id % CHATS
            self.pending.append((self.last_id, _update(self.last_id, chat)))
        self.open += count
        self.answered.clear()
        if self.waiting:
            self._hand_out()

    def poll(self, offset: int, reply: Callable[[bytes], None]) -> None:
        while self.pending and self.pending[0][0] < offset:
            self.pending.popleft()
        self.waiting = reply
        if self.pending:
            self._hand_out()

    def _hand_out(self) -> None:
        reply, self.waiting, now = self.waiting, None, time.perf_counter()
        batch = [self.pending[at] for at in range(min(BATCH, len(self.pending)))]
        for number, _ in batch:
            if number > self.newest:
                self.handed.setdefault(5_000_000 + number % CHATS, deque()).append(now)
                self.newest = number
        assert reply
        reply(b'{"ok":true,"result":[' + b",".join(text for _, text in batch) + b"]}")

    def take(self, chat: int) -> None:
        """An answer arrived in this chat."""
        if waited := self.handed.get(chat):
            self.delays.append(time.perf_counter() - waited.popleft())
            self.open -= 1
            if not self.open:
                self.answered.set()


def _update(number: int, chat: int) -> bytes:
    person = {"id": chat, "is_bot": False, "first_name": "Lan", "language_code": "vi"}
    message = {
        "message_id": number % 1_000_000,
        "from": person,
        "chat": {"id": chat, "first_name": "Lan", "type": "private"},
        "date": 1_790_000_000,
        "text": "/menu",
        "entities": [{"offset": 0, "length": 5, "type": "bot_command"}],
    }
    return json.dumps({"update_id": number, "message": message}).encode()


def _message(chat: int) -> bytes:
    to = {"id": chat, "first_name": "Lan", "type": "private"}
    message = {"message_id": 7, "from": _BOT, "chat": to, "date": 1_790_000_000, "text": MENU}
    return json.dumps({"ok": True, "result": message}).encode()


class Connection(asyncio.Protocol):
    """As little HTTP as the three clients need."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._unread = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, _exc: Exception | None) -> None:
        if self._telegram.waiting == self._reply:
            self._telegram.waiting = None

    def data_received(self, data: bytes) -> None:
        self._unread += data
        while (end := self._unread.find(b"\r\n\r\n") + 4) > 3:
            at = self._unread.lower().find(b"content-length:", 0, end)
            if at >= 0:
                end += int(self._unread[at + 15 : self._unread.find(b"\r", at)])
            if len(self._unread) < end:
                return
            request, self._unread = self._unread[:end], self._unread[end:]
            self._serve(request)

    def _serve(self, request: bytes) -> None:
        method = request.split(b" ", 2)[1].partition(b"?")[0].rpartition(b"/")[2]
        if method == b"getUpdates":
            offset = _OFFSET.search(request)
            self._telegram.poll(int(offset[1]) if offset else 0, self._reply)
        elif method == b"sendMessage":
            chat = _CHAT.search(request)
            assert chat, request
            self._telegram.take(int(chat[1]))
            self._reply(_message(int(chat[1])))
        else:
            self._reply(json.dumps({"ok": True, "result": _FIXED.get(method, True)}).encode())

    def _reply(self, body: bytes) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        self._transport.write(head % len(body) + body)


async def main(warm_up: int, count: int, rate: int, seconds: float) -> None:
    telegram = Telegram()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(telegram), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await answer(telegram, warm_up)
    await asyncio.sleep(0.5)
    print("go", flush=True)
    took = await answer(telegram, count)
    print("done", flush=True)
    figures = {"per_s": count / took}
    if seconds:
        figures |= await trickle(telegram, rate, seconds)
    print(json.dumps(figures), flush=True)


async def answer(telegram: Telegram, count: int) -> float:
    """Seconds until all are answered."""
    began = time.perf_counter()
    telegram.ask(count)
    await telegram.answered.wait()
    return time.perf_counter() - began


async def trickle(telegram: Telegram, rate: int, seconds: float) -> dict[str, float]:
    """Open loop: the next comes when its time comes, answered or not."""
    await asyncio.sleep(0.5)
    telegram.delays.clear()
    began = time.perf_counter()
    for number in range(int(rate * seconds)):
        await asyncio.sleep(began + number / rate - time.perf_counter())
        telegram.ask(1)
    async with asyncio.timeout(30):
        await telegram.answered.wait()
    parts = statistics.quantiles(telegram.delays, n=100)
    return {"p50_ms": parts[49] * 1e3, "p95_ms": parts[94] * 1e3}


if __name__ == "__main__":
    warm_up, count, rate, seconds = sys.argv[1:]
    asyncio.run(main(int(warm_up), int(count), int(rate), float(seconds)))
