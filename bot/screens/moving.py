"""Moving to another phone: the code, where to type it, and what became of it."""

from __future__ import annotations

from bot.moving import Ending
from bot.screen import Keyboard, Screen
from bot.screens.labels import choice
from bot.screens.people import over_menu
from content.catalog import Catalog

_SENTENCES = {
    Ending.MOVED: "move.done",
    Ending.WRONG: "move.wrong",
    Ending.DUTY: "move.duty",
    Ending.HELD: "data.held",
}


def code(made: str | None, catalog: Catalog) -> Screen:
    if made is None:
        return over_menu(catalog.text("move.duty"), catalog)
    return over_menu(catalog.text("move.code", code=f"{made[:4]} {made[4:]}"), catalog)


def ask_code(catalog: Catalog) -> Screen:
    rows = ((choice("guide.skip", catalog),), (choice("menu.emergency", catalog),))
    return Screen(catalog.text("move.ask"), rows, Keyboard.REPLY)


def ended(ending: Ending, catalog: Catalog) -> Screen:
    return over_menu(catalog.text(_SENTENCES[ending]), catalog)


def notice(catalog: Catalog) -> Screen:
    """To the phones linked before, so that nobody is linked behind their back."""
    return over_menu(catalog.text("move.notice"), catalog)
