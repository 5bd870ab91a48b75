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
from content.areas import Found
from content.search import Finding, Verdict

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

SURE_PLACE = 0.98
"""Places below this only resemble the words, or stand somewhere in a long sentence."""

_PURPOSES = {"t": Purpose.TIPS, "c": Purpose.CAMPAIGN}


def may_offer(commune: str, asked_at: datetime | None, *, now: datetime) -> bool:
    """Whether to offer reminders after a useful card: not to members, not twice a month."""
    return not commune and (asked_at is None or now - asked_at > ASK_AGAIN)


def asks(words: str, finding: Finding, found: Found, *, named: bool) -> bool:
    """Whether words typed where we asked for a place are a question, or a cry for help; not when
    they are `named`, the name of a place and nothing else.

    With one letter changed «giàn giáo» is a commune, and «sống mà» is one with other accents.
    """
    if named:
        return False
    likeness = found.places[0].score if found.places else 0.0
    match finding.verdict:
        case Verdict.EMERGENCY:
            return True
        case Verdict.DISTRESS:
            return likeness < 1 or words.isascii()
        case Verdict.ANSWER:
            return likeness < SURE_PLACE
        case Verdict.CHOICES:
            return not found.places
        case _:
            return False


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
