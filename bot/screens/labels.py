"""Labels that stand on reply keyboards, and the buttons they mean.

A press on a reply keyboard arrives as its label, perhaps months later and in the other language,
so these labels go on decoding for ever.
"""

from __future__ import annotations

from bot import buttons
from bot.buttons import Button
from bot.screen import Choice
from content.catalog import Catalog, Catalogs
from content.folding import fold

LABELS: dict[str, Button] = {
    "menu.emergency": buttons.OpenEmergency(),
    "menu.guide": buttons.OpenSectors(),
    "menu.rights": buttons.OpenSector("rights"),
    "menu.help": buttons.OpenHelp(),
    "menu.back": buttons.OpenMenu(),
    "menu.invite": buttons.OpenInvitations(),
    "menu.audit": buttons.OpenAudit(),
    "self.yes": buttons.SayTaken(1),
    "self.no": buttons.SayTaken(0),
    "guide.skip": buttons.SkipDraft(),
}


def choice(message: str, catalog: Catalog) -> Choice:
    """The standing choice of this id."""
    return Choice(catalog.label(message), LABELS[message])


def standing(catalogs: Catalogs) -> dict[str, Button]:
    """Every standing label in every language, folded as typed words are, and its button."""
    return {
        fold(catalog.label(message)): button
        for catalog in catalogs.values()
        for message, button in LABELS.items()
    }
