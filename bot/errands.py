"""Errands: slow things that somebody asked for, done after the answer and outside transactions.

An errand is a row: it survives a crash, and the commit that ends it holds all that it did.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.incoming import Address
from bot.people import Actor

MOST_WAITING = 3
"""Errands of one person at a time."""

MOST_TRIES = 5


@dataclass(frozen=True, slots=True)
class PrintPoster:
    """A poster as PDF and picture."""

    area: str
    sector: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class ReadInvitations:
    """A list of people to invite. `file` is the channel's name for it."""

    file: str


@dataclass(frozen=True, slots=True)
class ClearTraces:
    """Delete what stands in the chat up to this message, the channel's name for it."""

    upto: str


Task = PrintPoster | ReadInvitations | ClearTraces
KINDS: dict[str, type[Task]] = {
    "print_poster": PrintPoster,
    "read_invitations": ReadInvitations,
    "clear_traces": ClearTraces,
}
_NAMES = {kind: name for name, kind in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Errand:
    """For whom, from where they asked, and how often it has failed so far."""

    id: int
    person: int
    address: Address
    language: str
    task: Task
    tries: int


Does = Callable[[Errand], Awaitable[None]]
"""Does one errand to its end: the last thing it commits is `unit.errands.done`."""

Desks = Mapping[type[Task], Does]


def to_json(task: Task) -> tuple[str, dict[str, Any]]:
    return _NAMES[type(task)], asdict(task)


def from_json(kind: str, body: dict[str, Any]) -> Task:
    """Raises KeyError for a kind that no version ever had."""
    return KINDS[kind](**body)


def pause(tries: int) -> timedelta:
    """How long to wait after so many failures: 5 s, 10 s, 20 s, …"""
    return timedelta(seconds=5 * 2 ** (tries - 1))


class ErrandsRepository(Protocol):
    async def ask(self, actor: Actor, task: Task, *, now: datetime) -> bool:
        """Takes effect with the unit's commit; False when MOST_WAITING of theirs wait already."""
        ...

    async def next(self, *, now: datetime) -> Errand | None:
        """The oldest that is due."""
        ...

    async def failed(self, errand: int, *, due_at: datetime) -> None: ...

    async def done(self, errand: int) -> None: ...
