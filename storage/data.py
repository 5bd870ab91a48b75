"""One's own data, over all tables: seeing, erasing, linking; and the requests for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from bot.data import PATIENCE, Held, Kind, Request, due
from bot.incoming import Address
from storage import holds
from storage.holding import Who
from storage.holdings import HOLDINGS
from storage.inbox import OPEN, inbox
from storage.people import addresses, people
from storage.report_holding import follow
from storage.requests import requests
from storage.rounds import claims
from storage.session import Session

_REST = "rest"
_OPEN_ERASURES = sa.and_(requests.c.kind == Kind.ERASE, requests.c.done_at.is_(None))


class Data:
    """Satisfies bot.data.DataRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def about(self, person: int) -> Held:
        who = await self._who(person)
        return {holding.noun: await holding.about(self._session, who) for holding in HOLDINGS}

    async def request(self, person: int, kind: Kind, *, now: datetime, done: bool) -> None:
        same = sa.and_(requests.c.person_id == person, requests.c.kind == kind)
        found = sa.select(requests.c.id).where(same, requests.c.done_at.is_(None))
        if not done and (await self._session.execute(found)).first():
            return
        values = {"person_id": person, "kind": kind, "received_at": now, "due_at": due(kind, now)}
        await self._session.send(
            sa.insert(requests).values(**values, done_at=now if done else None)
        )

    async def to_erase(self, *, now: datetime) -> Sequence[int]:
        found = sa.select(requests.c.person_id, requests.c.received_at).where(
            _OPEN_ERASURES, requests.c.person_id.is_not(None)
        )
        wishes = (await self._session.execute(found)).all()
        held = await holds.in_force(self._session) if wishes else frozenset()
        return [
            wish.person_id
            for wish in wishes
            if holds.person(wish.person_id) not in held
            and (now - wish.received_at >= PATIENCE or not await self._talking(wish.person_id))
        ]

    async def leaving(self) -> frozenset[int]:
        found = sa.select(requests.c.person_id).where(
            _OPEN_ERASURES, requests.c.person_id.is_not(None)
        )
        return frozenset((await self._session.execute(found)).scalars())

    async def _talking(self, person: int) -> bool:
        chats = (await self._who(person)).names(self._session, "chat")
        found = sa.select(inbox.c.id).where(inbox.c.state.in_(OPEN), inbox.c.chat.in_(chats))
        return (await self._session.execute(found.limit(1))).first() is not None

    async def erase(self, person: int, *, now: datetime) -> Sequence[bytes]:
        who = await self._who(person)
        for holding in HOLDINGS:
            await holding.erase(self._session, who, now)
        return who.names(self._session, "chat")

    async def unlink(self, address: int, *, now: datetime) -> None:
        made = sa.insert(people).values(created_at=now).returning(people.c.id)
        nobody: int = (await self._session.execute(made)).scalar_one()
        change = sa.update(addresses).where(addresses.c.id == address)
        await self._session.send(change.values(person_id=nobody))
        await self.request(nobody, Kind.ERASE, now=now, done=False)

    async def erased(self, *, now: datetime) -> None:
        done = sa.update(requests).where(_OPEN_ERASURES, requests.c.person_id.is_(None))
        await self._session.send(done.values(done_at=now))

    async def unrested(self) -> bool:
        last = sa.select(claims.c.at).where(claims.c.name == _REST).scalar_subquery()
        since = sa.or_(last.is_(None), requests.c.done_at >= last)
        found = sa.select(requests.c.id).where(requests.c.kind == Kind.ERASE, since)
        done = found.where(requests.c.done_at.is_not(None))
        return (await self._session.execute(done.limit(1))).first() is not None

    async def rested(self, *, now: datetime) -> None:
        insert = self._session.insert(claims).values(name=_REST, key="", at=now)
        again = insert.on_conflict_do_update(index_elements=["name", "key"], set_={"at": now})
        await self._session.send(again)

    async def link(self, address: int, person: int, *, now: datetime) -> None:
        found = sa.select(addresses.c.person_id).where(addresses.c.id == address)
        before = (await self._session.execute(found)).scalar_one()
        change = sa.update(addresses).where(addresses.c.id == address)
        await self._session.send(change.values(person_id=person))
        if not (await self._who(before)).addresses:
            await follow(self._session, before, person)
            await self.request(before, Kind.ERASE, now=now, done=False)
            await self.erase(before, now=now)

    async def requests(self, *, limit: int) -> Sequence[Request]:
        found = sa.select(requests).order_by(requests.c.id.desc()).limit(limit)
        return [
            Request(row.id, Kind(row.kind), row.received_at, row.due_at, row.done_at)
            for row in (await self._session.execute(found)).all()
        ]

    async def overdue(self, *, now: datetime) -> int:
        late = sa.and_(requests.c.done_at.is_(None), requests.c.due_at < now)
        counted = sa.select(sa.func.count()).select_from(requests).where(late)
        return int((await self._session.execute(counted)).scalar_one())

    async def held(self, person: int) -> bool:
        return holds.person(person) in await holds.in_force(self._session)

    async def hold(self, target: str, reason: str, *, now: datetime) -> None:
        await holds.place(self._session, target, reason, now)

    async def lift(self, target: str, *, now: datetime) -> bool:
        return await holds.lift(self._session, target, now)

    async def _who(self, person: int) -> Who:
        await self._session.flush()
        found = sa.select(addresses.c.id, addresses.c.account, addresses.c.row, addresses.c.ref)
        rows = (await self._session.execute(found.where(addresses.c.person_id == person))).all()
        vault = self._session.vault
        known = {
            row.id: Address(row.account, vault.open("addresses.ref", row.row, row.ref).decode())
            for row in rows
        }
        return Who(person, known)
