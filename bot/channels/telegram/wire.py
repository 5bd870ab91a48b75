"""The least HTTP/1.1 that takes a prepared request to the Bot API: one at a time on a connection.

For the bulk path alone (bulk.py), where a general client costs more than all the rest together. It
knows no redirects, cookies, compression, proxies or uploads. What fails is told apart as in
request.py: NotSent before there is a connection, LostAnswer ever after.
"""

from __future__ import annotations

import asyncio
import re
import ssl
from collections import deque
from urllib.parse import urlsplit

from bot.channels.telegram.failures import LostAnswer, NotSent, describe
from bot.channels.telegram.request import CONNECT, READ

IDLE = 15.0
"""Seconds after which a connection is not used again: the server may be hanging up just then."""
_LONGEST_ANSWER = 4 << 20
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)")
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked")
_CLOSE = re.compile(rb"\r\nconnection: *close")

Answer = tuple[int, bytes]


class Wire:
    """Connections to one server, opened as they are needed; whoever sends limits how many."""

    def __init__(self, root: str, *, connect: float = CONNECT, read: float = READ) -> None:
        """`root`: http(s)://host[:port][/path]. `connect`, `read`: the most seconds each takes."""
        parts = urlsplit(root)
        self._root = root
        self._limits = connect, read
        self._tls = ssl.create_default_context() if parts.scheme == "https" else None
        self._idle: deque[_Connection] = deque()
        self._open: set[_Connection] = set()
        self.path = parts.path.rstrip("/")
        self.host = parts.netloc.rpartition("@")[2]

    async def exchange(self, request: bytes) -> Answer:
        """Status and body. Raises NotSent or LostAnswer."""
        connection = self._reusable() or await self._connect()
        try:
            answer = await connection.exchange(request)
        except BaseException:  # cancelled too: what is half read serves nobody else
            connection.abort()
            raise
        if connection.usable:
            connection.idle_since = _now()
            self._idle.append(connection)
        return answer

    def close(self) -> None:
        for connection in list(self._open):
            connection.abort()
        self._idle.clear()

    def _reusable(self) -> _Connection | None:
        """The one that was used last, so that those too many grow old."""
        while self._idle:
            connection = self._idle.pop()
            if connection.usable and _now() - connection.idle_since < IDLE:
                return connection
            connection.abort()
        return None

    async def _connect(self) -> _Connection:
        try:
            parts = urlsplit(self._root)
            async with asyncio.timeout(self._limits[0]):
                _, connection = await asyncio.get_running_loop().create_connection(
                    lambda: _Connection(self._open, self._limits[1]),
                    parts.hostname or "",
                    parts.port or (443 if self._tls else 80),
                    ssl=self._tls,
                    happy_eyeballs_delay=0.25,
                )
        except (OSError, ValueError) as error:
            reason = describe(error)
        else:
            return connection
        raise NotSent(reason)


class _Connection(asyncio.Protocol):
    def __init__(self, opened: set[_Connection], patience: float) -> None:
        self._opened = opened
        self._patience = patience
        self._transport: asyncio.Transport | None = None
        self._answered: asyncio.Future[Answer] | None = None
        self._unread = b""
        self._ended = False
        self.idle_since = 0.0
        self.usable = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._opened.add(self)
        self.usable = True

    async def exchange(self, request: bytes) -> Answer:
        if self._transport is None or not self.usable:
            raise NotSent("hung up")
        loop = asyncio.get_running_loop()
        self._answered = loop.create_future()
        timer = loop.call_later(self._patience, self._fail, "no answer in time")
        self._transport.write(request)
        try:
            return await self._answered
        finally:
            timer.cancel()
            self._answered = None

    def data_received(self, data: bytes) -> None:
        if self._answered is None:
            self.abort()  # nobody has asked for anything
            return
        self._unread = self._unread + data if self._unread else data
        self._read()

    def connection_lost(self, error: Exception | None) -> None:
        self.usable = False
        self._ended = True
        self._opened.discard(self)
        self._read()
        self._fail(describe(error) if error else "hung up")

    def abort(self) -> None:
        self.usable = False
        if self._transport:
            self._transport.abort()

    def _read(self) -> None:
        if self._answered is None or self._answered.done() or not self._unread:
            return
        try:
            answer = read(self._unread, ended=self._ended)
        except ValueError:
            self._fail("the answer is not HTTP")
            return
        if answer is not None:
            status, body, again = answer
            self._unread = b""
            self.usable = self.usable and again
            if not again:
                self.abort()
            self._answered.set_result((status, body))

    def _fail(self, reason: str) -> None:
        if self._answered and not self._answered.done():
            self._answered.set_exception(LostAnswer(reason))


def read(data: bytes, *, ended: bool = False) -> tuple[int, bytes, bool] | None:
    """Status, body and whether the connection can be used again; None when there must be more.

    `ended`: the server has hung up. Raises ValueError when this is no answer.
    """
    end = data.find(b"\r\n\r\n")
    if end < 0:
        if len(data) > _LONGEST_ANSWER or not data.startswith(b"HTTP"[: len(data)]):
            raise ValueError
        return None
    head, rest = data[: end + 2].lower(), data[end + 4 :]
    if not head.startswith(b"http/1."):
        raise ValueError
    status, again = int(head[9:12]), not _CLOSE.search(head) and head.startswith(b"http/1.1")
    if 100 <= status < 200:
        return read(rest, ended=ended) if rest else None
    if _CHUNKED.search(head):
        body = _unchunked(rest)
        return (status, body, again) if body is not None else None
    if length := _LENGTH.search(head):
        size = int(length[1])
        if size > _LONGEST_ANSWER:
            raise ValueError
        return (status, rest[:size], again and len(rest) == size) if len(rest) >= size else None
    return (status, rest, False) if ended else None


def _unchunked(data: bytes) -> bytes | None:
    parts: list[bytes] = []
    at = 0
    while (end := data.find(b"\r\n", at)) >= 0:
        size = int(data[at:end].split(b";")[0], 16)
        if size == 0:
            return b"".join(parts) if data.endswith(b"\r\n\r\n", end) else None
        at = end + 2 + size + 2
        if len(data) < at:
            return None
        parts.append(data[end + 2 : at - 2])
    return None


def _now() -> float:
    return asyncio.get_running_loop().time()
