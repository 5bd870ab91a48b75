"""What is opened on touch: a number, a name, the place, a picture; and the words around it."""

from __future__ import annotations

from bot import buttons
from bot.reports import Case, Identity
from bot.screen import Choice, Link, Media, Screen
from bot.screens.case_letters import to_open
from content.catalog import Catalog

MINUTES = 10
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
    rows = [(Choice(catalog.label("work.back.label"), buttons.OpenWorkCase(case.id)),)]
    if not at_once:
        glass = Choice(catalog.label("reveal.glass.label"), buttons.AskReveal(case.id, 1))
        rows.insert(0, (glass,))
    return Screen(catalog.text(message, code=case.code), tuple(rows))


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
