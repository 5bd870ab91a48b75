"""Bells: the second channel of a red alert that nobody took, by e-mail and HTTP hook.

A bell is a mailbox or a hook of an office, not a person; it is reached like one, through the
ledger, so what cannot be sent is tried again. No personal data goes there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.incoming import Address, Incoming, Started
from bot.ledger import Class, Lane, Letter
from bot.ports import Unit
from bot.reports import Case
from bot.routing import sides
from bot.screen import Screen
from content.areas import Areas

MAIL, HOOK = "mail", "hook"
"""The accounts of the one-way channels."""

HOOK_ADDRESS = Address(HOOK, HOOK)


@dataclass(frozen=True, slots=True)
class Bell:
    """Where it rings, and for which area; "" for all."""

    address: Address
    area: str = ""


def read_bells(written: str) -> tuple[Bell, ...]:
    """`duty@province.example, 00004=commune@example`: mailboxes, each for all or for one area.

    Raises ValueError.
    """
    return tuple(_bell(part.strip()) for part in written.split(",") if part.strip())


def _bell(written: str) -> Bell:
    area, _, mailbox = written.rpartition("=")
    if area and not (area.isdigit() and len(area) in (2, 5)):
        raise ValueError(f"{area} is no area's code: 2 digits of a province, 5 of a commune")
    name, _, host = mailbox.partition("@")
    if not name or "." not in host or any(c.isspace() or c in '<>"' for c in mailbox):
        raise ValueError("needs mailboxes such as duty@example.vn or 00004=commune@example.vn")
    return Bell(Address(MAIL, mailbox), area)


def for_case(bells: Sequence[Bell], case: Case, areas: Areas) -> tuple[Bell, ...]:
    """Those for all, for the area or its province, and for the area behind the boundary."""
    here = [code for code in sides(case, areas) if code in areas]
    return tuple(
        bell
        for bell in bells
        if not bell.area or any(areas.within(code, bell.area) for code in here)
    )


async def ring(
    unit: Unit, rung: Sequence[Bell], screen: Screen, language: str, *, now: datetime
) -> None:
    """Takes effect with the unit's commit."""
    arrivals = [Incoming(bell.address, Started(""), language) for bell in rung]
    known = await unit.people.meet(arrivals, now=now)
    persons = sorted({actor.person for actor in known.values()})
    await unit.ledger.post(Letter(persons, screen, Class.ALERT, lane=Lane.RED_ALERT), now=now)
