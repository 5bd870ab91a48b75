"""Labels that stand on reply keyboards, and the buttons they mean.

A press on a reply keyboard arrives as its label, perhaps months later and in the other language,
so these labels go on decoding for ever.
"""

from __future__ import annotations

import re
import unicodedata

from bot import buttons
from bot.buttons import Button
from bot.screen import Choice
from content.catalog import Catalog, Catalogs
from content.folding import fold

_WORD = re.compile(r"\w+")

LABELS: dict[str, Button] = {
    "menu.emergency": buttons.OpenEmergency(),
    "menu.guide": buttons.OpenSectors(),
    "menu.rights": buttons.OpenSector("rights"),
    "menu.help": buttons.OpenHelp(),
    "menu.back": buttons.OpenMenu(),
    "menu.groups": buttons.OpenGroups(),
    "menu.invite": buttons.OpenInvitations(),
    "menu.audit": buttons.OpenAudit(),
    "menu.duty": buttons.OpenDuty(),
    "menu.poster": buttons.OpenPosters(),
    "menu.report": buttons.OpenReport("accident"),
    "menu.hazard": buttons.OpenReport("hazard"),
    "menu.cases": buttons.OpenCases(),
    "menu.callback": buttons.OpenReport("callback"),
    "menu.petition": buttons.OpenReport("petition"),
    "report.send.label": buttons.SendReport(),
    "report.send.call.label": buttons.SendReport(1),
    "report.finish.label": buttons.FinishReport(),
    "menu.broadcasts": buttons.OpenBroadcasts(),
    "stop.word": buttons.StopAll(),
    "st.answer.label": buttons.AnswerCase(),
    "menu.work": buttons.OpenWork(),
    "self.yes": buttons.SayTaken(1),
    "self.no": buttons.SayTaken(0),
    "guide.skip": buttons.SkipDraft(),
}


def choice(message: str, catalog: Catalog) -> Choice:
    """The standing choice of this id."""
    return Choice(catalog.label(message), LABELS[message])


def standing(catalogs: Catalogs) -> dict[str, Button]:
    """Every way to say every standing label, in every language, and its button."""
    return {
        words: button
        for catalog in catalogs.values()
        for message, button in LABELS.items()
        for words in ways_to_say(catalog.label(message))
    }


def spoken(text: str) -> str:
    """The words of a label or of what was typed: lower case, marks kept, emoji and signs gone."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFC", text).casefold()))


def ways_to_say(label: str) -> tuple[str, str]:
    """With its marks, or without any. Half marked is another word: «dừng» must not say «Đúng»."""
    return spoken(label), fold(label)
