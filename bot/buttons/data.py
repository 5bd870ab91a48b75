"""Buttons of one's own data, consents and moving to another phone."""

from __future__ import annotations

from dataclasses import dataclass


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
class OpenLinked:
    """The other phones and pages that I write from."""


@dataclass(frozen=True, slots=True)
class AskUnlink:
    """Cut this one off? Asks once more."""

    address: int


@dataclass(frozen=True, slots=True)
class Unlink:
    """Cut it off now."""

    address: int


@dataclass(frozen=True, slots=True)
class EnterMoveCode:
    """I have such a code."""


@dataclass(frozen=True, slots=True)
class AskClear:
    """What goes, and what stays, when my chat is cleared?"""


@dataclass(frozen=True, slots=True)
class ClearTraces:
    """Clear it now."""
