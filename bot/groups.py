"""Groups: a union branch, an association, a cooperative or a crew, and who may manage one.

A group is managed by its owner, while they hold an organiser's or official's grant that covers its
area. What they see is a name and a number of members: never who these are.
"""

from __future__ import annotations

import base64
import re
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.people import Actor, Role
from content.areas import Areas

LONGEST_NAME = 60
MOST_GROUPS = 30
"""Of one person: as many as a list of buttons can carry."""

MANAGERS = frozenset({Role.ORGANISER, Role.OFFICIAL})
_TOKEN_BYTES = 8
_LINK = re.compile(r"g([A-Z2-7]{13})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Group:
    """`token` is what its link carries; `heir` is who has been asked to take it over."""

    id: int
    name: str
    area: str
    owner: int
    token: str
    members: int = 0
    heir: int | None = None
    closed: bool = False

    @property
    def payload(self) -> str:
        return f"g{self.token}"

    @property
    def purpose(self) -> str:
        """The purpose of a member's consent."""
        return f"group:{self.id}"


class BadName(StrEnum):
    """Why a typed name is none: each has its own sentence, and this is its id."""

    EMPTY = "group.name.empty"
    LONG = "group.name.long"
    NO_LETTERS = "group.name.letters"
    MOST = "group.most"


@dataclass(frozen=True, slots=True)
class Overview:
    """What /nhom shows. `areas`: where the person may make groups, () for a plain worker."""

    areas: tuple[str, ...]
    owned: Sequence[Group]
    offered: Sequence[Group]
    joined: Sequence[Group]


class GroupsRepository(Protocol):
    async def create(
        self, name: str, *, area: str, owner: int, token: str, now: datetime
    ) -> Group: ...

    async def one(self, group: int) -> Group | None:
        """An open group."""
        ...

    async def by_token(self, token: str) -> Group | None:
        """The group whose link this is, closed ones too."""
        ...

    async def owned(self, person: int) -> list[Group]: ...

    async def offered(self, person: int) -> list[Group]:
        """Open groups that this person has been asked to take over."""
        ...

    async def joined(self, person: int) -> list[Group]: ...

    async def renew(self, group: int, *, token: str) -> None: ...

    async def offer(self, group: int, *, heir: int | None) -> None: ...

    async def hand_over(self, group: int, *, owner: int) -> None:
        """The group has a new owner; nobody is asked any more."""
        ...

    async def close(self, group: int, *, now: datetime) -> None:
        """Everybody leaves, their consents end, and the link says that it is closed."""
        ...

    async def join(self, group: int, person: int, *, now: datetime) -> bool:
        """False when they were in already."""
        ...

    async def leave(self, group: int, person: int) -> bool:
        """False when they were not in."""
        ...


def new_token() -> str:
    """64 random bits: 13 letters and digits, none of which is read as another."""
    return base64.b32encode(secrets.token_bytes(_TOKEN_BYTES)).decode().rstrip("=")


def read_link(payload: str) -> str:
    """The token of a group's deep link, "" when it is something else."""
    found = _LINK.fullmatch(payload)
    return found[1].upper() if found else ""


def tidy_name(typed: str) -> str | BadName:
    """The name on one line, without characters that show nothing or turn text around."""
    shown = "".join(c for c in typed if unicodedata.category(c) not in ("Cf", "Cc") or c.isspace())
    name = " ".join(unicodedata.normalize("NFC", shown).split())
    if not name:
        return BadName.EMPTY
    if not any(character.isalpha() for character in name):
        return BadName.NO_LETTERS
    return name if len(name) <= LONGEST_NAME else BadName.LONG


def areas_of(actor: Actor) -> tuple[str, ...]:
    """Where somebody may make groups, without repetition, in the order of their grants."""
    return tuple(dict.fromkeys(grant.area for grant in actor.grants if grant.role in MANAGERS))


def covers(scope: str, area: str, areas: Areas) -> bool:
    """Whether a grant's area holds a place; "" is everywhere."""
    return scope in ("", area) or areas.within(area, scope)


def manages(actor: Actor, group: Group, areas: Areas) -> bool:
    return group.owner == actor.person and any(
        covers(scope, group.area, areas) for scope in areas_of(actor)
    )


async def overview(groups: GroupsRepository, actor: Actor) -> Overview:
    areas = areas_of(actor)
    owned = await groups.owned(actor.person) if areas else ()
    offered = await groups.offered(actor.person) if areas else ()
    return Overview(areas, owned, offered, await groups.joined(actor.person))


async def managed(groups: GroupsRepository, group: int, actor: Actor, areas: Areas) -> Group | None:
    """The group, when it is open and theirs to manage: one that is not is as good as none."""
    found = await groups.one(group)
    return found if found and manages(actor, found, areas) else None


async def create(
    groups: GroupsRepository, typed: str, area: str, actor: Actor, areas: Areas, *, now: datetime
) -> Group | BadName | None:
    """The new group; None when this person may not make one there."""
    name, area = tidy_name(typed), areas.now(area)
    if area not in areas_of(actor):
        return None
    if isinstance(name, BadName):
        return name
    if len(await groups.owned(actor.person)) >= MOST_GROUPS:
        return BadName.MOST
    return await groups.create(name, area=area, owner=actor.person, token=new_token(), now=now)
