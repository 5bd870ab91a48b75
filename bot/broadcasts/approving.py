"""Who must agree to a broadcast before it leaves (reliability.md T3).

One stolen organiser's account must reach nobody to speak of: above a size, and always when urgent,
a second person agrees to exactly this content, audience and time. Small messages one after the
other count together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from enum import StrEnum

from bot.audiences import Audience
from bot.broadcasts.values import Broadcast
from bot.grants import Holder
from bot.groups import Group
from bot.people import Actor, Role
from bot.permissions import Permission, Places, covers, may

ALONE_AT_MOST = 50
"""Persons that one organiser reaches in a day without a second person: a crew, a hamlet's branch.
A number to be reviewed with the first communes."""

ALONE_WITHIN = timedelta(days=1)
APPROVING = (Role.OFFICIAL, Role.PROVINCE, Role.ADMIN)


class Reason(StrEnum):
    """Why a second person is needed; the message id of the sentence that says so."""

    URGENT = "bc.need.urgent"
    SIZE = "bc.need.size"
    TOGETHER = "bc.need.together"


def needed(broadcast: Broadcast, persons: int, alone: int) -> Reason | None:
    """`alone`: persons this author has reached without a second person within a day."""
    if broadcast.urgent:
        return Reason.URGENT
    if persons > ALONE_AT_MOST:
        return Reason.SIZE
    if persons + alone > ALONE_AT_MOST:
        return Reason.TOGETHER
    return None


def places_of(audience: Audience, groups: Iterable[Group], own: str) -> tuple[str, ...]:
    """The areas that the message reaches into; `own` when it names none itself."""
    named = [*audience.areas, *(g.area for g in groups if g.id in audience.groups)]
    return tuple(dict.fromkeys(named)) or (own,)


def may_approve(actor: Actor, broadcast: Broadcast, reached: Sequence[str], places: Places) -> bool:
    """Somebody else than the author, whose right holds in every area the message reaches."""
    return actor.person != broadcast.author and all(
        may(actor, Permission.AREA_BROADCAST_APPROVE, area, places) for area in reached
    )


def may_override(actor: Actor, broadcast: Broadcast, others: Sequence[int]) -> bool:
    """The author alone, when they hold the right to approve themselves: anything urgent, and
    everything where nobody else could approve (one administrator).
    """
    approves = may(actor, Permission.AREA_BROADCAST_APPROVE)
    return actor.person == broadcast.author and approves and (broadcast.urgent or not others)


def approvers(
    holders: Sequence[Holder], author: int, reached: Sequence[str], places: Places
) -> list[int]:
    """Persons who could approve, the nearest offices only: the commune's before the province's."""
    for role in APPROVING:
        held: dict[int, list[str]] = {}
        for holder in holders:
            if holder.grant.role is role and holder.person != author:
                held.setdefault(holder.person, []).append(holder.grant.area)
        found = [
            person
            for person, areas in held.items()
            if all(any(covers(own, area, places) for own in areas) for area in reached)
        ]
        if found:
            return found
    return []


def drifted(shown: int, now: int) -> bool:
    """Whether the number of people is so different that an approver must look again: by more than
    one in a hundred.
    """
    return abs(now - shown) * 100 > shown
