"""People, and their addresses on channel accounts (sealed; found by keyed hash)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.incoming import Address, Incoming
from bot.people import Actor, language_for
from storage.holding import Holding, Rows, Who, rows
from storage.rows import Id, UtcDateTime, metadata
from storage.sealing import new_id
from storage.session import Session

_OWN_MENU = sa.text("menu <> ''")

people = sa.Table(
    "people",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("commune", sa.String(8), nullable=False, server_default="", index=True),
    sa.Column("sectors", sa.String(256), nullable=False, server_default=""),
    sa.Column("asked_at", UtcDateTime),
    sa.Column("held_until", UtcDateTime),  # no campaign before: a death or a serious injury
    sa.Column("erased_at", UtcDateTime),
)

addresses = sa.Table(
    "addresses",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("account", sa.String(64), nullable=False),
    sa.Column("name", sa.LargeBinary(16), nullable=False),
    sa.Column("row", sa.LargeBinary(16), nullable=False),
    sa.Column("ref", sa.LargeBinary, nullable=False),
    sa.Column("language", sa.String(8), nullable=False),
    sa.Column("reachable", sa.Boolean, nullable=False),
    sa.Column("shown", sa.LargeBinary),
    sa.Column("album", sa.String(64), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("menu", sa.String(32), nullable=False, server_default=""),  # see storage/menus.py
    sa.Column("menu_after", UtcDateTime),
    sa.UniqueConstraint("account", "name"),
    sa.Index("ix_addresses_menu", "id", sqlite_where=_OWN_MENU, postgresql_where=_OWN_MENU),
)

_SHOWN = (
    sa.update(addresses)
    .where(addresses.c.id == sa.bindparam("address"))
    .values(shown=sa.bindparam("choices"))
)
_LANGUAGES = (
    sa.select(addresses.c.person_id, addresses.c.language)
    .where(addresses.c.person_id.in_(sa.bindparam("persons", expanding=True)))
    .order_by(addresses.c.id)
)


class People:
    """Satisfies bot.people.PeopleRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rows: dict[int, bytes] = {}

    async def meet(self, arrivals: Sequence[Incoming], *, now: datetime) -> dict[Address, Actor]:
        first = {self._name(arrival.address): arrival for arrival in reversed(arrivals)}
        found = (
            sa.select(addresses, people.c.commune, people.c.sectors, people.c.asked_at)
            .join(people, people.c.id == addresses.c.person_id)
            .where(addresses.c.name.in_(list(first)))
        )
        actors = {
            row.name: self._actor(first[row.name].address, row)
            for row in (await self._session.execute(found)).all()
        }
        for name, arrival in first.items():
            if name not in actors:
                actors[name] = await self._welcome(name, arrival, now)
        return {actor.address: actor for actor in actors.values()}

    async def _welcome(self, name: bytes, arrival: Incoming, now: datetime) -> Actor:
        made = sa.insert(people).values(created_at=now).returning(people.c.id)
        person = (await self._session.execute(made)).scalar_one()
        row = new_id()
        values = {
            "person_id": person,
            "account": arrival.address.account,
            "name": name,
            "row": row,
            "ref": self._session.vault.seal("addresses.ref", row, arrival.address.ref.encode()),
            "language": language_for(arrival.language),
            "reachable": True,
            "album": "",
            "created_at": now,
        }
        stored = sa.insert(addresses).values(**values).returning(addresses.c.id)
        address: int = (await self._session.execute(stored)).scalar_one()
        self._rows[address] = row
        return Actor(address, person, arrival.address, language_for(arrival.language))

    def _actor(self, address: Address, row: sa.Row[Any]) -> Actor:
        self._rows[row.id] = row.row
        shown: list[list[str]] = []
        if row.shown is not None:
            shown = json.loads(self._session.vault.open("addresses.shown", row.row, row.shown))
        return Actor(
            id=row.id,
            person=row.person_id,
            address=address,
            language=row.language,
            reachable=row.reachable,
            album=row.album,
            commune=row.commune,
            sectors=tuple(row.sectors.split()),
            asked_at=row.asked_at,
            shown=tuple((code, label) for code, label in shown),
        )

    def remember_shown(self, actor: Actor, choices: Sequence[tuple[str, str]]) -> None:
        """Keep the choices now on the person's screen, for answers typed instead of pressed."""
        if tuple(choices) == actor.shown:
            return
        value = json.dumps(choices, ensure_ascii=False).encode()
        sealed = self._session.vault.seal("addresses.shown", self._rows[actor.id], value)
        self._session.later(_SHOWN, {"address": actor.id, "choices": sealed})

    async def set_language(self, actor: Actor, language: str) -> None:
        await self._change(actor.address, language=language)

    async def set_reachable(self, address: Address, *, reachable: bool) -> None:
        await self._change(address, reachable=reachable)

    async def remember_album(self, actor: Actor, album: str) -> None:
        await self._change(actor.address, album=album[:64])

    async def join(self, person: int, *, commune: str, sectors: Sequence[str]) -> None:
        """Where and what somebody works; "" and () forget it."""
        change = sa.update(people).where(people.c.id == person)
        await self._session.send(change.values(commune=commune, sectors=" ".join(sectors)))

    async def asked(self, person: int, *, now: datetime) -> None:
        """Somebody was offered reminders, so as not to pester them."""
        await self._session.send(
            sa.update(people).where(people.c.id == person).values(asked_at=now)
        )

    async def language_of(self, address: Address) -> str:
        found = sa.select(addresses.c.language).where(addresses.c.name == self._name(address))
        return str((await self._session.execute(found)).scalar() or "")

    async def languages(self, persons: Sequence[int]) -> dict[int, str]:
        rows = (await self._session.execute(_LANGUAGES, {"persons": list(persons)})).all()
        return {row.person_id: row.language for row in rows}

    async def move(self, old: Address, new: Address) -> None:
        """The chat has a new ref (a group became a supergroup). When that has already spoken, its
        own address stays and the old one is given up.
        """
        known = sa.select(addresses.c.id).where(addresses.c.name == self._name(new))
        if (await self._session.execute(known)).first() is not None:
            await self.set_reachable(old, reachable=False)
            return
        found = sa.select(addresses.c.row).where(addresses.c.name == self._name(old))
        row = (await self._session.execute(found)).scalar()
        if row is not None:
            ref = self._session.vault.seal("addresses.ref", row, new.ref.encode())
            await self._change(old, name=self._name(new), ref=ref)

    async def _change(self, address: Address, **values: object) -> None:
        where = addresses.c.name == self._name(address)
        await self._session.send(sa.update(addresses).where(where).values(**values))

    def _name(self, address: Address) -> bytes:
        return self._session.vault.name("address", address.account, address.ref)


async def _addresses(session: Session, who: Who) -> Rows:
    found = sa.select(addresses).where(addresses.c.id.in_(who.ids)).order_by(addresses.c.id)
    opened = []
    for row in (await session.execute(found)).all():
        shown = row.shown and session.vault.open("addresses.shown", row.row, row.shown).decode()
        kept = {name: getattr(row, name) for name in ("account", "language", "reachable", "album")}
        ref = {"ref": who.addresses[row.id].ref, "created_at": row.created_at}
        opened.append(kept | ref | {"shown": json.loads(shown) if shown else []})
    return opened


async def _erase_addresses(session: Session, who: Who, _now: datetime) -> None:
    await session.send(sa.delete(addresses).where(addresses.c.id.in_(who.ids)))


async def _person(session: Session, who: Who) -> Rows:
    kept = people.c.created_at, people.c.commune, people.c.sectors, people.c.held_until
    return await rows(session, sa.select(*kept).where(people.c.id == who.person))


async def _erase_person(session: Session, who: Who, now: datetime) -> None:
    """The bare number stays: SQLite would give it to the next person, and the audit log with it."""
    blank = {"created_at": now, "erased_at": now, "commune": "", "sectors": "", "held_until": None}
    await session.send(sa.update(people).where(people.c.id == who.person).values(**blank))


ADDRESSES = Holding("addresses", (addresses,), _addresses, _erase_addresses)
HOLDING = Holding("people", (people,), _person, _erase_person)
