"""Permissions: one enum, `<scope>:<resource>:<action>`, and which role holds which.

Scopes: `anyone` needs no grant, `own` concerns the person's own data, `area` what lies in the
area of a grant. The route table names one
permission a line; a rule that touches a row checks it again, and so does the query.
"""

from __future__ import annotations

from enum import StrEnum

from bot.people import Actor, Role


class Permission(StrEnum):
    ANYONE_EMERGENCY_READ = "anyone:emergency:read"
    ANYONE_GUIDANCE_RATE = "anyone:guidance:rate"
    ANYONE_GUIDANCE_READ = "anyone:guidance:read"
    ANYONE_MENU_READ = "anyone:menu:read"
    AREA_GROUP_MANAGE = "area:group:manage"
    OWN_MEMBERSHIP_CHANGE = "own:membership:change"
    OWN_MEMBERSHIP_READ = "own:membership:read"
    OWN_PERSON_CHANGE = "own:person:change"
    OWN_PERSON_READ = "own:person:read"


_EVERYONE = frozenset(p for p in Permission if not p.startswith("area:"))
_GROUPS = frozenset({Permission.AREA_GROUP_MANAGE})

GRANTED: dict[Role, frozenset[Permission]] = {
    Role.WORKER: _EVERYONE,
    Role.ORGANISER: _GROUPS,
    Role.RESPONDER: frozenset(),
    Role.OFFICIAL: _GROUPS,
    Role.PROVINCE: frozenset(),
    Role.ADMIN: frozenset(),
}


def may(actor: Actor, permission: Permission) -> bool:
    return any(permission in GRANTED[role] for role in actor.roles)
