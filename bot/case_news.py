"""News for reporters: what officials did about their case, told through the ledger.

What was reported without a name may be read by whoever holds the phone, so only «there is news» is
pushed then; pressing it shows the rest.
"""

from __future__ import annotations

from functools import partial

from bot import letters
from bot.house import House
from bot.people import Actor
from bot.ports import Unit
from bot.reports import Case, Event, Kind
from bot.screens import case_letters as screens


def quiet(case: Case) -> bool:
    """Whether a push says nothing of what it is about (wording, st.neutral)."""
    secret = case.kind in (Kind.HAZARD, Kind.NEAR_MISS, Kind.PETITION)
    return secret and not case.known


async def tell_reporters(unit: Unit, case: Case, event: Event, house: House) -> None:
    """Whoever told of this, and of what was joined to it; each with their own code."""
    for each in (case, *await unit.casework.joined(case.id)):
        await tell_reporter(unit, each, event, house)


async def tell_reporter(unit: Unit, case: Case, event: Event, house: House) -> None:
    if case.reporter is None:
        return
    draw = partial(screens.news, case, event, house.areas)
    if quiet(case):
        draw = partial(screens.neutral, case)
    posted = await letters.tell(unit, [case.reporter], draw, house.catalogs, now=event.at)
    await unit.casework.remember(case.id, posted)


async def latest(unit: Unit, actor: Actor, case: int) -> tuple[Case, Event] | None:
    """One's own case and the last that was done about it; None when it is not theirs."""
    own = await unit.reports.one(case)
    if own is None or own.reporter != actor.person:
        return None
    events = list(await unit.reports.history(own.id))
    if own.joined is not None:
        events += await unit.reports.history(own.joined)
    told = [event for event in events if event.what in screens.TOLD]
    newest = max(reversed(told), key=lambda event: event.at, default=events[0])
    return own, newest
