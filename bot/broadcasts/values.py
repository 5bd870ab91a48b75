"""A broadcast, and where it stands."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.audiences import Audience, to_json
from bot.broadcasts.content import Content
from bot.people import Role

KEEP = timedelta(days=7)
"""An ordinary message that is held so long is not sent any more."""

KEEP_URGENT = timedelta(days=1)
STAGE_WAIT = timedelta(minutes=10)
STAGE_ONE_IN, STAGE_LEAST = 100, 10
"""The first share: one in a hundred, and about ten persons where that would be fewer."""


class Stage(StrEnum):
    """DRAFT is being written; ASKED waits for a second person; READY for its time. RESTING: the
    window has closed over it. The last four are final.
    """

    DRAFT = "draft"
    ASKED = "asked"
    READY = "ready"
    SENDING = "sending"
    RESTING = "resting"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"
    RECALLED = "recalled"
    DROPPED = "dropped"


EDITABLE = frozenset({Stage.DRAFT, Stage.ASKED, Stage.READY})
RUNNING = frozenset({Stage.SENDING, Stage.RESTING, Stage.PAUSED})
OVER = frozenset({Stage.DONE, Stage.CANCELLED, Stage.RECALLED, Stage.DROPPED})


@dataclass(frozen=True, slots=True)
class Broadcast:
    """`at`: when to begin, None: at once. `role` and `area`: of the grant that it is sent under.

    `approved`: the digest that a second person agreed to. `asked_at`, `started_at`, `ended_at` as
    the words say. `persons`: how many it was frozen for. `messages`: its messages in the ledger.
    `trials`: the ledger's messages of the last trial, one a language, `tried` the digest it was of.
    `note`: why it went out without a second person. `wrong`: why it has stopped by itself, in the
    channel's words.
    """

    id: int
    author: int
    role: Role
    area: str
    stage: Stage
    content: Content = field(default_factory=Content)
    audience: Audience = field(default_factory=Audience)
    at: datetime | None = None
    urgent: bool = False
    staged: bool = False
    asked_at: datetime | None = None
    approver: int | None = None
    approved: str = ""
    trials: tuple[int, ...] = ()
    tried: str = ""
    started_at: datetime | None = None
    ended_at: datetime | None = None
    persons: int = 0
    messages: tuple[int, ...] = ()
    note: str = ""
    wrong: str = ""

    @property
    def said(self) -> str:
        """A hash of the words, files and buttons alone."""
        return _hash(_said(self.content))

    @property
    def digest(self) -> str:
        """A hash of everything that an approval is given for: content, audience, time, urgency."""
        at = self.at.isoformat() if self.at else None
        return _hash(
            [
                _said(self.content),
                to_json(self.audience),
                at,
                self.urgent,
                self.staged,
                self.role,
                self.area,
            ]
        )

    @property
    def short_digest(self) -> str:
        """What a button can carry."""
        return self.digest[:12]

    @property
    def keep(self) -> timedelta:
        return KEEP_URGENT if self.urgent else KEEP


def first_share(persons: int) -> int:
    """Every how manieth person gets a staged message first."""
    return min(STAGE_ONE_IN, max(2, persons // STAGE_LEAST))


def _said(content: Content) -> list[object]:
    parts = [[p.language, p.kind, p.html.markup, p.source, p.name] for p in content.parts]
    return [parts, [[extra.opens, extra.label, extra.value] for extra in content.extras]]


def _hash(facts: object) -> str:
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()
