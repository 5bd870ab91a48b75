"""Permissions: one enum, `<scope>:<resource>:<action>`, and which role holds which, and where.

Scopes: `anyone` needs no grant, `own` concerns the person's own data, `area` holds inside the area
of the grant. The route table names one permission a line; a rule that touches a row checks it again
with the row's area, and so does the query.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from bot.people import Actor, Role


class Permission(StrEnum):
    ANYONE_EMERGENCY_READ = "anyone:emergency:read"
    ANYONE_GUIDANCE_RATE = "anyone:guidance:rate"
    ANYONE_GUIDANCE_READ = "anyone:guidance:read"
    ANYONE_INVITATION_FOLLOW = "anyone:invitation:follow"
    ANYONE_MENU_READ = "anyone:menu:read"
    ANYONE_REPORT_SEND = "anyone:report:send"
    AREA_AUDIT_READ = "area:audit:read"
    AREA_BROADCAST_APPROVE = "area:broadcast:approve"
    AREA_BROADCAST_COMPOSE = "area:broadcast:compose"
    AREA_CASE_TAKE = "area:case:take"
    AREA_CASE_WORK = "area:case:work"
    AREA_DUTY_MANAGE = "area:duty:manage"
    AREA_DUTY_READ = "area:duty:read"
    AREA_DUTY_SERVE = "area:duty:serve"
    AREA_GRANT_CONFIRM = "area:grant:confirm"
    AREA_GRANT_READ = "area:grant:read"
    AREA_GRANT_REVOKE = "area:grant:revoke"
    AREA_GROUP_MANAGE = "area:group:manage"
    AREA_INVITATION_CREATE = "area:invitation:create"
    AREA_NUMBER_MANAGE = "area:number:manage"
    AREA_POSTER_PRINT = "area:poster:print"
    OWN_CASE_CHANGE = "own:case:change"
    OWN_CASE_READ = "own:case:read"
    OWN_DATA_CHANGE = "own:data:change"
    OWN_DATA_READ = "own:data:read"
    OWN_MEMBERSHIP_CHANGE = "own:membership:change"
    OWN_MEMBERSHIP_READ = "own:membership:read"
    OWN_PERSON_CHANGE = "own:person:change"


PRIVATE = frozenset({Permission.OWN_DATA_CHANGE, Permission.OWN_DATA_READ})
"""Never done where others read along: in a group the bot asks to be written to alone."""

_EVERYONE = frozenset(p for p in Permission if not p.startswith("area:"))
_GROUPS = frozenset({Permission.AREA_GROUP_MANAGE})
_POSTERS = frozenset({Permission.AREA_POSTER_PRINT})
_DUTY = frozenset({Permission.AREA_DUTY_READ, Permission.AREA_DUTY_SERVE})
_ROSTER = frozenset({Permission.AREA_DUTY_READ, Permission.AREA_DUTY_MANAGE})
_NUMBERS = frozenset({Permission.AREA_NUMBER_MANAGE})
_WRITES = frozenset({Permission.AREA_BROADCAST_COMPOSE})
_APPROVES = frozenset({Permission.AREA_BROADCAST_APPROVE, Permission.AREA_BROADCAST_COMPOSE})
_ALERTS = frozenset({Permission.AREA_CASE_TAKE})
_CASES = _ALERTS | {Permission.AREA_CASE_WORK}
_ROLES_OF_OTHERS = frozenset(
    {
        Permission.AREA_AUDIT_READ,
        Permission.AREA_GRANT_CONFIRM,
        Permission.AREA_GRANT_READ,
        Permission.AREA_GRANT_REVOKE,
        Permission.AREA_INVITATION_CREATE,
    }
)

GRANTED: dict[Role, frozenset[Permission]] = {
    Role.WORKER: _EVERYONE,
    Role.ORGANISER: _GROUPS | _POSTERS | _WRITES,
    Role.RESPONDER: _DUTY | _ALERTS,
    Role.OFFICIAL: (
        _ROLES_OF_OTHERS | _GROUPS | _POSTERS | _DUTY | _ROSTER | _NUMBERS | _APPROVES | _CASES
    ),
    Role.PROVINCE: _ROLES_OF_OTHERS | _POSTERS | _DUTY | _ROSTER | _APPROVES | _CASES,
    Role.ADMIN: _ROLES_OF_OTHERS | _POSTERS | _ROSTER | _NUMBERS | _APPROVES | _ALERTS,
}


class Places(Protocol):
    """What a rule asks about areas; content.areas.Areas answers."""

    def within(self, code: str, area: str) -> bool: ...

    def descendants(self, code: str) -> tuple[str, ...]: ...

    def __contains__(self, code: object) -> bool: ...


def covers(outer: str, area: str, places: Places) -> bool:
    """Whether a grant for `outer` counts in `area`: "" everywhere, a province in its communes."""
    return outer in ("", area) or places.within(area, outer)


def may(
    actor: Actor, permission: Permission, area: str | None = None, places: Places | None = None
) -> bool:
    """With `area`: whether some grant that counts there holds the permission."""
    if permission in GRANTED[Role.WORKER]:
        return True
    held = [grant for grant in actor.grants if permission in GRANTED[grant.role]]
    if area is None:
        return bool(held)
    assert places is not None
    return any(covers(grant.area, area, places) for grant in held)


def scope(actor: Actor, permission: Permission, places: Places) -> frozenset[str] | None:
    """The codes of all areas where the actor holds the permission; None: everywhere."""
    held = [grant.area for grant in actor.grants if permission in GRANTED[grant.role]]
    if "" in held:
        return None
    return frozenset(
        code for area in held for code in (places.descendants(area) if area in places else (area,))
    )


def refusal(permission: Permission, actor: Actor, *, group: bool) -> str:
    """The message id of why not, "" when it may be done here."""
    if not may(actor, permission):
        return "err.right"
    return "data.private" if group and permission in PRIVATE else ""
