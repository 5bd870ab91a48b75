"""A commune's own numbers: health station, commune police, office; as its official enters them.

They stand beside the national ones on every emergency screen of people who belong to the commune.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.people import Actor, Role

_SEPARATORS = re.compile(r"[\s.()-]")
_MOBILE = re.compile(r"0[35789]\d{8}")
_FIXED = re.compile(r"02\d{9}")
_FREE = re.compile(r"1800\d{4}(?:\d{2})?")
_CHARGED = re.compile(r"1900\d*")
_SHORTEST = 6


class Kind(StrEnum):
    """In the order in which they are shown."""

    HEALTH = "health"
    POLICE = "police"
    OFFICE = "office"


class Trouble(StrEnum):
    """Why typed words are no number to call; each has its own sentence, and this is its id."""

    NONE = "number.none"
    SHORT = "number.short"
    CHARGED = "number.charged"
    WRONG = "number.wrong"


@dataclass(frozen=True, slots=True)
class Number:
    """`digits` as they are dialled."""

    kind: Kind
    digits: str
    entered_at: datetime


def parse(typed: str) -> str | Trouble:
    """The digits to dial. Viet Nam: a mobile phone has 0 and nine digits, the first of them 3, 5,
    7, 8 or 9; a fixed line 02 and nine digits; 1800 is free of charge, 1900 is not.
    """
    found = _SEPARATORS.sub("", typed)
    if not found.lstrip("+").isascii() or not found.lstrip("+").isdigit():
        return Trouble.NONE
    if found.startswith(("+84", "0084")):
        found = f"0{found.removeprefix('00').lstrip('+')[2:].removeprefix('0')}"
    if len(found) < _SHORTEST:
        return Trouble.SHORT
    if _CHARGED.fullmatch(found):
        return Trouble.CHARGED
    known = (_MOBILE, _FIXED, _FREE)
    return found if any(form.fullmatch(found) for form in known) else Trouble.WRONG


def digits_in(typed: str) -> int:
    return sum(each.isdigit() for each in typed)


def spaced(digits: str) -> str:
    """As people read them aloud: 0912 345 678, 024 3825 1115, 0263 382 5115, 1800 1234."""
    if digits.startswith("02"):
        area = 3 if digits.startswith(("024", "028")) else 4
        return f"{digits[:area]} {digits[area:-4]} {digits[-4:]}"
    if digits.startswith("0"):
        return f"{digits[:4]} {digits[4:7]} {digits[7:]}"
    return f"{digits[:4]} {digits[4:]}"


def manages(actor: Actor, area: str) -> bool:
    """Whether the actor enters the numbers of this commune: its officials and the admins."""
    return any(
        grant.role is Role.ADMIN or (grant.role is Role.OFFICIAL and grant.area == area)
        for grant in actor.grants
    )


class NumbersRepository(Protocol):
    async def of(self, areas: Sequence[str]) -> Sequence[Number]:
        """In the order of their kinds; `areas`: all codes of one commune, today's first, whose
        number goes before one that a commune of before has brought along.
        """
        ...

    async def enter(self, area: str, kind: Kind, digits: str, *, now: datetime) -> None:
        """In place of the one before."""
        ...

    async def remove(self, areas: Sequence[str], kind: Kind) -> bool:
        """False when there was none under any of these codes."""
        ...
