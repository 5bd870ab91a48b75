"""Buttons of invitations, grants and the audit log."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenInvitations:
    """Whom may I invite, who waits to be confirmed."""


@dataclass(frozen=True, slots=True)
class InviteAs:
    """Invite somebody to this role; the place comes next."""

    role: str


@dataclass(frozen=True, slots=True)
class InviteAt:
    """Make a link for this role there."""

    role: str
    area: str


@dataclass(frozen=True, slots=True)
class HowToList:
    """How do I invite many at once?"""


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """Somebody who waits to be confirmed."""

    invitation: int


@dataclass(frozen=True, slots=True)
class ConfirmRequest:
    """Yes, it is the right person."""

    invitation: int


@dataclass(frozen=True, slots=True)
class RefuseRequest:
    """No, it is not."""

    invitation: int


@dataclass(frozen=True, slots=True)
class OpenHolders:
    """The people with a role in my area; `page` counts from 0."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenHolder:
    """One person's role."""

    grant: int


@dataclass(frozen=True, slots=True)
class AskRevoke:
    """Take this role away? Asks once more."""

    grant: int


@dataclass(frozen=True, slots=True)
class Revoke:
    """Take this role away now."""

    grant: int


@dataclass(frozen=True, slots=True)
class OpenSuccessors:
    """Who could take over everything from the holder of this grant."""

    grant: int


@dataclass(frozen=True, slots=True)
class AskHandOver:
    """Hand everything over from one holder to another? Asks once more."""

    grant: int
    successor: int


@dataclass(frozen=True, slots=True)
class HandOver:
    """Hand everything over now."""

    grant: int
    successor: int


@dataclass(frozen=True, slots=True)
class OpenAudit:
    """Who did what in my area; `page` counts from 0, the newest first."""

    page: int = 0
