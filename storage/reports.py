"""Cases and their history. What was told, found and who told it are sealed apart."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.incoming import Media
from bot.moving import Tries
from bot.reports.case import (
    OPEN,
    Case,
    Ending,
    Event,
    Findings,
    Identity,
    Kind,
    NewCase,
    State,
    What,
    findings_from_plain,
    findings_to_plain,
)
from bot.reports.codes import new_code
from bot.reports.files import FileState, Kept
from bot.reports.severity import Severity, severity
from bot.reports.told import Spot, from_plain, to_plain
from storage import report_files
from storage.case_pages import Order, gravest, in_states, lying, numbers
from storage.people import people
from storage.report_rows import RANK, cases, events, tries
from storage.sealing import new_id
from storage.session import Session

_BIGGEST = 2**31 - 1
_CHECK_AFTER, _CHECK_BEFORE = timedelta(days=14), timedelta(days=30)
_NOTED = sa.insert(events)


class Reports:
    """Satisfies bot.reports.memory.ReportsRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def open(self, new: NewCase, *, now: datetime) -> tuple[Case, bool]:
        key = self._session.vault.name("report", new.key)
        row, level = new_id(), severity(new.kind, new.told)
        values = {
            "key": key,
            "row": row,
            "kind": new.kind,
            "severity": level,
            "rank": RANK[level],
            "state": State.SENT,
            "reporter_id": new.reporter,
            "opened_at": now,
            "version": 1,
            **self._shared(row, new, new.told.spot, Findings()),
        }
        insert = self._session.insert(cases).on_conflict_do_nothing().returning(*cases.c)
        while True:  # until a code is free
            coded = values | {"code": new_code(new.kind, now)}
            if made := (await self._session.execute(insert, coded)).one_or_none():
                case = self._case(made)
                await self.note(case.id, Event(now, What.SENT, new.reporter, version=1))
                return case, True
            if known := await self._found(cases.c.key == key):
                return known[0], False

    def _shared(
        self, row: bytes, case: NewCase | Case, place: Spot | Case, findings: Findings
    ) -> dict[str, Any]:
        return {
            "area": place.area,
            "also": place.also,
            "known": case.known,
            "callback": case.callback,
            "told": self._sealed("cases.told", row, to_plain(case.told)),
            "findings": self._sealed("cases.findings", row, findings_to_plain(findings)),
        }

    async def one(self, case: int) -> Case | None:
        if not 0 < case <= _BIGGEST:
            return None
        found = await self._found(cases.c.id == case)
        return found[0] if found else None

    async def some(self, numbers: Collection[int]) -> Sequence[Case]:
        these = sa.select(cases).where(cases.c.id.in_(numbers))
        return await self._all(these.order_by(cases.c.id)) if numbers else ()

    async def by_code(self, code: str) -> Case | None:
        found = await self._found(cases.c.code == code)
        return found[0] if found else None

    async def of(self, person: int, *, limit: int = 20) -> Sequence[Case]:
        mine = sa.select(cases).where(cases.c.reporter_id == person)
        return await self._all(mine.order_by(cases.c.id.desc()).limit(limit))

    async def sent_by(self, person: int, *, since: datetime) -> Sequence[datetime]:
        mine = sa.and_(cases.c.reporter_id == person, cases.c.opened_at > since)
        return list(
            (await self._session.execute(sa.select(cases.c.opened_at).where(mine))).scalars()
        )

    async def in_areas(
        self,
        areas: Collection[str] | None,
        *,
        open_only: bool = True,
        since: datetime | None = None,
        limit: int = 50,
    ) -> Sequence[Case]:
        where = [in_states(OPEN)] if open_only else []
        if since is not None:
            where.append(cases.c.opened_at > since)
        codes = None if areas is None else frozenset(areas)
        ids = numbers(lying(codes), *where, order=gravest, limit=limit)
        return await self.page(ids, gravest)

    async def page(self, ids: sa.Select[tuple[int]], order: Order) -> Sequence[Case]:
        found = sa.select(cases).where(cases.c.id.in_((await self._session.execute(ids)).scalars()))
        return await self._all(found.order_by(*order(cases.c)))

    async def change(self, case: Case, event: Event) -> bool:
        known = sa.select(cases.c.row).where(cases.c.id == case.id)
        row = (await self._session.execute(known)).scalar_one()
        values = {
            "kind": case.kind,
            "severity": case.severity,
            "rank": RANK[case.found_severity],
            "state": case.state,
            "reporter_id": case.reporter,
            "taken_by": case.taken_by,
            "taken_at": case.taken_at,
            "closed_at": case.closed_at,
            "ending": case.ending,
            "joined_id": case.joined,
            "asked_at": case.asked_at,
            "version": case.version + 1,
            **self._shared(row, case, case, case.findings),
        }
        same = sa.and_(cases.c.id == case.id, cases.c.version == case.version)
        changed = await self._session.execute(sa.update(cases).where(same).values(**values))
        if changed.rowcount != 1:
            return False
        written = Event(event.at, event.what, event.actor, event.words, case.version + 1)
        await self.note(case.id, written)
        return True

    async def note(self, case: int, event: Event) -> None:
        row = new_id()
        values = {
            "case_id": case,
            "at": event.at,
            "what": event.what,
            "actor_id": event.actor,
            "row": row,
            "words": self._session.vault.seal("case_events.words", row, event.words.encode()),
            "version": event.version,
        }
        self._session.later(_NOTED, values)

    async def history(self, case: int, *, only: Collection[What] = ()) -> Sequence[Event]:
        await self._session.flush()
        found = sa.select(events).where(events.c.case_id == case).order_by(events.c.id)
        found = found.where(events.c.what.in_(only)) if only else found
        return [self._event(row) for row in (await self._session.execute(found)).all()]

    async def seal(self, case: int, identity: Identity) -> None:
        known = sa.select(cases.c.row).where(cases.c.id == case)
        row = (await self._session.execute(known)).scalar_one()
        plain = {"name": identity.name, "phone": identity.phone}
        sealed = self._sealed("cases.identity", row, plain)
        change = sa.update(cases).where(cases.c.id == case)
        await self._session.send(change.values(identity=sealed))

    async def identity(self, case: int) -> Identity:
        found = sa.select(cases.c.row, cases.c.identity).where(cases.c.id == case)
        row = (await self._session.execute(found)).one_or_none()
        if row is None or row.identity is None:
            return Identity()
        return Identity(**self._opened("cases.identity", row.row, row.identity))

    async def unname(self, case: int) -> None:
        blank = {"reporter_id": None, "identity": None, "known": False, "callback": False}
        change = sa.update(cases).where(cases.c.id == case)
        reporter = sa.select(cases.c.reporter_id).where(cases.c.id == case).scalar_subquery()
        told = sa.update(events).where(events.c.case_id == case, events.c.actor_id == reporter)
        await self._session.flush()
        await self._session.send(told.values(actor_id=None))
        await self._session.send(change.values(**blank))

    async def attach(self, case: int, media: Media, *, account: str, now: datetime) -> int | None:
        return await report_files.attach(self._session, case, media, account, now)

    async def files(self, case: int) -> Sequence[Kept]:
        return await report_files.of(self._session, case)

    async def to_fetch(self, *, now: datetime, limit: int) -> Sequence[Kept]:
        return await report_files.to_fetch(self._session, now, limit)

    async def keep(self, file: int, media_type: str, data: bytes) -> None:
        await report_files.keep(self._session, file, media_type, data)

    async def set_aside(
        self, file: int, state: FileState, *, tries: int, next_at: datetime
    ) -> None:
        await report_files.set_aside(self._session, file, state, tries, next_at)

    async def data(self, file: int) -> tuple[str, bytes] | None:
        return await report_files.data(self._session, file)

    async def tries(self, address: int) -> Tries:
        found = sa.select(tries).where(tries.c.address_id == address)
        row = (await self._session.execute(found)).one_or_none()
        return Tries(row.wrong, row.last_at) if row else Tries()

    async def count_wrong(self, address: int, *, now: datetime) -> None:
        insert = self._session.insert(tries).values(address_id=address, wrong=1, last_at=now)
        more = {"wrong": tries.c.wrong + 1, "last_at": now}
        await self._session.send(
            insert.on_conflict_do_update(index_elements=["address_id"], set_=more)
        )

    async def to_check(self, *, now: datetime, limit: int) -> Sequence[Case]:
        due = sa.and_(
            cases.c.opened_at.between(now - _CHECK_BEFORE, now - _CHECK_AFTER),
            cases.c.checked_at.is_(None),
            cases.c.reporter_id.is_not(None),
            cases.c.state != State.WITHDRAWN,
            cases.c.kind.not_in((Kind.PETITION, Kind.CALLBACK)),
        )
        found = await self._all(sa.select(cases).where(due).order_by(cases.c.id).limit(limit))
        asked = sa.update(cases).where(cases.c.id.in_([case.id for case in found]))
        await self._session.send(asked.values(checked_at=now))
        return found

    async def spare(self, person: int, *, until: datetime) -> None:
        sooner = sa.or_(people.c.held_until.is_(None), people.c.held_until < until)
        change = sa.update(people).where(people.c.id == person, sooner)
        await self._session.send(change.values(held_until=until))

    async def selected(self, found: sa.Select[Any]) -> Sequence[Case]:
        """The cases of somebody else's query over the whole table."""
        return await self._all(found)

    async def _found(self, *where: sa.ColumnElement[bool]) -> Sequence[Case]:
        return await self._all(sa.select(cases).where(*where))

    async def _all(self, found: sa.Select[Any]) -> Sequence[Case]:
        return [self._case(row) for row in (await self._session.execute(found)).all()]

    def _case(self, row: sa.Row[Any]) -> Case:
        return Case(
            id=row.id,
            code=row.code,
            kind=Kind(row.kind),
            severity=Severity(row.severity),
            state=State(row.state),
            area=row.area,
            also=row.also,
            reporter=row.reporter_id,
            known=row.known,
            callback=row.callback,
            opened_at=row.opened_at,
            version=row.version,
            told=from_plain(self._opened("cases.told", row.row, row.told)),
            findings=findings_from_plain(self._opened("cases.findings", row.row, row.findings)),
            taken_by=row.taken_by,
            taken_at=row.taken_at,
            closed_at=row.closed_at,
            ending=Ending(row.ending) if row.ending else None,
            joined=row.joined_id,
            asked_at=row.asked_at,
        )

    def _event(self, row: sa.Row[Any]) -> Event:
        words = self._session.vault.open("case_events.words", row.row, row.words).decode()
        return Event(row.at, What(row.what), row.actor_id, words, row.version)

    def _sealed(self, column: str, row: bytes, plain: dict[str, Any]) -> bytes:
        value = json.dumps(plain, ensure_ascii=False).encode()
        return self._session.vault.seal(column, row, value)

    def _opened(self, column: str, row: bytes, sealed: bytes) -> dict[str, Any]:
        plain: dict[str, Any] = json.loads(self._session.vault.open(column, row, sealed))
        return plain
