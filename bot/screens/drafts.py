"""An open question, asked again."""

from __future__ import annotations

from dataclasses import replace

from bot.drafts import Draft, NameGroup, WrongCard
from bot.screen import Screen
from bot.screens import groups, guidance
from content.catalog import Catalog
from content.html import Html


def asked_again(draft: Draft, catalog: Catalog) -> Screen:
    match draft:
        case WrongCard():
            screen = guidance.ask_what_is_wrong(catalog)
        case NameGroup():
            screen = groups.ask_name(catalog)
    return replace(screen, text=Html.join([catalog.text("draft.again"), screen.text]))
