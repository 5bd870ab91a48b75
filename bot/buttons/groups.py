"""Buttons of groups."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenGroups:
    """The groups somebody manages, or is in."""


@dataclass(frozen=True, slots=True)
class OpenMemberships:
    """The groups somebody is in, for those who also manage some."""


@dataclass(frozen=True, slots=True)
class CreateGroup:
    """Make a group in this area; its name is asked next."""

    area: str


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """One group, for who manages it."""

    group: int


@dataclass(frozen=True, slots=True)
class ShowGroupCode:
    """The QR picture of a group's link."""

    group: int


@dataclass(frozen=True, slots=True)
class AskNewLink:
    """Shall the group's link be replaced?"""

    group: int


@dataclass(frozen=True, slots=True)
class RenewLink:
    """Replace the group's link; the old one dies."""

    group: int


@dataclass(frozen=True, slots=True)
class ChooseHeir:
    """Who could take the group over?"""

    group: int


@dataclass(frozen=True, slots=True)
class OfferGroup:
    """Ask the holder of this grant to take the group over."""

    group: int
    grant: int


@dataclass(frozen=True, slots=True)
class TakeGroup:
    """Take over the group that was offered."""

    group: int


@dataclass(frozen=True, slots=True)
class RefuseGroup:
    """Do not take over the group that was offered."""

    group: int


@dataclass(frozen=True, slots=True)
class AskClose:
    """Shall the group be closed?"""

    group: int


@dataclass(frozen=True, slots=True)
class CloseGroup:
    """Close the group for good."""

    group: int


@dataclass(frozen=True, slots=True)
class JoinGroup:
    """Agree to be in the group of this link."""

    token: str


@dataclass(frozen=True, slots=True)
class DeclineGroup:
    """Do not join the group of a link."""


@dataclass(frozen=True, slots=True)
class LeaveGroup:
    """Out of a group, at once."""

    group: int
