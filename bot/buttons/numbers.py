"""Buttons of a commune's own numbers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenNumbers:
    """The numbers of the reader's own commune, to be called."""


@dataclass(frozen=True, slots=True)
class KeepNumbers:
    """The numbers of this commune, to be entered or removed."""

    area: str


@dataclass(frozen=True, slots=True)
class AskNumber:
    """Enter this number: asks for it."""

    area: str
    kind: str


@dataclass(frozen=True, slots=True)
class RemoveNumber:
    """It no longer holds."""

    area: str
    kind: str
