"""The ledger as the sender of one account works through it.

A message to many is walked along its key: everything up to `started_through` has been started, and
a row there without an outcome is what a crash leaves unknown. Whoever has a time of their own
(letters, second tries, held until then) is found by that time and marked row by row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.deliveries import (
    Delivery,
    Fenced,
    Held,
    Lease,
    Outcome,
    Recovered,
    Room,
    Seat,
    Tally,
    Vitals,
)
from bot.incoming import Address
from bot.ledger import Class, Lane, State
from bot.screen import Screen
from bot.screen_codec import from_bytes
from storage.ledger import asking, outcomes, recovering
from storage.ledger.tables import (
    HELD,
    STARTED,
    WALKED,
    WALKING,
    channels,
    contents,
    deliveries,
    messages,
)
from storage.people import addresses
from storage.session import Session

_CHUNK = 500
_NOTHING = Vitals()
_RENEW = (
    sa.update(channels)
    .where(channels.c.id == sa.bindparam("channel", type_=sa.Integer))
    .where(channels.c.fence == sa.bindparam("held", type_=sa.Integer))
    .values(
        leased_until=sa.bindparam("leased", type_=channels.c.leased_until.type),
        beats=channels.c.beats + 1,
    )
)
_KEEP = _RENEW.values({name: sa.bindparam(name) for name in ("rate", "ceiling", "refusals")})
_GIVE_UP = _RENEW.values(sender="")
_CONTENTS = sa.select(contents).where(
    contents.c.message_id == sa.bindparam("message", type_=sa.BigInteger)
)
_START = (
    sa.update(deliveries)
    .where(deliveries.c.message_id == sa.bindparam("message"))
    .where(deliveries.c.person_id == sa.bindparam("person"))
    .values(state=STARTED, tries=deliveries.c.tries + 1)
)


class Deliveries:
    """Satisfies bot.deliveries.DeliveriesRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def register(self, account: str, *, waits: bool) -> None:
        found = sa.select(channels.c.waits).where(channels.c.account == account)
        known = (await self._session.execute(found)).scalar_one_or_none()
        if known is None:
            values = {"account": account, "waits": waits, "sender": "", "fence": 0}
            insert = self._session.insert(channels).values(**values)
            await self._session.send(insert.on_conflict_do_nothing(index_elements=["account"]))
        elif known != waits:
            change = sa.update(channels).where(channels.c.account == account)
            await self._session.send(change.values(waits=waits))

    async def lease(
        self, account: str, owner: str, *, until: datetime, stale: Held | None = None
    ) -> Lease | Held:
        mine = channels.c.account == account
        look = sa.select(channels).where(mine)
        if stale:
            await self._session.end_sleepers()
        for found in (look, look.with_for_update()):  # a holder may sleep with this row locked
            row = (await self._session.execute(found)).one()
            held, theirs = Held(row.fence, row.beats), row.sender not in ("", owner)
            if theirs and held != stale:
                return held
        values = {"sender": owner, "fence": row.fence + 1, "leased_until": until}
        await self._session.send(sa.update(channels).where(mine).values(**values))
        return Lease(row.id, row.fence + 1, replaced=theirs, ceiling=row.ceiling)

    async def keep(self, lease: Lease, *, until: datetime, vitals: Vitals = _NOTHING) -> None:
        await self._renew(_KEEP, lease, leased=until, **asdict(vitals))

    async def seats(self) -> list[Seat]:
        found = (
            await self._session.execute(sa.select(channels).order_by(channels.c.account))
        ).all()
        return [
            Seat(
                row.account,
                row.waits,
                row.sender,
                row.leased_until,
                Vitals(row.rate, row.ceiling, row.refusals),
            )
            for row in found
        ]

    async def give_up(self, lease: Lease, *, now: datetime) -> None:
        await self._renew(_GIVE_UP, lease, leased=now)

    async def _renew(self, change: sa.Update, lease: Lease, **values: Any) -> None:
        mine = {"channel": lease.channel, "held": lease.fence}
        if not (await self._session.execute(change, mine | values)).rowcount:
            raise Fenced

    async def recover(self, lease: Lease, *, now: datetime) -> Recovered:
        return await recovering.recover(self._session, lease.channel, now)

    async def next(self, lease: Lease, *, now: datetime, rooms: Sequence[Room]) -> list[Delivery]:
        lanes = [lane for room in rooms for lane in room.lanes]
        due = await self._due(lease, now, max(room.most for room in rooms), lanes)
        waiting = await self._walking(lease, now, lanes)
        picked: list[sa.Row[Any]] = []
        for room in rooms:
            for lane in room.lanes:
                picked += [row for row in due if row.lane == lane][
                    : max(0, room.most - len(picked))
                ]
                for leg in waiting:
                    if leg.lane == lane and len(picked) < room.most:
                        picked += await self._walk(lease, leg, room.most - len(picked))
        taken = {(row.message_id, row.person_id) for row in due}
        marked = [row for row in picked if (row.message_id, row.person_id) in taken]
        await self._mark(lease, marked, now)
        return [self._delivery(row) for row in picked]

    async def waiting(self, lease: Lease, *, now: datetime, lanes: Sequence[Lane]) -> bool:
        if await self._walking(lease, now, lanes):
            return True
        return bool(await self._due(lease, now, 1, lanes))

    async def _due(
        self, lease: Lease, now: datetime, limit: int, lanes: Sequence[Lane]
    ) -> list[sa.Row[Any]]:
        asked = asking.values(lease.channel, now, limit)
        return list((await self._session.execute(asking.due(tuple(lanes)), asked)).all())

    async def _mark(self, lease: Lease, rows: Sequence[sa.Row[Any]], now: datetime) -> None:
        if not rows:
            return
        values = [{"message": row.message_id, "person": row.person_id} for row in rows]
        await self._session.send(_START, values)
        held = Counter(row.message_id for row in rows if row.state == HELD)
        changes = {(message, State.HELD): -n for message, n in held.items()}
        await outcomes.count(self._session, lease.channel, changes, now)

    async def _walking(
        self, lease: Lease, now: datetime, lanes: Sequence[Lane]
    ) -> list[sa.Row[Any]]:
        asked = asking.values(lease.channel, now)
        return list((await self._session.execute(asking.walking(tuple(lanes)), asked)).all())

    async def _walk(self, lease: Lease, leg: sa.Row[Any], limit: int) -> list[sa.Row[Any]]:
        """The next rows of one message, started with this commit."""
        mine = {"message": leg.message_id, "channel": lease.channel}
        asked = mine | {"after": leg.started_through, "most": limit}
        rows = list((await self._session.execute(asking.WALK, asked)).all())
        through = rows[-1].person_id if rows else leg.started_through
        walk = WALKING if len(rows) == limit else WALKED
        step = mine | {"through": through, "now_walk": walk}
        await self._session.send(asking.WALKED_TO, step)
        return rows

    def _delivery(self, row: sa.Row[Any]) -> Delivery:
        ref = self._session.vault.open("addresses.ref", row.address_row, row.ref)
        return Delivery(
            message=row.message_id,
            person=row.person_id,
            address=Address(row.account, ref.decode()),
            language=row.language,
            lane=Lane(row.lane),
            kind=Class(row.kind),
            tries=row.tries,
            expires_at=row.expires_at,
            known=(row.said or "") if row.recalls_id is not None else "",
        )

    async def settle(
        self, lease: Lease, results: Sequence[Outcome], *, now: datetime
    ) -> list[Tally]:
        return await outcomes.settle(self._session, lease.channel, results, now)

    async def stopped(self, some: Sequence[int], *, now: datetime) -> frozenset[int]:
        going = sa.select(messages.c.id).where(messages.c.id.in_(some), asking.may_go(now))
        return frozenset(some) - frozenset((await self._session.execute(going)).scalars())

    async def arrived(self, present: Sequence[Address], *, now: datetime) -> int:
        name = self._session.vault.name
        names = [name("address", each.account, each.ref) for each in present]
        found = 0
        for first in range(0, len(names), _CHUNK):
            some = sa.select(addresses.c.id).where(
                addresses.c.name.in_(names[first : first + _CHUNK])
            )
            here = list((await self._session.execute(some)).scalars())
            found += await self._arrived(here, now)
        return found

    async def _arrived(self, here: Sequence[int], now: datetime) -> int:
        waiting = sa.and_(
            deliveries.c.address_id.in_(here),
            deliveries.c.state == HELD,
            deliveries.c.not_before.is_(None),
            deliveries.c.message_id.in_(sa.select(messages.c.id).where(asking.may_go(now))),
        )
        found = sa.update(deliveries).where(waiting).values(not_before=now)
        return (await self._session.execute(found)).rowcount

    async def screen(self, message: int, language: str) -> Screen | None:
        found = await self._session.execute(_CONTENTS, {"message": message})
        kept = {row.language: row for row in found.all()}
        row = kept.get(language) or kept.get("vi") or next(iter(kept.values()), None)
        if row is None:
            return None
        return from_bytes(self._session.vault.open("messages.screen", row.row, row.screen))
