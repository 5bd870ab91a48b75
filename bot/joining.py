"""Joining: from the first useful card, or a poster, to a consent, in as few touches as can be.

Pure steps. Each is a frozen value that carries everything it needs; the drafts keep it. Nothing is
asked before the first useful thing, and nothing is kept without the touch that agrees to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.consents import Purpose

_POSTER = re.compile(
    r"a(?P<area>\d{5})(?:-s(?P<sector>[a-z_]+))?(?:-c(?P<source>[A-Za-z0-9_]{1,16}))?"
)


@dataclass(frozen=True, slots=True)
class Poster:
    """What a poster's link says: `a<commune>[-s<sector>][-c<source>]`."""

    area: str
    sector: str = ""
    source: str = ""


def read_poster(payload: str) -> Poster | None:
    """The poster of a deep link, or None when it is something else."""
    found = _POSTER.fullmatch(payload)
    if found is None:
        return None
    return Poster(found["area"], found["sector"] or "", found["source"] or "")


def write_poster(poster: Poster) -> str:
    """The payload; at most 64 characters of [A-Za-z0-9_-]."""
    sector = f"-s{poster.sector}" if poster.sector else ""
    source = f"-c{poster.source}" if poster.source else ""
    return f"a{poster.area}{sector}{source}"


@dataclass(frozen=True, slots=True)
class AskCommune:
    """Where do you work? `sector` is the job already known, `source` the poster's."""

    sector: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmCommune:
    """Is it this one? `typed` as the person wrote it, `area` the only candidate."""

    area: str
    typed: str = ""
    sector: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class OfferTips:
    """Reminders on this job in this commune? Agreeing is the consent."""

    area: str
    sector: str = ""
    source: str = ""


Step = AskCommune | ConfirmCommune | OfferTips

_NO_JOBS = ("first_aid", "health", "rights")

ASK_AGAIN = timedelta(days=30)
"""Nobody is offered reminders more often, whatever they answered."""

_PURPOSES = {"t": Purpose.TIPS, "c": Purpose.CAMPAIGN}


def may_offer(commune: str, asked_at: datetime | None, *, now: datetime) -> bool:
    """Whether to offer reminders after a useful card: not to members, not twice a month."""
    return not commune and (asked_at is None or now - asked_at > ASK_AGAIN)


def job(sector: str) -> str:
    """The job that a card's sector tells, "" when everybody reads such cards."""
    return "" if sector in _NO_JOBS else sector


def offer(step: Step | None, area: str) -> OfferTips:
    """The place is settled; what is known of job and source stays."""
    return OfferTips(area, step.sector, step.source) if step else OfferTips(area)


def ask_again(step: Step | None) -> AskCommune:
    return AskCommune(step.sector, step.source) if step else AskCommune()


def purposes(code: str) -> tuple[Purpose, ...]:
    """What a button's letters agree to; letters of no meaning are nothing."""
    return tuple(purpose for letter, purpose in _PURPOSES.items() if letter in code)


def jobs(known: Sequence[str], sector: str) -> tuple[str, ...]:
    """The jobs of a person once this one is added."""
    return tuple(dict.fromkeys([*known, *([sector] if sector else [])]))
