"""Every button the bot can show: one frozen dataclass each, one codec.

A code is `<prefix>:<field>|<field>…` in at most 64 bytes (Telegram's limit). Codes come back from
phones months later and can be forged, so decoding trusts nothing and old prefixes stay for ever.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, dataclass, fields

LIMIT_BYTES = 64


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


@dataclass(frozen=True, slots=True)
class OpenData:
    """What is kept about me."""


@dataclass(frozen=True, slots=True)
class ExportData:
    """All of it as one document."""


@dataclass(frozen=True, slots=True)
class AskErase:
    """Is everything about me to be erased?"""


@dataclass(frozen=True, slots=True)
class EraseData:
    """Yes, erase it."""


@dataclass(frozen=True, slots=True)
class OpenSettings:
    """My language, place, work and consents."""


@dataclass(frozen=True, slots=True)
class WithdrawConsent:
    """No longer agree to this purpose."""

    purpose: str


@dataclass(frozen=True, slots=True)
class StopAll:
    """No longer agree to anything."""


@dataclass(frozen=True, slots=True)
class AgreeAgain:
    """Agree once more to what was last withdrawn."""


@dataclass(frozen=True, slots=True)
class AskWhy:
    """Why do I get these messages?"""


@dataclass(frozen=True, slots=True)
class MakeMoveCode:
    """A code that links another phone to me."""


@dataclass(frozen=True, slots=True)
class EnterMoveCode:
    """I have such a code."""


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
    | OpenData
    | ExportData
    | AskErase
    | EraseData
    | OpenSettings
    | WithdrawConsent
    | StopAll
    | AgreeAgain
    | AskWhy
    | MakeMoveCode
    | EnterMoveCode
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
    # one's own data
    "d": OpenData,
    "dx": ExportData,
    "de": AskErase,
    "dz": EraseData,
    "u": OpenSettings,
    "uw": WithdrawConsent,
    "us": StopAll,
    "ua": AgreeAgain,
    "uy": AskWhy,
    "um": MakeMoveCode,
    "un": EnterMoveCode,
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
        typed = [int(v) if f.type == "int" else v for f, v in zip(known, values, strict=False)]
        build: Callable[..., Button] = kind
        button = build(*typed)
        encode(button)  # refuses what is too long, or no whole characters
    except (TypeError, ValueError) as wrong:
        raise UnknownButton(code[:LIMIT_BYTES]) from wrong
    return button
