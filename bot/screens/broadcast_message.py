"""A broadcast as its readers get it."""

from __future__ import annotations

from bot import buttons
from bot.broadcasts.content import Extra, Opens
from bot.broadcasts.values import Broadcast
from bot.screen import Choice, Link, Media, Screen
from bot.screens.offices import office, short
from content.areas import Areas
from content.catalog import Catalog
from content.html import Html


def message(broadcast: Broadcast, areas: Areas, catalog: Catalog) -> Screen:
    """The words, who sends them and the way out, for readers of this language."""
    words = broadcast.content.words(catalog.language)
    sender = office(broadcast.role, broadcast.area, areas, catalog)
    foot = catalog.text("bc.foot", sender=short(sender, 80))
    text = Html.join([words, foot], "\n\n") if words.plain else foot
    rows = [(_extra(extra, catalog),) for extra in broadcast.content.extras]
    stop = Choice(catalog.label("stop.label"), buttons.StopAll())
    files = tuple(Media(p.kind, p.kept, p.name) for p in broadcast.content.files if p.kept)
    return Screen(text, (*rows, (stop,)), media=files)


def _extra(extra: Extra, catalog: Catalog) -> Choice:
    match extra.opens:
        case Opens.LINK:
            return Choice(extra.label, Link(extra.value))
        case Opens.CARD:
            return Choice(extra.label, buttons.OpenCard(extra.value))
        case Opens.REPORT:
            return Choice(catalog.label("menu.report"), buttons.OpenReport("accident"))
