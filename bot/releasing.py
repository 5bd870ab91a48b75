"""Releasing: the open cases of somebody who may no longer act on them go on with somebody else.

Called in the unit that takes a right away, so that no case is ever in nobody's hands.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from bot import alerting, letters
from bot.audit import Deed
from bot.case_news import tell_reporters
from bot.house import House
from bot.incoming import Address
from bot.people import Actor
from bot.ports import Unit
from bot.redrawing import redraw
from bot.reports import Case, Event, State, What
from bot.screens import alerts as alert_screens
from bot.screens import case_letters as screens
from bot.sight import sight, works


@dataclass(frozen=True, slots=True)
class Leaving:
    """Who gives up their cases, and whose act that is; `heir`: who is to have them, None: whoever
    is on duty; `gone`: everything, whatever rights are left.
    """

    person: int
    by: int
    heir: int | None = None
    gone: bool = False


async def in_office(unit: Unit, person: int, *, now: datetime) -> Actor:
    """Somebody who is not here now, with the rights they have."""
    grants = (await unit.grants.of([person], now=now)).get(person, ())
    return Actor(0, person, Address("", ""), "vi", grants=grants)


async def release(unit: Unit, leaving: Leaving, house: House, *, now: datetime) -> int:
    """How many cases went on with somebody else."""
    actor = await in_office(unit, leaving.person, now=now)
    count = 0
    for held in await unit.casework.held(leaving.person):
        if leaving.gone or await unit.casework.one(held.id, sight(actor, house.areas)) is None:
            count += await _give_up(unit, held, leaving, house, now)
    return count


async def _give_up(unit: Unit, held: Case, leaving: Leaving, house: House, now: datetime) -> bool:
    heir = await _heir(unit, held, leaving, house, now)
    case: Case | None = held
    while case is not None and case.open and case.taken_by == leaving.person:
        if heir is None:
            freed = replace(case, state=State.SENT, taken_by=None, taken_at=None)
            event = Event(now, What.RELEASED, leaving.by)
        else:
            freed = replace(case, taken_by=heir, taken_at=now)
            event = Event(now, What.HANDED_OVER, leaving.by, f"people:{heir}")
        if await unit.reports.change(freed, event):
            deed = Deed(leaving.by, f"case.{event.what}", f"cases:{case.id}", area=case.area)
            await unit.audit.write(deed, now=now)
            after = replace(freed, version=case.version + 1)
            await _tell(unit, after, event, house)
            return True
        case = await unit.reports.one(held.id)
    return False


async def _heir(
    unit: Unit, case: Case, leaving: Leaving, house: House, now: datetime
) -> int | None:
    if leaving.heir is None:
        return None
    heir = await in_office(unit, leaving.heir, now=now)
    return leaving.heir if works(heir, case, house.areas) else None


async def _tell(unit: Unit, case: Case, event: Event, house: House) -> None:
    """The heir; or those on duty, and the reporter, who was told that somebody had it."""
    if case.taken_by is not None:
        await give(unit, case, case.taken_by, house, now=event.at)
        return
    await alerting.alert_for(unit, case, house, now=event.at)
    await redraw(unit, case, house, now=event.at)
    await tell_reporters(unit, case, event, house)


async def give(unit: Unit, case: Case, person: int, house: House, *, now: datetime) -> None:
    """Tell a colleague that the case is theirs now, and everybody who has its alert."""
    await unit.casework.share(case.id, [person])
    draw = partial(screens.handed, case, house.areas)
    posted = await letters.tell(unit, [person], draw, house.catalogs, now=now)
    await unit.casework.remember(case.id, posted)
    known = await unit.invitations.known([person])
    name = known[person].name if person in known else ""
    live = partial(alert_screens.taken_by, case, name)
    await alerting.correct(unit, case, live, house, now=now)
