"""People and the addresses where they can be reached: values and the rules about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.incoming import Address, Incoming

LANGUAGES = ("vi", "en")


class Role(StrEnum):
    """What a person may be trusted with. Everybody is a worker first.

    RESPONDER: Công an xã, health station, hamlet head; receives and takes alerts only.
    """

    WORKER = "worker"
    ORGANISER = "organiser"
    RESPONDER = "responder"
    OFFICIAL = "official"
    PROVINCE = "province"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role in an area: a commune's or province's code, "" = everywhere."""

    id: int
    role: Role
    area: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is acting: an address of ours, the person behind it, and how to speak to them.

    `shown` are the choices last shown here, as (button code, label), which typed answers name;
    `commune` and `sectors` are what the person has joined with, `asked_at` when they were last
    offered to; `grants` are in force now;
    `album` is the last album answered, so that its other pictures stay unanswered.
    """

    id: int
    person: int
    address: Address
    language: str
    reachable: bool = True
    commune: str = ""
    sectors: tuple[str, ...] = ()
    asked_at: datetime | None = None
    grants: tuple[Grant, ...] = ()
    shown: tuple[tuple[str, str], ...] = ()
    album: str = ""

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset({Role.WORKER, *(grant.role for grant in self.grants)})


def today(actor: Actor, areas: AreasOfToday) -> Actor:
    """The same person with the commune and the areas of their grants as they are called today:
    what was written before a merger counts in the commune that came of it.
    """
    grants = tuple(replace(grant, area=areas.now(grant.area)) for grant in actor.grants)
    return replace(actor, commune=areas.now(actor.commune), grants=grants)


class AreasOfToday(Protocol):
    """content.areas.Areas."""

    def now(self, code: str) -> str:
        """The code in force that an older one means."""
        ...


def language_for(phone: str) -> str:
    """The language to speak to a phone set to `phone` (an IETF tag): Vietnamese unless English."""
    return "en" if phone.lower().split("-")[0] == "en" else "vi"


class PeopleRepository(Protocol):
    async def meet(self, arrivals: Sequence[Incoming], *, now: datetime) -> dict[Address, Actor]:
        """The actor of every address, new ones included, in two statements at most."""
        ...

    def remember_shown(self, actor: Actor, choices: Sequence[tuple[str, str]]) -> None: ...

    async def set_language(self, actor: Actor, language: str) -> None: ...

    async def set_reachable(self, address: Address, *, reachable: bool) -> None: ...

    async def remember_album(self, actor: Actor, album: str) -> None: ...

    async def join(self, person: int, *, commune: str, sectors: Sequence[str]) -> None: ...

    async def asked(self, person: int, *, now: datetime) -> None: ...

    async def language_of(self, address: Address) -> str:
        """The language set there, "" when nobody is known by it."""
        ...

    async def languages(self, persons: Sequence[int]) -> dict[int, str]:
        """The language of each person's latest address."""
        ...

    async def move(self, old: Address, new: Address) -> None: ...
