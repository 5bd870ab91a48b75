"""The monthly drill, the morning digest and clusters, as officials see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import buttons
from bot.reports import Case
from bot.rounds import Cluster, Drill
from bot.screen import Choice, Screen
from bot.screens.alerts import waited
from bot.screens.offices import place
from content.areas import Areas
from content.catalog import Catalog
from content.html import Html

MOST_LINES = 8


def drill(number: int, catalog: Catalog) -> Screen:
    answer = Choice(catalog.label("alert.take"), buttons.AnswerDrill(number))
    return Screen(catalog.text("drill.bell"), ((answer,),))


def answered(drill: Drill, catalog: Catalog) -> Screen:
    """How long it took, and how many of those asked have pressed: no list of who did not."""
    text = catalog.text(
        "drill.answered", minutes=drill.minutes, answered=drill.answered, asked=drill.asked
    )
    return Screen(text, replaces=True)


def digest(
    area: str, cases: Sequence[Case], now: datetime, areas: Areas, catalog: Catalog
) -> Screen:
    """`cases`: the open ones, the gravest first."""
    count = len(cases)
    commune = place(area, areas, catalog)
    if not count:
        return Screen(catalog.text("digest.none", commune=commune))
    lines = [catalog.text("digest.some", commune=commune, count=count)]
    for case in cases[:MOST_LINES]:
        minutes = int((now - case.opened_at).total_seconds() // 60)
        message = "digest.taken" if case.taken_by else "digest.open"
        shown = waited(minutes, catalog)
        lines.append(catalog.text(message, code=case.code, waited=shown))
    return Screen(Html.join(lines))


def cluster(found: Cluster, days: int, areas: Areas, catalog: Catalog) -> Screen:
    """Upward: a place and a number, and what a number does not mean."""
    commune = place(found.area, areas, catalog)
    return Screen(
        Html.join(
            [
                catalog.text("cluster.found", commune=commune, count=found.cases, days=days),
                catalog.text("figures.note"),
            ]
        )
    )
