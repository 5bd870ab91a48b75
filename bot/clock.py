"""The present, and the heartbeat. APScheduler only ticks: what is due is found in the rows."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler


def utc_now() -> datetime:
    return datetime.now(UTC)


def heartbeat(beat: Callable[[], Awaitable[None]], *, seconds: float) -> AsyncIOScheduler:
    """A scheduler that calls `beat` at intervals; a late beat is made up once, never skipped."""

    async def once() -> None:
        with suppress(asyncio.CancelledError):  # stopping is no failure to log
            await beat()

    scheduler = AsyncIOScheduler(timezone=UTC)
    scheduler.add_job(
        once,
        "interval",
        seconds=seconds,
        next_run_time=utc_now(),
        misfire_grace_time=None,
        coalesce=True,
        max_instances=1,
    )
    return scheduler
