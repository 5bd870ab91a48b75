"""The watch: looks at each heartbeat whether something is wrong, and tells the admins. Roof."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import make_url

from bot import alarms
from bot.alarms import Signs
from bot.deliveries import Tally
from bot.ports import Clock, Unit
from content.catalog import Catalogs


class Watch:
    """Satisfies bot.delivery.sender.Alarms. `rival`: whether another program polls with our
    token; `place`: where the database lies.
    """

    def __init__(
        self, catalogs: Catalogs, clock: Clock, rival: Callable[[], bool], place: Path
    ) -> None:
        self._catalogs = catalogs
        self._clock = clock
        self._rival = rival
        self._place = place

    async def paused(self, unit: Unit, tally: Tally, reason: str) -> None:
        await alarms.paused(unit, tally, reason, self._catalogs, now=self._clock())

    async def replaced(self, unit: Unit) -> None:
        await alarms.replaced(unit, self._catalogs, now=self._clock())

    async def look(self, unit: Unit, now: datetime) -> None:
        depth, stuck = await unit.inbox.depth(), await unit.ledger.stuck(now=now)
        free = shutil.disk_usage(self._place).free
        found = alarms.troubles(Signs(depth["dead"], self._rival(), free, stuck), now=now)
        await alarms.watch(unit, found, self._catalogs, now=now)


def place_of(database_url: str) -> Path:
    """The folder of a SQLite file; PostgreSQL's own disk is not ours to see, so here."""
    url = make_url(database_url)
    place = Path(url.database or ".").parent if url.get_backend_name() == "sqlite" else Path()
    return place if place.exists() else Path()
