"""The open questions of a broadcast's author."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Compose:
    """Whatever is sent next is put to the broadcast; `language` as in WriteBroadcast."""

    broadcast: int
    language: str = ""


@dataclass(frozen=True, slots=True)
class AskTerm:
    """The name of a place is typed, to be meant ("w") or left out ("x")."""

    broadcast: int
    side: str


@dataclass(frozen=True, slots=True)
class NameAudience:
    """Under which name shall the audience be kept?"""

    broadcast: int


@dataclass(frozen=True, slots=True)
class AskTime:
    """When shall it go out, in words?"""

    broadcast: int


@dataclass(frozen=True, slots=True)
class AskReason:
    """Why must it go out without a second person?"""

    broadcast: int
    digest: str


@dataclass(frozen=True, slots=True)
class AskExtra:
    """The words of a card to look for, or an address, for a button below it."""

    broadcast: int
    opens: str
