"""Rotating the secret: everything sealed with the old one is sealed with the new one instead, and
every keyed hash is made anew, in one transaction.

A contract test compares these tables with all binary columns there are.
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from storage.accounts import SEAL_ROW, facts
from storage.files import files
from storage.groups import groups
from storage.inbox import inbox
from storage.invitations import invitations
from storage.moving import codes
from storage.people import addresses
from storage.rows import metadata
from storage.sealing import Vault
from storage.session import Session
from storage.transcripts import entries, heads

_CHUNK = 500

SEALED: dict[str, str] = {
    "addresses.ref": "addresses.ref",
    "addresses.shown": "addresses.shown",
    "audit.detail": "audit.detail",
    "broadcast_parts.body": "broadcast_parts.body",
    "broadcasts.extras": "broadcasts.extras",
    "broadcasts.note": "broadcasts.note",
    "case_events.words": "case_events.words",
    "case_files.data": "case_files.data",
    "case_files.source": "case_files.source",
    "case_reveals.reason": "case_reveals.reason",
    "cases.findings": "cases.findings",
    "cases.identity": "cases.identity",
    "cases.told": "cases.told",
    "drafts.body": "drafts.body",
    "errands.body": "errands.body",
    "facts.value": "facts.seal",
    "file_names.name": "file_names.name",
    "files.data": "files.data",
    "groups.name": "groups.name",
    "groups.token": "groups.token",
    "holds.reason": "holds.reason",
    "inbox.payload": "inbox.payload",
    "inbox.screen": "inbox.screen",
    "invitations.person": "invitations.person",
    "message_contents.screen": "messages.screen",
    "numbers.digits": "numbers.digits",
    "parked_drafts.body": "drafts.body",
    "questions.text": "questions.text",
    "ratings.note": "ratings.note",
    "saved_audiences.name": "saved_audiences.name",
    "transcript_entries.body": "transcript.body",
}
"""Each sealed column, and the name it is sealed under."""

HASHED = {
    "addresses.name",
    "files.owner",
    "groups.link",
    "inbox.chat",
    "invitations.phone",
    "move_codes.digest",
    "transcript_entries.name",
    "transcript_heads.name",
}
"""Keyed hashes that find a row by what it is about."""

PLAIN = {
    "file_names.file": "a random name",
    "files.id": "a random name",
    "invitations.token_hash": "a hash without a key, of 128 random bits",
    "cases.key": "only tells a repeated press from a new report, for minutes",
}


async def rotate(session: Session, old: Vault) -> int:
    """Reseal everything; `session` has the new vault. Returns how many values were resealed.

    Raises storage.sealing.WrongKey, and nothing has changed, when `old` did not seal them.
    """
    await _names(session, old)
    return sum([await _column(session, old, column) for column in SEALED])


async def _column(session: Session, old: Vault, column: str) -> int:
    table, name = metadata.tables[column.split(".", maxsplit=1)[0]], column.split(".")[1]
    keys = list(table.primary_key.columns)
    found = sa.select(*keys).where(table.c[name].is_not(None))
    known = [tuple(row) for row in (await session.execute(found)).all()]
    for first in range(0, len(known), _CHUNK):
        some = sa.tuple_(*keys).in_(known[first : first + _CHUNK])
        for row in (await session.execute(sa.select(table).where(some))).all():
            value = getattr(row, name)
            if not value:
                continue
            bound = _row_id(table, row)
            plain = old.open(SEALED[column], bound, value)
            new = session.vault.seal(SEALED[column], bound, plain)
            mine = sa.and_(*(key == getattr(row, key.name) for key in keys))
            await session.send(sa.update(table).where(mine).values({name: new}))
    return len(known)


def _row_id(table: sa.Table, row: sa.Row[Any]) -> bytes:
    if table is facts:
        return SEAL_ROW
    bound: bytes = row.id if table is files else row.row
    return bound


async def _names(session: Session, old: Vault) -> None:
    """Before the values: refs and tokens still open with the old secret."""
    for row in (await session.execute(sa.select(addresses))).all():
        ref = old.open("addresses.ref", row.row, row.ref).decode()
        for purpose, column in (
            ("address", addresses.c.name),
            ("chat", inbox.c.chat),
            ("file", files.c.owner),
            ("transcript", entries.c.name),
            ("transcript", heads.c.name),
        ):
            before, after = (v.name(purpose, row.account, ref) for v in (old, session.vault))
            change = sa.update(column.table).where(column == before)
            await session.send(change.values({column.name: after}))
    for row in (await session.execute(sa.select(groups))).all():
        link = session.vault.name("group", old.open("groups.token", row.row, row.token).decode())
        await session.send(sa.update(groups).where(groups.c.id == row.id).values(link=link))
    await session.send(sa.delete(codes))  # ten minutes old at most: make another
    await _phones(session, old)


async def _phones(session: Session, old: Vault) -> None:
    """A number is known only where its person has answered; other open links of lists end."""
    for row in (await session.execute(sa.select(invitations))).all():
        if row.phone is None:
            continue
        values: dict[str, object] = {"phone": None, "expires_at": row.created_at}
        if row.person is not None:
            phone = json.loads(old.open("invitations.person", row.row, row.person))[1]
            values = {"phone": session.vault.name("invited", phone)}
        mine = invitations.c.id == row.id
        await session.send(sa.update(invitations).where(mine).values(**values))
