"""What the benchmarks of reports share: offices in many communes, and people about to press send.

Everybody's report stands at its last question in the database, as the steps of bot/reports make it;
what is measured begins with the press.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from benchmarks.words import WORDS
from bot.app import CONTENT
from bot.incoming import Address, Incoming, Text
from bot.people import Actor, Role
from bot.reports import Kind, Need, steps
from content import catalog
from content.areas import Areas
from emulator.state import TOKEN
from storage.unit import SqlUnits

ACCOUNT = f"telegram:{TOKEN.split(':')[0]}"
_CATALOG = catalog.load(CONTENT)["vi"]
SEND = _CATALOG.label("report.send.label")
REPORTERS, OFFICERS, READERS = 7_000_000, 8_000_000, 9_000_000
CODE = re.compile(r"TN-\d\d-[0-9A-Z]{5}")
AT_ONCE = 500


def fixed(message: str, which: int = 0) -> str:
    """One of the pieces that this sentence of the bot has between its holes and line breaks."""
    return re.split(r"\{\w+\}|\n", _CATALOG.messages[message].markup)[which].strip()


@dataclass(frozen=True, slots=True)
class Office:
    """One person on duty; `chat` is where they read."""

    chat: int
    role: Role
    area: str


def offices(areas: Areas, communes: int) -> list[Office]:
    """One official in each commune, one officer in each of their provinces."""
    codes = spread(areas, communes)
    provinces = dict.fromkeys(areas.province_of(code).code for code in codes)
    served = [(Role.OFFICIAL, code) for code in codes]
    served += [(Role.PROVINCE, code) for code in provinces]
    return [Office(OFFICERS + number, *each) for number, each in enumerate(served)]


def spread(areas: Areas, communes: int) -> list[str]:
    """So many communes, evenly over the country."""
    all_ = [area.code for one in areas.provinces for area in areas.communes_of(one.code)]
    return all_[:: max(1, len(all_) // communes)][:communes]


async def meet(units: SqlUnits, chats: Sequence[int]) -> list[Actor]:
    """These people have written to the bot before."""
    known: list[Actor] = []
    for first in range(0, len(chats), AT_ONCE):
        some = [Address(ACCOUNT, str(chat)) for chat in chats[first : first + AT_ONCE]]
        async with units() as unit:
            arrived = [Incoming(address, Text(WORDS["hello"]), "vi") for address in some]
            met = await unit.people.meet(arrived, now=datetime.now(UTC))
        known += [met[address] for address in some]
    return known


async def serve(units: SqlUnits, served: Sequence[Office]) -> None:
    actors = await meet(units, [office.chat for office in served])
    now = datetime.now(UTC)
    async with units() as unit:
        await unit.deliveries.register(ACCOUNT, waits=False)
        for office, actor in zip(served, actors, strict=True):
            await unit.grants.give(
                actor.person, office.role, office.area, by=actor.person, now=now, effective_at=now
            )


async def ready(units: SqlUnits, actors: Iterable[Actor], communes: Sequence[str]) -> None:
    """Each of them has told of somebody who needs help, in one of the communes in turn."""
    async with units() as unit:
        for number, actor in enumerate(actors):
            draft = steps.changed(steps.begin(Kind.ACCIDENT, key=steps.new_key()), need=Need.NOW)
            placed = steps.placed(draft, communes[number % len(communes)])
            await unit.drafts.open(actor.id, placed, now=datetime.now(UTC))


async def owed(units: SqlUnits) -> int:
    """How many alerts are not out yet, or wait to be told together."""
    async with units.reading() as unit:
        rows = sa.text("SELECT count(*) FROM deliveries WHERE state < 2 AND lane IN (1, 2)")
        waiting = sa.text("SELECT count(*) FROM tellings WHERE said_at IS NULL")
        counts = [(await unit.execute(query)).scalar_one() for query in (rows, waiting)]
    return sum(counts)
