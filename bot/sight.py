"""Sight: which cases somebody sees. The rule and the query ask the same value.

Officials see all of their areas, and of what belonged there before a merger; whoever only receives
(responders, admins) sees what was sent to them, there. Nobody handles what they told themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.people import Actor
from bot.permissions import Permission, may, scope
from bot.reports import Case
from bot.routing import sides
from content.areas import Areas

Codes = frozenset[str] | None
"""None: everywhere."""


@dataclass(frozen=True, slots=True)
class Sight:
    """`areas`: where `person` sees every case; `served`: where they see those sent to them."""

    person: int
    areas: Codes
    served: Codes

    def covers(self, case: Case, *, sent: bool) -> bool:
        """`sent`: whether the case was sent to this person."""
        if case.reporter == self.person:
            return False
        return _lies(case, self.areas) or (sent and _lies(case, self.served))


def sight(actor: Actor, areas: Areas) -> Sight:
    return Sight(
        actor.person,
        _codes(actor, Permission.AREA_CASE_WORK, areas),
        _codes(actor, Permission.AREA_CASE_TAKE, areas),
    )


def works(actor: Actor, case: Case, areas: Areas) -> bool:
    """Whether the actor may act on this case, not only receive and take it."""
    here = (code for code in sides(case, areas) if code in areas)
    allowed = any(may(actor, Permission.AREA_CASE_WORK, code, areas) for code in here)
    return allowed and case.reporter != actor.person


def _codes(actor: Actor, permission: Permission, areas: Areas) -> Codes:
    found = scope(actor, permission, areas)
    if found is None:
        return None
    return found.union(*(areas.before(code) for code in found))


def _lies(case: Case, codes: Codes) -> bool:
    return codes is None or case.area in codes or case.also in codes
