"""Files of broadcasts: fetched from the channel they were sent on, kept as ours.

After that no channel's name for a file is needed, and a recipient on any channel gets it. Pictures
are made anew before: where and with what they were taken is nobody's business.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import filetype  # type: ignore[import-untyped]
import structlog

from bot import pictures
from bot.broadcasts.content import File, Part
from bot.errors import ChannelError, Gone
from bot.ports import Channel, Units

AT_ONCE = 8
RENEW_EVERY = timedelta(hours=1)

log = structlog.get_logger(__name__)


class Fetcher:
    def __init__(self, units: Units, channels: Mapping[str, Channel]) -> None:
        self._units = units
        self._channels = channels
        self._renewed: datetime | None = None

    async def tick(self, now: datetime) -> None:
        """Fetch what is wanted; what the channel cannot give now is asked for again."""
        if self._renewed is None or now - self._renewed >= RENEW_EVERY:
            async with self._units() as unit:
                await unit.broadcasts.renew_files(now=now)
            self._renewed = now
        async with self._units.reading() as unit:
            wanted = await unit.broadcasts.wanted(limit=AT_ONCE)
        for part in wanted:
            try:
                found = await self._fetch(part)
            except ChannelError as trouble:
                log.info("a file cannot be fetched now", part=part.id, reason=str(trouble))
                continue
            await self._keep(part, found, now)

    async def _fetch(self, part: Part) -> tuple[str, bytes] | File:
        """DEAD or REFUSED when it cannot be had for good. Raises ChannelError when it can later."""
        channel = self._channels.get(part.account)
        if channel is None:
            return File.DEAD
        try:
            return await bare(part.kind, *await channel.fetch(part.source))
        except Gone:
            return File.DEAD
        except pictures.Refused:
            return File.REFUSED

    async def _keep(self, part: Part, found: tuple[str, bytes] | File, now: datetime) -> None:
        async with self._units() as unit:
            if isinstance(found, File):
                await unit.broadcasts.fetched(part.id, found)
                return
            kept = await unit.files.put(*found, now=now)
            await unit.broadcasts.fetched(part.id, File.KEPT, kept=kept)


async def bare(kind: str, media_type: str, data: bytes) -> tuple[str, bytes]:
    """The file to keep, a picture without metadata whatever it was sent as; animated ones stay.
    Raises pictures.Refused for one that cannot be made anew.
    """
    seen = filetype.guess_mime(data) or ""
    if kind != "photo" and (not seen.startswith("image/") or seen == "image/gif"):
        return media_type, data
    return "image/jpeg", await pictures.made_anew(data)
