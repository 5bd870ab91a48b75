"""How grave, by rule from plain answers: «nghi nặng», never more; the commune decides.

Classes after Decree 39/2016/NĐ-CP, article 9: death, serious (Annex II), light. Annex II groups:
head, chest and belly, arms, legs, burns, severe poisoning.
"""

from __future__ import annotations

from enum import StrEnum

from bot.reports.told import Injury, Need, Told, Victim


class Severity(StrEnum):
    """NONE: nobody is hurt."""

    NONE = "none"
    LIGHT = "light"
    SERIOUS = "serious"
    FATAL = "fatal"

    @property
    def red(self) -> bool:
        """Told at once, at any hour, to everybody concerned."""
        return self in (Severity.SERIOUS, Severity.FATAL)


_ORDER = tuple(Severity)
_GRAVE = frozenset(Injury) - {Injury.SORE}
_ACCIDENTS = ("accident", "death")


def grave(victim: Victim) -> bool:
    return bool(_GRAVE.intersection(victim.injuries))


def suspected_serious(told: Told) -> int:
    """How many people are suspected to be seriously hurt."""
    described = sum(grave(victim) for victim in told.victims)
    urgent = told.need is Need.NOW
    return max(described, int(urgent))


def severity(kind: str, told: Told) -> Severity:
    """`kind` is a bot.reports.Kind."""
    if kind == "death" or told.need is Need.DEATH:
        return Severity.FATAL
    if suspected_serious(told):
        return Severity.SERIOUS
    if kind not in _ACCIDENTS:
        return Severity.NONE
    undescribed = told.need is Need.TAKEN and not any(v.injuries for v in told.victims)
    return Severity.SERIOUS if undescribed else Severity.LIGHT


def raised(before: Severity, now: Severity) -> Severity:
    """Later words make a case graver, never lighter: only an official does that."""
    return max(before, now, key=_ORDER.index)
