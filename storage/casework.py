"""The officials' side of cases: what they see, what was sent to them, who asked for a name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.casework_memory import Reveal
from bot.people import Actor
from bot.reports.case import OPEN, Case
from bot.sight import Sight
from storage.case_pages import OVER, gravest, in_states, latest, lying, numbers
from storage.ledger.tables import deliveries
from storage.report_rows import cases, files, letters, reveals, shares
from storage.reports import Reports
from storage.sealing import new_id
from storage.session import Session

_BIGGEST = 2**31 - 1
_LETTER = sa.insert(letters)
_FREE = ("sent", "seen")


def visible_to(sight: Sight) -> sa.ColumnElement[bool]:
    """Cases that this sight covers (bot.sight.Sight.covers says the same of one)."""
    return sa.and_(sa.or_(sa.false(), *_ways(sight)), _not_by(sight.person))


def _ways(sight: Sight) -> Iterator[sa.ColumnElement[bool]]:
    """How somebody may come to see a case."""
    yield from lying(sight.areas)
    sent = sa.select(shares.c.case_id).where(shares.c.person_id == sight.person)
    if sight.served is None:
        yield cases.c.id.in_(sent)
    elif served := sight.served - (sight.areas or set()):
        yield sa.and_(cases.c.id.in_(sent), sa.or_(*lying(served)))


def _not_by(person: int) -> sa.ColumnElement[bool]:
    return sa.or_(cases.c.reporter_id.is_(None), cases.c.reporter_id != person)


def letter_about(actor: Actor, said: str) -> sa.Select[tuple[int]]:
    """Anybody may reply to anything: whoever holds no office is looked for in their own cases."""
    found = (
        sa.select(letters.c.case_id)
        .join(deliveries, deliveries.c.message_id == letters.c.message_id)
        .where(deliveries.c.person_id == actor.person, deliveries.c.address_id == actor.id)
        .where(deliveries.c.said == said)
        .order_by(letters.c.message_id.desc())
    )
    if not actor.grants:
        own = sa.select(cases.c.id).where(cases.c.reporter_id == actor.person)
        found = found.where(letters.c.case_id.in_(own))
    return found.limit(1)


class Casework:
    """Satisfies bot.casework_memory.CaseworkRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._reports = Reports(session)

    async def inbox(
        self, sight: Sight, *, closed: bool = False, offset: int = 0, limit: int
    ) -> Sequence[Case]:
        states, order = (OVER, latest) if closed else (OPEN, gravest)
        ids = numbers(
            _ways(sight),
            *(in_states(states), _not_by(sight.person)),
            order=order,
            offset=offset,
            limit=limit,
        )
        return await self._reports.page(ids, order)

    async def free(self, sight: Sight, *, limit: int) -> Sequence[Case]:
        waits = in_states(OPEN), cases.c.state.in_(_FREE), _not_by(sight.person)
        ids = numbers(_ways(sight), *waits, order=gravest, limit=limit)
        return await self._reports.page(ids, gravest)

    async def one(self, case: int, sight: Sight) -> Case | None:
        if not 0 < case <= _BIGGEST:
            return None
        return await self._one(cases.c.id == case, visible_to(sight))

    async def by_code(self, code: str, sight: Sight) -> Case | None:
        return await self._one(cases.c.code == code, visible_to(sight))

    async def codes(self, numbers: Collection[int]) -> dict[int, str]:
        found = sa.select(cases.c.id, cases.c.code).where(cases.c.id.in_(numbers))
        return {row.id: row.code for row in (await self._session.execute(found)).all()}

    async def share(self, case: int, persons: Collection[int]) -> None:
        rows = [{"case_id": case, "person_id": person} for person in persons]
        if rows:
            insert = self._session.insert(shares).on_conflict_do_nothing()
            await self._session.send(insert, rows)

    async def alike(
        self, case: Case, places: Collection[str], since: datetime, until: datetime
    ) -> Sequence[Case]:
        near = sa.and_(
            cases.c.area.in_(places),
            in_states(OPEN),
            cases.c.opened_at.between(since, until),
            cases.c.id != case.id,
        )
        ids = sa.select(cases.c.id).where(near).order_by(cases.c.id.desc()).limit(50)
        found = await self._reports.page(ids, latest)
        return [other for other in found if other.found_kind is case.found_kind]

    async def joined(self, case: int) -> Sequence[Case]:
        found = sa.select(cases).where(cases.c.joined_id == case).order_by(cases.c.id)
        return await self._reports.selected(found)

    async def held(self, person: int) -> Sequence[Case]:
        mine = sa.and_(cases.c.taken_by == person, cases.c.state.in_(OPEN))
        return await self._reports.selected(sa.select(cases).where(mine).order_by(cases.c.id))

    async def waiting(self, person: int) -> Sequence[Case]:
        asked = sa.and_(
            cases.c.reporter_id == person,
            cases.c.asked_at.is_not(None),
            cases.c.state.in_(OPEN),
        )
        return await self._reports.selected(sa.select(cases).where(asked).order_by(cases.c.id))

    async def remember(
        self, case: int, messages: Sequence[int], *, remove_at: datetime | None = None
    ) -> None:
        for message in messages:
            values = {"message_id": message, "case_id": case, "remove_at": remove_at}
            self._session.later(_LETTER, values)

    async def about(self, actor: Actor, said: str) -> int | None:
        case: int | None = (await self._session.execute(letter_about(actor, said))).scalar()
        return case

    async def to_remove(self, *, now: datetime, limit: int) -> Sequence[int]:
        due = sa.select(letters.c.message_id).where(letters.c.remove_at <= now).limit(limit)
        found = list((await self._session.execute(due)).scalars())
        given = sa.update(letters).where(letters.c.message_id.in_(found))
        await self._session.send(given.values(remove_at=None))
        return found

    async def any_to_remove(self, *, now: datetime) -> bool:
        due = sa.select(letters.c.message_id).where(letters.c.remove_at <= now)
        return (await self._session.execute(due.limit(1))).first() is not None

    async def for_reporter(self, file: int) -> None:
        change = sa.update(files).where(files.c.id == file)
        await self._session.send(change.values(for_reporter=True))

    async def request(self, case: int, asker: int, reason: str, *, now: datetime) -> int:
        row = new_id()
        values = {
            "case_id": case,
            "asker_id": asker,
            "asked_at": now,
            "row": row,
            "reason": self._session.vault.seal("case_reveals.reason", row, reason.encode()),
        }
        insert = sa.insert(reveals).values(**values).returning(reveals.c.id)
        made: int = (await self._session.execute(insert)).scalar_one()
        return made

    async def reveal(self, reveal: int) -> Reveal | None:
        if not 0 < reveal <= _BIGGEST:
            return None
        found = sa.select(reveals).where(reveals.c.id == reveal)
        row = (await self._session.execute(found)).one_or_none()
        return self._reveal(row) if row else None

    async def wish(self, case: int, *, not_by: int, since: datetime) -> Reveal | None:
        open_ = sa.and_(reveals.c.case_id == case, reveals.c.decided_at.is_(None))
        found = sa.select(reveals).where(open_, reveals.c.asker_id != not_by)
        found = found.where(reveals.c.asked_at >= since).order_by(reveals.c.id).limit(1)
        row = (await self._session.execute(found)).one_or_none()
        return self._reveal(row) if row else None

    def _reveal(self, row: sa.Row[Any]) -> Reveal:
        reason = self._session.vault.open("case_reveals.reason", row.row, row.reason).decode()
        decided = row.decider_id, row.allowed
        return Reveal(row.id, row.case_id, row.asker_id, row.asked_at, reason, *decided)

    async def decide(self, reveal: int, *, by: int, allowed: bool, now: datetime) -> bool:
        open_ = sa.and_(reveals.c.id == reveal, reveals.c.decided_at.is_(None))
        change = sa.update(reveals).where(open_)
        values = {"decider_id": by, "decided_at": now, "allowed": allowed}
        return (await self._session.execute(change.values(**values))).rowcount == 1

    async def _one(self, *where: sa.ColumnElement[bool]) -> Case | None:
        found = await self._reports.selected(sa.select(cases).where(*where))
        return found[0] if found else None
