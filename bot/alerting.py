"""Alerting: the alert in the ledger and the watch over it, committed with the case itself.

`alert_for` is all that the reporter's side calls: red at once, at any hour; anything else when
offices are there. What goes out later is said by the beat (bot/escalating.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot import duty, floods, letters, redrawing, watches
from bot.duty import Post
from bot.house import House
from bot.ledger import Lane
from bot.ports import Unit
from bot.reports import Case, Event, What
from bot.routing import Routing, route, sides
from bot.screen import Screen
from bot.screens import alerts as screens
from content.areas import Areas
from content.catalog import Catalog, Catalogs

Draw = Callable[[Case, Sequence[Post], Areas, Catalog], Screen]


@dataclass(frozen=True, slots=True)
class Alerted:
    """How many people are told, and where they serve: the commune itself, its province, "" for
    the admins, None for nobody at all. `often`: this reporter's cases are told together.
    """

    persons: int
    area: str | None
    often: bool = False


async def alert_for(
    unit: Unit, case: Case, house: House, *, now: datetime, draw: Draw = screens.alert
) -> Alerted:
    """Post the alert to whoever is responsible, or plan it for when offices are there. Call in the
    unit that opened, raised, forwarded or reopened the case.
    """
    routing = await routed(unit, case, house.areas, now=now)
    watch = watches.opened(case.id, case.red, house.calendar, now)
    if watch.since > now:
        often = await floods.often(unit, case, now)
        await unit.watches.put(watch)
    else:
        persons = routing.at_once
        posts = tuple(dict.fromkeys(o.post for o in routing.order if o.person in persons))
        drawn = partial(draw, case, posts, house.areas)
        told = lanes(case, routing)
        often = await floods.tell(unit, case, told, drawn, house.catalogs, now=now)
        await note(unit, case, persons, now=now)
        await unit.watches.put(watches.announced(watch, house.calendar, now))
    return Alerted(len(routing.at_once), routing.place, often)


def lanes(case: Case, routing: Routing) -> dict[int, Lane]:
    """Those who are to act before those who are only to know."""
    acting = dict.fromkeys(routing.at_once, floods.lane_of(red=case.red))
    return acting | dict.fromkeys(routing.informed, Lane.ALERT)


async def note(unit: Unit, case: Case, persons: Sequence[int], *, now: datetime) -> None:
    """In the history: who is told. From now on these see the case."""
    if persons:
        await unit.casework.share(case.id, persons)
        told = " ".join(str(person) for person in persons)
        await unit.reports.note(case.id, Event(now, What.ALERTED, None, told, case.version))


async def correct(
    unit: Unit, case: Case, draw: Callable[[Catalog], Screen], house: House, *, now: datetime
) -> None:
    """Edit the alert for everybody who has it; whoever has not got it yet never will. Where it
    stands with others, those are told as before.
    """
    words = {language: draw(catalog) for language, catalog in house.catalogs.items()}
    for message in await unit.watches.letters(case.id):
        await unit.ledger.recall(message, words, now=now)
    await redrawing.redraw(unit, case, house, now=now)


async def tell_change(
    unit: Unit, case: Case, areas: Areas, catalogs: Catalogs, *, now: datetime
) -> None:
    """The reporter added something: whoever takes care of the case is told."""
    if persons := await keepers(unit, case, areas, now=now):
        await unit.casework.share(case.id, persons)
        draw = partial(screens.changed, case, areas)
        posted = await letters.tell(unit, persons, draw, catalogs, now=now)
        await unit.casework.remember(case.id, posted)


async def keepers(unit: Unit, case: Case, areas: Areas, *, now: datetime) -> Sequence[int]:
    """Whoever has taken the case, or the one that it goes on in; without one, those on duty."""
    main = await unit.reports.one(case.joined) if case.joined is not None else None
    case = main or case
    if case.taken_by is not None:
        return (case.taken_by,)
    return (await routed(unit, case, areas, now=now)).at_once


async def routed(unit: Unit, case: Case, areas: Areas, *, now: datetime) -> Routing:
    """Who is responsible, by the rosters as they are now."""
    rosters = [await duty.roster(unit.duty, area, areas, now=now) for area in sides(case, areas)]
    return route(case, rosters, now)
