"""Files of cases: what must be fetched, and the cleaned bytes, sealed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.incoming import Media
from bot.reports.files import MOST_BYTES, MOST_FILES, FileState, Kept
from storage.report_rows import cases, files
from storage.sealing import new_id
from storage.session import Session


async def attach(
    session: Session, case: int, media: Media, account: str, now: datetime
) -> int | None:
    counted = sa.select(sa.func.count()).where(files.c.case_id == case)
    if (await session.execute(counted)).scalar_one() >= MOST_FILES:
        return None
    row = new_id()
    values = {
        "case_id": case,
        "kind": media.kind,
        "state": FileState.TOO_BIG if media.size > MOST_BYTES else FileState.WAITING,
        "account": account,
        "row": row,
        "source": session.vault.seal("case_files.source", row, media.file.encode()),
        "album": media.album[:64],
        "received_at": now,
        "tries": 0,
        "next_at": now,
        "media_type": "",
    }
    insert = sa.insert(files).values(**values).returning(files.c.id)
    file: int = (await session.execute(insert)).scalar_one()
    return file


async def of(session: Session, case: int) -> Sequence[Kept]:
    found = sa.select(files).where(files.c.case_id == case).order_by(files.c.id)
    return [_kept(session, row) for row in (await session.execute(found)).all()]


async def to_fetch(session: Session, now: datetime, limit: int) -> Sequence[Kept]:
    waiting = (
        sa.select(files)
        .join(cases, cases.c.id == files.c.case_id)
        .where(files.c.state == FileState.WAITING, files.c.next_at <= now)
        .order_by(cases.c.rank.desc(), files.c.id)
        .limit(limit)
    )
    return [_kept(session, row) for row in (await session.execute(waiting)).all()]


async def keep(session: Session, file: int, media_type: str, data: bytes) -> None:
    row = (await session.execute(sa.select(files.c.row).where(files.c.id == file))).scalar_one()
    sealed = session.vault.seal("case_files.data", row, data)
    values = {"state": FileState.KEPT, "media_type": media_type, "data": sealed, "source": None}
    await session.send(sa.update(files).where(files.c.id == file).values(**values))


async def set_aside(
    session: Session, file: int, state: FileState, tries: int, next_at: datetime
) -> None:
    change = sa.update(files).where(files.c.id == file)
    await session.send(change.values(state=state, tries=tries, next_at=next_at))


async def data(session: Session, file: int) -> tuple[str, bytes] | None:
    found = sa.select(files).where(files.c.id == file, files.c.data.is_not(None))
    row = (await session.execute(found)).one_or_none()
    if row is None:
        return None
    return row.media_type, session.vault.open("case_files.data", row.row, row.data)


def _kept(session: Session, row: sa.Row[Any]) -> Kept:
    source = row.source and session.vault.open("case_files.source", row.row, row.source).decode()
    return Kept(
        id=row.id,
        case=row.case_id,
        kind=row.kind,
        state=FileState(row.state),
        account=row.account,
        source=source or "",
        album=row.album,
        received_at=row.received_at,
        media_type=row.media_type,
        tries=row.tries,
        for_reporter=row.for_reporter,
    )
