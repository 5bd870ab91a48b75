"""What reports keep about somebody: numbers stay, people go."""

from __future__ import annotations

import json
from datetime import datetime

import sqlalchemy as sa

from bot.reports.told import from_plain, to_plain
from storage.floods import tellings
from storage.holding import Holding, Rows, Who, rows
from storage.report_rows import cases, events, files, letters, reveals, shares, tries
from storage.rows import Id
from storage.session import Session


async def about(session: Session, who: Who) -> Rows:
    """Their own reports with the history they may read, and what they did in those of others."""
    found = sa.select(cases).where(cases.c.reporter_id == who.person).order_by(cases.c.id)
    own = [await _own(session, row) for row in (await session.execute(found)).all()]
    done = sa.select(events.c.at, events.c.what, cases.c.code).join(
        cases, cases.c.id == events.c.case_id
    )
    others = sa.or_(cases.c.reporter_id != who.person, cases.c.reporter_id.is_(None))
    acted = await session.execute(done.where(events.c.actor_id == who.person, others))
    guesses = sa.select(tries.c.wrong, tries.c.last_at).where(tries.c.address_id.in_(who.ids))
    wrong = await rows(session, guesses)
    asked = sa.select(reveals.c.asked_at, reveals.c.decided_at, reveals.c.allowed)
    opened = await rows(session, asked.where(reveals.c.asker_id == who.person))
    got = sa.select(cases.c.code.label("sent")).join(shares, shares.c.case_id == cases.c.id)
    sent = await rows(session, got.where(shares.c.person_id == who.person))
    told = sa.select(cases.c.code, tellings.c.due, tellings.c.said_at).join(
        cases, cases.c.id == tellings.c.case_id
    )
    heard = await rows(session, told.where(tellings.c.person_id == who.person))
    did = ({"did": row.what, "in": row.code, "at": row.at} for row in acted)
    return [*own, *wrong, *opened, *sent, *did, *heard]


async def _own(session: Session, row: sa.Row[tuple[object, ...]]) -> dict[str, object]:
    vault = session.vault
    told = json.loads(vault.open("cases.told", row.row, row.told))
    identity = None
    if row.identity is not None:
        identity = json.loads(vault.open("cases.identity", row.row, row.identity))
    kept = sa.select(files.c.kind, files.c.state, files.c.received_at)
    sent = (await session.execute(kept.where(files.c.case_id == row.id))).all()
    plain = {name: getattr(row, name) for name in ("code", "kind", "severity", "state", "area")}
    shares = {"known": row.known, "callback": row.callback, "identity": identity}
    return plain | shares | {"opened_at": row.opened_at, "told": told, "files": len(sent)}


async def erase(session: Session, who: Who, _now: datetime) -> None:
    """The commune keeps that it happened, where, when and how grave; nothing leads to a person."""
    mine = sa.select(cases.c.id, cases.c.row, cases.c.told)
    found = (await session.execute(mine.where(cases.c.reporter_id == who.person))).all()
    for case in found:
        told = from_plain(json.loads(session.vault.open("cases.told", case.row, case.told)))
        plain = json.dumps(to_plain(told.faceless()), ensure_ascii=False).encode()
        blank = {
            "told": session.vault.seal("cases.told", case.row, plain),
            "identity": None,
            "reporter_id": None,
            "known": False,
            "callback": False,
            "asked_at": None,
        }
        await session.send(sa.update(cases).where(cases.c.id == case.id).values(**blank))
        await session.send(sa.delete(files).where(files.c.case_id == case.id))
        said = sa.select(events).where(events.c.case_id == case.id)
        for event in (await session.execute(said.where(events.c.actor_id == who.person))).all():
            silent = session.vault.seal("case_events.words", event.row, b"")
            change = sa.update(events).where(events.c.id == event.id)
            await session.send(change.values(words=silent))
    await _erase_office(session, who)


async def _erase_office(session: Session, who: Who) -> None:
    """What somebody did in the cases of others stays, in nobody's name."""
    acted = sa.update(events).where(events.c.actor_id == who.person)
    await session.send(acted.values(actor_id=None))
    await session.send(sa.delete(tries).where(tries.c.address_id.in_(who.ids)))
    await session.send(sa.delete(tellings).where(tellings.c.person_id == who.person))
    await session.send(sa.delete(shares).where(shares.c.person_id == who.person))
    await session.send(sa.delete(reveals).where(reveals.c.asker_id == who.person))
    decided = sa.update(reveals).where(reveals.c.decider_id == who.person)
    await session.send(decided.values(decider_id=None))
    taken = sa.update(cases).where(cases.c.taken_by == who.person)
    free = taken.where(cases.c.state == "taken")  # whoever took it after asking to be erased
    await session.send(free.values(taken_by=None, taken_at=None, state="seen"))
    await session.send(taken.values(taken_by=None))


async def follow(session: Session, before: int, person: int) -> None:
    """Somebody's cases, and what they did in those of others, go with them to their other phone."""
    for column in (
        *(cases.c.reporter_id, cases.c.taken_by, events.c.actor_id, tellings.c.person_id),
        *(reveals.c.asker_id, reveals.c.decider_id),
    ):
        theirs = sa.update(column.table).where(column == before)
        await session.send(theirs.values({column: person}))
    sent = sa.select(sa.literal(person, Id), shares.c.case_id).where(shares.c.person_id == before)
    copied = session.insert(shares).from_select(["person_id", "case_id"], sent)
    await session.send(copied.on_conflict_do_nothing())
    await session.send(sa.delete(shares).where(shares.c.person_id == before))


_TABLES = (cases, events, files, letters, reveals, shares, tellings, tries)
HOLDING = Holding("reports", _TABLES, about, erase)
