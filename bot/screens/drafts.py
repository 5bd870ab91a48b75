"""An open question, asked again."""

from __future__ import annotations

from dataclasses import replace

from bot.drafts import (
    AskDutyArea,
    AskInvitedArea,
    AskInvitedName,
    AskInvitedPhone,
    AskPosterArea,
    AskPosterSource,
    Draft,
    NameGroup,
    TypeAbsence,
    TypeHours,
    TypeMoveCode,
    TypeNumber,
    WrongCard,
)
from bot.joining import AskCommune, ConfirmCommune, OfferTips
from bot.screen import Screen
from bot.screens import duty, groups, guidance, invitations, joining, moving, posters
from content.areas import Areas
from content.catalog import Catalog
from content.html import Html
from content.packs import Packs


def asked_again(
    draft: Draft, packs: Packs, areas: Areas, operator: str, catalog: Catalog
) -> Screen:
    match draft:
        case WrongCard():
            screen = guidance.ask_what_is_wrong(catalog)
        case AskCommune():
            screen = joining.ask_commune(draft, packs, catalog)
        case ConfirmCommune():
            screen = joining.confirm(draft, areas, catalog)
        case OfferTips():
            screen = joining.offer(draft, packs, areas, operator, catalog)
        case NameGroup():
            screen = groups.ask_name(catalog)
        case AskPosterArea() | AskPosterSource():
            screen = posters.asked(draft, catalog)
        case AskInvitedArea() | AskInvitedName() | AskInvitedPhone():
            screen = invitations.asked_again(draft, catalog)
        case TypeMoveCode():
            screen = moving.ask_code(catalog)
        case AskDutyArea() | TypeHours() | TypeAbsence() | TypeNumber():
            screen = duty.asked_again(draft, areas, catalog)
    return replace(screen, text=Html.join([catalog.text("draft.again"), screen.text]))
