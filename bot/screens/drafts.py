"""An open question, asked again."""

from __future__ import annotations

from dataclasses import replace

from bot.case_drafts import AnswerQuestion, HeldAnswer, TypeCaseWords
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
from bot.reports.steps import Adding, Reporting
from bot.screen import Screen
from bot.screens import (
    asking,
    broadcasts,
    cases,
    duty,
    groups,
    guidance,
    invitations,
    joining,
    moving,
    posters,
    reports,
)
from content.areas import Areas
from content.catalog import Catalog
from content.html import Html
from content.packs import Packs


def asked_again(
    draft: Draft, packs: Packs, areas: Areas, operator: str, catalog: Catalog
) -> Screen:
    if isinstance(draft, Reporting | Adding):
        screen = _report(draft, areas, catalog)
    elif isinstance(draft, broadcasts.Question):
        screen = broadcasts.again(draft, catalog)
    elif isinstance(draft, TypeCaseWords | AnswerQuestion | HeldAnswer):
        screen = asking.resumed(draft, catalog)
    else:
        screen = _question(draft, packs, areas, operator, catalog)
    return replace(screen, text=Html.join([catalog.text("draft.again"), screen.text]))


def _question(draft: Draft, packs: Packs, areas: Areas, operator: str, catalog: Catalog) -> Screen:
    match draft:
        case WrongCard():
            return guidance.ask_what_is_wrong(catalog)
        case AskCommune():
            return joining.ask_commune(draft, packs, catalog)
        case ConfirmCommune():
            return joining.confirm(draft, areas, catalog)
        case OfferTips():
            return joining.offer(draft, packs, areas, operator, catalog)
        case NameGroup():
            return groups.ask_name(catalog)
        case AskPosterArea() | AskPosterSource():
            return posters.asked(draft, catalog)
        case AskInvitedArea() | AskInvitedName() | AskInvitedPhone():
            return invitations.asked_again(draft, catalog)
        case TypeMoveCode():
            return moving.ask_code(catalog)
        case AskDutyArea() | TypeHours() | TypeAbsence() | TypeNumber():
            return duty.asked_again(draft, areas, catalog)
    raise TypeError(type(draft))


def _report(draft: Reporting | Adding, areas: Areas, catalog: Catalog) -> Screen:
    if isinstance(draft, Adding):
        return cases.resumed(draft, catalog)
    return reports.asked(draft, "", areas, catalog)
