"""Uniting: a human says that two cases tell of the same thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.case_news import tell_reporters
from bot.casework import act, live, worked
from bot.house import House
from bot.people import Actor
from bot.ports import Unit
from bot.reports import Case, Event, What
from bot.screens import alerts as screens


async def join(
    unit: Unit, actor: Actor, case: int, to: int, house: House, *, now: datetime
) -> Case | None:
    """A human says that both tell of the same thing: `case` goes on in `to`, which is returned.
    Its own words, code and reporter stay.
    """
    main = await worked(unit, actor, to, house, now=now)
    if main is None or not main.open or main.joined is not None or main.id == case:
        return None

    def change(known: Case) -> Case | None:
        return replace(known, joined=main.id) if known.open and known.joined is None else None

    event = Event(now, What.JOINED, actor.person, main.code)
    after = await act(unit, actor, case, change, event, house)
    if after is None:
        return None
    for other in await unit.casework.joined(case):
        await unit.reports.change(replace(other, joined=main.id), event)
    told = Event(now, What.JOINED, actor.person, after.code, main.version)
    await unit.reports.note(main.id, told)
    await live(unit, after, partial(screens.joined, after, main), house, now=now)
    await tell_reporters(unit, after, event, house)
    return main
