"""Who is told of a case, and the alert in the ledger, committed with the case itself.

First version: everybody with an official's or responder's grant in the commune, else the province,
else the admins. `alert_for` is all that the reporter's side calls.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot import letters
from bot.people import Role
from bot.ports import Unit
from bot.reports import Case, Event, What
from bot.screens import alerts as screens
from content.areas import Areas
from content.catalog import Catalogs

_STEPS = ((Role.OFFICIAL, Role.RESPONDER), (Role.PROVINCE,), (Role.ADMIN,))


@dataclass(frozen=True, slots=True)
class Alerted:
    """How many people were told, and where they serve: the commune itself, its province, "" for
    the admins, None for nobody at all.
    """

    persons: int
    area: str | None


async def alert_for(
    unit: Unit, case: Case, areas: Areas, catalogs: Catalogs, *, now: datetime
) -> Alerted:
    """Post the alert to whoever is responsible. Call in the unit that opened or raised the case."""
    persons, area = await _responsible(unit, case, areas, now)
    if persons:
        await letters.tell(
            unit, persons, lambda catalog: screens.alert(case, areas, catalog), catalogs, now=now
        )
        told = " ".join(str(person) for person in persons)
        await unit.reports.note(case.id, Event(now, What.ALERTED, None, told, case.version))
    return Alerted(len(persons), area)


async def tell_change(
    unit: Unit, case: Case, areas: Areas, catalogs: Catalogs, *, now: datetime
) -> None:
    """The reporter added something: whoever takes care of the case is told."""
    persons = [case.taken_by] if case.taken_by else (await _responsible(unit, case, areas, now))[0]
    if persons:
        await letters.tell(
            unit, persons, lambda catalog: screens.changed(case, areas, catalog), catalogs, now=now
        )


async def _responsible(
    unit: Unit, case: Case, areas: Areas, now: datetime
) -> tuple[list[int], str | None]:
    province = areas.province_of(case.area).code
    for roles, place in zip(_STEPS, (case.area, province, ""), strict=True):
        where = {place, case.also} - ({""} if place else set())
        held = [
            holder
            for area in where
            for role in roles
            for holder in await unit.grants.holders(role=role, area=area)
            if holder.effective_at <= now and holder.person != case.reporter
        ]
        if held:
            return sorted({holder.person for holder in held}), place
    return [], None
