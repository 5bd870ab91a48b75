"""One's own data: what everybody may ask for, by when the law wants it done, and doing it at once.

Law 91/2025/QH15, article 4, and Decree 356/2025/NĐ-CP, article 5: seeing and correcting within 10
days, withdrawing within 15, erasing within 20. Here a person does it alone, within minutes; each
request is written down all the same, so that it can be proven.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from bot import grants
from bot.house import House
from bot.people import Actor, Role
from bot.ports import Unit
from bot.releasing import Leaving, release


class Kind(StrEnum):
    VIEW = "view"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    ERASE = "erase"


DAYS = {Kind.VIEW: 10, Kind.CORRECT: 10, Kind.WITHDRAW: 15, Kind.ERASE: 20}
ACKNOWLEDGE_WORKING_DAYS = 2
"""An answer in the same minute keeps this; a request that comes on paper has to be answered by."""

PATIENCE = timedelta(seconds=60)
"""An erasure waits so long for the answers under way in the person's chats, then no more."""

Held = Mapping[str, Sequence[Mapping[str, Any]]]
"""Everything kept about somebody: rows of plain values by noun."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request, in nobody's name. `done_at` None: still open."""

    id: int
    kind: Kind
    received_at: datetime
    due_at: datetime
    done_at: datetime | None


class Erasing(StrEnum):
    """What becomes of the wish to be erased. LAST_ADMIN: somebody else must be one first."""

    BEGUN = "begun"
    HELD = "held"
    LAST_ADMIN = "last_admin"


def due(kind: Kind, received_at: datetime) -> datetime:
    return received_at + timedelta(days=DAYS[kind])


async def note(unit: Unit, actor: Actor, kind: Kind, *, now: datetime) -> None:
    """Prove that a request was met at the moment it was made."""
    await unit.data.request(actor.person, kind, now=now, done=True)


async def show(unit: Unit, actor: Actor, *, now: datetime) -> Held:
    await note(unit, actor, Kind.VIEW, now=now)
    return await unit.data.about(actor.person)


async def export(unit: Unit, actor: Actor, *, now: datetime) -> str:
    """Everything kept about somebody as one document; returns its file id."""
    held = await show(unit, actor, now=now)
    text = json.dumps({"made_at": now, **held}, ensure_ascii=False, indent=1, default=str)
    data = text.encode("utf-8", "replace")
    return await unit.files.put("application/json", data, now=now, owner=actor.address)


async def erase(unit: Unit, actor: Actor, house: House, *, now: datetime) -> Erasing:
    """Write the wish down; a heartbeat carries it out when the answer has been shown. Cases of
    others that they hold go on with somebody else at once.
    """
    if await last_admin(unit, actor.person, now=now, leaving=await unit.data.leaving()):
        return Erasing.LAST_ADMIN
    await unit.data.request(actor.person, Kind.ERASE, now=now, done=False)
    await release(unit, Leaving(actor.person, actor.person, gone=True), house, now=now)
    return Erasing.HELD if await unit.data.held(actor.person) else Erasing.BEGUN


async def last_admin(
    unit: Unit, person: int, *, now: datetime, leaving: Collection[int] = ()
) -> bool:
    """Whether the house would be without an admin when this person is gone."""
    admins = await unit.grants.holders(role=Role.ADMIN)
    return grants.last_admin(person, admins, now=now, leaving=leaving)


class DataRepository(Protocol):
    async def about(self, person: int) -> Held: ...

    async def request(self, person: int, kind: Kind, *, now: datetime, done: bool) -> None:
        """Write a request down; one of its kind that is open already stays the only one."""
        ...

    async def to_erase(self, *, now: datetime) -> Sequence[int]:
        """Whom to erase now: asked for, not held, and no answer under way (or PATIENCE over)."""
        ...

    async def leaving(self) -> frozenset[int]:
        """Everybody who has asked to be erased and still is here."""
        ...

    async def unlink(self, address: int, *, now: datetime) -> None:
        """Take one address away from its person; it and what hangs on it is erased as if it were
        somebody who asked for it.
        """
        ...

    async def erase(self, person: int, *, now: datetime) -> Sequence[bytes]:
        """Erase somebody everywhere; returns their chats, as the inbox names them."""
        ...

    async def erased(self, *, now: datetime) -> None:
        """The erasures are complete, the database's own log included."""
        ...

    async def unrested(self) -> bool:
        """Whether somebody was erased since the database last wrote its tables anew."""
        ...

    async def rested(self, *, now: datetime) -> None: ...

    async def link(self, address: int, person: int, *, now: datetime) -> None:
        """Give an address to somebody else; who has no other left is erased, and that is written
        down as if they had asked for it.
        """
        ...

    async def requests(self, *, limit: int) -> Sequence[Request]: ...

    async def overdue(self, *, now: datetime) -> int: ...

    async def held(self, person: int) -> bool: ...

    async def hold(self, target: str, reason: str, *, now: datetime) -> None: ...

    async def lift(self, target: str, *, now: datetime) -> bool:
        """False when nothing was held."""
        ...
