"""An open question, asked again."""

from __future__ import annotations

from dataclasses import replace

from bot.drafts import AskInvitedArea, AskInvitedName, AskInvitedPhone, Draft, WrongCard
from bot.people import Role
from bot.screen import Screen
from bot.screens import guidance, invitations
from content.catalog import Catalog
from content.html import Html


def asked_again(draft: Draft, catalog: Catalog) -> Screen:
    match draft:
        case WrongCard():
            screen = guidance.ask_what_is_wrong(catalog)
        case AskInvitedArea(role):
            screen = invitations.ask_area_again(Role(role), catalog)
        case AskInvitedName():
            screen = invitations.ask_name(catalog)
        case AskInvitedPhone():
            screen = invitations.ask_phone_again(catalog)
    return replace(screen, text=Html.join([catalog.text("draft.again"), screen.text]))
