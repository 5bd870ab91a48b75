"""Every button the bot can show: one frozen dataclass each, one codec.

A code is `<prefix>:<field>|<field>…` in at most 64 bytes (Telegram's limit). Codes come back from
phones months later and can be forged, so decoding trusts nothing and old prefixes stay for ever.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, dataclass, fields

LIMIT_BYTES = 64
MOST_NUMBER = 2**31 - 1


class UnknownButton(ValueError):
    """A code that no button of ours, present or past, can have."""


@dataclass(frozen=True, slots=True)
class OpenMenu:
    """The main menu."""


@dataclass(frozen=True, slots=True)
class OpenEmergency:
    """The emergency card."""


@dataclass(frozen=True, slots=True)
class OpenSectors:
    """The list of jobs."""


@dataclass(frozen=True, slots=True)
class OpenSector:
    """The cards of one sector; `page` counts from 0."""

    sector: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenCard:
    """A card's first screen, as a new message."""

    card: str


@dataclass(frozen=True, slots=True)
class ReadMore:
    """The rest of a card, in place of its first screen."""

    card: str


@dataclass(frozen=True, slots=True)
class RateCard:
    """Was the card useful (1) or wrong (0)?"""

    card: str
    useful: int


@dataclass(frozen=True, slots=True)
class SayTaken:
    """Someone in distress: have they taken or touched poison? 1 yes, 0 no."""

    taken: int


@dataclass(frozen=True, slots=True)
class OpenHelp:
    """What the bot can do and who runs it."""


@dataclass(frozen=True, slots=True)
class SkipDraft:
    """Leave the open question unanswered."""


@dataclass(frozen=True, slots=True)
class SetLanguage:
    """Speak this language from now on."""

    language: str


# joining


@dataclass(frozen=True, slots=True)
class PickCommune:
    """This is where I work."""

    area: str


@dataclass(frozen=True, slots=True)
class OtherCommune:
    """Not this one: ask again."""


@dataclass(frozen=True, slots=True)
class AgreeTips:
    """Agrees to reminders, being 16 or older. `purposes`: t tips, c campaign, in any mixture."""

    purposes: str


@dataclass(frozen=True, slots=True)
class LaterTips:
    """Does not want to be asked now."""


@dataclass(frozen=True, slots=True)
class UnderSixteen:
    """Is under 16: nothing of them is kept."""


@dataclass(frozen=True, slots=True)
class ChangePlace:
    """Wants to say anew where and what they work."""


# groups
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


# invitations and grants: numbers are those of our rows; the rules check whose they are


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


Button = (
    OpenMenu
    | OpenEmergency
    | OpenSectors
    | OpenSector
    | OpenCard
    | ReadMore
    | RateCard
    | SayTaken
    | OpenHelp
    | SkipDraft
    | SetLanguage
    | PickCommune
    | OtherCommune
    | AgreeTips
    | LaterTips
    | UnderSixteen
    | ChangePlace
    | OpenGroups
    | OpenMemberships
    | CreateGroup
    | OpenGroup
    | ShowGroupCode
    | AskNewLink
    | RenewLink
    | ChooseHeir
    | OfferGroup
    | TakeGroup
    | RefuseGroup
    | AskClose
    | CloseGroup
    | JoinGroup
    | DeclineGroup
    | LeaveGroup
    # invitations and grants
    | OpenInvitations
    | InviteAs
    | InviteAt
    | OpenRequest
    | ConfirmRequest
    | RefuseRequest
    | OpenHolders
    | OpenHolder
    | AskRevoke
    | Revoke
    | OpenSuccessors
    | AskHandOver
    | HandOver
    | OpenAudit
)

# A prefix is for ever: never reuse one, never change the order of a button's fields.
PREFIXES: dict[str, type[Button]] = {
    "m": OpenMenu,
    "e": OpenEmergency,
    "ss": OpenSectors,
    "s": OpenSector,
    "c": OpenCard,
    "cm": ReadMore,
    "cr": RateCard,
    "dt": SayTaken,
    "h": OpenHelp,
    "x": SkipDraft,
    "l": SetLanguage,
    "jc": PickCommune,
    "jn": OtherCommune,
    "ja": AgreeTips,
    "jl": LaterTips,
    "ju": UnderSixteen,
    "jp": ChangePlace,
    # groups
    "nl": OpenGroups,
    "nm": OpenMemberships,
    "nc": CreateGroup,
    "n": OpenGroup,
    "nq": ShowGroupCode,
    "nra": AskNewLink,
    "nr": RenewLink,
    "nh": ChooseHeir,
    "no": OfferGroup,
    "nt": TakeGroup,
    "nf": RefuseGroup,
    "nxa": AskClose,
    "nx": CloseGroup,
    "nj": JoinGroup,
    "nd": DeclineGroup,
    "nv": LeaveGroup,
    # invitations and grants: all begin with r
    "ri": OpenInvitations,
    "rr": InviteAs,
    "ra": InviteAt,
    "rq": OpenRequest,
    "ry": ConfirmRequest,
    "rn": RefuseRequest,
    "rl": OpenHolders,
    "rp": OpenHolder,
    "rx": AskRevoke,
    "rz": Revoke,
    "rs": OpenSuccessors,
    "rk": AskHandOver,
    "rh": HandOver,
    "rj": OpenAudit,
}
_PREFIX_OF = {kind: prefix for prefix, kind in PREFIXES.items()}


def encode(button: Button) -> str:
    """The code of a button. Raises ValueError when too long or when a value holds a separator."""
    values = [str(value) for value in astuple(button)]
    if any("|" in value for value in values):
        raise ValueError(f"'|' inside {button}")
    code = f"{_PREFIX_OF[type(button)]}:{'|'.join(values)}"
    if len(code.encode()) > LIMIT_BYTES:
        raise ValueError(f"{code!r} has {len(code.encode())} bytes, {LIMIT_BYTES} is the limit")
    return code


def decode(code: str) -> Button:
    """The button of a code. Raises UnknownButton for anything that `encode` cannot have made."""
    prefix, colon, rest = code.partition(":")
    kind = PREFIXES.get(prefix)
    if kind is None or not colon or len(code) > LIMIT_BYTES:
        raise UnknownButton(code[:LIMIT_BYTES])
    known = fields(kind)
    values = rest.split("|") if rest or known else []
    if len(values) > len(known):
        raise UnknownButton(code[:LIMIT_BYTES])
    try:
        pairs = zip(known, values, strict=False)
        typed = [_number(v) if f.type == "int" else v for f, v in pairs]
        build: Callable[..., Button] = kind
        button = build(*typed)
        encode(button)  # refuses what is too long, or no whole characters
    except (TypeError, ValueError) as wrong:
        raise UnknownButton(code[:LIMIT_BYTES]) from wrong
    return button


def _number(value: str) -> int:
    """Raises ValueError for what no row of ours can have: a database would choke on it."""
    number = int(value)
    if abs(number) > MOST_NUMBER:
        raise ValueError(value)
    return number
