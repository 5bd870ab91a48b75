"""Drafts: one unfinished conversation per address, as a typed value.

A step carries everything it needs. Each kind of draft is a frozen dataclass registered in KINDS
under a name that stays for ever, because drafts survive restarts and upgrades.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot import buttons, incoming
from bot.broadcasts.drafts import (
    AskExtra,
    AskReason,
    AskTerm,
    AskTime,
    Compose,
    NameAudience,
)
from bot.case_drafts import AnswerQuestion, HeldAnswer, TypeCaseWords
from bot.joining import AskCommune, ConfirmCommune, OfferTips
from bot.reports.steps import Adding, Reporting

OUTAGE = timedelta(seconds=150)
"""Telegram keeps a button press 150 s (telegram.md 1.3): after a longer outage some are lost."""

RECENT = timedelta(hours=1)
"""Drafts touched so long before an outage are offered again, once."""


@dataclass(frozen=True, slots=True)
class WrongCard:
    """Someone said a card is wrong and may now type what is wrong with it."""

    card: str
    rating: int


@dataclass(frozen=True, slots=True)
class NameGroup:
    """Someone makes a group in `area` and is asked for its name."""

    area: str


@dataclass(frozen=True, slots=True)
class AskInvitedArea:
    """Where shall the person be invited to this role?"""

    role: str


@dataclass(frozen=True, slots=True)
class TypeMoveCode:
    """Someone is to type the code that they made on their other phone."""


@dataclass(frozen=True, slots=True)
class AskInvitedName:
    """Somebody followed an invitation: what is their name?"""

    invitation: int


@dataclass(frozen=True, slots=True)
class AskInvitedPhone:
    """And their own phone number?"""

    invitation: int
    name: str


@dataclass(frozen=True, slots=True)
class AskPosterArea:
    """A poster of which commune?"""


@dataclass(frozen=True, slots=True)
class AskPosterSource:
    """Where will the poster hang? `sector` is "" for all jobs."""

    area: str
    sector: str


@dataclass(frozen=True, slots=True)
class AskDutyArea:
    """Whose duty roster shall be shown?"""


@dataclass(frozen=True, slots=True)
class TypeHours:
    """When is somebody on duty? `version` of the line that was on the screen."""

    duty: int
    version: int


@dataclass(frozen=True, slots=True)
class TypeAbsence:
    """Until when is somebody away?"""


@dataclass(frozen=True, slots=True)
class TypeNumber:
    """The phone number of an office of the commune?"""

    area: str
    kind: str


Draft = (
    WrongCard
    | AskCommune
    | ConfirmCommune
    | OfferTips
    | NameGroup
    | AskInvitedArea
    | AskInvitedName
    | AskInvitedPhone
    | TypeMoveCode
    | AskPosterArea
    | AskPosterSource
    | AskDutyArea
    | TypeHours
    | TypeAbsence
    | TypeNumber
    | Reporting
    | Adding
    | Compose
    | AskTerm
    | NameAudience
    | AskTime
    | AskReason
    | AskExtra
    | TypeCaseWords
    | AnswerQuestion
    | HeldAnswer
)

KINDS: dict[str, type[Draft]] = {
    "wrong_card": WrongCard,
    "ask_commune": AskCommune,
    "confirm_commune": ConfirmCommune,
    "offer_tips": OfferTips,
    "name_group": NameGroup,
    # invitations
    "invited_area": AskInvitedArea,
    "invited_name": AskInvitedName,
    "invited_phone": AskInvitedPhone,
    "move_code": TypeMoveCode,
    "poster_area": AskPosterArea,
    "poster_source": AskPosterSource,
    "duty_area": AskDutyArea,
    "duty_hours": TypeHours,
    "absence": TypeAbsence,
    "number": TypeNumber,
    # reports
    "reporting": Reporting,
    "adding": Adding,
    # broadcasts
    "compose": Compose,
    "broadcast_term": AskTerm,
    "audience_name": NameAudience,
    "broadcast_time": AskTime,
    "broadcast_reason": AskReason,
    "broadcast_extra": AskExtra,
    # casework
    "case_words": TypeCaseWords,
    "answer_question": AnswerQuestion,
    "held_answer": HeldAnswer,
}
_NAMES = {kind: name for name, kind in KINDS.items()}


def to_json(draft: Draft) -> tuple[str, dict[str, Any]]:
    return _NAMES[type(draft)], asdict(draft)


def from_json(kind: str, body: dict[str, Any]) -> Draft | None:
    """The draft, or None when a newer version no longer knows this kind."""
    found = KINDS.get(kind)
    return found(**body) if found else None


def answers(draft: Draft | None, meant: object, now: datetime) -> bool:
    """Whether this answers the open question: typed words always, a contact where one is asked,
    and a report takes files and places too.
    """
    if isinstance(draft, Reporting | Adding):
        listens = not draft.away if isinstance(draft, Reporting) else draft.listens(now)
        told = incoming.Text | incoming.Media | incoming.Location | incoming.Contact
        return listens and isinstance(meant, told)
    if isinstance(draft, TypeCaseWords | AnswerQuestion | HeldAnswer):
        return isinstance(meant, incoming.Text | incoming.Media)
    if isinstance(meant, incoming.Contact):
        return isinstance(draft, AskInvitedPhone)
    if isinstance(draft, Compose):
        return isinstance(meant, incoming.Text | incoming.Media | incoming.Location)
    return draft is not None and isinstance(meant, incoming.Text)


def wants_number(draft: Draft | None, action: object) -> bool:
    """Whether a bare number is how many are hurt; 9 alone is the emergency, as everywhere."""
    if not isinstance(draft, Adding) or draft.question != "count":
        return False
    words = action.text.strip() if isinstance(action, incoming.Text) else ""
    return words.isascii() and words.isdigit() and words != "9"


_REPORTS = (
    buttons.OpenReport,
    buttons.AnswerReport,
    buttons.PlaceReport,
    buttons.SendReport,
    buttons.DropReport,
    buttons.EditReport,
    buttons.SkipQuestion,
    buttons.FinishReport,
    buttons.OpenReportTerms,
    buttons.OpenPapers,
    buttons.AddToCase,
    buttons.AllowCall,
)


def left(draft: Draft) -> Draft | None:
    """What is kept of a question that was walked away from: a report, to be sent later."""
    return replace(draft, away=True) if isinstance(draft, Reporting) else None


def remind_at(draft: Draft, now: datetime) -> datetime | None:
    """When to ask about it, should it stay as it is."""
    return draft.remind_at(now) if isinstance(draft, Reporting) else None


def leaves(meant: object) -> bool:
    """Whether doing this walks away from an open question: any button but those of an emergency
    and the question's own.
    """
    stays = (
        buttons.OpenEmergency,
        buttons.SayTaken,
        buttons.SkipDraft,
        buttons.RateCard,
        buttons.PickCommune,
        buttons.OtherCommune,
        buttons.AgreeTips,
        buttons.LaterTips,
        buttons.UnderSixteen,
        buttons.ChangePlace,
        *_REPORTS,
        buttons.AnswerCase,
        buttons.SendAnswer,
        buttons.NoAnswer,
    )
    # a button that opens a question does so after this, so it may count as walking away
    return type(meant) in buttons.PREFIXES.values() and not isinstance(meant, stays)
