"""Memberships: into a group by its link and with consent, and out again in one touch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.consents import Consent, ConsentsRepository
from bot.groups import Group, GroupsRepository


class Standing(StrEnum):
    """How somebody stands to the group of a link. DEAD: no group has this link any more."""

    INVITED = "invited"
    JOINED = "joined"
    ALREADY = "already"
    CLOSED = "closed"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Place:
    """`group` is None when the link is dead."""

    standing: Standing
    group: Group | None = None


class Memory(Protocol):
    @property
    def groups(self) -> GroupsRepository: ...

    @property
    def consents(self) -> ConsentsRepository: ...


async def follow(memory: Memory, token: str, person: int) -> Place:
    """What a link leads to; nothing is kept before the person agrees."""
    group = await memory.groups.by_token(token)
    if group is None:
        return Place(Standing.DEAD)
    if group.closed:
        return Place(Standing.CLOSED, group)
    within = any(each.id == group.id for each in await memory.groups.joined(person))
    return Place(Standing.ALREADY if within else Standing.INVITED, group)


async def join(memory: Memory, place: Place, person: int, agreed: Consent) -> Place:
    """In, with the consent that was shown; a second touch changes nothing."""
    if place.standing is not Standing.INVITED or place.group is None:
        return place
    if not await memory.groups.join(place.group.id, person, now=agreed.given_at):
        return Place(Standing.ALREADY, place.group)
    await memory.consents.give(person, agreed)
    return Place(Standing.JOINED, place.group)


async def leave(memory: Memory, group: int, person: int, *, now: datetime) -> Group | None:
    """The group they have left; None when they were not in it."""
    found = await memory.groups.one(group)
    if found is None or not await memory.groups.leave(group, person):
        return None
    await memory.consents.withdraw(person, found.purpose, now=now)
    return found
