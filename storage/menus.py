"""Command menus: which was last shown at each address, compared with the grants of this moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.incoming import Address
from bot.menus import Stale
from bot.people import Role
from storage.grants import grants
from storage.people import addresses
from storage.session import Session

_BITS = {role: 1 << number for number, role in enumerate(Role)}
_BIT = sa.case(*((grants.c.role == role, bit) for role, bit in _BITS.items()), else_=0)
_COLUMNS = tuple(addresses.c[name] for name in ("id", "account", "row", "ref", "language"))


class Menus:
    """Satisfies bot.menus.MenusRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def stale(
        self, account: str, edition: str, *, now: datetime, limit: int
    ) -> Sequence[Stale]:
        """`addresses.menu` is the language, the sum of the roles' bits and the edition; "" is the
        usual menu.
        """
        held = _held(now)
        bits = sa.cast(held.c.bits, sa.String)
        mark = addresses.c.language + bits + sa.literal(f":{edition}")
        ours = sa.and_(
            addresses.c.account == account,
            addresses.c.reachable,
            sa.or_(addresses.c.menu_after.is_(None), addresses.c.menu_after <= now),
        )
        more = (
            sa.select(*_COLUMNS, held.c.bits, mark.label("mark"))
            .join(held, held.c.person_id == addresses.c.person_id)
            .where(ours, addresses.c.menu != mark)
            .order_by(addresses.c.id)
            .limit(limit)
        )
        none_left = ~sa.exists().where(held.c.person_id == addresses.c.person_id)
        less = _without_role().where(ours, none_left).order_by(addresses.c.id).limit(limit)
        found = [
            row for query in (less, more) for row in (await self._session.execute(query)).all()
        ]
        return [self._stale(row) for row in found[:limit]]

    async def of(self, person: int, account: str) -> Sequence[Stale]:
        mine = sa.and_(addresses.c.person_id == person, addresses.c.account == account)
        rows = (await self._session.execute(_without_role().where(mine))).all()
        return [self._stale(row) for row in rows]

    async def shown(self, address: int, mark: str) -> None:
        await self._change(address, menu=mark, menu_after=None)

    async def put_off(self, address: int, *, until: datetime) -> None:
        await self._change(address, menu_after=until)

    async def _change(self, address: int, **values: object) -> None:
        change = sa.update(addresses).where(addresses.c.id == address)
        await self._session.send(change.values(**values))

    def _stale(self, row: sa.Row[Any]) -> Stale:
        ref = self._session.vault.open("addresses.ref", row.row, row.ref).decode()
        roles = frozenset(role for role, bit in _BITS.items() if int(row.bits) & bit)
        return Stale(row.id, Address(row.account, ref), row.language, roles, row.mark)


def _held(now: datetime) -> sa.Subquery:
    """Who holds roles at this moment, and which."""
    in_force = sa.and_(grants.c.revoked_at.is_(None), grants.c.effective_at <= now)
    bits = sa.func.sum(sa.distinct(_BIT)).label("bits")
    found = sa.select(grants.c.person_id, bits).where(in_force)
    return found.group_by(grants.c.person_id).subquery()


def _without_role() -> sa.Select[Any]:
    """Addresses with a menu of their own, which is to go."""
    gone = sa.literal(0).label("bits"), sa.literal("").label("mark")
    return sa.select(*_COLUMNS, *gone).where(addresses.c.menu != "")
