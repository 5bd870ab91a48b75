"""First contact, menu, help and what is kept about a person."""

from __future__ import annotations

from bot import buttons
from bot.screen import Choice, Keyboard, Rows, Screen
from bot.screens.labels import choice
from content.catalog import Catalog
from content.html import Html


def menu_rows(catalog: Catalog) -> Rows:
    return (
        (choice("menu.emergency", catalog),),
        (choice("menu.guide", catalog),),
        (choice("menu.rights", catalog), choice("menu.help", catalog)),
    )


def over_menu(text: Html, catalog: Catalog) -> Screen:
    """A sentence with the main menu below it."""
    return Screen(text, menu_rows(catalog), Keyboard.REPLY)


def hello(operator: str, catalog: Catalog) -> Screen:
    return over_menu(catalog.text("start.hello", operator=operator), catalog)


def menu(catalog: Catalog) -> Screen:
    return over_menu(catalog.text("menu.title"), catalog)


def help_(operator: str, contact: str, catalog: Catalog) -> Screen:
    """Who runs this, how to use it, and the other language."""
    lines = [catalog.text("help.body", operator=operator)]
    if contact:
        lines.append(catalog.text("help.contact", contact=contact))
    lines.append(catalog.text("help.promise"))
    other = "en" if catalog.language == "vi" else "vi"
    switch = Choice(catalog.label("language.other"), buttons.SetLanguage(other))
    place = Choice(catalog.label("join.change"), buttons.ChangePlace())
    groups = Choice(catalog.label("menu.groups"), buttons.OpenGroups())
    return Screen(Html.join(lines), ((place, groups), (switch,)))


def say(message: str, catalog: Catalog, **holes: object) -> Screen:
    """One whole sentence over the main menu."""
    return over_menu(catalog.text(message, **holes), catalog)
