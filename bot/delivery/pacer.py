"""The pacer of one account: wait for a turn, and have its outcome noted.

    async with pacer.turn(Lane.ANSWER, address):
        await channel.show(address, screen)

What the block raises tells the keeper how it went; it is raised on. A refusal (Throttled) has been
noted when it arrives: ask for another turn, which comes when it may.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from types import TracebackType
from typing import Protocol, Self

from bot.delivery.pacing import Keeper, Rates, Ticket
from bot.errors import NeverSent, OutcomeUnknown, Throttled
from bot.incoming import Address
from bot.ledger import Lane

SHORTEST_TIMER = 0.001


class Permission(Protocol):
    """A turn that has come."""

    def give_back(self) -> None:
        """Nothing will be sent after all."""
        ...


class Pace(Protocol):
    """How an account's requests are let out."""

    def breadth(self, commit: float) -> int:
        """How many requests are worth having under way when a commit takes so many seconds."""
        ...

    @property
    def ceiling(self) -> int | None:
        """How many may leave in a second, as far as it has been learned; None: no limit."""
        ...

    @property
    def refusals(self) -> int:
        """How often the server said that it is too much."""
        ...

    def remember(self, ceiling: int) -> None:
        """What somebody who sent before has learned."""
        ...

    def turn(self, lane: Lane, address: Address) -> AbstractAsyncContextManager[Permission]:
        """Entered when its turn has come; may be cancelled while it waits."""
        ...

    def wait(self, address: Address) -> float:
        """Seconds that this chat's own limits keep it waiting now; 0 when it could go."""
        ...


class Unpaced:
    """For channels of our own, which take everything at once."""

    ceiling = None
    refusals = 0

    def breadth(self, _commit: float) -> int:
        return 64

    def remember(self, _ceiling: int) -> None:
        """Nothing limits us."""

    def turn(self, _lane: Lane, _address: Address) -> AbstractAsyncContextManager[Permission]:
        return nullcontext(self)

    def give_back(self) -> None:
        """Nothing was counted."""

    def wait(self, _address: Address) -> float:
        return 0.0


class Pacer:
    """One for each account, in the one process that sends for it."""

    def __init__(self, rates: Rates, *, group: Callable[[str], bool]) -> None:
        """`group`: whether a chat, by its ref, is a group."""
        self.keeper = Keeper(rates)
        self._group = group
        self._turns: dict[Ticket, asyncio.Future[None]] = {}
        self._timer: asyncio.TimerHandle | None = None

    def breadth(self, commit: float) -> int:
        return self.keeper.breadth(commit)

    @property
    def ceiling(self) -> int:
        return self.keeper.ceiling.limit

    @property
    def refusals(self) -> int:
        return self.keeper.ceiling.refusals

    def remember(self, ceiling: int) -> None:
        self.keeper.ceiling.remember(ceiling)

    def turn(self, lane: Lane, address: Address) -> Turn:
        return Turn(self, lane, address.ref)

    def wait(self, address: Address) -> float:
        return self.keeper.wait(address.ref, _now())

    async def enter(self, lane: Lane, ref: str) -> Ticket:
        ticket = self.keeper.ask(lane, ref, now=_now(), group=self._group(ref))
        self.look()
        if ticket.flight is None:
            turn = self._turns[ticket] = asyncio.get_running_loop().create_future()
            try:
                await turn
            except asyncio.CancelledError:
                self.keeper.withdraw(ticket, now=_now())
                self.look()
                raise
            finally:
                self._turns.pop(ticket, None)
        return ticket

    def look(self) -> None:
        """Let go whose turn it is, and come back when the next one's may be."""
        granted, again_at = self.keeper.grant(_now())
        for ticket in granted:
            turn = self._turns.get(ticket)
            if turn and not turn.done():
                turn.set_result(None)
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if again_at < float("inf"):
            loop = asyncio.get_running_loop()
            self._timer = loop.call_at(max(again_at, _now() + SHORTEST_TIMER), self.look)


class Turn:
    """The permission to send one request now."""

    __slots__ = ("_lane", "_pacer", "_ref", "_ticket", "_unused")

    def __init__(self, pacer: Pacer, lane: Lane, ref: str) -> None:
        self._pacer = pacer
        self._lane = lane
        self._ref = ref
        self._unused = False

    def give_back(self) -> None:
        self._unused = True

    async def __aenter__(self) -> Self:
        self._ticket = await self._pacer.enter(self._lane, self._ref)
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        keeper, ticket, now = self._pacer.keeper, self._ticket, _now()
        match error:
            case _ if self._unused:
                keeper.withdraw(ticket, now=now)
            case Throttled():
                keeper.refused(ticket, error.retry_after, now=now)
            case NeverSent() | OutcomeUnknown() | asyncio.CancelledError():
                keeper.lost(ticket, now=now)
            case _:
                keeper.accepted(ticket, now=now)
        self._pacer.look()


def _now() -> float:
    return asyncio.get_running_loop().time()
