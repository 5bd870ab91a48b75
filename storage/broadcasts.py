"""Broadcasts and their parts. Words, names and buttons are sealed; audiences are codes and ids."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.audiences import Count, Reach
from bot.broadcasts.content import File, Part
from bot.broadcasts.memory import Status
from bot.broadcasts.values import Broadcast, Stage
from bot.incoming import Address
from bot.ledger import Lane
from bot.people import Role
from bot.ports import Posted
from storage import broadcast_parts
from storage.audiences import Chooser
from storage.broadcast_rows import WITHOUT_SECOND, broadcasts, opened, parts, posted, sealed
from storage.files import files
from storage.holding import Holding, Rows, Who
from storage.ledger.freezing import freeze
from storage.people import addresses
from storage.sealing import new_id
from storage.session import Session

_BIGGEST = 2**31 - 1


class Broadcasts:
    """Satisfies bot.broadcasts.memory.BroadcastsRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def create(self, author: int, role: Role, area: str, *, now: datetime) -> Broadcast:
        row = new_id()
        made = Broadcast(0, author, role, area, Stage.DRAFT)
        values = {"row": row, "author_id": author, "created_at": now, "status_message": ""}
        insert = sa.insert(broadcasts).values(**values, **sealed(self._session, row, made))
        number = (await self._session.execute(insert.returning(broadcasts.c.id))).scalar_one()
        return replace(made, id=number)

    async def one(self, broadcast: int, *, alone: bool = False) -> Broadcast | None:
        if not 0 < broadcast <= _BIGGEST:
            return None
        found = sa.select(broadcasts).where(broadcasts.c.id == broadcast)
        standing = await self._found(found.with_for_update() if alone else found)
        return standing[0] if standing else None

    async def of(self, author: int, *, limit: int) -> list[Broadcast]:
        mine = sa.and_(broadcasts.c.author_id == author, broadcasts.c.stage != Stage.DROPPED)
        found = sa.select(broadcasts).where(mine).order_by(broadcasts.c.id.desc()).limit(limit)
        return await self._found(found)

    async def standing(self, stages: Collection[Stage]) -> list[Broadcast]:
        found = sa.select(broadcasts).where(broadcasts.c.stage.in_(list(stages)))
        return await self._found(found.order_by(broadcasts.c.id))

    async def store(self, broadcast: Broadcast, *, was: Stage) -> bool:
        where = sa.and_(broadcasts.c.id == broadcast.id, broadcasts.c.stage == was)
        row = (
            await self._session.execute(sa.select(broadcasts.c.row).where(where).with_for_update())
        ).scalar()
        if row is None:
            return False
        change = sa.update(broadcasts).where(where).values(**sealed(self._session, row, broadcast))
        await self._session.send(change)
        for message in broadcast.messages:
            insert = self._session.insert(posted)
            values = {"broadcast_id": broadcast.id, "message_id": message}
            await self._session.send(insert.values(**values).on_conflict_do_nothing())
        if broadcast.stage is Stage.READY:
            self._session.posted.add(Posted.BROADCAST)
        return True

    async def add_part(self, broadcast: int, part: Part, *, address: int, now: datetime) -> None:
        await broadcast_parts.add(self._session, broadcast, part, address=address, now=now)
        if part.state is File.WANTED:
            self._session.posted.add(Posted.BROADCAST)

    async def revise_part(self, part: Part) -> None:
        await broadcast_parts.revise(self._session, part)
        if part.state is File.WANTED:
            self._session.posted.add(Posted.BROADCAST)

    async def part_of(self, address: int, message: str) -> tuple[Broadcast, Part] | None:
        found = await broadcast_parts.of_message(self._session, address, message)
        if found is None:
            return None
        broadcast = await self.one(found[0])
        return (broadcast, found[1]) if broadcast else None

    async def clear(self, broadcast: int) -> None:
        await self._session.send(sa.delete(parts).where(parts.c.broadcast_id == broadcast))

    async def wanted(self, *, limit: int) -> list[Part]:
        return await broadcast_parts.wanted(self._session, limit)

    async def fetched(self, part: int, state: File, *, kept: str = "") -> None:
        change = sa.update(parts).where(parts.c.id == part)
        await self._session.send(change.values(state=state, kept=kept))

    async def renew_files(self, *, now: datetime) -> None:
        found = (
            sa.select(parts.c.kept)
            .join(broadcasts, broadcasts.c.id == parts.c.broadcast_id)
            .where(broadcasts.c.ended_at.is_(None), parts.c.kept != "")
        )
        kept = [bytes.fromhex(row.kept) for row in (await self._session.execute(found)).all()]
        renewed = sa.update(files).where(files.c.id.in_(kept))
        await self._session.send(renewed.values(received_at=now))

    async def alone(self, author: int, *, since: datetime) -> int:
        summed = sa.select(sa.func.coalesce(sa.func.sum(broadcasts.c.persons), 0)).where(
            broadcasts.c.author_id == author, WITHOUT_SECOND, broadcasts.c.started_at >= since
        )
        return int((await self._session.execute(summed)).scalar_one())

    async def count(self, broadcast: Broadcast, reach: Reach, *, now: datetime) -> Count:
        return await _chooser(broadcast, reach, now).count(self._session)

    async def freeze(
        self,
        broadcast: Broadcast,
        message: int,
        reach: Reach,
        *,
        one_in: int,
        now: datetime,
    ) -> int:
        lane = Lane.ALERT if broadcast.urgent else Lane.BROADCAST
        chosen = _chooser(broadcast, reach, now).chosen(one_in, but=broadcast.messages)
        return await freeze(
            self._session,
            message,
            lane,
            chosen,
            now=now,
            holds=() if broadcast.urgent else ("cap",),
        )

    async def show_status(self, broadcast: int, address: int, message: str) -> None:
        change = sa.update(broadcasts).where(broadcasts.c.id == broadcast)
        values = {"status_address_id": address, "status_message": message[:64]}
        await self._session.send(change.values(**values, status_at=None))

    async def watched(self) -> list[tuple[Broadcast, Status]]:
        columns = (
            *(broadcasts.c[name] for name in ("id", "status_message", "status_at")),
            *(addresses.c[name] for name in ("account", "row", "ref", "language")),
        )
        found = (
            sa.select(*columns)
            .join(addresses, addresses.c.id == broadcasts.c.status_address_id)
            .where(broadcasts.c.status_message != "")
        )
        rows = (await self._session.execute(found)).all()
        chosen = sa.select(broadcasts).where(broadcasts.c.id.in_([row.id for row in rows]))
        known = {each.id: each for each in await self._found(chosen)}
        return [(known[row.id], self._status(row)) for row in rows]

    def _status(self, row: sa.Row[Any]) -> Status:
        ref = self._session.vault.open("addresses.ref", row.row, row.ref).decode()
        address = Address(row.account, ref)
        return Status(row.id, address, row.status_message, row.language, row.status_at)

    async def status_shown(self, broadcast: int, *, at: datetime, last: bool) -> None:
        values: dict[str, object] = {"status_at": at}
        if last:
            values |= {"status_address_id": None, "status_message": ""}
        change = sa.update(broadcasts).where(broadcasts.c.id == broadcast)
        await self._session.send(change.values(**values))

    async def _found(self, query: sa.Select[tuple[object, ...]]) -> list[Broadcast]:
        rows = (await self._session.execute(query)).all()
        ids = [row.id for row in rows]
        known = await broadcast_parts.of(self._session, ids)
        sent = sa.select(posted).where(posted.c.broadcast_id.in_(ids)).order_by(posted.c.message_id)
        messages: dict[int, list[int]] = {}
        for row in (await self._session.execute(sent)).all():
            messages.setdefault(row.broadcast_id, []).append(row.message_id)
        return [
            opened(self._session, row, known.get(row.id, ()), messages.get(row.id, ()))
            for row in rows
        ]


async def _about(session: Session, who: Who) -> Rows:
    found = sa.select(broadcasts).where(broadcasts.c.author_id == who.person)
    rows = (await session.execute(found.order_by(broadcasts.c.id))).all()
    known = await broadcast_parts.of(session, [row.id for row in rows])
    written = [opened(session, row, known.get(row.id, ()), ()) for row in rows]
    return [
        {
            "stage": each.stage,
            "words": [part.html.plain for part in each.content.parts],
            "buttons": [extra.label for extra in each.content.extras],
            "note": each.note,
            "created_at": row.created_at,
        }
        for each, row in zip(written, rows, strict=True)
    ]


def _chooser(broadcast: Broadcast, reach: Reach, now: datetime) -> Chooser:
    return Chooser(broadcast.author, broadcast.audience, reach, now, urgent=broadcast.urgent)


async def _erase(session: Session, who: Who, now: datetime) -> None:
    """What was not sent goes; of what was sent the outcome stays, without a word of it."""
    mine = sa.select(broadcasts.c.id).where(broadcasts.c.author_id == who.person)
    theirs = sa.or_(parts.c.broadcast_id.in_(mine), parts.c.address_id.in_(who.ids))
    await session.send(sa.delete(parts).where(theirs))
    blank = {"extras": None, "note": None, "status_address_id": None, "status_message": ""}
    own = broadcasts.c.author_id == who.person
    await session.send(sa.update(broadcasts).where(own).values(**blank))
    waiting = sa.and_(own, broadcasts.c.stage.in_([Stage.DRAFT, Stage.ASKED, Stage.READY]))
    dropped = {"stage": Stage.DROPPED, "ended_at": now, "audience": json.dumps({})}
    await session.send(sa.update(broadcasts).where(waiting).values(**dropped))


HOLDING = Holding("broadcasts", (broadcasts, parts, posted), _about, _erase)
