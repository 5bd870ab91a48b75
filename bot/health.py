"""Health: one look at whether people get their answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.errors import Unavailable
from bot.ports import Clock, Units

TOO_OLD = timedelta(seconds=60)
"""An update that has waited so long means that something is wrong (telegram.md 1.3: 150 s)."""


def route(units: Units, clock: Clock, troubles: Callable[[], Sequence[str]]) -> Route:
    """`/health`: 200 while everything works, else 503; names no person and no secret."""

    async def health(_: Request) -> JSONResponse:
        found = await look(units, clock)
        found["troubles"] = [*found["troubles"], *troubles()]
        return JSONResponse(found, 503 if found["troubles"] else 200)

    return Route("/health", health)


async def look(units: Units, clock: Clock) -> dict[str, Any]:
    """What the database tells: {"inbox": {state: count}, "oldest_s": float, "troubles": [str]}."""
    try:
        async with units.reading() as unit:
            depth, oldest = await unit.inbox.depth(), await unit.inbox.oldest()
            overdue = await unit.data.overdue(now=clock())
    except Unavailable:
        return {"inbox": {}, "oldest_s": 0.0, "troubles": ["the database cannot serve"]}
    age = clock() - oldest if oldest else timedelta()
    troubles = ["updates wait too long"] if age > TOO_OLD else []
    if depth["dead"]:
        troubles.append("updates were set aside")
    if overdue:
        troubles.append("data requests are overdue")
    return {"inbox": depth, "oldest_s": round(age.total_seconds(), 1), "troubles": troubles}
