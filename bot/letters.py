"""Letters to other people: one screen each, in their own language, sent once this is committed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.ledger import Class, Lane, Letter
from bot.ports import Unit
from bot.screen import Screen
from content.catalog import Catalog, Catalogs


async def tell(
    unit: Unit,
    persons: Sequence[int],
    draw: Callable[[Catalog], Screen],
    catalogs: Catalogs,
    *,
    now: datetime,
    lane: Lane = Lane.ALERT,
) -> list[int]:
    """Queue it; returns the ids of the messages."""
    spoken = await unit.people.languages(persons) if persons else {}
    posted: list[int] = []
    for language, catalog in catalogs.items():
        readers = [person for person, known in spoken.items() if known == language]
        if readers:
            letter = Letter(readers, draw(catalog), Class.ALERT, lane=lane)
            posted += await unit.ledger.post_all(letter, now=now)
    return posted
