"""Retention: how long each kind of thing is kept, and why, in one table of code.

A heartbeat carries the rules out; `antoan retention --dry-run` tells what would go. A legal hold on
`rule:<name>` stops a rule that allows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.retention import Due
from storage import holds, moving
from storage.consents import proofs
from storage.drafts import drafts, parked
from storage.files import files
from storage.floods import tellings
from storage.guidance import questions, ratings
from storage.inbox import inbox
from storage.invitations import invitations
from storage.ledger import deliveries, messages, rolling
from storage.report_rows import cases, tries
from storage.report_rows import files as case_files
from storage.requests import requests
from storage.session import Session
from storage.transcripts import entries


@dataclass(frozen=True, slots=True)
class Rule:
    """`blank`: the columns that are emptied; without any the row goes. `law`: what asks for it,
    where somebody has read it in the text; `hold`: whether a legal hold may stop it.
    """

    name: str
    table: sa.Table
    since: sa.Column[datetime]
    keep: timedelta
    why: str
    blank: tuple[str, ...] = ()
    law: str = ""
    hold: bool = False

    def gone(self, now: datetime) -> sa.ColumnElement[bool]:
        old = self.since < now - self.keep
        if self.blank:
            return sa.and_(old, self.table.c[self.blank[0]].is_not(None))
        if self.table is inbox:  # SQLite gives a number again when its newest row goes
            newest = sa.select(sa.func.max(inbox.c.id)).scalar_subquery()
            return sa.and_(old, inbox.c.id < newest)
        if self.table is messages:  # the message stays, with its numbers
            return sa.and_(old, sa.exists().where(deliveries.c.message_id == messages.c.id))
        return old


SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
_LAW = "Law 91/2025/QH15, art. 4: provable requests"
RULES: tuple[Rule, ...] = (
    Rule("inbox.words", inbox, inbox.c.done_at, 60 * SECOND, "answered", ("payload", "screen")),
    Rule("inbox.numbers", inbox, inbox.c.done_at, 8 * DAY, "Telegram redelivers, re-numbers at 7"),
    Rule("transcripts", entries, entries.c.said_at, 7 * DAY, "a page away for a week catches up"),
    Rule("files", files, files.c.received_at, 7 * DAY, "as the transcript that shows them"),
    Rule("drafts", drafts, drafts.c.touched_at, 30 * DAY, "nobody comes back to it", hold=True),
    Rule("drafts.parked", parked, parked.c.touched_at, 30 * DAY, "as the others", hold=True),
    Rule("questions", questions, questions.c.asked_at, 90 * DAY, "a new card needs a season"),
    Rule("ratings.words", ratings, ratings.c.said_at, 365 * DAY, "the yearly review", ("note",)),
    Rule(
        "letters.people",
        messages,
        messages.c.finished_at,
        rolling.KEPT,
        "an answer to 'did it reach me'; the numbers stay",
        hold=True,
    ),
    Rule(
        "invitations.phones",
        invitations,
        invitations.c.expires_at,
        90 * DAY,
        "nobody is invited twice meanwhile",
        ("phone",),
    ),
    Rule(
        "cases.phones", cases, cases.c.closed_at, 90 * DAY, "nobody calls any more", ("identity",)
    ),
    Rule(
        "cases.files",
        case_files,
        case_files.c.received_at,
        730 * DAY,
        "the yearly tables are drawn up",
        ("data",),
        hold=True,
    ),
    Rule("tellings", tellings, tellings.c.said_at, 60 * SECOND, "they count for a minute"),
    Rule("cases.tries", tries, tries.c.last_at, 1 * DAY, "the longest pause"),
    Rule("moving.codes", moving.codes, moving.codes.c.expires_at, 0 * DAY, "expired"),
    Rule("moving.tries", moving.tries, moving.tries.c.last_at, 1 * DAY, "the longest pause"),
    Rule("requests", requests, requests.c.done_at, 1825 * DAY, "proof", law=_LAW, hold=True),
    Rule("proofs", proofs, proofs.c.withdrawn_at, 1825 * DAY, "proof", law=_LAW, hold=True),
    Rule("holds", holds.holds, holds.holds.c.lifted_at, 1825 * DAY, "proof", hold=True),
)


class Retention:
    """Satisfies bot.retention.RetentionRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def apply(self, *, now: datetime) -> None:
        for rule in await self._in_force():
            gone = rule.gone(now)
            if rule.table is messages:
                await rolling.roll(self._session, now)
            elif rule.blank:
                blank = dict.fromkeys(rule.blank)
                await self._session.send(sa.update(rule.table).where(gone).values(**blank))
            else:
                await self._session.send(sa.delete(rule.table).where(gone))

    async def due(self, *, now: datetime) -> Sequence[Due]:
        stopped = {rule.name for rule in RULES} - {rule.name for rule in await self._in_force()}
        found = []
        for rule in RULES:
            counted = sa.select(sa.func.count()).select_from(rule.table).where(rule.gone(now))
            rows = int((await self._session.execute(counted)).scalar_one())
            found.append(Due(rule.name, rule.keep, rule.why, rule.law, rows, rule.name in stopped))
        return found

    async def _in_force(self) -> list[Rule]:
        held = await holds.in_force(self._session)
        return [rule for rule in RULES if not (rule.hold and holds.rule(rule.name) in held)]
