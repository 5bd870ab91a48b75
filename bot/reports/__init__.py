"""Reports: what somebody told, the case it opens, and what officials find out about it.

Two layers that never mix: the reporter's words (`Told`) and the officials' `Findings`. Every change
of either is a new version; the case's events are append-only.
"""

from __future__ import annotations

from bot.reports.case import (
    Case,
    Ending,
    Event,
    Findings,
    Identity,
    Kind,
    NewCase,
    State,
    What,
)
from bot.reports.codes import new_code, read_code
from bot.reports.files import FileState, Kept
from bot.reports.severity import Severity, raised, severity, suspected_serious
from bot.reports.told import (
    Employer,
    Injury,
    Need,
    Part,
    Spot,
    Told,
    Victim,
    Whereabouts,
)

__all__ = [
    "Case",
    "Employer",
    "Ending",
    "Event",
    "FileState",
    "Findings",
    "Identity",
    "Injury",
    "Kept",
    "Kind",
    "Need",
    "NewCase",
    "Part",
    "Severity",
    "Spot",
    "State",
    "Told",
    "Victim",
    "What",
    "Whereabouts",
    "new_code",
    "raised",
    "read_code",
    "severity",
    "suspected_serious",
]
