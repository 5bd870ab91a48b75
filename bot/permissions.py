"""Permissions: one enum, `<scope>:<resource>:<action>`, and which role holds which.

Scopes: `anyone` needs no grant, `own` concerns the person's own data. The route table names one
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
    OWN_DATA_CHANGE = "own:data:change"
    OWN_DATA_READ = "own:data:read"
    OWN_PERSON_CHANGE = "own:person:change"


PRIVATE = frozenset({Permission.OWN_DATA_CHANGE, Permission.OWN_DATA_READ})
"""Never done where others read along: in a group the bot asks to be written to alone."""

_EVERYONE = frozenset(Permission)

GRANTED: dict[Role, frozenset[Permission]] = {
    Role.WORKER: _EVERYONE,
    Role.ORGANISER: frozenset(),
    Role.RESPONDER: frozenset(),
    Role.OFFICIAL: frozenset(),
    Role.PROVINCE: frozenset(),
    Role.ADMIN: frozenset(),
}


def refusal(permission: Permission, actor: Actor, *, group: bool) -> str:
    """The message id of why not, "" when it may be done here."""
    if not may(actor, permission):
        return "err.right"
    return "data.private" if group and permission in PRIVATE else ""


def may(actor: Actor, permission: Permission) -> bool:
    return any(permission in GRANTED[role] for role in actor.roles)
