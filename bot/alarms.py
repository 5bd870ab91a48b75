"""Alarms: what the admins are told in chat, once when it begins. Rows remember what was told, so a
restart does not repeat it, and what is over may be told again when it comes back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot import letters
from bot.deliveries import Tally
from bot.ledger import Stuck
from bot.people import Role
from bot.ports import Unit
from bot.screens import alarms as screens
from content.catalog import Catalogs

LEAST_FREE_BYTES = 500 << 20
LONGEST_WAIT = timedelta(minutes=5)
"""A row that could go and waits so long is not being sent."""


class Trouble(StrEnum):
    DEAD = "dead"
    RIVAL = "rival"
    DISK = "disk"
    STUCK = "stuck"


WORDS: dict[Trouble, str] = {
    Trouble.DEAD: "alarm.dead",
    Trouble.RIVAL: "alarm.rival",
    Trouble.DISK: "alarm.disk",
    Trouble.STUCK: "alarm.stuck",
}


@dataclass(frozen=True, slots=True)
class Signs:
    """What the watch looks at. `rival`: another program polls with our token."""

    dead: int
    rival: bool
    free_bytes: int
    stuck: Stuck


class AlarmsRepository(Protocol):
    async def news(self, present: Sequence[str], *, now: datetime) -> list[str]:
        """Remember what is wrong now; returns what was not when it was last asked."""
        ...


def troubles(signs: Signs, *, now: datetime) -> dict[Trouble, int]:
    """What is wrong, each with the number that its sentence names."""
    waited = now - signs.stuck.oldest if signs.stuck.oldest else timedelta()
    found = {
        Trouble.DEAD: signs.dead,
        Trouble.RIVAL: int(signs.rival),
        Trouble.DISK: max(1, signs.free_bytes >> 20) if signs.free_bytes < LEAST_FREE_BYTES else 0,
        Trouble.STUCK: waited // timedelta(minutes=1) if waited >= LONGEST_WAIT else 0,
    }
    return {trouble: count for trouble, count in found.items() if count}


async def watch(
    unit: Unit, found: Mapping[Trouble, int], catalogs: Catalogs, *, now: datetime
) -> None:
    """Tell the admins what was not there before."""
    for name in await unit.alarms.news([str(trouble) for trouble in found], now=now):
        trouble = Trouble(name)
        await _tell(unit, (), WORDS[trouble], catalogs, now, count=found[trouble])


async def replaced(unit: Unit, catalogs: Catalogs, *, now: datetime) -> None:
    """A sender stopped renewing its lease and another has taken over."""
    await _tell(unit, (), "alarm.replaced", catalogs, now)


async def paused(
    unit: Unit, tally: Tally, reason: str, catalogs: Catalogs, *, now: datetime
) -> None:
    """Something is wrong with a message, so its author and the admins hear of it."""
    author = () if tally.author is None else (tally.author,)
    holes = {"number": tally.message, "count": tally.rejected, "reason": reason}
    await _tell(unit, author, "alarm.paused", catalogs, now, **holes)


async def _tell(
    unit: Unit,
    others: Sequence[int],
    message: str,
    catalogs: Catalogs,
    now: datetime,
    **holes: object,
) -> None:
    holders = await unit.grants.holders(role=Role.ADMIN)
    admins = [holder.person for holder in holders if holder.effective_at <= now]
    persons = list(dict.fromkeys([*others, *admins]))
    if persons:
        draw = screens.alarm(message, **holes)
        await letters.tell(unit, persons, draw, catalogs, now=now)
