"""Outcomes, written down in batches; the counters of each message change with its rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from bot.deliveries import Outcome, Tally
from bot.incoming import Address
from bot.ledger import State
from storage.ledger import recalling, rerouting, standing
from storage.ledger.freezing import reason_number
from storage.ledger.tables import (
    CODES,
    COUNTED,
    FINISHED,
    MOST_SAID,
    QUEUED,
    STARTED,
    deliveries,
    legs,
    messages,
)
from storage.people import People
from storage.session import Session

_ENDED = [legs.c[state.value] for state in COUNTED if state is not State.HELD]
_WRITE = (
    sa.update(deliveries)
    .where(deliveries.c.message_id == sa.bindparam("message"))
    .where(deliveries.c.person_id == sa.bindparam("person"))
    .values(
        state=sa.bindparam("now_state"),
        not_before=sa.bindparam("again_at", type_=deliveries.c.not_before.type),
        settled_at=sa.bindparam("ended_at", type_=deliveries.c.settled_at.type),
        reason_id=sa.bindparam("reason"),
        said=sa.func.coalesce(sa.bindparam("message_said", type_=sa.String), deliveries.c.said),
    )
)
_OPEN = sa.select(deliveries.c.message_id, deliveries.c.person_id).where(
    sa.tuple_(deliveries.c.message_id, deliveries.c.person_id).in_(
        sa.bindparam("keys", expanding=True)
    ),
    deliveries.c.state.in_([QUEUED, STARTED]),
)


@cache
def _counting(states: tuple[State, ...]) -> sa.Executable:
    """So many more in each state (`sent_more`, …), of whom `ended` have their end."""
    complete = legs.c.total == sum(_ENDED, sa.bindparam("ended", type_=sa.Integer))
    more = {
        state.value: legs.c[state.value] + sa.bindparam(f"{state.value}_more", type_=sa.Integer)
        for state in states
    }
    return (
        sa.update(legs)
        .where(legs.c.message_id == sa.bindparam("message", type_=sa.BigInteger))
        .where(legs.c.channel_id == sa.bindparam("channel", type_=sa.Integer))
        .values(**more, walk=sa.case((complete, FINISHED), else_=legs.c.walk))
        .returning(legs.c.walk)
    )


async def settle(
    session: Session, channel: int, results: Sequence[Outcome], now: datetime
) -> list[Tally]:
    """Rows that are gone meanwhile (their person was erased) are passed over, uncounted. That a
    channel refuses to take something back is not the message's fault, and stops nothing.
    """
    open_rows = await _open(session, results)
    written = [each for each in results if _key(each) in open_rows]
    for each in written:
        await _follow(session, each)
    if written:
        values = [await _values(session, each, now) for each in written]
        await session.send(_WRITE, values)
        ended = Counter((each.delivery.message, each.state) for each in written)
        await count(session, channel, ended, now)
        await recalling.follow(session, channel, written, now)
        for each in written:
            if each.state is State.BLOCKED:
                await rerouting.reroute(session, channel, each.delivery, now)
    refused = {
        each.delivery.message
        for each in written
        if each.state is State.REJECTED and not each.delivery.known
    }
    return [await _tally(session, message) for message in sorted(refused)]


def _key(outcome: Outcome) -> tuple[int, int]:
    return outcome.delivery.message, outcome.delivery.person


async def _open(session: Session, results: Sequence[Outcome]) -> set[tuple[int, int]]:
    found = await session.execute(_OPEN, {"keys": [_key(each) for each in results]})
    return {(row.message_id, row.person_id) for row in found.all()}


async def _follow(session: Session, outcome: Outcome) -> None:
    """What the channel told about the chat itself."""
    address = outcome.delivery.address
    if outcome.state is State.BLOCKED:
        await People(session).set_reachable(address, reachable=False)
    if outcome.moved:
        await People(session).move(address, Address(address.account, outcome.moved))


async def _values(session: Session, outcome: Outcome, now: datetime) -> dict[str, Any]:
    again = outcome.state is State.QUEUED
    return {
        "message": outcome.delivery.message,
        "person": outcome.delivery.person,
        "now_state": CODES[outcome.state],
        "again_at": (outcome.again_at or now) if again else None,
        "ended_at": None if again else now,
        "reason": await reason_number(session, outcome.reason) if outcome.reason else None,
        "message_said": outcome.said[:MOST_SAID] or None,
    }


async def count(
    session: Session, channel: int, changes: Mapping[tuple[int, State], int], now: datetime
) -> None:
    """Change the counters; a leg on which everybody's outcome is known is finished."""
    by_message: dict[int, dict[State, int]] = defaultdict(dict)
    for (message, state), persons in changes.items():
        if state is not State.QUEUED:
            by_message[message][state] = persons
    for message, states in sorted(by_message.items()):
        ended = sum(n for state, n in states.items() if state is not State.HELD)
        values = {f"{state.value}_more": n for state, n in states.items()}
        mine = {"message": message, "channel": channel, "ended": ended}
        told = await session.execute(_counting(tuple(states)), mine | values)
        if told.scalar() == FINISHED:
            await standing.finish(session, message, now)


async def _tally(session: Session, message: int) -> Tally:
    ended = sa.func.sum(sum(_ENDED, sa.literal(0))).label("ended")
    rejected = sa.func.sum(legs.c.rejected).label("rejected")
    total = sa.func.sum(legs.c.total).label("total")
    found = (
        sa.select(messages.c.author_id, messages.c.forgiven, ended, rejected, total)
        .join(legs, legs.c.message_id == messages.c.id)
        .where(messages.c.id == message)
        .group_by(messages.c.author_id, messages.c.forgiven)
    )
    row = (await session.execute(found)).one()
    refused = int(row.rejected) - row.forgiven
    return Tally(message, int(row.total), int(row.ended), refused, row.author_id)
