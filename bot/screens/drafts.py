"""An open question, asked again."""

from __future__ import annotations

from dataclasses import replace

from bot.drafts import Draft, TypeMoveCode, WrongCard
from bot.screen import Screen
from bot.screens import guidance, moving
from content.catalog import Catalog
from content.html import Html


def asked_again(draft: Draft, catalog: Catalog) -> Screen:
    match draft:
        case WrongCard():
            screen = guidance.ask_what_is_wrong(catalog)
        case TypeMoveCode():
            screen = moving.ask_code(catalog)
    return replace(screen, text=Html.join([catalog.text("draft.again"), screen.text]))
