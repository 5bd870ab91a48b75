"""Handing a group over: to another organiser of its area, who must say yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.grants import GrantsRepository
from bot.groups import Group, GroupsRepository, covers
from bot.people import Actor, Role
from content.areas import Areas


@dataclass(frozen=True, slots=True)
class Heir:
    """Somebody who could take a group: known by a grant and its day, for the bot keeps no names."""

    grant: int
    person: int
    since: datetime


class Memory(Protocol):
    @property
    def groups(self) -> GroupsRepository: ...

    @property
    def grants(self) -> GrantsRepository: ...


async def heirs(memory: Memory, group: Group, areas: Areas, *, now: datetime) -> Sequence[Heir]:
    """The other organisers of the group's area, each once, the longest serving first."""
    found: dict[int, Heir] = {}
    for held in await memory.grants.holders(role=Role.ORGANISER):
        here = covers(held.grant.area, group.area, areas) and held.effective_at <= now
        if here and held.person != group.owner and held.person not in found:
            found[held.person] = Heir(held.grant.id, held.person, held.effective_at)
    return tuple(found.values())


async def offer(
    memory: Memory, group: Group, grant: int, areas: Areas, *, now: datetime
) -> Heir | None:
    """Ask the holder of a grant; None when they cannot take it (any more)."""
    known = await heirs(memory, group, areas, now=now)
    heir = next((each for each in known if each.grant == grant), None)
    if heir is not None:
        await memory.groups.offer(group.id, heir=heir.person)
    return heir


async def offered(memory: Memory, group: int, actor: Actor, areas: Areas) -> Group | None:
    """The group that this person is asked to take and may take; None when that is over."""
    found = await memory.groups.one(group)
    if found is None or found.heir != actor.person:
        return None
    scopes = (grant.area for grant in actor.grants if grant.role is Role.ORGANISER)
    return found if any(covers(scope, found.area, areas) for scope in scopes) else None
