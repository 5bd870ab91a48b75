"""Buttons of casework: an official's acts on a case, and what the reporter answers to them. Who
presses is asked again for their right, each time.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenWork:
    """The open cases that somebody in office sees; `closed` 1: the closed ones."""

    page: int = 0
    closed: int = 0


@dataclass(frozen=True, slots=True)
class OpenWorkCase:
    """One case, for somebody in office."""

    case: int


@dataclass(frozen=True, slots=True)
class OpenHistory:
    """What happened to a case, step by step."""

    case: int


@dataclass(frozen=True, slots=True)
class AskReporter:
    """Ask the reporter through the bot."""

    case: int


@dataclass(frozen=True, slots=True)
class WriteNote:
    """Write something down for colleagues."""

    case: int


@dataclass(frozen=True, slots=True)
class ChooseColleague:
    """To whom shall the case be handed?"""

    case: int


@dataclass(frozen=True, slots=True)
class HandTo:
    """Hand the case to the holder of this grant."""

    case: int
    grant: int


@dataclass(frozen=True, slots=True)
class ChooseForward:
    """To which place shall the case be forwarded?"""

    case: int


@dataclass(frozen=True, slots=True)
class ForwardTo:
    """To this one; why is asked next."""

    case: int
    area: str


@dataclass(frozen=True, slots=True)
class ChooseFinding:
    """Correct the kind or the severity."""

    case: int


@dataclass(frozen=True, slots=True)
class SetFinding:
    """The official's own finding: a kind or a severity."""

    case: int
    value: str


@dataclass(frozen=True, slots=True)
class ChooseEnding:
    """How did the case end?"""

    case: int


@dataclass(frozen=True, slots=True)
class EndCase:
    """It ended so; a line for the reporter is asked next."""

    case: int
    ending: str


@dataclass(frozen=True, slots=True)
class ReopenCase:
    """Take up again what was closed."""

    case: int


@dataclass(frozen=True, slots=True)
class AskJoin:
    """Do both tell of the same thing?"""

    case: int
    to: int


@dataclass(frozen=True, slots=True)
class JoinCases:
    """Yes: the first goes on in the second."""

    case: int
    to: int


@dataclass(frozen=True, slots=True)
class ShowFiles:
    """The place and the files of a case, for a while."""

    case: int


@dataclass(frozen=True, slots=True)
class ShowNumber:
    """The number that the reporter allowed to be called, for a while."""

    case: int


@dataclass(frozen=True, slots=True)
class AskReveal:
    """Open who reported: with a second person, or `now` 1 to save a life."""

    case: int
    now: int = 0


@dataclass(frozen=True, slots=True)
class DecideReveal:
    """The second person agrees (1) or not (0)."""

    request: int
    allowed: int


@dataclass(frozen=True, slots=True)
class ReadNews:
    """What was done about a case of mine."""

    case: int


@dataclass(frozen=True, slots=True)
class AnswerCase:
    """Answer the official's question about a case of mine; 0: the one that waits."""

    case: int = 0


@dataclass(frozen=True, slots=True)
class JudgeEnding:
    """Is it so? yes, no or unsure."""

    case: int
    value: str


@dataclass(frozen=True, slots=True)
class SendAnswer:
    """What was typed or sent just now is the answer about this case of mine."""

    case: int


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """It is no answer: search for it."""


CaseworkButton = (
    OpenWork
    | OpenWorkCase
    | OpenHistory
    | AskReporter
    | WriteNote
    | ChooseColleague
    | HandTo
    | ChooseForward
    | ForwardTo
    | ChooseFinding
    | SetFinding
    | ChooseEnding
    | EndCase
    | ReopenCase
    | AskJoin
    | JoinCases
    | ShowFiles
    | ShowNumber
    | AskReveal
    | DecideReveal
    | ReadNews
    | AnswerCase
    | JudgeEnding
    | SendAnswer
    | NoAnswer
)

CASEWORK: dict[str, type[CaseworkButton]] = {
    "w": OpenWork,
    "wo": OpenWorkCase,
    "wl": OpenHistory,
    "wa": AskReporter,
    "wn": WriteNote,
    "wh": ChooseColleague,
    "wg": HandTo,
    "wf": ChooseForward,
    "wfa": ForwardTo,
    "wc": ChooseFinding,
    "wcv": SetFinding,
    "we": ChooseEnding,
    "wee": EndCase,
    "wr": ReopenCase,
    "wj": AskJoin,
    "wjj": JoinCases,
    "wm": ShowFiles,
    "wp": ShowNumber,
    "wi": AskReveal,
    "wid": DecideReveal,
    "wq": ReadNews,
    "wqa": AnswerCase,
    "wqj": JudgeEnding,
    "wqs": SendAnswer,
    "wqn": NoAnswer,
}
