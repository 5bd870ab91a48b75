"""The web channel with memory behind it, mounted as the demo mounts it, and served for real."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount

from bot.channels.web.channel import WebChannel
from bot.channels.web.limits import Limits
from bot.channels.web.server import application
from bot.channels.web.sessions import Admit, Seals, own_session
from bot.channels.web.words import Dictionary
from tests.web.brain import TALK, Brain
from tests.web.fakes import (
    ManualClock,
    MemoryFiles,
    MemoryIngress,
    MemoryLanguages,
    MemoryTranscript,
    Words,
)

BASE = "/worker/"


@dataclass
class House:
    """`limits` and `admit` must be set before `app`."""

    account: str = "web"
    limits: Limits = field(default_factory=Limits)
    transcript: MemoryTranscript = field(default_factory=MemoryTranscript)
    languages: MemoryLanguages = field(default_factory=MemoryLanguages)
    files: MemoryFiles = field(default_factory=MemoryFiles)
    ingress: MemoryIngress = field(default_factory=MemoryIngress)
    clock: ManualClock = field(default_factory=ManualClock)
    admit: Admit = own_session

    def __post_init__(self) -> None:
        self.channel = WebChannel(
            self.account,
            transcript=self.transcript,
            words=Dictionary(
                {"vi": Words(TALK["words"]), "en": Words(TALK["words.en"])}, self.languages
            ),
            files=self.files,
            seals=Seals(b"k" * 32),
            clock=self.clock,
        )
        self.ingress.answer = Brain(self.channel).answer

    def app(self) -> Starlette:
        page = application(
            self.channel,
            ingress=self.ingress,
            files=self.files,
            limits=self.limits,
            admit=self.admit,
        )
        return Starlette(routes=[Mount(BASE.rstrip("/"), page)])


@dataclass
class Visitor:
    """A browser as far as HTTP goes: keeps the cookie, carries the token."""

    http: httpx.AsyncClient
    csrf: str = ""

    async def arrive(self) -> Visitor:
        await self.http.get(BASE)
        self.csrf = (await self.http.get(f"{BASE}api/session")).json()["csrf"]
        return self

    async def post(
        self,
        path: str,
        *,
        json: object = None,
        content: bytes | AsyncIterator[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        origin = str(self.http.base_url).rstrip("/")
        carried = {"X-CSRF-Token": self.csrf, "Origin": origin, **(headers or {})}
        return await self.http.post(
            f"{BASE}api/{path}", json=json, content=content, headers=carried
        )

    async def say(self, update: str, **said: object) -> httpx.Response:
        return await self.post("messages", json={"id": update, **said})


@asynccontextmanager
async def visiting(app: Starlette) -> AsyncIterator[Visitor]:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://phone.test") as http:
        yield await Visitor(http).arrive()


@asynccontextmanager
async def serving(house: House) -> AsyncIterator[str]:
    """The address of the page on a free port."""
    config = uvicorn.Config(house.app(), port=0, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}{BASE}"
    finally:
        house.channel.streams.close()
        server.should_exit = server.force_exit = True
        await running
