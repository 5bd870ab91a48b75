"""Redrawing: a message that tells of several cases shows how each of them stands now.

It is edited for whoever has it. Whoever has not got it yet gets it as it stands, or not at all when
nothing in it waits for anybody any more.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from bot.heaps import Line
from bot.house import House
from bot.ports import Unit
from bot.reports import Case
from bot.screens import heaps as screens


async def redraw(unit: Unit, case: Case, house: House, *, now: datetime) -> None:
    """Every message that tells of this case together with others."""
    await _draw(unit, await unit.floods.telling(case.id), house, now)


async def leave(unit: Unit, case: Case, house: House, *, now: datetime) -> None:
    """The case was forwarded: its lines say where to, and whatever becomes of it there changes no
    message here.
    """
    messages = await unit.floods.telling(case.id)
    await unit.floods.leave(case.id, case.area)
    await _draw(unit, messages, house, now)


async def _draw(unit: Unit, messages: Sequence[int], house: House, now: datetime) -> None:
    told = await unit.floods.told(messages)
    lines = await _lines(unit, {case for cases in told.values() for case in cases})
    for message, cases in told.items():
        shown = [replace(lines[case], left_for=area) for case, area in cases.items()]
        words = {
            language: screens.together(shown, house.areas, catalog)
            for language, catalog in house.catalogs.items()
        }
        wanted = any(line.waits for line in shown)
        stands = await unit.ledger.redraw(message, words, wanted=wanted, now=now)
        await unit.floods.renumber(message, stands)


async def _lines(unit: Unit, numbers: Collection[int]) -> dict[int, Line]:
    cases = await unit.reports.some(numbers)
    known = await unit.invitations.known([c.taken_by for c in cases if c.taken_by is not None])
    names = {person: invitation.name for person, invitation in known.items()}
    codes = await unit.casework.codes({c.joined for c in cases if c.joined is not None})
    return {
        case.id: Line(case, names.get(case.taken_by or 0, ""), codes.get(case.joined or 0, ""))
        for case in cases
    }
