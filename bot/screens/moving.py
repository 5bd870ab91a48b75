"""Moving to another phone: the code, where to type it, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from bot import buttons
from bot.moving import Ending, Linked, Unlinking
from bot.screen import Choice, Keyboard, Screen
from bot.screens.data import day
from bot.screens.labels import choice
from bot.screens.offices import distinct
from bot.screens.people import over_menu
from content.catalog import Catalog

_SENTENCES = {
    Ending.MOVED: "move.done",
    Ending.WRONG: "move.wrong",
    Ending.DUTY: "move.duty",
    Ending.HELD: "data.held",
}

_UNLINKED = {
    Unlinking.DONE: "linked.cut",
    Unlinking.GONE: "linked.none",
    Unlinking.HELD: "data.held",
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


def linked(others: Sequence[Linked], catalog: Catalog) -> Screen:
    """The other phones and pages, each with the way to cut it off."""
    if not others:
        return over_menu(catalog.text("linked.none"), catalog)
    names = distinct([_name(each, catalog) for each in others])
    rows = [
        (Choice(name, buttons.AskUnlink(each.id)),)
        for name, each in zip(names, others, strict=True)
    ]
    return Screen(catalog.text("linked.list"), (*rows, (_settings(catalog),)))


def ask_unlink(one: Linked, catalog: Catalog) -> Screen:
    yes = Choice(catalog.label("linked.sure"), buttons.Unlink(one.id))
    text = catalog.text("linked.ask", place=_name(one, catalog))
    return Screen(text, ((yes, _settings(catalog)),))


def unlinked(done: Unlinking, catalog: Catalog) -> Screen:
    return over_menu(catalog.text(_UNLINKED[done]), catalog)


def _name(one: Linked, catalog: Catalog) -> str:
    where = "data.on.telegram" if one.account.startswith("telegram") else "data.on.web"
    return catalog.label("linked.one", place=catalog.label(where), day=day(one.since))


def _settings(catalog: Catalog) -> Choice:
    return Choice(catalog.label("linked.keep"), buttons.OpenSettings())
