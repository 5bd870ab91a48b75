"""A stand-in for the Bot API that enforces Telegram's limits on an unsteady network.

python -m benchmarks.pacing_server JITTER_MS SEED PHASES

PHASES: `30:120,8:240,30` allows 30 a second until second 120 after the first send, then 8, … Each
way takes 20 ms and an exponential delay of JITTER_MS on average. Every 33rd person has blocked the
bot; one answer in a hundred is lost although the message was delivered. Prints its port; /report
tells what happened, in seconds since the first send.
"""

from __future__ import annotations

import asyncio
import json
import math
import random
import re
import sys
from collections.abc import Callable

from benchmarks.strict import Strict

WAY_S = 0.02
BLOCKED = 33
LOST = 0.01
_CHAT = re.compile(rb"chat_id\D+?(-?\d+)")
_FIXED = {
    b"getMyCommands": [],
    b"getMyName": {"name": "An Toàn"},
    b"getMyDescription": {"description": ""},
    b"getMyShortDescription": {"short_description": ""},
}
_POLL_S = 5
_BOT = {"id": 42, "is_bot": True, "first_name": "An Toàn", "username": "a_bot"}


def phases(text: str) -> Callable[[float], int]:
    """The limit in force at a time."""
    steps = [(int(limit), float(until or "inf")) for limit, _, until in _parts(text)]
    return lambda now: next(limit for limit, until in steps if now < until)


def _parts(text: str) -> list[tuple[str, str, str]]:
    return [part.partition(":") for part in text.split(",")]


class Telegram:
    def __init__(self, jitter: float, seed: int, limit: Callable[[float], int]) -> None:
        self.strict = Strict(limit)
        self.chance = random.Random(seed)
        self.jitter = jitter
        self.began: float | None = None
        self.calls: list[tuple[float, str, int]] = []

    def delay(self) -> float:
        return WAY_S + (self.chance.expovariate(1 / self.jitter) if self.jitter else 0)

    def now(self) -> float:
        time = asyncio.get_running_loop().time()
        if self.began is None:
            self.began = time
        return time - self.began

    def judge(self, chat: str) -> tuple[int, bytes]:
        """Status and body; status 0 loses the answer."""
        now = self.now()
        wait = math.ceil(self.strict.take(now, chat))
        blocked = not wait and int(chat) % BLOCKED == 0
        status = 429 if wait else 403 if blocked else 200
        self.calls.append((round(now, 4), chat, status))
        if status == 429:
            return status, _refusal(429, f"Too Many Requests: retry after {wait}", wait)
        if status == 403:
            return status, _refusal(403, "Forbidden: bot was blocked by the user")
        return (0 if self.chance.random() < LOST else 200), _ok(_message(chat))


def _ok(result: object) -> bytes:
    return json.dumps({"ok": True, "result": result}).encode()


def _refusal(code: int, text: str, wait: int = 0) -> bytes:
    body: dict[str, object] = {"ok": False, "error_code": code, "description": text}
    return json.dumps(body | ({"parameters": {"retry_after": wait}} if wait else {})).encode()


def _message(chat: str) -> dict[str, object]:
    to = {"id": int(chat), "first_name": "Lan", "type": "private"}
    return {"message_id": 7, "from": _BOT, "chat": to, "date": 1_790_000_000, "text": "x"}


class Connection(asyncio.Protocol):
    """As little HTTP as the clients need."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._unread = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

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
        if method == b"sendMessage":
            chat = _CHAT.search(request)
            assert chat, request
            later = asyncio.get_running_loop().call_later
            later(self._telegram.delay(), self._arrive, chat[1].decode())
        elif method == b"getUpdates":
            asyncio.get_running_loop().call_later(_POLL_S, self._reply, 200, _ok([]))
        elif method == b"age":
            began = self._telegram.began
            self._reply(200, json.dumps(None if began is None else self._telegram.now()).encode())
        elif method == b"report":
            self._reply(200, json.dumps(self._telegram.calls).encode())
        else:
            self._reply(200, _ok(_BOT if method == b"getMe" else _FIXED.get(method, True)))

    def _arrive(self, chat: str) -> None:
        status, body = self._telegram.judge(chat)
        later = asyncio.get_running_loop().call_later
        if status:
            later(self._telegram.delay(), self._reply, status, body)
        else:
            later(self._telegram.delay(), self._transport.abort)

    def _reply(self, status: int, body: bytes) -> None:
        head = b"HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        self._transport.write(head % (status, len(body)) + body)


async def main(jitter_ms: float, seed: int, limit: str) -> None:
    telegram = Telegram(jitter_ms / 1000, seed, phases(limit))
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(telegram), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    jitter_ms, seed, limit = sys.argv[1:]
    asyncio.run(main(float(jitter_ms), int(seed), limit))
