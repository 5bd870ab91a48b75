"""What is opened on touch: a number, a name, the place, a picture; and the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import buttons
from bot.reports import Case, Identity
from bot.screen import Choice, Link, Media, Rows, Screen
from bot.screens.case_letters import to_open
from bot.screens.offices import moment
from content.catalog import Catalog

MINUTES = 10
MOST_NAMES = 3
_MAP = "https://www.openstreetmap.org/?mlat={0}&mlon={1}#map=17/{0}/{1}"


def identity(case: Case, found: Identity, catalog: Catalog) -> Screen:
    text = catalog.text(
        "reveal.identity",
        code=case.code,
        name=found.name or catalog.label("reveal.nameless"),
        phone=found.phone or catalog.label("reveal.phoneless"),
        minutes=MINUTES,
    )
    return Screen(text, to_open(case, catalog))


def place(case: Case, catalog: Catalog) -> Screen:
    spot = case.told.spot
    latitude, longitude = f"{spot.latitude:.5f}", f"{spot.longitude:.5f}"
    text = catalog.text(
        "reveal.place", code=case.code, place=f"{latitude}, {longitude}", minutes=MINUTES
    )
    link = Link(_MAP.format(latitude, longitude))
    return Screen(text, ((Choice(catalog.label("reveal.map.label"), link),),))


def file(case: Case, kind: str, source: str, catalog: Catalog) -> Screen:
    text = catalog.text("reveal.file", code=case.code, minutes=MINUTES)
    return Screen(text, media=(Media(kind, source),))


def ask_reason(case: Case, catalog: Catalog, *, at_once: bool) -> Screen:
    message = "reveal.reason.now" if at_once else "reveal.reason"
    back = ((Choice(catalog.label("work.back.label"), buttons.OpenWorkCase(case.id)),),)
    rows = back if at_once else (*_glass(case, catalog), *back)
    return Screen(catalog.text(message, code=case.code), rows)


def too_new(
    case: Case, until: datetime, names: Sequence[str], catalog: Catalog, *, asks: bool
) -> Screen:
    """Not yet, from when on, and who can meanwhile."""
    shown = ", ".join(dict.fromkeys(names[:MOST_NAMES]))
    text = catalog.text("reveal.new", code=case.code, moment=moment(until), names=shown)
    rows = (*_glass(case, catalog), *to_open(case, catalog)) if asks else to_open(case, catalog)
    return Screen(text, rows)


def _glass(case: Case, catalog: Catalog) -> Rows:
    return ((Choice(catalog.label("reveal.glass.label"), buttons.AskReveal(case.id, 1)),),)


def request(case: Case, number: int, name: str, reason: str, catalog: Catalog) -> Screen:
    """To those who could agree: who wants it, and why."""
    text = catalog.text("reveal.request", code=case.code, name=_named(name, catalog), reason=reason)
    return Screen(text, (decisions(number, catalog), *to_open(case, catalog)))


def decisions(number: int, catalog: Catalog) -> tuple[Choice, Choice]:
    """The second person's word."""
    yes = Choice(catalog.label("reveal.allow.label"), buttons.DecideReveal(number, 1))
    return yes, Choice(catalog.label("reveal.refuse.label"), buttons.DecideReveal(number, 0))


def broken(case: Case, name: str, reason: str, catalog: Catalog) -> Screen:
    """To those who could have agreed: it was opened without them."""
    text = catalog.text("reveal.broken", code=case.code, name=_named(name, catalog), reason=reason)
    return Screen(text, to_open(case, catalog))


def refused(case: Case, catalog: Catalog) -> Screen:
    return Screen(catalog.text("reveal.not_allowed", code=case.code), to_open(case, catalog))


def said(message: str, case: Case, catalog: Catalog, **holes: object) -> Screen:
    """One sentence, and the way back to the case."""
    return Screen(catalog.text(message, code=case.code, **holes), to_open(case, catalog))


def _named(name: str, catalog: Catalog) -> str:
    return name or catalog.label("work.somebody")
