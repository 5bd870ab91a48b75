"""Who is in an audience: the query, with consent and the sender's own area in it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot import windows
from bot.audiences import ROLES, Audience, Count, Reach, Saved, from_json, to_json
from bot.consents import Purpose
from bot.ledger import Lane, State
from storage.broadcast_rows import broadcasts, posted
from storage.consents import consents
from storage.grants import grants
from storage.groups import groups, members
from storage.holding import Holding, Rows, Who
from storage.ledger.tables import CODES, STARTED, deliveries, messages
from storage.people import addresses, people
from storage.rows import Id, Moment, UtcDateTime, metadata
from storage.sealing import new_id
from storage.session import Session

saved_audiences = sa.Table(
    "saved_audiences",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("row", sa.LargeBinary(16), nullable=False),
    sa.Column("name", sa.LargeBinary, nullable=False),
    sa.Column("audience", sa.Text, nullable=False),
    sa.Column("saved_at", UtcDateTime, nullable=False),
)

_COUNTED = [STARTED, *(CODES[s] for s in (State.QUEUED, State.HELD, State.SENT, State.UNKNOWN))]
_LONGEST_HELD = timedelta(days=14)
"""Whatever was posted before this is no longer waiting: it has expired."""

Where = sa.ColumnElement[bool]


class Chooser:
    """The audience of one author as a query over people, at one moment. An urgent message goes
    past the week's limit and to those who are spared.
    """

    def __init__(
        self, author: int, audience: Audience, reach: Reach, now: datetime, *, urgent: bool
    ) -> None:
        self._author = author
        self._audience = audience
        self._reach = reach
        self._now = now
        self._urgent = urgent

    def chosen(self, one_in: int, *, but: Sequence[int]) -> sa.Select[Any]:
        """`person_id`, and unless urgent until when the week's limit holds them: every `one_in`-th
        person, without those who have one of the messages `but`.
        """
        where = sa.and_(self._meant(), sa.not_(self._spared()))
        if one_in > 1:
            where = sa.and_(where, people.c.id % one_in == 0)
        if but:
            has = (deliveries.c.person_id == people.c.id, deliveries.c.message_id.in_(but))
            where = sa.and_(where, ~sa.exists().where(*has))
        if self._urgent:
            return sa.select(people.c.id.label("person_id")).where(where)
        until = _until(self._now)
        hold = sa.case((until.is_not(None), "cap"), else_=None)
        return sa.select(
            people.c.id.label("person_id"), until.label("not_before"), hold.label("hold")
        ).where(where)

    async def count(self, session: Session) -> Count:
        newest = sa.select(sa.func.max(addresses.c.id)).where(
            addresses.c.person_id == people.c.id, addresses.c.reachable
        )
        spoken = sa.select(addresses.c.language).where(
            addresses.c.id == newest.correlate(people).scalar_subquery()
        )
        found = sa.select(
            spoken.correlate(people).scalar_subquery().label("language"),
            sa.case((_until(self._now).is_not(None), 1), else_=0).label("capped"),
            sa.case((self._spared(), 1), else_=0).label("spared"),
        ).where(self._meant())
        each = found.subquery()
        summed = sa.select(
            each.c.language,
            each.c.spared,
            sa.func.count().label("persons"),
            sa.func.sum(each.c.capped).label("capped"),
        )
        rows = (await session.execute(summed.group_by(each.c.language, each.c.spared))).all()
        reached = [row for row in rows if not row.spared]
        by_language = {row.language: int(row.persons) for row in reached}
        capped = sum(int(row.capped) for row in reached)
        spared = sum(int(row.persons) for row in rows if row.spared)
        return Count(sum(by_language.values()), capped, by_language, spared)

    def _spared(self) -> Where:
        """Left in peace after a death or a grave report; a correction reaches them none the less,
        for they have read what was wrong.
        """
        if self._urgent or self._audience.copies:
            return sa.false()
        return sa.func.coalesce(people.c.held_until > self._now, sa.false())

    def _meant(self) -> Where:
        audience, reach = self._audience, self._reach
        wanted = [
            self._works_there(),
            self._is_member(audience.groups),
            self._holds(audience.roles),
        ]
        if audience.copies:
            wanted.append(sa.and_(_got(audience.copies), sa.not_(self._has_stopped())))
        terms = [
            people.c.erased_at.is_(None),
            sa.or_(*wanted),
            _reachable(audience.languages),
            sa.not_(self._is_member(audience.no_groups)),
            sa.not_(self._holds(audience.no_roles)),
        ]
        if audience.sectors:
            terms.append(_does(audience.sectors))
        if audience.no_sectors:
            terms.append(sa.not_(_does(audience.no_sectors)))
        if reach.no_areas:
            terms.append(people.c.commune.not_in(reach.no_areas))
        return sa.and_(*terms)

    def _has_stopped(self) -> Where:
        """Since the copied broadcast began they ended all that they agreed to: no correction passes
        that. What was wrong is deleted in their chat, which is no message.
        """
        began = sa.select(broadcasts.c.started_at).where(broadcasts.c.id == self._audience.copies)
        theirs = consents.c.person_id == people.c.id
        ended = consents.c.withdrawn_at >= began.scalar_subquery()
        agreed = sa.and_(consents.c.purpose != Purpose.TIPS, consents.c.withdrawn_at.is_(None))
        left = sa.and_(sa.exists().where(theirs, ended), ~sa.exists().where(theirs, agreed))
        return sa.and_(left, sa.not_(self._holds(ROLES)))

    def _works_there(self) -> Where:
        if not self._audience.areas:
            return sa.false()
        there = people.c.commune != ""
        if self._reach.areas is not None:
            there = people.c.commune.in_(self._reach.areas)
        return sa.and_(there, _agrees(sa.literal(Purpose.CAMPAIGN.value)))

    def _is_member(self, chosen: Sequence[int]) -> Where:
        """In one of these groups that are open, the author's own, and where they may send."""
        if not chosen:
            return sa.false()
        own = [
            groups.c.id.in_(chosen),
            groups.c.owner_id == self._author,
            groups.c.closed_at.is_(None),
            members.c.person_id == people.c.id,
            _agrees(sa.literal("group:") + sa.cast(groups.c.id, sa.String)),
        ]
        if self._reach.scope is not None:
            own.append(groups.c.area.in_(self._reach.scope))
        return sa.exists().where(members.c.group_id == groups.c.id, *own).correlate(people)

    def _holds(self, roles: Sequence[str]) -> Where:
        """On duty in one of these roles where the author may send: a message is part of that."""
        if not roles:
            return sa.false()
        held = [
            grants.c.person_id == people.c.id,
            grants.c.role.in_(roles),
            grants.c.revoked_at.is_(None),
            grants.c.effective_at <= self._now,
        ]
        if self._reach.scope is not None:
            held.append(grants.c.area.in_(self._reach.scope))
        return sa.exists().where(*held).correlate(people)


def _agrees(purpose: sa.ColumnElement[str]) -> Where:
    return sa.exists().where(
        consents.c.person_id == people.c.id,
        consents.c.purpose == purpose,
        consents.c.withdrawn_at.is_(None),
    )


def _does(sectors: Sequence[str]) -> Where:
    spaced = sa.literal(" ") + people.c.sectors + " "
    return sa.or_(*(spaced.contains(f" {sector} ", autoescape=True) for sector in sectors))


def _reachable(languages: Sequence[str]) -> Where:
    terms = [addresses.c.person_id == people.c.id, addresses.c.reachable]
    if languages:
        terms.append(addresses.c.language.in_(languages))
    return sa.exists().where(*terms)


def _got(broadcast: int) -> Where:
    """Whoever got that broadcast, or perhaps did."""
    sent = sa.select(posted.c.message_id).where(posted.c.broadcast_id == broadcast)
    arrived = [CODES[State.SENT], CODES[State.UNKNOWN]]
    return sa.exists().where(
        deliveries.c.person_id == people.c.id,
        deliveries.c.message_id.in_(sent),
        deliveries.c.state.in_(arrived),
    )


def _until(now: datetime) -> sa.ColumnElement[Any]:
    """When the first week begins in which the person may get one more, NULL: now already."""
    this, after = windows.week(now)
    following = windows.next_open(after)
    last = windows.week(following)[1]
    untimed = sa.and_(deliveries.c.not_before.is_(None), deliveries.c.settled_at.is_(None))
    return sa.case(
        (_had(this, after, this, or_=untimed) < windows.weekly(now), sa.null()),
        (
            _had(after, last, this, or_=sa.false()) < windows.weekly(following),
            sa.literal(following, Moment),
        ),
        else_=sa.literal(windows.next_open(last), Moment),
    )


def _had(first: datetime, last: datetime, this: datetime, *, or_: Where) -> sa.ScalarSelect[int]:
    """How many ordinary messages somebody has had, or has waiting, in that week; `or_` says what
    waits without a time of its own.
    """
    recent = sa.select(messages.c.id).where(
        messages.c.lane.in_([int(Lane.BROADCAST), int(Lane.CAMPAIGN)]),
        messages.c.recalls_id.is_(None),
        messages.c.posted_at >= this - _LONGEST_HELD,
    )
    at = sa.func.coalesce(deliveries.c.not_before, deliveries.c.settled_at)
    begin, end = sa.literal(first, Moment), sa.literal(last, Moment)
    counted = sa.select(sa.func.count()).where(
        deliveries.c.person_id == people.c.id,
        deliveries.c.message_id.in_(recent),
        deliveries.c.state.in_(_COUNTED),
        sa.or_(sa.and_(at >= begin, at < end), or_),
    )
    return counted.correlate(people).scalar_subquery()


class Audiences:
    """Satisfies bot.audiences.AudiencesRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def saved(self, person: int) -> list[Saved]:
        mine = saved_audiences.c.person_id == person
        found = sa.select(saved_audiences).where(mine).order_by(saved_audiences.c.id)
        open_ = self._session.vault.open
        return [
            Saved(
                row.id,
                open_("saved_audiences.name", row.row, row.name).decode(),
                from_json(json.loads(row.audience)),
            )
            for row in (await self._session.execute(found)).all()
        ]

    async def save(self, person: int, name: str, audience: Audience, *, now: datetime) -> None:
        row = new_id()
        values = {
            "person_id": person,
            "row": row,
            "name": self._session.vault.seal("saved_audiences.name", row, name.encode()),
            "audience": json.dumps(to_json(audience)),
            "saved_at": now,
        }
        await self._session.send(sa.insert(saved_audiences).values(**values))

    async def forget(self, person: int, saved: int) -> bool:
        mine = sa.and_(saved_audiences.c.id == saved, saved_audiences.c.person_id == person)
        return (await self._session.execute(sa.delete(saved_audiences).where(mine))).rowcount == 1


async def _about(session: Session, who: Who) -> Rows:
    return [
        {"name": saved.name, "audience": to_json(saved.audience)}
        for saved in await Audiences(session).saved(who.person)
    ]


async def _erase(session: Session, who: Who, _now: datetime) -> None:
    mine = saved_audiences.c.person_id == who.person
    await session.send(sa.delete(saved_audiences).where(mine))


HOLDING = Holding("saved_audiences", (saved_audiences,), _about, _erase)
