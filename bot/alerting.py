"""Alerting: the alert in the ledger and the watch over it, committed with the case itself.

`alert_for` is all that the reporter's side calls: red at once, at any hour; anything else when
offices are there. What goes out later is said by the beat (bot/escalating.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot import duty, letters, watches
from bot.ledger import Lane
from bot.ports import Unit
from bot.reports import Case, Event, What
from bot.routing import Routing, route, sides
from bot.screen import Screen
from bot.screens import alerts as screens
from bot.watches import FUSE_WINDOW
from content.areas import Areas
from content.calendar import Calendar
from content.catalog import Catalog, Catalogs


@dataclass(frozen=True, slots=True)
class Alerted:
    """How many people are told, and where they serve: the commune itself, its province, "" for
    the admins, None for nobody at all.
    """

    persons: int
    area: str | None


async def alert_for(
    unit: Unit,
    case: Case,
    areas: Areas,
    catalogs: Catalogs,
    *,
    now: datetime,
    calendar: Calendar,
) -> Alerted:
    """Post the alert to whoever is responsible, or plan it for when offices are there. Call in the
    unit that opened, raised, forwarded or reopened the case.
    """
    routing = await routed(unit, case, areas, now=now)
    since = now - FUSE_WINDOW
    here = areas.written_as(case.area)
    recent = await unit.watches.recent(here, red=case.red, since=since)
    watch = watches.opened(case.id, case.area, case.red, recent, calendar, now)
    if watch.since > now:
        await unit.watches.put(watch)
    else:
        await announce(unit, [case], routing, areas, catalogs, now=now)
        await unit.watches.put(watches.announced(watch, calendar, now), announced=now)
    return Alerted(len(routing.at_once), routing.place)


async def announce(
    unit: Unit,
    cases: Sequence[Case],
    routing: Routing,
    areas: Areas,
    catalogs: Catalogs,
    *,
    now: datetime,
) -> None:
    """Say the first alert, of several cases of one area in one message."""
    persons = routing.at_once
    if not persons:
        return
    if len(cases) > 1:
        draw = partial(screens.grouped, cases, areas)
    else:
        posts = tuple(dict.fromkeys(o.post for o in routing.order if o.person in persons))
        draw = partial(screens.alert, cases[0], posts, areas)
    lane = Lane.RED_ALERT if cases[0].red else Lane.ALERT
    posted = await letters.tell(unit, persons, draw, catalogs, now=now, lane=lane)
    if len(cases) == 1:
        await unit.watches.remember(cases[0].id, posted)
        await unit.casework.remember(cases[0].id, posted)
    for case in cases:
        await _sent_to(unit, case, persons, now)


async def _sent_to(unit: Unit, case: Case, persons: Sequence[int], now: datetime) -> None:
    """From now on these see the case."""
    await unit.casework.share(case.id, persons)
    told = " ".join(str(person) for person in persons)
    await unit.reports.note(case.id, Event(now, What.ALERTED, None, told, case.version))


async def correct(
    unit: Unit, case: Case, draw: Callable[[Catalog], Screen], catalogs: Catalogs, *, now: datetime
) -> None:
    """Edit the alert for everybody who has it; whoever has not got it yet never will."""
    words = {language: draw(catalog) for language, catalog in catalogs.items()}
    posted = []
    for message in await unit.watches.letters(case.id):
        corrected = await unit.ledger.recall(message, words, now=now)
        posted += [corrected] if corrected is not None else []
    await unit.watches.remember(case.id, posted, instead=True)


async def tell_change(
    unit: Unit, case: Case, areas: Areas, catalogs: Catalogs, *, now: datetime
) -> None:
    """The reporter added something: whoever takes care of the case is told."""
    persons: Sequence[int] = [case.taken_by] if case.taken_by else ()
    if not persons:
        persons = (await routed(unit, case, areas, now=now)).at_once
    if persons:
        draw = partial(screens.changed, case, areas)
        posted = await letters.tell(unit, persons, draw, catalogs, now=now)
        await unit.casework.remember(case.id, posted)


async def routed(unit: Unit, case: Case, areas: Areas, *, now: datetime) -> Routing:
    """Who is responsible, by the rosters as they are now."""
    rosters = [await duty.roster(unit.duty, area, areas, now=now) for area in sides(case, areas)]
    return route(case, rosters, now)
