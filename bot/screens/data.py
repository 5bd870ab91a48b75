"""What is kept about a person, in plain words, and the ways to take it, change it and end it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot import buttons
from bot.data import Erasing, Held
from bot.screen import Choice, Keyboard, Media, Screen
from bot.screens.consents import purpose_name
from bot.screens.people import menu_rows, over_menu
from content.catalog import Catalog
from content.html import Html

Kept = Sequence[Mapping[str, Any]]
FILE_NAME = "an-toan-du-lieu.json"
_LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
_ERASING = {
    Erasing.BEGUN: "data.erasing",
    Erasing.HELD: "data.held",
    Erasing.LAST_ADMIN: "data.last_admin",
}


def day(at: datetime) -> str:
    local = at.astimezone(_LOCAL)
    return f"{local.day}/{local.month}/{local.year}"


def show(held: Held, place: str, work: str, catalog: Catalog) -> Screen:
    """One line for each noun that keeps something; `place` and `work` as the person calls them."""
    lines = [catalog.text("data.show")]
    lines += [line(held[noun], catalog) for noun, line in LINES.items() if held[noun]]
    if place or work:
        lines.append(catalog.text("data.kept.work", place=place, work=work))
    if any(_telegram(row) for row in held["addresses"]):
        lines.append(catalog.text("data.telegram"))
    lines.append(catalog.text("data.questions"))
    row = (
        Choice(catalog.label("data.export.label"), buttons.ExportData()),
        Choice(catalog.label("data.correct.label"), buttons.OpenSettings()),
        Choice(catalog.label("data.erase.label"), buttons.AskErase()),
    )
    clear = (Choice(catalog.label("trace.clear.label"), buttons.AskClear()),)
    return Screen(Html.join(lines), (row, clear))


def exported(file: str, catalog: Catalog) -> Screen:
    media = (Media("document", file, FILE_NAME),)
    text = catalog.text("data.exported")
    return Screen(text, menu_rows(catalog), Keyboard.REPLY, media)


def ask_erase(catalog: Catalog) -> Screen:
    row = (
        Choice(catalog.label("data.erase.label"), buttons.EraseData()),
        Choice(catalog.label("data.keep.label"), buttons.OpenMenu()),
    )
    return Screen(catalog.text("data.erase"), (row,))


def erasing(found: Erasing, catalog: Catalog) -> Screen:
    return over_menu(catalog.text(_ERASING[found]), catalog)


def _accounts(rows: Kept, catalog: Catalog) -> Html:
    on_telegram = catalog.text("data.on.telegram")
    names = [on_telegram if _telegram(row) else catalog.text("data.on.web") for row in rows]
    return catalog.text("data.kept.addresses", accounts=Html.join(names, ", "))


def _telegram(row: Mapping[str, Any]) -> bool:
    return str(row["account"]).startswith("telegram")


def _since(rows: Kept, catalog: Catalog) -> Html:
    return catalog.text("data.kept.people", day=day(rows[0]["created_at"]))


def _consent(row: Mapping[str, Any], catalog: Catalog) -> Html:
    purpose = purpose_name(row["purpose"], catalog)
    if row["withdrawn_at"]:
        return catalog.text("data.kept.stopped", purpose=purpose, day=day(row["withdrawn_at"]))
    return catalog.text("data.kept.agreed", purpose=purpose, day=day(row["given_at"]))


def _consents(rows: Kept, catalog: Catalog) -> Html:
    names = [_consent(row, catalog) for row in rows]
    return catalog.text("data.kept.consents", consents=Html.join(names, ", "))


def _counted(message: str) -> Callable[[Kept, Catalog], Html]:
    return lambda rows, catalog: catalog.text(message, count=len(rows))


# One line for each noun of storage/holdings.py; a contract test keeps the two alike.
LINES: dict[str, Callable[[Kept, Catalog], Html]] = {
    "addresses": _accounts,
    "people": _since,
    "consents": _consents,
    "grants": _counted("data.kept.grants"),
    "groups": _counted("data.kept.groups"),
    "broadcasts": _counted("data.kept.broadcasts"),
    "saved_audiences": _counted("data.kept.saved_audiences"),
    "invitations": _counted("data.kept.invitations"),
    "letters": _counted("data.kept.letters"),
    "transcripts": _counted("data.kept.transcripts"),
    "files": _counted("data.kept.files"),
    "errands": _counted("data.kept.errands"),
    "drafts": _counted("data.kept.drafts"),
    "reports": _counted("data.kept.reports"),
    "duty": _counted("data.kept.duty"),
    "drills": _counted("data.kept.drills"),
    "inbox": _counted("data.kept.inbox"),
    "moving": _counted("data.kept.moving"),
    "requests": _counted("data.kept.requests"),
    "holds": _counted("data.kept.holds"),
}
