"""The parts of broadcasts: sealed words, and where a file is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.broadcasts.content import File, Part
from bot.screen_codec import stored_html
from storage.broadcast_rows import broadcasts, parts
from storage.sealing import new_id
from storage.session import Session


async def add(session: Session, broadcast: int, part: Part, *, address: int, now: datetime) -> None:
    row = new_id()
    values = {
        "broadcast_id": broadcast,
        "address_id": address,
        "message": part.message[:64],
        "row": row,
        "received_at": now,
        **_columns(session, row, part),
    }
    await session.send(sa.insert(parts).values(**values))


async def revise(session: Session, part: Part) -> None:
    where = parts.c.id == part.id
    row = (await session.execute(sa.select(parts.c.row).where(where))).scalar_one()
    change = sa.update(parts).where(where)
    await session.send(change.values(**_columns(session, row, part)))


async def of(session: Session, ids: Sequence[int]) -> dict[int, list[Part]]:
    """The parts of each broadcast, in the order in which they came."""
    found = sa.select(parts).where(parts.c.broadcast_id.in_(ids)).order_by(parts.c.id)
    known: dict[int, list[Part]] = {}
    for row in (await session.execute(found)).all():
        known.setdefault(row.broadcast_id, []).append(_part(session, row))
    return known


async def of_message(session: Session, address: int, message: str) -> tuple[int, Part] | None:
    if not message:
        return None
    mine = sa.and_(parts.c.address_id == address, parts.c.message == message)
    found = sa.select(parts).where(mine).order_by(parts.c.id.desc()).limit(1)
    row = (await session.execute(found)).one_or_none()
    return (row.broadcast_id, _part(session, row)) if row else None


async def wanted(session: Session, limit: int) -> list[Part]:
    found = (
        sa.select(parts)
        .join(broadcasts, broadcasts.c.id == parts.c.broadcast_id)
        .where(parts.c.state == File.WANTED)
        .order_by(parts.c.id)
        .limit(limit)
    )
    return [_part(session, row) for row in (await session.execute(found)).all()]


def _columns(session: Session, row: bytes, part: Part) -> dict[str, Any]:
    body = [part.html.markup, part.account, part.source, part.name]
    return {
        "language": part.language,
        "kind": part.kind,
        "body": session.vault.seal("broadcast_parts.body", row, json.dumps(body).encode()),
        "state": part.state,
        "kept": part.kept,
    }


def _part(session: Session, row: sa.Row[Any]) -> Part:
    markup, account, source, name = json.loads(
        session.vault.open("broadcast_parts.body", row.row, row.body)
    )
    return Part(
        id=row.id,
        message=row.message,
        kind=row.kind,
        html=stored_html(markup),
        language=row.language,
        account=account,
        source=source,
        name=name,
        state=File(row.state),
        kept=row.kept,
    )
