"""Audiences: who shall get a message, as an organiser puts it together.

Somebody is meant when they work in one of the areas, are in one of the groups or hold one of the
roles; sectors and languages narrow that, exclusions always win. Consent is not chosen here: the
query asks for it (storage/audiences.py), as it asks again for the sender's own area.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any, Protocol

from bot.groups import Group
from bot.people import LANGUAGES, Actor, Role
from bot.permissions import Permission, Places, scope

MOST_TERMS = 40
"""Of one kind: as many as a screen can list."""

TOLD_FROM = 5
"""Persons: the least of a sensitive kind that may be counted for others to see."""

ROLES = (Role.ORGANISER, Role.RESPONDER, Role.OFFICIAL)
KINDS = ("area", "group", "sector", "role", "language")
WITH, WITHOUT = "w", "x"


@dataclass(frozen=True, slots=True)
class Audience:
    """Codes and ids, each list without repetition in the order chosen. `copies`: the broadcast
    whose recipients are meant, for a correction.
    """

    areas: tuple[str, ...] = ()
    groups: tuple[int, ...] = ()
    roles: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    no_areas: tuple[str, ...] = ()
    no_groups: tuple[int, ...] = ()
    no_sectors: tuple[str, ...] = ()
    no_roles: tuple[str, ...] = ()
    copies: int = 0

    @property
    def empty(self) -> bool:
        """Whether nobody is meant: sectors and languages alone only narrow."""
        return not (self.areas or self.groups or self.roles or self.copies)


@dataclass(frozen=True, slots=True)
class Count:
    """Who would get it now. `capped` have had their messages of the week; `languages` by code.
    `spared` are meant but left in peace, and counted nowhere else.
    """

    persons: int
    capped: int
    languages: dict[str, int]
    spared: int = 0

    @property
    def spared_told(self) -> int:
        """`spared`, as an organiser may read it. They are left in peace after a death or a grave
        injury, so in a crew of twelve «1 người» would point at the one whose family mourns: fewer
        than five are told nowhere, as those who have blocked us are told nowhere.
        """
        return self.spared if self.spared >= TOLD_FROM else 0


@dataclass(frozen=True, slots=True)
class Saved:
    id: int
    name: str
    audience: Audience


def to_json(audience: Audience) -> dict[str, Any]:
    return {name: value for name, value in asdict(audience).items() if value}


def from_json(body: dict[str, Any]) -> Audience:
    known = {field.name for field in fields(Audience)}
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in body.items()
        if name in known
    }
    return Audience(**values)


def toggled(audience: Audience, side: str, kind: str, value: str) -> Audience:
    """With the term added or taken away; unchanged when there are too many or it is none."""
    name = ("no_" if side == WITHOUT else "") + f"{kind}s"
    if kind not in KINDS or name not in {field.name for field in fields(Audience)}:
        return audience
    if kind == "group" and not value.isdecimal():
        return audience
    term: Any = int(value) if kind == "group" else value
    terms: tuple[Any, ...] = getattr(audience, name)
    changed = tuple(t for t in terms if t != term) if term in terms else (*terms, term)
    if len(changed) > MOST_TERMS:
        return audience
    changes: dict[str, Any] = {name: changed}
    return replace(audience, **changes)


def offered_areas(actor: Actor) -> tuple[str, ...]:
    """The areas of the actor's own grants to send in, "" being everywhere."""
    composing = (g.area for g in actor.grants if g.role in (*ROLES, Role.PROVINCE, Role.ADMIN))
    return tuple(dict.fromkeys(composing))


def known_terms(
    audience: Audience, sectors: Sequence[str], groups: Sequence[Group], places: Places
) -> Audience:
    """Without what is no area, sector, role, language or group of the author's: forged or gone."""
    own = {group.id for group in groups}
    return replace(
        audience,
        areas=tuple(a for a in audience.areas if a == "" or a in places),
        no_areas=tuple(a for a in audience.no_areas if a in places),
        groups=tuple(g for g in audience.groups if g in own),
        no_groups=tuple(g for g in audience.no_groups if g in own),
        sectors=tuple(s for s in audience.sectors if s in sectors),
        no_sectors=tuple(s for s in audience.no_sectors if s in sectors),
        roles=tuple(r for r in audience.roles if r in ROLES),
        no_roles=tuple(r for r in audience.no_roles if r in ROLES),
        languages=tuple(code for code in audience.languages if code in LANGUAGES),
    )


def within(audience: Audience, actor: Actor, permission: Permission, places: Places) -> bool:
    """Whether every area meant lies where the actor holds the permission."""
    held = scope(actor, permission, places)
    if held is None:
        return True
    return all(area in held for area in audience.areas)


def codes(audience: Audience, actor_scope: frozenset[str] | None, places: Places) -> Reach:
    """The communes that the areas stand for, cut to where the author may send."""

    def communes(areas: Sequence[str]) -> frozenset[str]:
        found = (c for area in areas for c in (places.descendants(area) if area in places else ()))
        return frozenset(found) | frozenset(areas)

    everywhere = "" in audience.areas
    wanted = None if everywhere else communes(audience.areas)
    if actor_scope is not None:
        wanted = actor_scope if wanted is None else wanted & actor_scope
    return Reach(wanted, communes(audience.no_areas), actor_scope)


@dataclass(frozen=True, slots=True)
class Reach:
    """Codes for the query: where somebody may work to be meant (None: anywhere), where not, and
    where the author may send at all (None: everywhere).
    """

    areas: frozenset[str] | None
    no_areas: frozenset[str]
    scope: frozenset[str] | None


class AudiencesRepository(Protocol):
    async def saved(self, person: int) -> list[Saved]: ...

    async def save(self, person: int, name: str, audience: Audience, *, now: datetime) -> None: ...

    async def forget(self, person: int, saved: int) -> bool: ...
