"""Taking: one touch, one winner. Whoever comes second is told who was first, and when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial

from bot import alerting
from bot.audit import Deed
from bot.case_news import tell_reporters
from bot.house import House
from bot.people import Actor
from bot.ports import Unit
from bot.reports import Case, Event, State, What
from bot.screens import alerts as screens
from bot.sight import sight
from bot.watches import Act
from content.areas import Areas

DRILL_OPEN = timedelta(days=1)
MOST_WAITING = 50


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


async def found(unit: Unit, actor: Actor, case: int, areas: Areas) -> Case | None:
    """The case, when it is theirs to see; one that is not is as good as none."""
    return await unit.casework.one(case, sight(actor, areas))


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
    await tell_reporters(unit, case, Event(now, What.TAKEN, actor.person), house)
    name = await _name(unit, actor.person)
    await alerting.correct(unit, case, partial(screens.taken_by, case, name), house, now=now)


async def _name(unit: Unit, person: int | None) -> str:
    """As they gave it when they were invited, "" when nobody knows it."""
    if person is None:
        return ""
    known = await unit.invitations.known([person])
    return known[person].name if person in known else ""
