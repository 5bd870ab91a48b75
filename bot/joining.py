"""Joining: from the first useful card, or a poster, to a consent, in as few touches as can be.

Pure steps. Each is a frozen value that carries everything it needs; the drafts keep it. Nothing is
asked before the first useful thing, and nothing is kept without the touch that agrees to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

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
