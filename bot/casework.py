"""Casework: what happens, in one unit, when somebody in office acts on a case.

Each act sees the case through the actor's sight, asks its rule, then writes: the next version
with its event, the audit log, and letters to the people concerned.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from bot import alerting, redrawing
from bot.appointing import refused
from bot.audit import Deed
from bot.case_news import tell_reporters
from bot.casework_memory import REVEAL_VALID, Reveal
from bot.house import House
from bot.people import Actor, Role
from bot.ports import Unit
from bot.releasing import give
from bot.reporting import SPARED
from bot.reports import Case, Ending, Event, Kept, Kind, Severity, State, What
from bot.reports.alike import TOGETHER, close_by
from bot.reports.talk import SILENCE, WORDS, Talk, latest
from bot.routing import sides
from bot.screen import Screen
from bot.screens import alerts as screens
from bot.sight import sight, works
from content.catalog import Catalog

PAGE = 6
MOST_PAGES = 1000
OFFICES = (Role.OFFICIAL, Role.RESPONDER, Role.PROVINCE)


@dataclass(frozen=True, slots=True)
class Seen:
    """All that an official is shown of a case at first. `holder`: the name of who has taken it,
    `mine`: the reader has; `works`: the reader may do more than receive and take it; `wish`: a
    colleague's to know who reported, which the reader may decide.
    """

    case: Case
    works: bool
    holder: str = ""
    mine: bool = False
    files: tuple[Kept, ...] = ()
    joined: tuple[Case, ...] = ()
    alike: tuple[Case, ...] = ()
    wish: Reveal | None = None
    talk: Talk = SILENCE


async def found(unit: Unit, actor: Actor, case: int, house: House, *, now: datetime) -> Case | None:
    """The case when the actor may see it; an attempt at another one is written down."""
    known = await unit.casework.one(case, sight(actor, house.areas))
    if known is None:
        await refused(actor, f"cases:{case}", unit, now=now)
    return known


async def worked(
    unit: Unit, actor: Actor, case: int, house: House, *, now: datetime
) -> Case | None:
    """The case when it is the actor's to act on."""
    known = await found(unit, actor, case, house, now=now)
    if known is None or works(actor, known, house.areas):
        return known
    await refused(actor, f"cases:{case}", unit, now=now)
    return None


Change = Callable[[Case], Case | None]
"""The case as it shall be; None when that cannot be done to it any more."""


async def act(
    unit: Unit, actor: Actor, case: int, change: Change, event: Event, house: House
) -> Case | None:
    """Write the change as the next version, whoever else changes the case meanwhile."""
    while (known := await worked(unit, actor, case, house, now=event.at)) is not None:
        changed = change(known)
        if changed is None:
            return None
        if await unit.reports.change(changed, event):
            deed = Deed(actor.person, f"case.{event.what}", f"cases:{case}", area=known.area)
            await unit.audit.write(deed, now=event.at)
            return replace(changed, version=known.version + 1)
    return None


async def open_(unit: Unit, actor: Actor, case: Case, house: House, *, now: datetime) -> Seen:
    """Look at it. The first to do so is told to the reporter, who knows then that it is read."""
    if case.state is State.SENT:
        seen = replace(case, state=State.SEEN)
        if await unit.reports.change(seen, Event(now, What.SEEN, actor.person)):
            case = replace(seen, version=case.version + 1)
            await tell_reporters(unit, case, Event(now, What.SEEN), house)
    return await _seen(unit, actor, case, house, now)


async def _seen(unit: Unit, actor: Actor, case: Case, house: House, now: datetime) -> Seen:
    working, since = works(actor, case, house.areas), now - REVEAL_VALID
    return Seen(
        case,
        working,
        await name_of(unit, case.taken_by),
        case.taken_by == actor.person,
        tuple(await unit.reports.files(case.id)),
        tuple(await unit.casework.joined(case.id)),
        tuple(await alike(unit, actor, case, house)) if working and case.open else (),
        await unit.casework.wish(case.id, not_by=actor.person, since=since) if working else None,
        latest(await unit.reports.history(case.id, only=WORDS)),
    )


async def alike(unit: Unit, actor: Actor, case: Case, house: House) -> list[Case]:
    """Open cases that may tell of the same thing, and that the actor works on too."""
    since, until = case.opened_at - TOGETHER, case.opened_at + TOGETHER
    here = house.areas.written_as(case.area)
    near = await unit.casework.alike(case, here, since, until)
    return [other for other in near if close_by(case, other) and works(actor, other, house.areas)]


async def name_of(unit: Unit, person: int | None) -> str:
    """As they gave it when they were invited, "" when nobody knows it."""
    known = await unit.invitations.known([person]) if person is not None else {}
    return known[person].name if person in known else ""


async def note(
    unit: Unit, actor: Actor, case: int, words: str, house: House, *, now: datetime
) -> Case | None:
    return await act(
        unit, actor, case, lambda known: known, Event(now, What.NOTED, actor.person, words), house
    )


async def correct(
    unit: Unit, actor: Actor, case: int, value: Kind | Severity, house: House, *, now: datetime
) -> Case | None:
    """The official's finding beside the reporter's words, which stay. What becomes red by it is
    told to whom it concerns, and its reporter is left in peace.
    """
    before = await worked(unit, actor, case, house, now=now)
    field = "kind" if isinstance(value, Kind) else "severity"

    def change(known: Case) -> Case | None:
        found = known.findings
        if isinstance(value, Kind):
            return replace(known, findings=replace(found, kind=value)) if known.open else None
        return replace(known, findings=replace(found, severity=value)) if known.open else None

    event = Event(now, What.CORRECTED, actor.person, f"{field}: {value}")
    after = await act(unit, actor, case, change, event, house)
    if after and before:
        await _tell_finding(unit, before, after, house, now)
    return after


async def _tell_finding(unit: Unit, before: Case, after: Case, house: House, now: datetime) -> None:
    if after.red and not before.red:
        if after.reporter is not None:
            await unit.reports.spare(after.reporter, until=now + SPARED)
        await alerting.alert_for(unit, after, house, now=now)
    await redrawing.redraw(unit, after, house, now=now)


async def hand_to(
    unit: Unit, actor: Actor, case: int, grant: int, house: House, *, now: datetime
) -> tuple[Case, str] | None:
    """To a colleague by name, who learns it at once and is the one to answer for it."""
    known = await worked(unit, actor, case, house, now=now)
    able = await colleagues(unit, actor, known, house, now=now) if known else {}
    if known is None or grant not in able:
        return None
    person, name = able[grant]

    def change(found: Case) -> Case | None:
        given = replace(found, state=State.TAKEN, taken_by=person, taken_at=now)
        return given if found.open else None

    event = Event(now, What.HANDED_OVER, actor.person, f"people:{person}")
    after = await act(unit, actor, case, change, event, house)
    if after is None:
        return None
    await give(unit, after, person, house, now=now)
    if known.taken_by is None:
        await tell_reporters(unit, after, Event(now, What.TAKEN), house)
    return after, name


async def colleagues(
    unit: Unit, actor: Actor, case: Case, house: House, *, now: datetime
) -> dict[int, tuple[int, str]]:
    """Who else holds an office where the case lies: grant → person and name; nobody twice."""
    places = {code for side in sides(case, house.areas) for code in house.areas.written_as(side)}
    held = await unit.grants.holders(areas=places)
    there = {
        h.person: h.grant.id
        for h in reversed(held)
        if h.grant.role in OFFICES
        and h.effective_at <= now
        and h.person not in (actor.person, case.reporter, case.taken_by)
    }
    known = await unit.invitations.known(list(there))
    names = {person: known[person].name if person in known else "" for person in there}
    return {grant: (person, names[person]) for person, grant in reversed(there.items())}


async def forward(
    unit: Unit, actor: Actor, case: int, to: tuple[str, str], house: House, *, now: datetime
) -> Case | None:
    """`to`: another area, and why, in a line that the reporter reads. The code stays."""
    area, reason = to

    def change(known: Case) -> Case | None:
        if not known.open or area not in house.areas or area == house.areas.now(known.area):
            return None
        fresh = replace(known, state=State.SENT, taken_by=None, taken_at=None)
        return replace(fresh, area=area, also="")

    event = Event(now, What.FORWARDED, actor.person, reason)
    after = await act(unit, actor, case, change, event, house)
    if after is not None:
        await redrawing.leave(unit, after, house, now=now)
        await live(unit, after, partial(screens.moved, after, house.areas), house, now=now)
        await unit.watches.forget(case)
        await alerting.alert_for(unit, after, house, now=now)
        await tell_reporters(unit, after, event, house)
    return after


async def live(
    unit: Unit, case: Case, draw: Callable[[Catalog], Screen], house: House, *, now: datetime
) -> None:
    """The alert of this case says so now, for everybody who has it."""
    await alerting.correct(unit, case, draw, house, now=now)


async def end(
    unit: Unit, actor: Actor, case: int, how: tuple[Ending, str], house: House, *, now: datetime
) -> Case | None:
    """Close it and all that were joined to it. `how`: the ending, and the words that the reporters
    read and may contradict; of NOT_DONE the last line is the day promised.
    """
    ending, words = how

    def change(known: Case) -> Case | None:
        closed = replace(known, state=State.CLOSED, ending=ending, closed_at=now, asked_at=None)
        return closed if known.open else None

    event = Event(now, What.CLOSED, actor.person, words)
    after = await act(unit, actor, case, change, event, house)
    if after is None:
        return None
    await _also(unit, case, change, event)
    await live(unit, after, partial(screens.ended, after), house, now=now)
    await tell_reporters(unit, after, event, house)
    return after


async def _also(unit: Unit, case: int, change: Change, event: Event) -> None:
    """The same with all that were joined to it, whoever else changes them meanwhile."""
    for joined in await unit.casework.joined(case):
        other: Case | None = joined
        while other is not None and (changed := change(other)) is not None:
            if await unit.reports.change(changed, event):
                break
            other = await unit.reports.one(joined.id)


def taken_again(case: Case, *, by: int, now: datetime) -> Case | None:
    if case.state is not State.CLOSED:
        return None
    taken = replace(case, state=State.TAKEN, taken_by=by, taken_at=now)
    return replace(taken, ending=None, closed_at=None)


async def reopen(
    unit: Unit, actor: Actor, case: int, house: House, *, now: datetime
) -> Case | None:
    """Take up again what was closed, with all that were joined to it."""
    event = Event(now, What.REOPENED, actor.person)
    again = partial(taken_again, by=actor.person, now=now)
    after = await act(unit, actor, case, again, event, house)
    if after is not None:
        await _also(unit, case, again, event)
        name = await name_of(unit, actor.person)
        await live(unit, after, partial(screens.taken_by, after, name), house, now=now)
        await tell_reporters(unit, after, event, house)
    return after
