"""Invitations: a link names one, a person follows it once, somebody else confirms who they are.

The link only names an invitation and grants nothing; only the hash of its token is kept.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.grants import LEVEL, Holder
from bot.incoming import Action, Contact, Text
from bot.people import Actor, Grant, Role
from bot.permissions import Places, covers

OPERATOR = 0
"""The inviter of what is made on the command line or named in the settings."""

LIFETIME = timedelta(hours=24)
COOLING = timedelta(hours=24)
"""How long the grant waits when nobody but the inviter could confirm it."""

LONGEST_NAME = 60
_LETTERS = re.compile(r"[^\W\d_]{2}")
_PHONE = re.compile(r"(?:0|\+?84)(\d{8,10})")
_PAYLOAD = re.compile(r"i([A-Za-z0-9_-]{22})")


@dataclass(frozen=True, slots=True)
class Invitation:
    """`used_by` followed the link; `asked_at` is when their name and phone were complete."""

    id: int
    role: Role
    area: str
    inviter: int
    expires_at: datetime
    used_by: int | None = None
    asked_at: datetime | None = None
    name: str = ""
    phone: str = ""
    decided_by: int | None = None
    decided_at: datetime | None = None
    verdict: str = ""


class Standing(StrEnum):
    """What a link is to the person who follows it."""

    UNKNOWN = "unknown"
    OWN = "own"
    TAKEN = "taken"
    EXPIRED = "expired"
    HELD = "held"
    OPEN = "open"
    FOLLOWED = "followed"
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class Course(StrEnum):
    """What becomes of somebody who has given name and phone."""

    WAITS = "waits"
    LATER = "later"
    AT_ONCE = "at once"


def new_token() -> str:
    """128 random bits, as a link can carry them."""
    return secrets.token_urlsafe(16)


def digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def write_payload(token: str) -> str:
    return f"i{token}"


def read_payload(payload: str) -> str | None:
    """The token of a deep link `i<token>`, None when it is another link."""
    found = _PAYLOAD.fullmatch(payload)
    return found[1] if found else None


def standing(invitation: Invitation | None, actor: Actor, *, now: datetime) -> Standing:
    if invitation is None:
        return Standing.UNKNOWN
    if invitation.inviter == actor.person:
        return Standing.OWN
    if invitation.used_by not in (None, actor.person):
        return Standing.TAKEN
    if invitation.verdict:
        return Standing(invitation.verdict)
    if invitation.asked_at:
        return Standing.WAITING
    if invitation.expires_at <= now:
        return Standing.EXPIRED
    if any((g.role, g.area) == (invitation.role, invitation.area) for g in actor.grants):
        return Standing.HELD
    return Standing.FOLLOWED if invitation.used_by else Standing.OPEN


class Fault(StrEnum):
    """What is wrong with an answer; each has its own sentence."""

    LONG = "long"
    SHORT = "short"
    NOT_OWN = "not own"
    NOT_A_NUMBER = "not a number"
    TYPED = "typed"
    NOT_INVITED = "not invited"


def read_name(text: str) -> str | Fault:
    """A person's name in one line."""
    name = " ".join(text.split())
    if len(name) > LONGEST_NAME:
        return Fault.LONG
    return name if _LETTERS.search(name) else Fault.SHORT


def read_phone(action: Action, *, vouched: bool) -> str | Fault:
    """The person's own number. `vouched`: the channel tells whose a contact is, so typing one
    proves nothing there.
    """
    match action:
        case Contact(own=False) if vouched:
            return Fault.NOT_OWN
        case Contact(phone=written):
            return _number(written)
        case Text(written) if not vouched:
            return _number(written)
        case _:
            return Fault.TYPED


def _number(written: str) -> str | Fault:
    found = _PHONE.fullmatch(re.sub(r"[\s.()-]", "", written)) if written.isascii() else None
    return f"0{found[1]}" if found else Fault.NOT_A_NUMBER


def may_confirm(
    person: int, grants: Sequence[Grant], invitation: Invitation, places: Places
) -> bool:
    """Somebody of a level above whose area covers it; for province and admin another admin."""
    if person == invitation.used_by:
        return False
    if invitation.role in (Role.PROVINCE, Role.ADMIN):
        return person != invitation.inviter and any(g.role is Role.ADMIN for g in grants)
    return any(
        LEVEL[g.role] > LEVEL[invitation.role]
        and LEVEL[g.role] >= LEVEL[Role.OFFICIAL]
        and covers(g.area, invitation.area, places)
        for g in grants
    )


def confirmers(
    invitation: Invitation, holders: Sequence[Holder], places: Places, *, now: datetime
) -> tuple[int, ...]:
    """Whom to ask: the nearest level above that has anybody."""
    able = [
        h
        for h in holders
        if h.effective_at <= now and may_confirm(h.person, [h.grant], invitation, places)
    ]
    nearest = min((LEVEL[h.grant.role] for h in able), default=0)
    return tuple(dict.fromkeys(h.person for h in able if LEVEL[h.grant.role] == nearest))


def course(
    invitation: Invitation, asked: Sequence[int], holders: Sequence[Holder], *, now: datetime
) -> Course:
    """`asked` can confirm. Without any, the operator's own invitation counts at once (whoever can
    run the program can do everything), and the only admin's after a day.
    """
    if asked:
        return Course.WAITS
    if invitation.inviter == OPERATOR:
        return Course.AT_ONCE
    admins = {h.person for h in holders if h.grant.role is Role.ADMIN and h.effective_at <= now} - {
        invitation.used_by
    }
    alone = admins == {invitation.inviter}
    high = invitation.role in (Role.PROVINCE, Role.ADMIN)
    return Course.LATER if alone and high else Course.WAITS


class InvitationsRepository(Protocol):
    async def create(
        self, role: Role, area: str, *, inviter: int, token: bytes, now: datetime, phone: str = ""
    ) -> int:
        """`token` is its digest; with `phone` only whoever has this number may take it."""
        ...

    async def is_for(self, invitation: int, phone: str) -> bool:
        """Whether whoever has this number may take it."""
        ...

    async def of_phones(self, phones: Collection[str]) -> dict[str, list[Invitation]]:
        """Every invitation that these numbers were given or have taken, by number."""
        ...

    async def by_token(self, token: bytes) -> Invitation | None: ...

    async def get(self, invitation: int) -> Invitation | None: ...

    async def claim(self, invitation: int, person: int, *, now: datetime) -> bool:
        """Whether this person is the first to follow it."""
        ...

    async def complete(self, invitation: int, *, name: str, phone: str, now: datetime) -> None:
        """Keep the name and phone, sealed: from now on it waits to be confirmed."""
        ...

    async def decide(self, invitation: int, verdict: str, *, by: int, now: datetime) -> bool:
        """Whether this was the first decision."""
        ...

    async def waiting(self, areas: Collection[str] | None) -> list[Invitation]:
        """Complete and undecided, oldest first; `areas`: exactly one of these."""
        ...

    async def known(self, persons: Sequence[int]) -> dict[int, Invitation]:
        """The newest confirmed invitation of each person: their name and phone."""
        ...

    async def void(self, inviter: int, *, now: datetime) -> None:
        """Links of this inviter that nobody has followed end now."""
        ...
