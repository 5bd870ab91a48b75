"""Posters for officials and organisers: of which commune, for which job, where it will hang."""

from __future__ import annotations

from collections.abc import Sequence

from bot import buttons
from bot.drafts import AskPosterArea, AskPosterSource
from bot.joining import job
from bot.posters import Visits
from bot.screen import Choice, Keyboard, Media, Screen
from bot.screens.labels import choice
from bot.screens.offices import distinct, place, place_label
from bot.screens.people import over_menu
from content.areas import Areas
from content.catalog import Catalog
from content.html import Html
from content.packs import Packs

MOST_SOURCES = 5


def asked(draft: AskPosterArea | AskPosterSource, catalog: Catalog) -> Screen:
    if isinstance(draft, AskPosterArea):
        return ask_area(catalog)
    return ask_source(draft.area, draft.sector, catalog)


def ask_area(catalog: Catalog) -> Screen:
    return Screen(catalog.text("poster.area"), (_foot(catalog),), Keyboard.REPLY)


def found_areas(typed: str, found: Sequence[str], areas: Areas, catalog: Catalog) -> Screen:
    message = "poster.area.found" if found else "poster.area.none"
    names = distinct([place_label(code, areas, catalog) for code in found])
    rows = [
        (Choice(name, buttons.PosterAt(code)),) for name, code in zip(names, found, strict=True)
    ]
    return Screen(catalog.text(message, typed=typed[:40]), (*rows, _foot(catalog)))


def ask_sector(
    area: str, visits: Sequence[Visits], packs: Packs, areas: Areas, catalog: Catalog
) -> Screen:
    """For which job? Above it, how often the posters of this commune were followed, and where."""
    lines = [catalog.text("poster.for", area=place(area, areas, catalog))]
    if visits:
        lines.append(_counted(visits, catalog))
    every = (Choice(catalog.label("poster.every"), buttons.PosterFor(area, "")),)
    jobs = [
        (Choice(sector.titles[catalog.language], buttons.PosterFor(area, sector.id)),)
        for sector in packs.sectors
        if job(sector.id)
    ]
    return Screen(Html.join(lines), (every, *jobs))


def _counted(visits: Sequence[Visits], catalog: Catalog) -> Html:
    by_source: dict[str, int] = {}
    for each in visits:
        by_source[each.source] = by_source.get(each.source, 0) + each.count
    best = sorted(by_source.items(), key=lambda pair: -pair[1])[:MOST_SOURCES]
    named = [f"{source or '–'}: {count}" for source, count in best]
    total = sum(by_source.values())
    return catalog.text("poster.visits", count=total, sources=", ".join(named))


def ask_source(area: str, sector: str, catalog: Catalog) -> Screen:
    now = (Choice(catalog.label("poster.now"), buttons.MakePoster(area, sector)),)
    return Screen(catalog.text("poster.source"), (now, _foot(catalog)), Keyboard.REPLY)


def making(catalog: Catalog, *, taken: bool) -> Screen:
    return over_menu(catalog.text("poster.making" if taken else "errand.busy"), catalog)


def made_pdf(file: str, area: str, catalog: Catalog) -> Screen:
    media = (Media("document", file, f"ap-phich-{area}.pdf"),)
    return over_menu(catalog.text("poster.pdf"), catalog, media)


def made_png(file: str, catalog: Catalog) -> Screen:
    return over_menu(catalog.text("poster.png"), catalog, (Media("photo", file),))


def no_address(catalog: Catalog) -> Screen:
    return over_menu(catalog.text("poster.noaddress"), catalog)


def _foot(catalog: Catalog) -> tuple[Choice, ...]:
    return choice("guide.skip", catalog), choice("menu.emergency", catalog)
