"""Posters: a followed link is counted, and nobody's name with it."""

from __future__ import annotations

from bot import posters as rules
from bot.joining import read_poster
from bot.ports import Unit
from handlers.turn import Services, Turn


async def count(payload: str, turn: Turn, unit: Unit, services: Services) -> None:
    """Count the visit, when the payload of a start is a poster's."""
    sectors = {sector.id for sector in services.packs.sectors}
    poster = rules.counted(read_poster(payload), services.areas, sectors)
    if poster is not None:
        await unit.posters.visited(poster, day=rules.day_of(turn.now))
