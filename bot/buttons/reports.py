"""Buttons of reports: telling, sending, adding, and one's own cases."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenReport:
    """Begin to tell: accident, hazard, petition or callback."""

    kind: str


@dataclass(frozen=True, slots=True)
class AnswerReport:
    """The answer to one question of a report, such as need = now."""

    question: str
    value: str


@dataclass(frozen=True, slots=True)
class PlaceReport:
    """It happened in this commune."""

    area: str


@dataclass(frozen=True, slots=True)
class SendReport:
    """Tell the commune now; `callback` 1: and let it call back. `draft`: the one of this ref, ""
    the one that is open.
    """

    callback: int = 0
    draft: str = ""


@dataclass(frozen=True, slots=True)
class DropReport:
    """Do not send what was told; `draft` as in SendReport."""

    draft: str = ""


@dataclass(frozen=True, slots=True)
class EditReport:
    """Tell it anew before sending."""


@dataclass(frozen=True, slots=True)
class SkipQuestion:
    """Leave one question about a sent report unanswered."""


@dataclass(frozen=True, slots=True)
class FinishReport:
    """Nothing more to add."""


@dataclass(frozen=True, slots=True)
class OpenReportTerms:
    """Who sees what of a report?"""


@dataclass(frozen=True, slots=True)
class OpenDenounce:
    """Wants to denounce somebody: the office is named, nothing is kept."""


@dataclass(frozen=True, slots=True)
class OpenPapers:
    """Which papers to keep after a death."""


@dataclass(frozen=True, slots=True)
class OpenCases:
    """What I reported."""


@dataclass(frozen=True, slots=True)
class OpenCase:
    """One of my own cases."""

    case: int


@dataclass(frozen=True, slots=True)
class AddToCase:
    """Tell more about a case of mine."""

    case: int


@dataclass(frozen=True, slots=True)
class AllowCall:
    """Let the official call about a case of mine."""

    case: int


@dataclass(frozen=True, slots=True)
class AskWithdraw:
    """Shall my report be taken back?"""

    case: int


@dataclass(frozen=True, slots=True)
class WithdrawCase:
    """Take my report back."""

    case: int


@dataclass(frozen=True, slots=True)
class CheckCase:
    """The answer to the question after two weeks."""

    case: int
    value: str


ReportButton = (
    OpenReport
    | AnswerReport
    | PlaceReport
    | SendReport
    | DropReport
    | EditReport
    | SkipQuestion
    | FinishReport
    | OpenReportTerms
    | OpenDenounce
    | OpenPapers
    | OpenCases
    | OpenCase
    | AddToCase
    | AllowCall
    | AskWithdraw
    | WithdrawCase
    | CheckCase
)

# all begin with z
REPORTS: dict[str, type[ReportButton]] = {
    "z": OpenReport,
    "za": AnswerReport,
    "zl": PlaceReport,
    "zs": SendReport,
    "zd": DropReport,
    "ze": EditReport,
    "zk": SkipQuestion,
    "zf": FinishReport,
    "zt": OpenReportTerms,
    "zn": OpenDenounce,
    "zp": OpenPapers,
    "zc": OpenCases,
    "zo": OpenCase,
    "zm": AddToCase,
    "zy": AllowCall,
    "zwa": AskWithdraw,
    "zw": WithdrawCase,
    "zq": CheckCase,
}
