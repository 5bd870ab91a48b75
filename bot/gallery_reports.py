"""The gallery's reports: what reporters and those responsible see. Part of the roof."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from bot.reports import Case, Kind, Severity, Spot, State, Told
from bot.screen import Screen
from bot.screens import alerts
from content.areas import Areas
from content.catalog import Catalog

_AT = datetime(2026, 5, 12, 7, 7, tzinfo=UTC)
_RED = Case(
    id=7,
    code="TN-26-7K3Q9",
    kind=Kind.ACCIDENT,
    severity=Severity.SERIOUS,
    state=State.SENT,
    area="00004",
    also="",
    reporter=1,
    known=False,
    callback=False,
    opened_at=_AT,
    version=1,
    told=Told(Spot("00004")),
)
_PLAIN = replace(_RED, code="NC-26-7K3Q9", kind=Kind.HAZARD, severity=Severity.NONE)
_DEATH = replace(_RED, kind=Kind.DEATH, severity=Severity.FATAL)


def screens(areas: Areas, catalog: Catalog) -> Iterator[tuple[str, Screen]]:
    for name, case in (("red", _RED), ("plain", _PLAIN), ("death", _DEATH)):
        yield f"alerts: {name}", alerts.alert(case, areas, catalog)
    for kind in Kind:
        other = replace(_PLAIN, kind=kind)
        yield f"alerts: {kind.value}", alerts.alert(other, areas, catalog)
    yield "alerts: changed", alerts.changed(_RED, areas, catalog)
