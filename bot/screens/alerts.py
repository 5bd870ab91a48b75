"""What officials and responders are pushed: thin, without names, employers or exact places."""

from __future__ import annotations

from bot.reports import Case, Kind
from bot.screen import Screen
from bot.screens.offices import moment, place
from content.areas import Areas
from content.catalog import Catalog

KINDS: dict[Kind, str] = {
    Kind.ACCIDENT: "report.kind.accident",
    Kind.DEATH: "report.kind.death",
    Kind.HAZARD: "report.kind.hazard",
    Kind.NEAR_MISS: "report.kind.near_miss",
    Kind.PETITION: "report.kind.petition",
    Kind.CALLBACK: "report.kind.callback",
}


def kind_name(kind: Kind, catalog: Catalog) -> str:
    return catalog.label(KINDS[kind])


def alert(case: Case, areas: Areas, catalog: Catalog) -> Screen:
    commune = place(case.area, areas, catalog)
    if not case.red:
        kind = kind_name(case.found_kind, catalog)
        text = catalog.text("alert.plain", code=case.code, kind=kind, commune=commune)
        return Screen(text)
    message = "alert.death" if case.dead else "alert.red"
    at = moment(case.opened_at)
    return Screen(catalog.text(message, code=case.code, moment=at, commune=commune))


def changed(case: Case, areas: Areas, catalog: Catalog) -> Screen:
    commune = place(case.area, areas, catalog)
    return Screen(catalog.text("alert.changed", code=case.code, commune=commune))
