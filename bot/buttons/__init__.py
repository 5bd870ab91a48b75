"""Every button the bot can show: one frozen dataclass each, one codec.

A code is `<prefix>:<field>|<field>…` in at most 64 bytes (Telegram's limit). Codes come back from
phones months later and can be forged, so decoding trusts nothing and old prefixes stay for ever.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, fields

from bot.buttons.grants import (
    AskHandOver,
    AskRevoke,
    ConfirmRequest,
    HandOver,
    InviteAs,
    InviteAt,
    OpenAudit,
    OpenHolder,
    OpenHolders,
    OpenInvitations,
    OpenRequest,
    OpenSuccessors,
    RefuseRequest,
    Revoke,
)
from bot.buttons.groups import (
    AskClose,
    AskNewLink,
    ChooseHeir,
    CloseGroup,
    CreateGroup,
    DeclineGroup,
    JoinGroup,
    LeaveGroup,
    OfferGroup,
    OpenGroup,
    OpenGroups,
    OpenMemberships,
    RefuseGroup,
    RenewLink,
    ShowGroupCode,
    TakeGroup,
)
from bot.buttons.joining import (
    AgreeTips,
    ChangePlace,
    LaterTips,
    OtherCommune,
    PickCommune,
    UnderSixteen,
)
from bot.buttons.talking import (
    OpenCard,
    OpenEmergency,
    OpenHelp,
    OpenMenu,
    OpenSector,
    OpenSectors,
    RateCard,
    ReadMore,
    SayTaken,
    SetLanguage,
    SkipDraft,
)

__all__ = [
    "LIMIT_BYTES",
    "PREFIXES",
    "AgreeTips",
    "AskClose",
    "AskHandOver",
    "AskNewLink",
    "AskRevoke",
    "Button",
    "ChangePlace",
    "ChooseHeir",
    "CloseGroup",
    "ConfirmRequest",
    "CreateGroup",
    "DeclineGroup",
    "HandOver",
    "InviteAs",
    "InviteAt",
    "JoinGroup",
    "LaterTips",
    "LeaveGroup",
    "OfferGroup",
    "OpenAudit",
    "OpenCard",
    "OpenEmergency",
    "OpenGroup",
    "OpenGroups",
    "OpenHelp",
    "OpenHolder",
    "OpenHolders",
    "OpenInvitations",
    "OpenMemberships",
    "OpenMenu",
    "OpenRequest",
    "OpenSector",
    "OpenSectors",
    "OpenSuccessors",
    "OtherCommune",
    "PickCommune",
    "RateCard",
    "ReadMore",
    "RefuseGroup",
    "RefuseRequest",
    "RenewLink",
    "Revoke",
    "SayTaken",
    "SetLanguage",
    "ShowGroupCode",
    "SkipDraft",
    "TakeGroup",
    "UnderSixteen",
    "UnknownButton",
    "decode",
    "encode",
]

LIMIT_BYTES = 64
MOST_NUMBER = 2**31 - 1


class UnknownButton(ValueError):
    """A code that no button of ours, present or past, can have."""


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
