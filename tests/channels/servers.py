"""Small servers for the transport's tests: a Bot API, broken ones, proxies."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import datetime as dt
import ipaddress
import json
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

MESSAGE = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "x"}
OK = {"ok": True, "result": MESSAGE}

Reader = asyncio.StreamReader
Writer = asyncio.StreamWriter
Handler = Callable[[Reader, Writer], Awaitable[None]]


@contextlib.asynccontextmanager
async def listening(handler: Handler, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    visits: dict[asyncio.Task[None] | None, Writer] = {}

    async def serve(reader: Reader, writer: Writer) -> None:
        visits[asyncio.current_task()] = writer
        with contextlib.suppress(OSError, EOFError, asyncio.CancelledError):
            await handler(reader, writer)
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls) as server:
        yield server.sockets[0].getsockname()[1]
        for task, writer in visits.items():
            assert task is not None
            task.cancel()
            writer.transport.abort()
        await asyncio.sleep(0.01)  # the sockets close behind them


class Api:
    """A Bot API that answers everything alike and remembers what it was asked."""

    def __init__(self, answer: Any = OK, *, status: int = 200, delay: float = 0) -> None:
        body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.reply = b"HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n%s" % (status, len(body), body)
        self.delay = delay
        self.connections = 0
        self.heads: list[str] = []
        self.bodies: list[bytes] = []

    async def __call__(self, reader: Reader, writer: Writer) -> None:
        self.connections += 1
        while True:
            await self.hear(reader)
            await asyncio.sleep(self.delay)
            writer.write(self.reply)

    async def hear(self, reader: Reader) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = next(
            (int(line[15:]) for line in head.split("\r\n") if line.startswith("Content-Length:")), 0
        )
        self.heads.append(head)
        self.bodies.append(await reader.readexactly(length))


class Hangup(Api):
    """Answers the first `good` requests of a connection, reads one more and is gone."""

    def __init__(self, good: int = 0, *, reset: bool = False) -> None:
        super().__init__()
        self.good = good
        self.reset = reset

    async def __call__(self, reader: Reader, writer: Writer) -> None:
        self.connections += 1
        for _ in range(self.good):
            await self.hear(reader)
            writer.write(self.reply)
        await self.hear(reader)
        if self.reset:  # a close that does not linger is a RST
            sock: socket.socket = writer.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


async def refuse(reader: Reader, writer: Writer) -> None:
    if await reader.read(1) == b"\x05":
        writer.write(b"\x05\xff")
    else:
        writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")


async def hang_up(reader: Reader, writer: Writer) -> None:
    await reader.read(1)


async def keep_waiting(reader: Reader, writer: Writer) -> None:
    await reader.read()


async def deaf(reader: Reader, writer: Writer) -> None:
    await asyncio.sleep(5)


def parts(head: str, body: bytes) -> dict[str, bytes]:
    boundary = head.partition("boundary=")[2].partition("\r\n")[0].strip('"')
    found = {}
    for part in body.split(b"--" + boundary.encode())[1:-1]:
        headers, _, content = part.partition(b"\r\n\r\n")
        found[headers.decode().partition("form-data; ")[2].partition("\r\n")[0]] = content[:-2]
    return found


class Proxy:
    """Speaks SOCKS5 and CONNECT, and leads every name to `port`: only a proxy finds it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.asked: list[str] = []

    async def __call__(self, reader: Reader, writer: Writer) -> None:
        first = await reader.readexactly(1)
        await (self.socks(reader, writer) if first == b"\x05" else self.tunnel(reader, writer))
        up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self.port)
        there = asyncio.create_task(self.pour(reader, up_writer))
        await self.pour(up_reader, writer)
        await there

    async def tunnel(self, reader: Reader, writer: Writer) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        login = base64.b64decode(head.partition("Authorization: Basic ")[2].split()[0])
        self.asked.append(f"{login.decode()} {head.split()[1]}")
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")

    async def socks(self, reader: Reader, writer: Writer) -> None:
        async def counted() -> str:
            return (await reader.readexactly((await reader.readexactly(1))[0])).decode()

        await counted()
        writer.write(b"\x05\x02")  # a name and a password, please
        await reader.readexactly(1)
        login = f"{await counted()}:{await counted()}"
        writer.write(b"\x01\x00")
        await reader.readexactly(4)
        host, port = await counted(), int.from_bytes(await reader.readexactly(2))
        self.asked.append(f"{login} {host}:{port}")
        writer.write(b"\x05\x00\x00\x01" + bytes(6))

    async def pour(self, reader: Reader, writer: Writer) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(65536):
                writer.write(data)
        writer.close()


def own_certificate(folder: Path) -> ssl.SSLContext:
    """For a server on 127.0.0.1; `folder`/cert.pem is the only authority that vouches for it."""
    key, now = ec.generate_private_key(ec.SECP256R1()), dt.datetime.now(dt.UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "proxy")])
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now).not_valid_after(now + dt.timedelta(days=1))
    builder = builder.add_extension(x509.SubjectAlternativeName([address]), critical=False)
    cert = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    (folder / "cert.pem").write_bytes(cert)
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context
