"""Taking: one touch, one winner. Whoever comes second is told who was first, and when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot import alerting, letters
from bot.audit import Deed
from bot.people import Actor
from bot.permissions import Permission, may
from bot.ports import Unit
from bot.reports import Case, Event, State, What
from bot.routing import sides
from bot.screens import alerts as screens
from bot.watches import Act
from content.areas import Areas
from content.catalog import Catalogs

DRILL_OPEN = timedelta(days=1)


class Outcome(StrEnum):
    """What became of the touch. OVER: closed or taken back by the reporter."""

    TAKEN = "taken"
    OTHERS = "others"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Touched:
    """`name`: of whoever has it, as colleagues know them."""

    outcome: Outcome
    case: Case
    name: str = ""


class House(Protocol):
    """What an act needs besides the unit."""

    @property
    def areas(self) -> Areas: ...

    @property
    def catalogs(self) -> Catalogs: ...


def may_take(actor: Actor, case: Case, areas: Areas) -> bool:
    """Somebody in office on either side of the boundary, or above; nobody their own report."""
    here = (code for code in sides(case, areas) if code in areas)
    allowed = any(may(actor, Permission.AREA_CASE_TAKE, code, areas) for code in here)
    return allowed and case.reporter != actor.person


async def found(unit: Unit, actor: Actor, case: int, areas: Areas) -> Case | None:
    """The case, when it is theirs to take; one that is not is as good as none."""
    case_ = await unit.reports.one(case)
    return case_ if case_ is not None and may_take(actor, case_, areas) else None


async def untaken(unit: Unit, actor: Actor, places: Collection[str] | None) -> list[Case]:
    """The cases there that nobody has taken, the gravest first; never the actor's own report."""
    found = await unit.reports.in_areas(places)
    free = (State.SENT, State.SEEN)
    return [case for case in found if case.state in free and case.reporter != actor.person]


async def take(
    unit: Unit, actor: Actor, case: int, house: House, *, now: datetime
) -> Touched | None:
    """Take the case; None when it is none of theirs."""
    while (known := await found(unit, actor, case, house.areas)) is not None:
        if known.state not in (State.SENT, State.SEEN):
            return await _late(unit, actor, known)
        mine = replace(known, state=State.TAKEN, taken_by=actor.person, taken_at=now)
        if await unit.reports.change(mine, Event(now, What.TAKEN, actor.person)):
            await _tell(unit, actor, mine, house, now)
            return Touched(Outcome.TAKEN, mine)
    return None


async def pass_on(
    unit: Unit, actor: Actor, case: int, house: House, *, now: datetime
) -> Touched | None:
    """Somebody cannot: the next rung is asked at the next beat, not later."""
    known = await found(unit, actor, case, house.areas)
    if known is None:
        return None
    if known.state not in (State.SENT, State.SEEN):
        return await _late(unit, actor, known)
    watch = await unit.watches.of(known.id)
    if watch is not None:
        rung = max(watch.rung, 0)
        await unit.watches.put(replace(watch, act=Act.ASK, rung=rung, due=now))
    await unit.reports.note(known.id, Event(now, What.HANDED_OVER, actor.person, "", known.version))
    return Touched(Outcome.TAKEN, known)


async def _late(unit: Unit, actor: Actor, case: Case) -> Touched:
    if case.state is not State.TAKEN:
        return Touched(Outcome.OVER, case)
    if case.taken_by == actor.person:
        return Touched(Outcome.TAKEN, case)
    return Touched(Outcome.OTHERS, case, await _name(unit, case.taken_by))


async def _tell(unit: Unit, actor: Actor, case: Case, house: House, now: datetime) -> None:
    """The reporter, and everybody else who has the alert."""
    await unit.audit.write(
        Deed(actor.person, "case.take", f"cases:{case.id}", area=case.area), now=now
    )
    if case.reporter is not None:
        await letters.tell(
            unit,
            [case.reporter],
            lambda catalog: screens.reporter_taken(case, catalog),
            house.catalogs,
            now=now,
        )
    name = await _name(unit, actor.person)
    await alerting.correct(
        unit, case, lambda catalog: screens.taken_by(case, name, catalog), house.catalogs, now=now
    )


async def _name(unit: Unit, person: int | None) -> str:
    """As they gave it when they were invited, "" when nobody knows it."""
    if person is None:
        return ""
    known = await unit.invitations.known([person])
    return known[person].name if person in known else ""
