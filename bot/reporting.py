"""Reporting: what happens, in one unit, when somebody sends, adds, corrects or takes back.

«Đã gửi» is said of what is committed: case, code, files and the alert go together or not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from bot.alerting import Alerted, alert_for, correct, tell_change
from bot.consents import consent
from bot.house import House
from bot.incoming import Location, Media
from bot.people import Actor
from bot.ports import Unit
from bot.redrawing import redraw
from bot.reports import Case, Event, Identity, Kind, NewCase, State, Told, What, raised, severity
from bot.reports.questions import Answered, extended, injured, pinned
from bot.reports.steps import Adding, Reporting
from bot.screens import alerts as alert_screens

SPARED = timedelta(days=30)
"""No campaign reaches the reporter of a death or a serious injury for so long."""

OFTEN = timedelta(minutes=5)
"""Whoever takes care of a case is told of additions once in so long, not of each."""

CONSENT = "report"


@dataclass(frozen=True, slots=True)
class Sent:
    """`alerted` None: this draft was sent before, by an earlier tap."""

    case: Case
    alerted: Alerted | None


async def send(
    unit: Unit, actor: Actor, draft: Reporting, agreed: str, house: House, *, now: datetime
) -> Sent:
    """Open the case of this draft, once; `agreed` are the words shown above the button."""
    reporter = None if draft.minor else actor.person
    callback = bool(draft.phone)
    new = NewCase(draft.key, draft.final_kind, draft.values, reporter, callback, callback)
    case, first = await unit.reports.open(new, now=now)
    if not first:
        return Sent(case, None)
    for media in draft.files():
        await unit.reports.attach(case.id, media, account=actor.address.account, now=now)
    if reporter is not None:
        given = consent(CONSENT, "consent.report", agreed, language=actor.language, now=now)
        await unit.reports.note(case.id, Event(now, What.AGREED, reporter, given.digest))
    if draft.phone:
        await unit.reports.seal(case.id, Identity(phone=draft.phone))
    return Sent(case, await _alert(unit, case, house, now))


async def _alert(unit: Unit, case: Case, house: House, now: datetime) -> Alerted:
    if case.red and case.reporter is not None:
        await unit.reports.spare(case.reporter, until=now + SPARED)
    return await alert_for(unit, case, house, now=now)


async def own(unit: Unit, actor: Actor, case: int) -> Case | None:
    """The case, when it is this person's; None otherwise, whether it exists or not."""
    found = await unit.reports.one(case)
    return found if found is not None and found.reporter == actor.person else None


async def revise(
    unit: Unit, actor: Actor, case: int, change: Callable[[Case], Case], event: Event
) -> Case | None:
    """Write a change of one's own case as its next version, whoever else changes it meanwhile."""
    while (found := await own(unit, actor, case)) is not None:
        changed = change(found)
        if await unit.reports.change(changed, event):
            return replace(changed, version=found.version + 1)
    return None


async def tell_more(
    unit: Unit,
    actor: Actor,
    case: int,
    told: Callable[[Told], Told],
    event: Event,
    house: House,
) -> Case | None:
    """More of the reporter's words. What makes it red is alerted at once, the rest now and then."""

    def change(found: Case) -> Case:
        words = told(found.told)
        return replace(
            found, told=words, severity=raised(found.severity, severity(found.kind, words))
        )

    before = await own(unit, actor, case)
    after = await revise(unit, actor, case, change, event)
    if before is None or after is None:
        return None
    if after.red and not before.red:
        await _alert(unit, after, house, event.at)
        await redraw(unit, after, house, now=event.at)
    elif event.what in (What.ADDED, What.EDITED, What.WITHDRAWN):
        await _tell_now_and_then(unit, after, event, house)
    return after


async def _tell_now_and_then(unit: Unit, case: Case, event: Event, house: House) -> None:
    history = await unit.reports.history(case.id)
    same = [e for e in history if e.what is event.what and event.at - e.at < OFTEN]
    if len(same) <= 1:  # this one alone
        await tell_change(unit, case, house.areas, house.catalogs, now=event.at)


async def add_words(unit: Unit, actor: Actor, case: int, event: Event, house: House) -> Case | None:
    """The event's words; EDITED ones correct earlier ones, which stay."""
    return await tell_more(
        unit, actor, case, lambda told: extended(told, event.words), event, house
    )


async def add_point(
    unit: Unit, actor: Actor, case: int, at: Location, house: House, *, now: datetime
) -> Case | None:
    """Where exactly; the commune stays the one that was told."""
    event = Event(now, What.ADDED, actor.person)
    return await tell_more(
        unit, actor, case, lambda told: pinned(told, at.latitude, at.longitude), event, house
    )


async def add_injuries(
    unit: Unit, actor: Actor, step: Adding, house: House, *, now: datetime
) -> Case | None:
    event = Event(now, What.ADDED, actor.person, f"injury: {' '.join(step.picked)}")
    return await tell_more(
        unit, actor, step.case, lambda told: injured(told, step.victim, step.picked), event, house
    )


async def answer(
    unit: Unit, actor: Actor, case: Case, found: Answered, house: House, event: Event
) -> Case:
    """Keep the answer to a question; returns the case after it."""
    if found.kind is not None:
        after = await become(unit, actor, case.id, found.kind, event.at)
    else:
        after = await tell_more(unit, actor, case.id, lambda _: found.told, event, house)
    return after or case


async def attach(
    unit: Unit, actor: Actor, case: int, media: Media, house: House, *, now: datetime
) -> Case | None:
    """A file for a case that is sent; its caption is words. None when there is no more room."""
    if await own(unit, actor, case) is None:
        return None
    kept = await unit.reports.attach(case, media, account=actor.address.account, now=now)
    if kept is None:
        return None
    if words := media.caption.strip():
        return await add_words(
            unit, actor, case, Event(now, What.ADDED, actor.person, words), house
        )
    event = Event(now, What.ADDED, actor.person, media.kind)
    return await tell_more(unit, actor, case, lambda told: told, event, house)


async def become(unit: Unit, actor: Actor, case: int, kind: Kind, now: datetime) -> Case | None:
    event = Event(now, What.ADDED, actor.person, kind.value)
    return await revise(unit, actor, case, lambda found: replace(found, kind=kind), event)


async def let_call(unit: Unit, actor: Actor, case: int, phone: str, now: datetime) -> Case | None:
    """The official may know who reported and call this number."""
    event = Event(now, What.AGREED, actor.person, "callback")
    found = await revise(
        unit, actor, case, lambda c: replace(c, known=True, callback=bool(phone)), event
    )
    if found is not None and phone:
        await unit.reports.seal(case, Identity(phone=phone))
    return found


async def withdraw(
    unit: Unit, actor: Actor, case: int, house: House, *, now: datetime
) -> Case | None:
    """Take a report back; what was done about it stays on record. None when it is over already."""
    found = await own(unit, actor, case)
    if found is None or not found.open:
        return None
    event = Event(now, What.WITHDRAWN, actor.person)
    gone = await revise(
        unit, actor, case, lambda c: replace(c, state=State.WITHDRAWN, closed_at=now), event
    )
    if gone is not None:
        live = partial(alert_screens.ended, gone)
        await correct(unit, gone, live, house, now=now)
        await _tell_now_and_then(unit, gone, event, house)
    return gone


async def check(
    unit: Unit, actor: Actor, case: Case, value: str, house: House, *, now: datetime
) -> bool:
    """Note the answer after two weeks; returns whether the commune was told of it."""
    await unit.reports.note(case.id, Event(now, What.CHECKED, actor.person, value, case.version))
    if value not in ("still", "help"):
        return False
    await tell_change(unit, case, house.areas, house.catalogs, now=now)
    return True
