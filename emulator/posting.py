"""HTTP POST to one address over kept connections, as little as a webhook needs."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass, field
from urllib.parse import urlsplit

Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True, slots=True)
class Reply:
    """Status line and headers (names in small letters); the body is read and dropped."""

    status: int
    reason: str
    headers: dict[str, str]

    @property
    def retry_after(self) -> float | None:
        value = self.headers.get("retry-after", "")
        return float(value) if value.isdecimal() else None


@dataclass
class Poster:
    """Raises ValueError for an address that is none; certificates are not checked."""

    url: str
    _idle: list[Connection] = field(default_factory=list)

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"not a webhook address: {self.url}")
        self._tls = _trusting() if parts.scheme == "https" else None
        self._host = parts.hostname
        self._port = parts.port or (443 if self._tls else 80)
        self._path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")

    async def post(self, headers: dict[str, str], body: bytes) -> Reply:
        """Raises OSError, EOFError or ValueError when no whole answer came."""
        reader, writer = await self._connection()
        try:
            writer.write(self._head(headers, len(body)) + body)
            await writer.drain()
            reply = await _read(reader)
        except BaseException:  # cancelled too: what is half read serves nobody else
            writer.close()
            raise
        if reply.headers.get("connection") == "close" or "content-length" not in reply.headers:
            writer.close()
        else:
            self._idle.append((reader, writer))
        return reply

    async def _connection(self) -> Connection:
        while self._idle:
            reader, writer = self._idle.pop()
            if not reader.at_eof() and not writer.is_closing():
                return reader, writer
            writer.close()
        return await asyncio.open_connection(self._host, self._port, ssl=self._tls)

    def _head(self, headers: dict[str, str], length: int) -> bytes:
        given = headers | {"Host": f"{self._host}:{self._port}", "Content-Length": str(length)}
        lines = "".join(f"{name}: {value}\r\n" for name, value in given.items())
        return f"POST {self._path} HTTP/1.1\r\n{lines}\r\n".encode("latin-1")

    def close(self) -> None:
        for _, writer in self._idle:
            writer.close()
        self._idle.clear()


async def _read(reader: asyncio.StreamReader) -> Reply:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    _, status, *reason = head[0].split(" ", 2)
    pairs = (line.partition(":") for line in head[1:] if line)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    if length := int(headers.get("content-length", "0")):
        await reader.readexactly(length)
    return Reply(int(status), reason[0] if reason else "", headers)


def _trusting() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
