"""Several cases in one message: those that wait with a button to take each, then the others."""

from __future__ import annotations

from collections.abc import Sequence

from bot import buttons
from bot.heaps import Line
from bot.reports import Case, State
from bot.screen import Choice, Rows, Screen
from bot.screens.alerts import MOST_CODES, kind_name, take
from bot.screens.case_facts import severity_name
from bot.screens.offices import moment, place
from content.areas import Areas
from content.catalog import Catalog
from content.html import Html

MOST_LINES = 12
"""The rest is a number, for a small screen: those with a button first, then what others did."""

_HEADS = {
    (True, False): "alert.grouped",
    (True, True): "alert.grouped.red",
    (False, False): "alert.grouped.left",
    (False, True): "alert.grouped.left.red",
}
"""By whether all wait, and whether a red one does."""


def together(lines: Sequence[Line], areas: Areas, catalog: Catalog) -> Screen:
    """The gravest that wait first, then what became of the others."""
    ordered = sorted(lines, key=lambda line: (not line.case.red, line.case.id))
    waiting = [line.case for line in ordered if line.waits]
    settled = [line for line in ordered if not line.waits]
    shown = [_waits(case, waiting, areas, catalog) for case in waiting[:MOST_CODES]]
    shown += [_settled(line, areas, catalog) for line in settled[: MOST_LINES - len(shown)]]
    parts = [_head(len(ordered), waiting, areas, catalog), *shown]
    if rest := len(ordered) - len(shown):
        parts.append(catalog.text("alert.grouped.more", count=rest))
    return Screen(Html.join(parts), _acts(waiting, catalog))


def _head(count: int, waiting: Sequence[Case], areas: Areas, catalog: Catalog) -> Html:
    if not waiting:
        return catalog.text("alert.grouped.over", count=count)
    red = sum(case.red for case in waiting)
    message = _HEADS[len(waiting) == count, red > 0]
    where = _where(waiting, areas, catalog)
    return catalog.text(message, count=count, left=len(waiting), red=red, commune=where)


def _where(waiting: Sequence[Case], areas: Areas, catalog: Catalog) -> str:
    """The commune, or how many there are."""
    several = {areas.now(case.area) for case in waiting}
    if len(several) > 1:
        return catalog.label("alert.communes", count=len(several))
    return place(waiting[0].area, areas, catalog)


def _settled(line: Line, areas: Areas, catalog: Catalog) -> Html:
    """In the words of an alert of its own."""
    case = line.case
    if line.left_for:
        where = place(line.left_for, areas, catalog)
        return catalog.text("alert.moved", code=case.code, where=where)
    if case.joined is not None:
        return catalog.text("alert.joined", code=case.code, main=line.main)
    if case.state is not State.TAKEN:
        return catalog.text("alert.over", code=case.code)
    at = moment(case.taken_at or case.opened_at)
    message = "alert.taken.other" if line.holder else "alert.taken.nameless"
    return catalog.text(message, code=case.code, name=line.holder, moment=at)


def _waits(case: Case, waiting: Sequence[Case], areas: Areas, catalog: Catalog) -> Html:
    """What, how grave, and where when they wait in several places."""
    parts = [kind_name(case.found_kind, catalog)]
    if case.red and not case.dead:
        parts.append(severity_name(case, catalog).lower())
    if len({areas.now(other.area) for other in waiting}) > 1:
        parts.append(place(case.area, areas, catalog))
    return Html.escape(f"{case.code} · {', '.join(parts)}")


def _acts(waiting: Sequence[Case], catalog: Catalog) -> Rows:
    rows = tuple((take(case, catalog),) for case in waiting[:MOST_CODES])
    return (*rows, (Choice(catalog.label("work.list.label"), buttons.OpenWork()),))
