"""Clearing a chat: what goes, and honestly what stays."""

from __future__ import annotations

from bot import buttons
from bot.screen import Choice, Screen
from bot.screens import people
from content.catalog import Catalog


def ask(catalog: Catalog, *, on_telegram: bool) -> Screen:
    row = (
        Choice(catalog.label("trace.clear.label"), buttons.ClearTraces()),
        Choice(catalog.label("data.keep.label"), buttons.OpenMenu()),
    )
    text = catalog.text("trace.telegram") if on_telegram else catalog.text("trace.web")
    return Screen(text, (row,))


def cleared(catalog: Catalog, *, taken: bool) -> Screen:
    """The plain menu: a word about it would be a trace itself."""
    return people.menu(catalog) if taken else people.say("errand.busy", catalog)
