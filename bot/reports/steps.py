"""Telling a report: two drafts and what each answer makes of them. Pure.

`Reporting` is not sent yet: what is asked next follows from what is missing, so words, pictures and
places may come in any order. `Adding` asks one more question at a time about a case that is sent.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.incoming import Location, Media
from bot.reports.case import Kind
from bot.reports.files import MOST_FILES
from bot.reports.giveaway import about_child
from bot.reports.told import Need, Spot, Told, from_plain, to_plain

REMIND_URGENT, REMIND_LATER = timedelta(minutes=5), timedelta(days=1)
LISTENING = timedelta(hours=2)
"""After the last word about a case, what is typed belongs to it for so long."""

LONGEST_WORDS = 4000
MOST_WORDS = 20_000
"""Of one report, in all."""

REPORTED = (Kind.ACCIDENT, Kind.HAZARD, Kind.PETITION, Kind.CALLBACK)
DANGERS = ("wire", "scaffold", "pit", "machine", "pesticide")
SUBJECTS = ("question", "complaint", "idea")
NOWHERE = Spot("")


@dataclass(frozen=True, slots=True)
class Reporting:
    """An unsent report. `told` is bot.reports.told.to_plain, `media` the files as they came;
    `minor`: nobody is to be kept; `away`: they are doing something else meanwhile.
    """

    key: str
    kind: str
    told: dict[str, Any]
    media: list[dict[str, Any]] = field(default_factory=list)
    phone: str = ""
    minor: bool = False
    away: bool = False

    @property
    def values(self) -> Told:
        return from_plain(self.told)

    @property
    def step(self) -> str:
        """What is asked now: need, what, phone, spot or send."""
        told, kind = self.values, Kind(self.kind)
        if kind is Kind.ACCIDENT and told.need is Need.UNSAID:
            return "need"
        if kind is Kind.CALLBACK and not self.phone:
            return "phone"
        if kind is Kind.PETITION and not told.dangers:
            return "about"
        said = told.words or told.dangers or self.media
        if (kind is Kind.HAZARD and not said) or (kind is Kind.PETITION and not told.words):
            return "what"
        return "send" if told.spot.area else "spot"

    @property
    def begun(self) -> bool:
        """Whether anything was told that would be a loss."""
        told = self.values
        return bool(told.need or told.words or told.dangers or self.media or self.phone)

    @property
    def ref(self) -> str:
        """How a button names this report among the unsent ones of its owner."""
        return self.key[:8]

    def remind_at(self, now: datetime) -> datetime | None:
        """When to ask whether it shall be sent; None while nothing was told."""
        if not self.begun:
            return None
        urgent = self.values.need is Need.NOW
        return now + (REMIND_URGENT if urgent else REMIND_LATER)

    @property
    def final_kind(self) -> Kind:
        death = self.values.need is Need.DEATH
        return Kind.DEATH if death else Kind(self.kind)

    def files(self) -> list[Media]:
        return [Media(**each) for each in self.media]


@dataclass(frozen=True, slots=True)
class Adding:
    """A sent case, and the question that is open ("" none: whatever comes is added).

    `until`: ISO time after which words are a new question to the bot; `picked`: injuries chosen so
    far; `victim` counts from 0; `pending` waits for the look at what could give somebody away;
    `phone` waits for the age.
    """

    case: int
    question: str = ""
    until: str = ""
    picked: list[str] = field(default_factory=list)
    victim: int = 0
    pending: dict[str, Any] = field(default_factory=dict)
    phone: str = ""

    def listens(self, now: datetime) -> bool:
        return bool(self.until) and now <= datetime.fromisoformat(self.until)


def new_key() -> str:
    return secrets.token_hex(16)


def begin(kind: str, *, key: str, area: str = "") -> Reporting:
    """`area`: where a call-back or petition goes when the person has joined a commune."""
    known = area if kind in (Kind.PETITION, Kind.CALLBACK) else ""
    return Reporting(key, kind, to_plain(Told(Spot(known))))


def parks(before: object, after: object) -> bool:
    """Whether the question `before` is kept aside when `after`, or nothing, is asked instead: a
    report in which something was told, unless `after` is the same report.
    """
    if not isinstance(before, Reporting) or not before.begun:
        return False
    return not isinstance(after, Reporting) or after.key != before.key


def may_be_urgent(draft: Reporting) -> bool:
    """Whether an emergency may be what is being told: not yet said how bad it is, or urgent."""
    return draft.kind == Kind.ACCIDENT and draft.values.need in (Need.UNSAID, Need.NOW)


def changed(draft: Reporting, **values: object) -> Reporting:
    told: Told = replace(draft.values, **values)  # type: ignore[arg-type]
    return replace(draft, told=to_plain(told))


def answered(draft: Reporting, question: str, value: str) -> Reporting | None:
    """The draft after a button of its own; None when the button asks for nothing known."""
    match question, value:
        case "need", ("now" | "taken" | "light" | "death") if draft.kind == Kind.ACCIDENT:
            return changed(draft, need=Need(value))
        case "danger", _ if value in DANGERS and draft.kind == Kind.HAZARD:
            dangers = dict.fromkeys([*draft.values.dangers, value])
            return changed(draft, dangers=tuple(dangers))
        case "about", _ if value in SUBJECTS and draft.kind == Kind.PETITION:
            return changed(draft, dangers=(value,))
        case "minor", "yes":
            return replace(draft, minor=True, phone="")
        case _:
            return None


def anew(draft: Reporting) -> Reporting:
    """To be told again: of an accident the place, otherwise everything."""
    if draft.kind == Kind.ACCIDENT:
        return changed(draft, spot=NOWHERE)
    if draft.kind == Kind.CALLBACK:
        return replace(changed(draft, spot=NOWHERE), phone="")
    return replace(changed(draft, spot=NOWHERE, words=(), dangers=()), media=[])


def worded(draft: Reporting, words: str) -> Reporting:
    """With these words added, as far as one report may go."""
    told = draft.values
    return changed(draft, words=add_words(told.words, words), child=told.child or is_child(words))


def add_words(before: tuple[str, ...], words: str) -> tuple[str, ...]:
    room = MOST_WORDS - sum(len(text) for text in before)
    return (*before, words[: min(LONGEST_WORDS, room)]) if room > 0 else before


def is_child(words: str) -> bool:
    return about_child(words)


def shown(draft: Reporting, media: Media) -> Reporting:
    """With this file, and its caption as words; as many as one case may have."""
    if len(draft.media) < MOST_FILES:
        draft = replace(draft, media=[*draft.media, asdict(replace(media, caption=""))])
    return worded(draft, media.caption.strip()) if media.caption.strip() else draft


def placed(draft: Reporting, area: str, words: str = "", also: str = "") -> Reporting:
    """In this commune; the point and the words known so far stay."""
    spot = replace(draft.values.spot, area=area, also=also)
    return changed(draft, spot=replace(spot, words=words) if words else spot)


def located(
    draft: Reporting, at: Location, near: Mapping[str, float], around: Sequence[str] = ()
) -> Reporting:
    """At this point; `near` are communes and the distances of their centres in km, nearest first,
    `around` those at a boundary that is known.

    A second commune is told too where the boundary is close; where none is known, when its centre
    is nearly as close.
    """
    first, *rest = around or near
    also = next((code for code in rest if around or near[code] <= near[first] * 1.3), "")
    spot = replace(
        draft.values.spot, area=first, also=also, latitude=at.latitude, longitude=at.longitude
    )
    return changed(draft, spot=spot)
