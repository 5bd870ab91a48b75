"""After it was sent: taking it back, correcting it, sending again what got lost, counting."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.audiences import Audience
from bot.audit import Deed
from bot.broadcasts.house import House
from bot.broadcasts.outcome import outcome
from bot.broadcasts.values import Broadcast, Stage
from bot.documents.broadcasts import workbook
from bot.people import Actor
from bot.ports import Unit
from bot.screens.broadcast_terms import Terms
from content.catalog import Catalog


async def recall(unit: Unit, broadcast: Broadcast, *, actor: Actor, now: datetime) -> Broadcast:
    """Nothing more goes out, and what arrived is deleted where the channel still allows it."""
    broadcast = await unit.broadcasts.one(broadcast.id, alone=True) or broadcast
    over = replace(broadcast, stage=Stage.RECALLED, ended_at=now)
    if broadcast.stage is Stage.RECALLED or not await unit.broadcasts.store(
        over, was=broadcast.stage
    ):
        return broadcast
    for message in broadcast.messages:
        await unit.ledger.recall(message, {}, now=now)
    target = f"broadcasts:{broadcast.id}"
    deed = Deed(actor.person, "broadcast.recall", target, area=broadcast.area)
    await unit.audit.write(deed, now=now)
    return over


async def correction(unit: Unit, broadcast: Broadcast, *, now: datetime) -> Broadcast:
    """A new one for exactly those who got the first. It is agreed to as any other: otherwise
    whoever stole an account would only have to recall something to reach everybody.
    """
    author, role, area = broadcast.author, broadcast.role, broadcast.area
    fresh = await unit.broadcasts.create(author, role, area, now=now)
    aimed = replace(fresh, audience=Audience(copies=broadcast.id))
    await unit.broadcasts.store(aimed, was=fresh.stage)
    return aimed


async def resend(unit: Unit, broadcast: Broadcast, *, now: datetime) -> Broadcast:
    """To those whose outcome nobody knows; somebody may get it twice, and a person decided so."""
    if broadcast.stage not in (Stage.DONE, Stage.CANCELLED):
        return broadcast
    found = [await unit.ledger.resend(message, now=now) for message in broadcast.messages]
    if not any(found):
        return broadcast
    again = replace(broadcast, stage=Stage.SENDING, ended_at=None)
    return again if await unit.broadcasts.store(again, was=broadcast.stage) else broadcast


async def table(unit: Unit, broadcast: Broadcast, house: House, catalog: Catalog) -> bytes:
    out = await outcome(unit, broadcast, results=True)
    terms = Terms(house.areas, house.packs, (), catalog)
    none = catalog.label("bc.sheet.none")
    return workbook(
        out.results,
        catalog.label,
        lambda code: terms.name("area", code) if code else none,
        lambda sector: terms.name("sector", sector) if sector else none,
    )
