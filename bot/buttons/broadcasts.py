"""Buttons of broadcasts. `digest` is the beginning of what was on the screen when it was drawn."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "AddExtra",
    "ApproveBroadcast",
    "AskOverride",
    "AskRecall",
    "AskSendTime",
    "CancelBroadcast",
    "ClearBroadcast",
    "DropBroadcast",
    "ExportResult",
    "ForgetAudience",
    "NewBroadcast",
    "OpenAudience",
    "OpenBroadcast",
    "OpenBroadcasts",
    "PauseBroadcast",
    "RecallBroadcast",
    "ResendUnknown",
    "ResumeBroadcast",
    "ReturnBroadcast",
    "SaveAudience",
    "SendAt",
    "SetOption",
    "SubmitBroadcast",
    "ToggleTerm",
    "TryBroadcast",
    "UseAudience",
    "WriteBroadcast",
]


@dataclass(frozen=True, slots=True)
class OpenBroadcasts:
    """One's own broadcasts, and those that wait for one's approval or are going out."""


@dataclass(frozen=True, slots=True)
class NewBroadcast:
    """Begin to write one."""


@dataclass(frozen=True, slots=True)
class OpenBroadcast:
    """One broadcast as it stands now."""

    broadcast: int


@dataclass(frozen=True, slots=True)
class WriteBroadcast:
    """Go on writing; `language` "en" writes the words for readers of English."""

    broadcast: int
    language: str = ""


@dataclass(frozen=True, slots=True)
class ClearBroadcast:
    """Write all words again."""

    broadcast: int


@dataclass(frozen=True, slots=True)
class DropBroadcast:
    """Throw it away, before anything was sent."""

    broadcast: int


@dataclass(frozen=True, slots=True)
class AddExtra:
    """Put a button below it, or take all away: "card", "report", "link" or "none"."""

    broadcast: int
    opens: str


@dataclass(frozen=True, slots=True)
class OpenAudience:
    """Who shall get it; `page` "": all at a glance, else "w" or "x" and the kind of term."""

    broadcast: int
    page: str = ""


@dataclass(frozen=True, slots=True)
class ToggleTerm:
    """Choose a term of the audience or take it back: `side` "w" with, "x" without."""

    broadcast: int
    side: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class SaveAudience:
    """Keep the audience under a name."""

    broadcast: int


@dataclass(frozen=True, slots=True)
class UseAudience:
    """Take a saved audience."""

    broadcast: int
    saved: int


@dataclass(frozen=True, slots=True)
class ForgetAudience:
    """Forget a saved audience."""

    broadcast: int
    saved: int


@dataclass(frozen=True, slots=True)
class AskSendTime:
    """When shall it go out?"""

    broadcast: int


@dataclass(frozen=True, slots=True)
class SendAt:
    """At this time, in minutes since 1970; 0: as soon as it may."""

    broadcast: int
    minute: int


@dataclass(frozen=True, slots=True)
class SetOption:
    """Switch "urgent" or "staged" on (1) or off (0)."""

    broadcast: int
    option: str
    on: int


@dataclass(frozen=True, slots=True)
class TryBroadcast:
    """See who would get it and when; it comes to oneself as it would come to them."""

    broadcast: int


@dataclass(frozen=True, slots=True)
class SubmitBroadcast:
    """Finished: out with it, or to a second person."""

    broadcast: int
    digest: str


@dataclass(frozen=True, slots=True)
class ApproveBroadcast:
    """Agree to it, for so many persons."""

    broadcast: int
    digest: str
    persons: int


@dataclass(frozen=True, slots=True)
class ReturnBroadcast:
    """Give it back to the author."""

    broadcast: int


@dataclass(frozen=True, slots=True)
class AskOverride:
    """Send without a second person; the reason is asked next."""

    broadcast: int
    digest: str


@dataclass(frozen=True, slots=True)
class PauseBroadcast:
    """Hold it for now."""

    broadcast: int


@dataclass(frozen=True, slots=True)
class ResumeBroadcast:
    """Go on with it."""

    broadcast: int


@dataclass(frozen=True, slots=True)
class CancelBroadcast:
    """Stop it for good."""

    broadcast: int


@dataclass(frozen=True, slots=True)
class AskRecall:
    """Shall what was sent be deleted?"""

    broadcast: int


@dataclass(frozen=True, slots=True)
class RecallBroadcast:
    """Delete what was sent; `correct` 1: and write a correction to the same people."""

    broadcast: int
    correct: int


@dataclass(frozen=True, slots=True)
class ResendUnknown:
    """Send again to those whose outcome nobody knows."""

    broadcast: int


@dataclass(frozen=True, slots=True)
class ExportResult:
    """The result by area, sector and reason, as a spreadsheet."""

    broadcast: int


BroadcastButton = (
    OpenBroadcasts
    | NewBroadcast
    | OpenBroadcast
    | WriteBroadcast
    | ClearBroadcast
    | DropBroadcast
    | AddExtra
    | OpenAudience
    | ToggleTerm
    | SaveAudience
    | UseAudience
    | ForgetAudience
    | AskSendTime
    | SendAt
    | SetOption
    | TryBroadcast
    | SubmitBroadcast
    | ApproveBroadcast
    | ReturnBroadcast
    | AskOverride
    | PauseBroadcast
    | ResumeBroadcast
    | CancelBroadcast
    | AskRecall
    | RecallBroadcast
    | ResendUnknown
    | ExportResult
)

PREFIXES: dict[str, type[BroadcastButton]] = {
    "b": OpenBroadcasts,
    "bn": NewBroadcast,
    "bo": OpenBroadcast,
    "bw": WriteBroadcast,
    "bc": ClearBroadcast,
    "bd": DropBroadcast,
    "bx": AddExtra,
    "ba": OpenAudience,
    "bt": ToggleTerm,
    "bs": SaveAudience,
    "bu": UseAudience,
    "bf": ForgetAudience,
    "bh": AskSendTime,
    "bi": SendAt,
    "bg": SetOption,
    "bp": TryBroadcast,
    "bq": SubmitBroadcast,
    "by": ApproveBroadcast,
    "br": ReturnBroadcast,
    "bz": AskOverride,
    "bk": PauseBroadcast,
    "bl": ResumeBroadcast,
    "be": CancelBroadcast,
    "bj": AskRecall,
    "bm": RecallBroadcast,
    "bv": ResendUnknown,
    "b7": ExportResult,
}
"""All begin with b; see bot.buttons.table."""
