"""Moving to another phone: a code made on the old one and typed on the new links it to the person.

Eight characters, ten minutes, one use. After five wrong tries each further one has to wait longer;
the answer is the same all the same, so that guessing learns nothing.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.audit import Deed
from bot.ledger import Letter
from bot.people import Actor
from bot.ports import Unit
from bot.screen import Screen

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
VALID = timedelta(minutes=10)
FREE_TRIES = 5
LONGEST_PAUSE = timedelta(days=1)
_LOOKS_ALIKE = str.maketrans("OIL", "011")


class Ending(StrEnum):
    """What became of a typed code. DUTY: who holds a role is invited anew, never moved by code."""

    MOVED = "moved"
    WRONG = "wrong"
    DUTY = "duty"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Tries:
    """How often this address has typed a wrong code, and when it last did."""

    wrong: int = 0
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """One place where a person writes from: our account there, and since when."""

    id: int
    account: str
    since: datetime


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_code(typed: str) -> str | None:
    """The code in what somebody typed, None when it cannot be one."""
    plain = re.sub(r"[\s-]", "", typed).upper().translate(_LOOKS_ALIKE)
    return plain if re.fullmatch(f"[{ALPHABET}]{{{LENGTH}}}", plain) else None


def may_try(tries: Tries, now: datetime) -> bool:
    """Five at once, then after 1, 2, 4, … minutes, at most a day."""
    if tries.wrong < FREE_TRIES or tries.last_at is None:
        return True
    pause = timedelta(minutes=2 ** min(tries.wrong - FREE_TRIES, 11))
    return now - tries.last_at >= min(pause, LONGEST_PAUSE)


async def offer(unit: Unit, actor: Actor, *, now: datetime) -> str | None:
    """A new code in place of any before; None for who holds a role."""
    if actor.grants:
        return None
    code = new_code()
    await unit.moving.offer(actor.person, code, until=now + VALID)
    return code


async def redeem(unit: Unit, actor: Actor, typed: str, *, notice: Screen, now: datetime) -> Ending:
    """Link this address to whoever made the code; `notice` tells their other addresses."""
    if actor.grants:
        return Ending.DUTY
    if await unit.data.held(actor.person):
        return Ending.HELD
    person = await _owner(unit, actor, typed, now)
    if person is None:
        return Ending.WRONG
    await unit.moving.withdraw(person)
    await unit.ledger.post(Letter((person,), notice, expires_at=now + timedelta(days=7)), now=now)
    await unit.data.link(actor.id, person, now=now)
    await unit.audit.write(Deed(person, "person.link", f"addresses:{actor.id}"), now=now)
    return Ending.MOVED


async def others(unit: Unit, actor: Actor) -> list[Linked]:
    """Where else the actor writes from."""
    return [each for each in await unit.moving.linked(actor.person) if each.id != actor.id]


class Unlinking(StrEnum):
    """What became of the wish to cut off another phone or page."""

    DONE = "done"
    GONE = "gone"
    HELD = "held"


async def unlink(unit: Unit, actor: Actor, address: int, *, now: datetime) -> Unlinking:
    """Cut off another place of the actor's own; the one in their hand stays."""
    if address not in {each.id for each in await others(unit, actor)}:
        return Unlinking.GONE
    if await unit.data.held(actor.person):
        return Unlinking.HELD
    await unit.data.unlink(address, now=now)
    await unit.audit.write(Deed(actor.person, "person.unlink", f"addresses:{address}"), now=now)
    return Unlinking.DONE


async def _owner(unit: Unit, actor: Actor, typed: str, now: datetime) -> int | None:
    if not may_try(await unit.moving.tries(actor.id), now):
        return None
    code = read_code(typed)
    person = await unit.moving.whose(code, now=now) if code else None
    if person is None or person == actor.person:
        await unit.moving.count_wrong(actor.id, now=now)
        return None
    return person


class MovingRepository(Protocol):
    async def offer(self, person: int, code: str, *, until: datetime) -> None:
        """Keep its keyed hash; it replaces the person's code before."""
        ...

    async def whose(self, code: str, *, now: datetime) -> int | None: ...

    async def withdraw(self, person: int) -> None: ...

    async def linked(self, person: int) -> list[Linked]:
        """Every address of this person, the oldest first."""
        ...

    async def tries(self, address: int) -> Tries: ...

    async def count_wrong(self, address: int, *, now: datetime) -> None: ...
