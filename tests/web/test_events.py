"""The stream of events: exact resumption, quick news, several processes, a clean end."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx

from bot.channels.web.limits import Limits
from bot.incoming import Address
from tests.web.brain import plain
from tests.web.house import BASE, House, serving


@dataclass
class Listener:
    lines: AsyncIterator[str]

    async def event(self) -> tuple[int, str]:
        """The next message: its seq and what it says."""
        seq = 0
        async with asyncio.timeout(5):
            async for line in self.lines:
                if line.startswith("id: "):
                    seq = int(line[4:])
                if seq and line.startswith("data: "):
                    return seq, json.loads(line[6:])["html"]
        raise EOFError


@asynccontextmanager
async def connected(house: House) -> AsyncIterator[tuple[httpx.AsyncClient, Address]]:
    async with serving(house) as url, httpx.AsyncClient(base_url=url.removesuffix(BASE)) as http:
        await http.get(BASE)
        ref = house.channel.seals.opened(http.cookies["antoan.worker"])
        assert ref is not None
        yield http, Address("web", ref)


@asynccontextmanager
async def listening(
    http: httpx.AsyncClient, query: str = "", **headers: str
) -> AsyncIterator[Listener]:
    async with http.stream("GET", f"{BASE}api/events{query}", headers=headers) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert "content-encoding" not in answer.headers
        yield Listener(answer.aiter_lines())


async def test_a_page_goes_on_exactly_where_it_stopped() -> None:
    house = House()
    async with connected(house) as (http, address):
        for number in range(1, 5):
            await house.channel.show(address, plain(f"number {number}"))
        async with listening(http, "?after=1", **{"Last-Event-ID": "3"}) as stream:
            assert await stream.event() == (4, "number 4")
        async with listening(http, "?after=1") as stream:
            assert [await stream.event() for _ in range(3)] == [
                (2, "number 2"),
                (3, "number 3"),
                (4, "number 4"),
            ]


async def test_an_emptied_transcript_counts_from_one_again() -> None:
    house = House()
    async with connected(house) as (http, address):
        await house.channel.show(address, plain("new"))
        async with listening(http, "?after=57") as stream:
            assert await stream.event() == (1, "new")


async def test_news_comes_at_once_and_only_to_its_address() -> None:
    house = House()
    async with connected(house) as (http, address), listening(http) as stream:
        await house.channel.show(Address("web", "somebody else"), plain("secret"))
        await house.channel.show(address, plain("yours"))
        async with asyncio.timeout(0.5):
            assert await stream.event() == (1, "yours")


async def test_what_another_process_wrote_is_found_by_the_poll() -> None:
    house = House()
    async with connected(house) as (http, address), listening(http) as stream:
        await asyncio.sleep(0.1)
        await house.transcript.append(address, {"html": "from elsewhere"})
        assert await stream.event() == (1, "from elsewhere")


async def test_the_line_beats_while_nothing_happens() -> None:
    house = House(limits=Limits(heartbeat_s=0.05))
    async with connected(house) as (http, _), listening(http) as stream:
        beats = 0
        async for line in stream.lines:
            beats += line == ": beat"
            if beats == 3:
                break


async def test_streams_leave_nothing_behind() -> None:
    house = House()
    async with connected(house) as (http, address):
        async with listening(http) as stream:
            await house.channel.show(address, plain("hello"))
            await stream.event()
        async with asyncio.timeout(3):
            while house.channel.streams.open_pages:  # noqa: ASYNC110 - it has no event
                await asyncio.sleep(0.02)


async def test_nobody_listens_without_a_session() -> None:
    async with connected(House()) as (http, _):
        http.cookies.clear()
        assert (await http.get(f"{BASE}api/events")).status_code == 401
