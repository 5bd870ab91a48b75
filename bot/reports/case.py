"""A case: one report on its way through the commune, with its two layers and its history."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.reports.severity import Severity, suspected_serious
from bot.reports.told import Told


class Kind(StrEnum):
    """What a case is about. A near miss is a hazard of which somebody said so afterwards."""

    ACCIDENT = "accident"
    DEATH = "death"
    HAZARD = "hazard"
    NEAR_MISS = "near_miss"
    PETITION = "petition"
    CALLBACK = "callback"


class State(StrEnum):
    """SENT → SEEN → TAKEN → CLOSED, or WITHDRAWN by the reporter; CLOSED may go back to SENT.

    SENT: somebody was told of it; SEEN: an official opened it; TAKEN: one took it on.
    """

    SENT = "sent"
    SEEN = "seen"
    TAKEN = "taken"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


OPEN = (State.SENT, State.SEEN, State.TAKEN)


class Ending(StrEnum):
    """The honest endings of a case."""

    FIXED = "fixed"
    MINUTED = "minuted"
    PASSED_ON = "passed_on"
    NOT_SO = "not_so"
    NOT_DONE = "not_done"


class What(StrEnum):
    """What an event tells. SENT to AGREED are the reporter's, the others officials' or ours."""

    SENT = "sent"
    ADDED = "added"
    EDITED = "edited"
    WITHDRAWN = "withdrawn"
    ANSWERED = "answered"
    CHECKED = "checked"
    AGREED = "agreed"
    ALERTED = "alerted"
    SEEN = "seen"
    TAKEN = "taken"
    HANDED_OVER = "handed_over"
    ASKED = "asked"
    NOTED = "noted"
    CORRECTED = "corrected"
    FORWARDED = "forwarded"
    JOINED = "joined"
    CLOSED = "closed"
    REOPENED = "reopened"
    RELEASED = "released"
    IDENTITY_OPENED = "identity_opened"
    FILES_OPENED = "files_opened"


@dataclass(frozen=True, slots=True)
class Findings:
    """What officials found out; None and "" = nothing yet. Never overwrites the words told."""

    kind: Kind | None = None
    severity: Severity | None = None
    hurt: int | None = None
    dead: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who reported, as they said it themselves. Sealed apart from the case."""

    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class NewCase:
    """What `open` stores. `key` is the draft's: the same key opens one case only."""

    key: str
    kind: Kind
    told: Told
    reporter: int | None
    known: bool = False
    callback: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """`reporter` is a person's number, None when nobody is kept (under 16, erased).

    `known`: the official may know who reported; `callback`: and may call. Without `known` the
    identity is sealed: opening it needs a reason and a second person. `version` counts changes and
    guards against two at once; `area` is where it is dealt with now.
    """

    id: int
    code: str
    kind: Kind
    severity: Severity
    state: State
    area: str
    also: str
    reporter: int | None
    known: bool
    callback: bool
    opened_at: datetime
    version: int
    told: Told
    findings: Findings = Findings()
    taken_by: int | None = None
    taken_at: datetime | None = None
    closed_at: datetime | None = None
    ending: Ending | None = None
    joined: int | None = None
    """The case that this one was joined to: it goes on there."""
    asked_at: datetime | None = None
    """Since when a question waits for the reporter's answer."""

    @property
    def found_kind(self) -> Kind:
        """The official's word where there is one."""
        return self.findings.kind or self.kind

    @property
    def found_severity(self) -> Severity:
        return self.findings.severity or self.severity

    @property
    def red(self) -> bool:
        return self.found_severity.red

    @property
    def open(self) -> bool:
        return self.state in OPEN

    @property
    def dead(self) -> bool:
        """Told calmly: no thanks, no emoji, no «fixed?»."""
        return self.found_kind is Kind.DEATH or self.found_severity is Severity.FATAL

    @property
    def fast(self) -> bool:
        """Death, or two and more suspected serious: the commune reports at once (Law
        84/2015/QH13, article 34, clause 1, point d).
        """
        return self.dead or suspected_serious(self.told) >= 2


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a case's history. `actor` None: the bot, or somebody erased since; `words` are
    sealed; `version` is the case's after it.
    """

    at: datetime
    what: What
    actor: int | None = None
    words: str = ""
    version: int = 0


def findings_to_plain(findings: Findings) -> dict[str, Any]:
    return asdict(findings)


def findings_from_plain(plain: dict[str, Any]) -> Findings:
    kind = Kind(plain["kind"]) if plain["kind"] else None
    level = Severity(plain["severity"]) if plain["severity"] else None
    return Findings(**{**plain, "kind": kind, "severity": level})
