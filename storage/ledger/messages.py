"""The ledger's messages: written, stopped, resumed, taken back, and how they go."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.ledger import Class, Lane, Letter, Message, Progress, Result, Standing, State, Stuck
from bot.ports import Posted
from bot.screen import Screen
from bot.screen_codec import to_bytes
from storage.ledger import recalling, redrawing, rolling, standing
from storage.ledger.freezing import know_accounts
from storage.ledger.tables import (
    COUNTED,
    HELD,
    NO_WALK,
    QUEUED,
    STATES,
    UNKNOWN,
    WALKED,
    channels,
    contents,
    deliveries,
    legs,
    messages,
    outcomes,
)
from storage.people import addresses
from storage.sealing import new_id
from storage.session import Session

_ANY = ""
"""The language of a letter: whoever writes one has chosen the words for its readers already."""

_PERSONS: sa.BindParameter[int] = sa.bindparam("persons", expanding=True)
_REACHABLE = (
    sa.select(addresses.c.person_id, addresses.c.id, channels.c.waits)
    .add_columns(channels.c.id.label("channel"))
    .outerjoin(channels, channels.c.account == addresses.c.account)
    .where(addresses.c.person_id.in_(_PERSONS), addresses.c.reachable)
    .order_by(channels.c.waits, addresses.c.id.desc())
)
_OPENED = sa.insert(messages).returning(messages.c.id)


class Ledger:
    """Satisfies bot.ledger.LedgerRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def post(self, letter: Letter, *, now: datetime) -> int:
        return (await self.post_all(letter, now=now))[0]

    async def post_all(self, letter: Letter, *, now: datetime) -> list[int]:
        """Whoever has several addresses gets a copy at each: as a message of its own, because a
        person has one row in each.
        """
        copies = await self._ranked(letter.persons) or [[]]
        message = Message({_ANY: letter.screen}, letter.lane, letter.kind, None, letter.expires_at)
        posted = [await self._letter(message, readers, now) for readers in copies]
        self._session.posted.add(Posted.LETTER)
        return posted

    async def _ranked(self, persons: Sequence[int]) -> list[list[sa.Row[Any]]]:
        """First everybody's first address, then the second of those who have one, …"""
        found = await self._reachable(persons)
        if any(row.channel is None for row in found):
            await know_accounts(self._session)
            found = await self._reachable(persons)
        ranks: list[list[sa.Row[Any]]] = []
        seen: dict[int, int] = defaultdict(int)
        for row in found:
            rank = seen[row.person_id]
            seen[row.person_id] += 1
            ranks += [[]] if rank == len(ranks) else []
            ranks[rank].append(row)
        return ranks

    async def _reachable(self, persons: Sequence[int]) -> Sequence[sa.Row[Any]]:
        """Their addresses; `channel` None: its account has no number yet."""
        return (await self._session.execute(_REACHABLE, {"persons": list(persons)})).all()

    async def _letter(self, message: Message, readers: Sequence[sa.Row[Any]], now: datetime) -> int:
        number = await self.open(message, now=now)
        rows = [
            {
                "message_id": number,
                "person_id": row.person_id,
                "address_id": row.id,
                "not_before": None if row.waits else now,
                "channel_id": row.channel,
                "lane": int(message.lane),
                "state": HELD if row.waits else QUEUED,
                "tries": 0,
            }
            for row in readers
        ]
        if rows:
            await self._session.send(sa.insert(deliveries), rows)
            await self._session.send(sa.insert(legs), _legs(number, readers))
        return number

    async def open(self, message: Message, *, now: datetime, recalls: int | None = None) -> int:
        values = {
            "kind": message.kind,
            "lane": int(message.lane),
            "standing": Standing.OPEN,
            "wrong": "",
            "forgiven": 0,
            "author_id": message.author,
            "recalls_id": recalls,
            "posted_at": now,
            "not_before": message.not_before,
            "expires_at": message.expires_at,
        }
        number: int = (await self._session.execute(_OPENED, values)).scalar_one()
        words = [self._content(number, *each) for each in message.screens.items()]
        if words:
            await self._session.send(sa.insert(contents), words)
        self._session.posted.add(Posted.LETTER)
        return number

    def _content(self, message: int, language: str, screen: Screen) -> dict[str, Any]:
        row = new_id()
        sealed = self._session.vault.seal("messages.screen", row, to_bytes(screen))
        return {"message_id": message, "language": language, "row": row, "screen": sealed}

    async def pause(self, message: int, *, wrong: str = "") -> bool:
        return await standing.pause(self._session, message, wrong)

    async def resume(self, message: int) -> bool:
        self._session.posted.add(Posted.LETTER)
        return await standing.resume(self._session, message)

    async def cancel(self, message: int, *, now: datetime) -> bool:
        return await standing.close(self._session, message, Standing.CANCELLED, now)

    async def recall(self, message: int, correction: Mapping[str, Screen], *, now: datetime) -> int:
        await recalling.between_commits(self._session, message)
        await redrawing.drop_edits(self._session, message, now)
        await self.cancel(message, now=now)
        until = None if correction else now + recalling.DELETABLE
        again = Message(correction, Lane.ALERT, Class.ALERT, expires_at=until)
        number = await self.open(again, now=now, recalls=message)
        since = recalling.EVER if correction else now - recalling.DELETABLE
        await recalling.give(self._session, number, message, again.lane, since)
        return number

    async def redraw(
        self, message: int, words: Mapping[str, Screen], *, wanted: bool, now: datetime
    ) -> int:
        row = await redrawing.reader(self._session, message)
        await redrawing.drop_edits(self._session, message, now)
        if row is None or row.state not in redrawing.OPEN:
            return message
        if row.state in redrawing.WAITING:
            going = await self.cancel(message, now=now)
            return await self._instead(row, words, now) if going and wanted else message
        edit = Message(words, Lane.ALERT, Class.ALERT)
        number = await self.open(edit, now=now, recalls=message)
        await recalling.give(self._session, number, message, edit.lane, recalling.EVER)
        return message

    async def _instead(self, row: sa.Row[Any], words: Mapping[str, Screen], now: datetime) -> int:
        letter = Message({_ANY: words[row.language]}, Lane(row.lane), Class.ALERT)
        number = await self.open(letter, now=now)
        await redrawing.give(self._session, number, row)
        return number

    async def recalled(self, message: int) -> dict[State, int]:
        found = sa.select(messages.c.id).where(messages.c.recalls_id == message)
        states: Counter[State] = Counter()
        for recall in (await self._session.execute(found)).scalars().all():
            states.update(await self.states(recall))
        return dict(states)

    async def too_late(self, message: int, *, now: datetime) -> int:
        return await recalling.too_late(self._session, message, now)

    async def resend(self, message: int, *, now: datetime) -> int:
        if not await standing.reopen(self._session, message):
            return 0
        unsure = sa.and_(deliveries.c.message_id == message, deliveries.c.state == UNKNOWN)
        again = sa.update(deliveries).where(unsure).values(state=QUEUED, not_before=now)
        found: int = (await self._session.execute(again)).rowcount
        if found:
            mine = sa.update(legs).where(legs.c.message_id == message)
            await self._session.send(mine.values(unknown=0, walk=WALKED))
            self._session.posted.add(Posted.LETTER)
        return found

    async def release(self, message: int, *, now: datetime) -> int:
        timed = sa.and_(deliveries.c.state == HELD, deliveries.c.not_before.is_not(None))
        change = sa.update(deliveries).where(deliveries.c.message_id == message, timed)
        self._session.posted.add(Posted.LETTER)
        return (await self._session.execute(change.values(not_before=now))).rowcount

    async def progress(self, message: int) -> Progress | None:
        found = sa.select(messages).where(messages.c.id == message)
        row = (await self._session.execute(found)).one_or_none()
        if row is None:
            return None
        stands = Standing(row.standing)
        counted = await self._counted(legs.c.message_id == message)
        states = standing.implied(counted, stands)
        return Progress(stands, states, row.posted_at, row.finished_at, row.wrong)

    async def states(self, message: int) -> dict[State, int]:
        progress = await self.progress(message)
        return {state: n for state, n in progress.states.items() if n} if progress else {}

    async def _counted(self, where: sa.ColumnElement[bool]) -> dict[State, int]:
        """The counters are kept with each outcome, so this costs the same at any size."""
        names = ["total", *(state.value for state in COUNTED)]
        sums = [sa.func.coalesce(sa.func.sum(legs.c[name]), 0).label(name) for name in names]
        row = (await self._session.execute(sa.select(*sums).where(where))).one()
        states = {state: int(getattr(row, state.value)) for state in COUNTED}
        return {State.QUEUED: int(row.total) - sum(states.values())} | states

    async def results(self, message: int) -> list[Result]:
        found = sa.select(messages.c.standing).where(messages.c.id == message)
        stands = Standing((await self._session.execute(found)).scalar_one())
        kept = sa.select(outcomes).where(outcomes.c.message_id == message)
        live = rolling.grouped(message)
        rows = [
            *(await self._session.execute(kept)).all(),
            *(await self._session.execute(live)).all(),
        ]
        return [
            Result(
                row.commune,
                tuple(row.sectors.split()),
                standing.implied_one(STATES[row.state], stands),
                row.reason,
                row.persons,
            )
            for row in rows
        ]

    async def unsure(self, message: int, *, limit: int) -> list[int]:
        found = (
            sa.select(deliveries.c.person_id)
            .where(deliveries.c.message_id == message, deliveries.c.state == UNKNOWN)
            .order_by(deliveries.c.person_id)
            .limit(limit)
        )
        return list((await self._session.execute(found)).scalars())

    async def tidy(self, *, now: datetime) -> None:
        await standing.expire(self._session, now)
        await rolling.close_forgotten(self._session, now)

    async def stuck(self, *, now: datetime) -> Stuck:
        going = sa.select(messages.c.id).where(messages.c.standing == Standing.OPEN)
        states = await self._counted(legs.c.message_id.in_(going))
        waiting = sa.select(sa.func.min(deliveries.c.not_before)).where(
            deliveries.c.not_before <= now,
            deliveries.c.message_id.in_(going),
        )
        walking = (
            sa.select(sa.func.min(sa.func.coalesce(messages.c.not_before, messages.c.posted_at)))
            .join(legs, legs.c.message_id == messages.c.id)
            .where(legs.c.walk == 1, messages.c.standing == Standing.OPEN)
            .where(sa.func.coalesce(messages.c.not_before, messages.c.posted_at) <= now)
        )
        times = [(await self._session.execute(each)).scalar() for each in (waiting, walking)]
        return Stuck(states, min((t for t in times if t is not None), default=None))


def _legs(message: int, readers: Sequence[sa.Row[Any]]) -> list[dict[str, int]]:
    total = Counter(row.channel for row in readers)
    held = Counter(row.channel for row in readers if row.waits)
    return [
        {
            "message_id": message,
            "channel_id": channel,
            "walk": NO_WALK,
            "started_through": 0,
            "total": count,
            "held": held[channel],
        }
        for channel, count in total.items()
    ]
