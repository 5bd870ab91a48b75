"""Grants: a role in an area, given by somebody, revocable at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.people import Actor, Grant, Role
from bot.permissions import Places, covers
from content.areas import Areas

__all__ = ["Grant", "GrantsRepository", "Holder"]

LEVEL: dict[Role, int] = {
    Role.WORKER: 0,
    Role.ORGANISER: 1,
    Role.RESPONDER: 1,
    Role.OFFICIAL: 2,
    Role.PROVINCE: 3,
    Role.ADMIN: 4,
}
DIGITS: dict[Role, tuple[int, ...]] = {
    Role.ORGANISER: (5, 2),
    Role.RESPONDER: (5,),
    Role.OFFICIAL: (5,),
    Role.PROVINCE: (2,),
    Role.ADMIN: (0,),
}
"""How many digits the code of a role's area has: 0 everywhere, 2 a province, 5 a commune."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a grant, who gave it, and from when it counts."""

    person: int
    grant: Grant
    given_by: int
    effective_at: datetime


class Refusal(StrEnum):
    """Why something about a grant is not done."""

    NOT_YOURS = "not yours"
    """No such grant, or not in the actor's hands: the same words for both."""
    LAST_ADMIN = "last admin"
    NO_SUCCESSOR = "no successor"


def fits(role: Role, area: str, places: Places) -> bool:
    """Whether a role can be held in such an area."""
    return len(area) in DIGITS.get(role, ()) and (area == "" or area in places)


def appoints(actor: Actor, role: Role, area: str, places: Places) -> bool:
    """Whether the actor may bring people into this role there: it is below one of theirs that
    counts there; admins may bring admins.
    """
    return fits(role, area, places) and any(
        _above(grant.role, role) and covers(grant.area, area, places) for grant in actor.grants
    )


def appointable(actor: Actor) -> tuple[Role, ...]:
    """The roles an actor may invite to, the nearest first."""
    roles = [r for r in DIGITS if any(_above(grant.role, r) for grant in actor.grants)]
    return tuple(sorted(roles, key=lambda role: -LEVEL[role]))


def own_areas(actor: Actor, role: Role, places: Places) -> tuple[str, ...]:
    """The actor's own areas in which this role can be given, without repetition."""
    found = (g.area for g in actor.grants if appoints(actor, role, g.area, places))
    return tuple(dict.fromkeys(found))


def only_area(actor: Actor, role: Role, places: Places) -> str | None:
    """The one area that is possible, None when it must be asked."""
    if DIGITS[role] == (0,):
        return ""
    own = own_areas(actor, role, places)
    whole = all(len(grant.area) == 5 for grant in actor.grants)
    return own[0] if len(own) == 1 and whole else None


def possible(actor: Actor, role: Role, typed: str, areas: Areas) -> tuple[str, ...]:
    """The places that a typed name may mean and where the actor may bring people into the role."""
    found = areas.find(typed, near=_province(actor, areas)).places
    codes = (place.area.code for place in found)
    return tuple(code for code in codes if appoints(actor, role, code, areas))


def _province(actor: Actor, areas: Areas) -> str | None:
    known = (grant.area for grant in actor.grants if grant.area in areas)
    return next((areas.province_of(area).code for area in known), None)


def _above(one: Role, other: Role) -> bool:
    return one is Role.ADMIN or LEVEL[one] > max(LEVEL[other], LEVEL[Role.ORGANISER])


def manages(actor: Actor, holder: Holder, places: Places) -> bool:
    """Whether a grant of somebody else is in the actor's hands."""
    return appoints(actor, holder.grant.role, holder.grant.area, places)


def visible(actor: Actor, holder: Holder, places: Places) -> bool:
    return holder.person == actor.person or manages(actor, holder, places)


def last_admin(
    person: int, admins: Iterable[Holder], *, now: datetime, leaving: Collection[int] = ()
) -> bool:
    """Whether this person is an admin and nobody else is one whose grant counts; `leaving`: who
    has asked to be erased counts no more.
    """
    counting = {a.person for a in admins if a.effective_at <= now}
    return person in counting and not counting - {person, *leaving}


def revoking(
    actor: Actor,
    holder: Holder | None,
    admins: Iterable[Holder],
    places: Places,
    *,
    now: datetime,
    leaving: Collection[int] = (),
) -> Refusal | None:
    """Why the actor may not take this grant away (one's own is given up), None when they may."""
    if holder is None or not visible(actor, holder, places):
        return Refusal.NOT_YOURS
    counts = holder.effective_at <= now  # an appointment that does not count yet may always go
    if (
        holder.grant.role is Role.ADMIN
        and counts
        and last_admin(holder.person, admins, now=now, leaving=leaving)
    ):
        return Refusal.LAST_ADMIN
    return None


def handing_over(
    actor: Actor,
    leaving: Sequence[Holder],
    successor: Sequence[Holder],
    places: Places,
    *,
    now: datetime,
) -> Refusal | None:
    """Why the grants of one person may not move to another, None when they may.

    The actor must be above all of them, so that this one confirmation is the one of the level
    above; nobody hands over their own. The successor must already hold a role there.
    """
    if not leaving or any(h.person == actor.person for h in leaving):
        return Refusal.NOT_YOURS
    if not all(manages(actor, held, places) for held in leaving):
        return Refusal.NOT_YOURS
    held = [h for h in successor if h.effective_at <= now and h.person != leaving[0].person]
    if not all(any(_there(h, left, places) for h in held) for left in leaving):
        return Refusal.NO_SUCCESSOR
    return None


def _there(held: Holder, left: Holder, places: Places) -> bool:
    one, other = held.grant.area, left.grant.area
    return covers(one, other, places) or covers(other, one, places)


class GrantsRepository(Protocol):
    async def of(self, persons: Sequence[int], *, now: datetime) -> dict[int, tuple[Grant, ...]]:
        """The grants in force of each person, read at each action."""
        ...

    async def give(
        self, person: int, role: Role, area: str, *, by: int, now: datetime, effective_at: datetime
    ) -> int: ...

    async def revoke(self, grant: int, *, now: datetime) -> None: ...

    async def holder(self, grant: int) -> Holder | None:
        """Who holds this grant, None when it is revoked or never was."""
        ...

    async def holders(
        self,
        *,
        role: Role | None = None,
        area: str | None = None,
        areas: Collection[str] | None = None,
        person: int | None = None,
    ) -> list[Holder]:
        """Everybody who holds a role now or from later on; `areas`: exactly one of these."""
        ...

    async def ever(self, person: int, role: Role) -> bool:
        """Whether somebody holds the role or held it once."""
        ...
