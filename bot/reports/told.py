"""The reporter's own words, as plain answers: never corrected by anybody else."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any


class Need(StrEnum):
    """Does anybody need emergency care now? Asked first of all."""

    UNSAID = ""
    NOW = "now"
    TAKEN = "taken"
    LIGHT = "light"
    DEATH = "death"


class Injury(StrEnum):
    """How somebody is hurt, in plain words. TRAPPED: buried, caught, under water."""

    UNCONSCIOUS = "unconscious"
    BREATHLESS = "breathless"
    BLEEDING = "bleeding"
    BROKEN = "broken"
    BURN = "burn"
    POISONED = "poisoned"
    TRAPPED = "trapped"
    SORE = "sore"


class Whereabouts(StrEnum):
    """Where the injured person is now."""

    THERE = "there"
    ON_THE_WAY = "on_the_way"
    HOSPITAL = "hospital"
    HOME = "home"


class Employer(StrEnum):
    """For whom was the work? Decides which law applies; nobody is asked for a contract."""

    OWN = "own"
    HOUSEHOLD = "household"
    FOREMAN = "foreman"
    COMPANY = "company"
    UNKNOWN = "unknown"


class Part(StrEnum):
    """Who the reporter is in the case."""

    VICTIM = "victim"
    FAMILY = "family"
    COLLEAGUE = "colleague"
    WITNESS = "witness"
    RELAY = "relay"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where it happened. `area` is the commune's code, `also` a second one when the boundary is
    near; WGS 84 degrees.
    """

    area: str
    words: str = ""
    latitude: float | None = None
    longitude: float | None = None
    also: str = ""


@dataclass(frozen=True, slots=True)
class Victim:
    """One injured person, apart from who reports; no name is asked."""

    injuries: tuple[Injury, ...] = ()
    now: Whereabouts | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """All that was told so far; everything but the spot may be missing.

    `dangers` are the hazard's kinds as chosen; `hurt` is the number said, `victims` those who were
    described; `words` are the texts in order; `agreed` whether a person reported for agreed;
    `child` that a child is concerned.
    """

    spot: Spot
    need: Need = Need.UNSAID
    dangers: tuple[str, ...] = ()
    at: datetime | None = None
    at_words: str = ""
    hurt: int = 0
    victims: tuple[Victim, ...] = ()
    task: str = ""
    employer: Employer | None = None
    part: Part | None = None
    agreed: bool | None = None
    child: bool = False
    words: tuple[str, ...] = ()

    def faceless(self) -> Told:
        """What is left when its people go: facts and numbers, no words and no exact place."""
        return replace(self, spot=Spot(self.spot.area), at_words="", task="", words=())


def to_plain(told: Told) -> dict[str, Any]:
    plain = asdict(told)
    plain["at"] = told.at.isoformat() if told.at else None
    return plain


def from_plain(plain: dict[str, Any]) -> Told:
    """Raises TypeError or ValueError for what `to_plain` cannot have made."""
    values = dict(plain)
    values["spot"] = Spot(**plain["spot"])
    values["need"] = Need(plain["need"])
    values["at"] = datetime.fromisoformat(plain["at"]) if plain["at"] else None
    values["victims"] = tuple(_victim(victim) for victim in plain["victims"])
    values["employer"] = Employer(plain["employer"]) if plain["employer"] else None
    values["part"] = Part(plain["part"]) if plain["part"] else None
    values["dangers"], values["words"] = tuple(plain["dangers"]), tuple(plain["words"])
    return Told(**values)


def _victim(plain: dict[str, Any]) -> Victim:
    now = Whereabouts(plain["now"]) if plain["now"] else None
    return Victim(tuple(Injury(name) for name in plain["injuries"]), now)
