"""Duty: who is told first when something happens in an area, and who is asked next.

The roster names people of the area for a post and for hours. Whoever is away, or no longer holds
the grant they were put on it with, is not there. Nobody must be lost: where the roster names nobody
for this moment, everybody in office there is on duty, then the province, then the admins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from typing import Protocol

from bot import hours
from bot.grants import Holder
from bot.hours import Hours
from bot.people import Actor, Grant, Role
from content.areas import Areas


class Post(StrEnum):
    """In the order in which they are asked. PROVINCE and ADMIN stand behind a commune's roster."""

    DUTY = "duty"
    DEPUTY = "deputy"
    CHAIR = "chair"
    PROVINCE = "province"
    ADMIN = "admin"


LOCAL = (Post.DUTY, Post.DEPUTY, Post.CHAIR)
"""The posts of an area's own roster."""

OFFICES = (Role.OFFICIAL, Role.RESPONDER, Role.PROVINCE)
"""Whoever holds one of these can be on duty."""

MOST_DUTIES = 20
"""On one roster: as many as a list of buttons can carry."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One line of a roster. `grant` is what its person holds there; `version` counts changes."""

    id: int
    person: int
    grant: int
    area: str
    post: Post
    hours: Hours
    version: int = 1


@dataclass(frozen=True, slots=True)
class Roster:
    """Who could be told of something in `area`. `province` is "" for a province's own roster.

    `holders`: grants in force there, in the province, and everywhere; `away`: until when; `silent`:
    who has shut the bot out on every channel, so that nothing can reach them.
    """

    area: str
    province: str
    duties: Sequence[Duty] = ()
    holders: Sequence[Holder] = ()
    away: Mapping[int, datetime] = field(default_factory=dict)
    silent: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Somebody to tell, and as what."""

    person: int
    post: Post


def on_duty(roster: Roster, area: str, now: datetime) -> tuple[OnDuty, ...]:
    """Whom to tell of something in `area`, in this order, everybody once; () when there is nobody.

    Whoever is away is left out, except admins: somebody must hear of it.
    """
    order = list(_there(roster, area, now))
    if roster.province and area != roster.province:
        order += [OnDuty(o.person, Post.PROVINCE) for o in _there(roster, roster.province, now)]
    order += [OnDuty(h.person, Post.ADMIN) for h in _holding(roster, "", Role.ADMIN, now)]
    first: dict[int, OnDuty] = {}
    for found in order:
        first.setdefault(found.person, found)
    return tuple(first.values())


def nobody_here(order: Iterable[OnDuty]) -> bool:
    """Whether the area has nobody of its own now: the reporter is told so."""
    return not any(found.post in LOCAL for found in order)


def steps(order: Iterable[OnDuty]) -> tuple[tuple[int, ...], ...]:
    """The same people by post: whom to tell at once, then whom to ask when nobody has taken it."""
    grouped = groupby(order, key=lambda found: found.post)
    return tuple(tuple(found.person for found in group) for _, group in grouped)


async def watch(
    repository: DutyRepository, area: str, areas: Areas, *, now: datetime
) -> tuple[OnDuty, ...]:
    """`on_duty` of an area, read now."""
    return on_duty(await roster(repository, area, areas, now=now), area, now)


async def roster(repository: DutyRepository, area: str, areas: Areas, *, now: datetime) -> Roster:
    """With everything in the words of today, whatever codes it was written with."""
    here = areas.now(area)
    province = areas.province_of(here).code if here in areas else ""
    found = await repository.roster(
        areas.written_as(here), areas.written_as(province) if province != here else (), now=now
    )
    duties = [replace(duty, area=areas.now(duty.area)) for duty in found.duties]
    holders = [replace(each, grant=_today(each.grant, areas)) for each in found.holders]
    return replace(found, duties=duties, holders=holders)


def _today(grant: Grant, areas: Areas) -> Grant:
    return replace(grant, area=areas.now(grant.area))


def eligible(roster: Roster) -> list[Holder]:
    """Who can be put on the roster, everybody once: whoever holds an office there."""
    held = [h for h in roster.holders if h.grant.area == roster.area and h.grant.role in OFFICES]
    return list({holder.person: holder for holder in reversed(held)}.values())[::-1]


def manages(actor: Actor, area: str) -> bool:
    """Whether the actor changes this roster: its own officials (of a province, its officers) and
    the admins. The level above reads it.
    """
    return any(
        grant.role is Role.ADMIN
        or (grant.area == area and grant.role in (Role.OFFICIAL, Role.PROVINCE))
        for grant in actor.grants
    )


def _there(roster: Roster, area: str, now: datetime) -> list[OnDuty]:
    """The area's own people: by roster, else whoever is in office."""
    named = [
        duty
        for duty in roster.duties
        if duty.area == area and hours.covers(duty.hours, now) and not _away(roster, duty, now)
    ]
    if named:
        ordered = sorted(named, key=lambda duty: (LOCAL.index(duty.post), duty.id))
        return [OnDuty(duty.person, duty.post) for duty in ordered]
    for role in (Role.PROVINCE, Role.OFFICIAL, Role.RESPONDER):
        held = _holding(roster, area, role, now)
        if there := [h for h in held if not _away(roster, h, now)]:
            return [OnDuty(holder.person, Post.DUTY) for holder in there]
    return []


def _holding(roster: Roster, area: str, role: Role, now: datetime) -> list[Holder]:
    return [
        holder
        for holder in roster.holders
        if holder.grant.area == area
        and holder.grant.role is role
        and holder.effective_at <= now
        and holder.person not in roster.silent
    ]


def _away(roster: Roster, who: Duty | Holder, now: datetime) -> bool:
    until = roster.away.get(who.person)
    return who.person in roster.silent or (until is not None and now < until)


class DutyRepository(Protocol):
    async def roster(
        self, area: Sequence[str], province: Sequence[str], *, now: datetime
    ) -> Roster:
        """Both areas' lines whose grant is in force, who holds what there, and who is away.

        Each area is all the codes it was written with, today's first.
        """
        ...

    async def one(self, duty: int, *, now: datetime) -> Duty | None:
        """A line whose grant is in force."""
        ...

    async def add(self, holder: Holder, post: Post, hours: Hours, *, now: datetime) -> Duty | None:
        """None when this person has this post there already."""
        ...

    async def change(self, duty: int, hours: Hours, *, version: int, now: datetime) -> bool:
        """False when somebody else has changed or removed it since `version`."""
        ...

    async def remove(self, duty: int) -> bool:
        """False when somebody else was faster."""
        ...

    async def hand_over(self, grant: int, to: int, *, now: datetime) -> bool:
        """The lines of one grant stand with another from now on; False when there were none."""
        ...

    async def of(self, person: int, *, now: datetime) -> list[Duty]: ...

    async def away(self, person: int, *, now: datetime) -> datetime | None:
        """Until when somebody is away, None when they are there."""
        ...

    async def set_away(self, person: int, until: datetime | None, *, now: datetime) -> None: ...
