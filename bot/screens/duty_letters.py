"""Letters about the duty roster: to whoever is put on it, and to whoever stands in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot import buttons
from bot.duty import Duty
from bot.screen import Choice, Screen
from bot.screens import hours as hours_screens
from bot.screens.duty import open_roster, post_name
from bot.screens.grants import Known, name_of
from bot.screens.offices import place
from content.areas import Areas
from content.catalog import Catalog


def _put_on(line: Duty, areas: Areas, catalog: Catalog) -> Screen:
    return _letter("duty.letter.add", line, areas, catalog)


def _hours_changed(line: Duty, areas: Areas, catalog: Catalog) -> Screen:
    return _letter("duty.letter.hours", line, areas, catalog)


def _taken_off(line: Duty, areas: Areas, catalog: Catalog) -> Screen:
    return _letter("duty.letter.remove", line, areas, catalog)


LETTERS: dict[str, Callable[[Duty, Areas, Catalog], Screen]] = {
    "roster.add": _put_on,
    "roster.hours": _hours_changed,
    "roster.remove": _taken_off,
}


def _letter(message: str, line: Duty, areas: Areas, catalog: Catalog) -> Screen:
    text = catalog.text(
        message,
        place=place(line.area, areas, catalog),
        post=post_name(line.post, catalog),
        hours=hours_screens.in_words(line.hours, catalog),
    )
    row = (Choice(catalog.label("duty.away"), buttons.SayAway()), open_roster(line.area, catalog))
    return Screen(text, (row,))


@dataclass(frozen=True, slots=True)
class Absence:
    """Who is away from where; `nobody`: the area has nobody of its own meanwhile."""

    person: int
    area: str
    until: datetime
    nobody: bool = False


def standing_in(absence: Absence, known: Known, areas: Areas, catalog: Catalog) -> Screen:
    """To whoever is told first meanwhile."""
    text = catalog.text(
        "duty.letter.nobody" if absence.nobody else "duty.letter.standin",
        name=name_of(absence.person, known, catalog),
        place=place(absence.area, areas, catalog),
        until=hours_screens.until(absence.until, catalog),
    )
    return Screen(text, ((open_roster(absence.area, catalog),),))


def returned(absence: Absence, known: Known, areas: Areas, catalog: Catalog) -> Screen:
    name, where = name_of(absence.person, known, catalog), place(absence.area, areas, catalog)
    text = catalog.text("duty.letter.back", name=name, place=where)
    return Screen(text, ((open_roster(absence.area, catalog),),))
