"""GET api/events: the transcript as server-sent events, from where the page left off."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import StreamingResponse

from bot.channels.web.site import Site
from bot.errors import Unavailable
from bot.incoming import Address
from bot.transcripts import Spoken

# A page cannot see comments, so the beat is an event as well: silence tells it the line is dead.
BEAT = ": beat\nevent: beat\ndata: \n\n"
FORGET = 'id: 0\ndata: {"op": "forget"}\n\n'


@dataclass(frozen=True, slots=True)
class Events:
    """One stream per open page; it may end at any time and go on from the last `id:`."""

    site: Site

    async def get(self, request: Request) -> StreamingResponse:
        address = self.site.visitor(request)
        # After a break the browser itself says where it was; the address is then older.
        last = request.headers.get("last-event-id") or request.query_params.get("after", "")
        after = int(last) if last.isascii() and last.isdigit() and len(last) < 19 else 0
        return StreamingResponse(
            self._stream(address, after),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )

    async def _stream(self, address: Address, after: int) -> AsyncIterator[str]:
        channel = self.site.channel
        yield f"retry: 2000\n{BEAT}"
        with channel.streams.listening(address) as news:
            try:
                while not channel.streams.closed:
                    news.clear()
                    new = await channel.transcript.after(address, after)
                    if not new and await self._emptied(address, after):
                        yield FORGET
                        after = 0
                        continue
                    for spoken in new:
                        yield _event(spoken)
                        after = spoken.seq
                    if not await _within(news, self.site.limits.heartbeat_s):
                        yield BEAT
            except Unavailable:
                return  # the page comes back by itself

    async def _emptied(self, address: Address, after: int) -> bool:
        """Whether the transcript counts from 1 again: its person was erased since."""
        newest = await self.site.channel.transcript.newest([address])
        return newest.get(address, 0) < after


async def _within(news: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            return await news.wait()
    except TimeoutError:
        return False


def _event(spoken: Spoken) -> str:
    return f"id: {spoken.seq}\ndata: {json.dumps(spoken.body, ensure_ascii=False)}\n\n"
