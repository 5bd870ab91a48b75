"""Cards, the lists that lead to them, and the answers of the search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot import buttons
from bot.guidance import page_of
from bot.screen import Choice, Keyboard, Rows, Screen
from bot.screens.emergencies import card_calls, emergency_row, foreign, title
from bot.screens.labels import choice
from bot.screens.people import over_menu
from content.catalog import Catalog
from content.html import Html
from content.packs import Card, Packs, Sector


def sectors(packs: Packs, catalog: Catalog) -> Screen:
    choices = [
        Choice(sector.titles[catalog.language], buttons.OpenSector(sector.id))
        for sector in packs.sectors
    ]
    return Screen(catalog.text("guide.sectors"), _columns(choices))


def sector(found: Sector, page: int, catalog: Catalog) -> Screen:
    cards, page, pages = page_of(found.cards, page)
    name = found.titles[catalog.language]
    text = catalog.text("guide.sector", sector=name)
    if pages > 1:
        text = catalog.text("guide.sector.page", sector=name, page=page + 1, pages=pages)
    turns = [Choice(catalog.label("guide.sectors.label"), buttons.OpenSectors())]
    if pages > 1:
        following = buttons.OpenSector(found.id, (page + 1) % pages)
        turns.append(Choice(catalog.label("guide.next_page"), following))
    return Screen(text, (*_columns(_links(cards)), tuple(turns)))


def card(shown: Card, packs: Packs, catalog: Catalog, *, above: Html | None = None) -> Screen:
    """A card's first screen; `above` is a line that must be read before it."""
    parts = [*([above] if above else []), *foreign(shown, catalog), title(shown), shown.first]
    if shown.emergency and shown.reviewed_by is None:
        parts.append(catalog.text("card.unsigned"))
    more = Choice(catalog.label("guide.more"), buttons.ReadMore(shown.id))
    rows: list[tuple[Choice, ...]] = [*card_calls(shown, catalog), (more,)]
    if shown.emergency and shown.language != catalog.language:
        rows.insert(-1, emergency_row(catalog))
    rows += _columns(_links(packs.card(name) for name in shown.next[:2]))
    return Screen(Html.join(parts), tuple(rows))


def more(shown: Card, packs: Packs, catalog: Catalog) -> Screen:
    """The rest of a card, its sources and date, and a word back to us."""
    parts = [
        *foreign(shown, catalog),
        title(shown),
        *([shown.more] if shown.more else [shown.first]),
    ]
    parts.append(_provenance(shown, catalog))
    rate = (
        Choice(catalog.label("guide.useful"), buttons.RateCard(shown.id, 1)),
        Choice(catalog.label("guide.wrong"), buttons.RateCard(shown.id, 0)),
    )
    rows = [*card_calls(shown, catalog), *_columns(_links(packs.card(n) for n in shown.next)), rate]
    return Screen(Html.join(parts, "\n\n"), tuple(rows))


def offered(cards: Sequence[Card], catalog: Catalog, *, above: Html | None = None) -> Screen:
    """Did you mean one of these? The emergency button stands beside doubt."""
    question = catalog.text("err.choices")
    text = Html.join([above, question]) if above else question
    rows = tuple((Choice(c.title, buttons.OpenCard(c.id)),) for c in cards)
    return Screen(text, (*rows, emergency_row(catalog)))


def not_found(words: str, catalog: Catalog, *, noted: bool) -> Screen:
    message = "err.notfound" if noted else "err.unclear"
    return over_menu(catalog.text(message, words=_short(words)), catalog)


def ask_what_is_wrong(catalog: Catalog) -> Screen:
    rows = ((choice("guide.skip", catalog),), (choice("menu.emergency", catalog),))
    return Screen(catalog.text("guide.wrong.ask"), rows, Keyboard.REPLY)


def _provenance(shown: Card, catalog: Catalog) -> Html:
    date = f"{shown.reviewed:%d/%m/%Y}"
    lines = [catalog.text("card.sources", sources="; ".join(shown.sources), date=date)]
    if shown.reviewed_by:
        lines.append(catalog.text("card.signed", name=shown.reviewed_by))
    elif shown.emergency:
        lines.append(catalog.text("card.unsigned"))
    return Html.join(lines)


def _links(cards: Iterable[Card]) -> list[Choice]:
    return [Choice(c.short, buttons.OpenCard(c.id)) for c in cards]


def _columns(choices: Sequence[Choice]) -> Rows:
    """Two columns while labels are short (20 characters, wording 0.4), one where they are not."""
    rows: list[tuple[Choice, ...]] = []
    for each in choices:
        pair = rows and len(rows[-1]) == 1 and len(rows[-1][0].label) <= 20
        if pair and len(each.label) <= 20:
            rows[-1] = (rows[-1][0], each)
        else:
            rows.append((each,))
    return tuple(rows)


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 40 else f"{words[:39]}…"
