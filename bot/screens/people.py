"""First contact, menu, help and what is kept about a person."""

from __future__ import annotations

from dataclasses import replace

from bot import buttons
from bot.people import Role
from bot.screen import Choice, Keyboard, Media, Rows, Screen
from bot.screens.labels import choice
from content.catalog import Catalog, Catalogs
from content.html import Html

_POSTING = frozenset({Role.ORGANISER, Role.OFFICIAL})
_WRITING = frozenset({Role.ORGANISER, Role.OFFICIAL, Role.PROVINCE, Role.ADMIN})
_APPOINTING = frozenset({Role.OFFICIAL, Role.PROVINCE, Role.ADMIN})
_ROSTER = _APPOINTING | {Role.RESPONDER}
# What roles do, in the order of the menu; whoever holds several has it all, once.
_WORK: tuple[tuple[frozenset[Role], str], ...] = (
    (_ROSTER, "menu.work"),
    (_WRITING, "menu.broadcasts"),
    (_ROSTER, "menu.duty"),
    (frozenset({Role.ORGANISER}), "menu.groups"),
    (_POSTING, "menu.poster"),
    (_APPOINTING, "menu.invite"),
    (_APPOINTING, "menu.audit"),
)


def menu_rows(catalog: Catalog, roles: frozenset[Role] = frozenset()) -> Rows:
    """The emergency first for everybody; then what these roles do, then what everybody does."""
    work = [choice(label, catalog) for holders, label in _WORK if roles & holders]
    return (
        (choice("menu.emergency", catalog),),
        *(tuple(work[at : at + 2]) for at in range(0, len(work), 2)),
        (choice("menu.report", catalog), choice("menu.hazard", catalog)),
        (choice("menu.guide", catalog), choice("menu.cases", catalog)),
        (choice("menu.callback", catalog), choice("menu.petition", catalog)),
        (choice("menu.rights", catalog), choice("menu.help", catalog)),
    )


def fitted(screen: Screen, roles: frozenset[Role], catalogs: Catalogs) -> Screen:
    """The same screen with the menu of these roles in place of everybody's."""
    for catalog in catalogs.values():
        rows = menu_rows(catalog)
        if screen.keyboard is Keyboard.REPLY and screen.choices[-len(rows) :] == rows:
            kept = screen.choices[: -len(rows)]
            return replace(screen, choices=(*kept, *menu_rows(catalog, roles)))
    return screen


def over_menu(text: Html, catalog: Catalog, media: tuple[Media, ...] = ()) -> Screen:
    """A sentence with the main menu below it."""
    return Screen(text, menu_rows(catalog), Keyboard.REPLY, media)


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
    clear = Choice(catalog.label("trace.clear.label"), buttons.AskClear())
    return Screen(Html.join(lines), ((place, groups), (switch, clear)))


def language_set(catalog: Catalog) -> Screen:
    return replace(say("language.set", catalog), language=catalog.language)


def say(message: str, catalog: Catalog, **holes: object) -> Screen:
    """One whole sentence over the main menu."""
    return over_menu(catalog.text(message, **holes), catalog)
