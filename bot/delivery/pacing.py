"""The keeper: who may leave next, and when. Pure; time is passed in, in monotonic seconds.

Everything that leaves an account asks for a turn. Lanes go in order of urgency, within a lane first
come first served; nobody's chat gets more than its share, and all together no more than the ceiling
(bot.delivery.ceiling). A chat that must pause holds up nobody else.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from math import ceil, inf

from bot.delivery.ceiling import Ceiling, Flight
from bot.delivery.rules import BREATH_SECONDS, FEWEST_UNDER_WAY
from bot.delivery.trip import UNANSWERED
from bot.ledger import URGENCY, Lane

MOST_OVERTAKEN = 32
"""So often a lane that could go is passed over, then it goes: urgent must not mean for ever."""
MOST_OVERTAKEN_IN_A_CHAT = 8
MINUTE = 60.0
_PARKED = -1
_RANK = {lane: rank for rank, lane in enumerate(URGENCY)}
_AT_ONCE = (Lane.EMERGENCY, Lane.ANSWER)


@dataclass(frozen=True, slots=True)
class Rates:
    """`overall` and `chat` a second, `group` a minute (Telegram: telegram.md §1.1)."""

    overall: int = 30
    chat: float = 1.0
    group: int = 20


@dataclass(slots=True, eq=False)
class Ticket:
    """One request that waits for its turn, and then is under way."""

    chat: _Chat
    lane: Lane
    number: int
    flight: Flight | None = None

    @property
    def granted(self) -> bool:
        return self.flight is not None

    @property
    def rank(self) -> int:
        """Its lane's place in URGENCY."""
        return _RANK[self.lane]


@dataclass(slots=True, eq=False)
class _Chat:
    """`place`: (rank, number) among the ready, or (_PARKED, until when). `busy`: the latest moment
    at which each recent request can have arrived.
    """

    ref: str
    group: bool
    waiting: list[Ticket] = field(default_factory=list)
    place: tuple[int, float] | None = None
    busy: dict[Flight, float] = field(default_factory=dict)
    held_until: float = 0.0
    overtaken: int = 0

    def first(self) -> Ticket:
        """The most urgent, except when that has gone on too long: then the oldest."""
        if self.overtaken >= MOST_OVERTAKEN_IN_A_CHAT:
            return min(self.waiting, key=lambda ticket: ticket.number)
        return min(self.waiting, key=lambda ticket: (ticket.rank, ticket.number))


class Keeper:
    def __init__(self, rates: Rates) -> None:
        self.ceiling = Ceiling(rates.overall)
        self._interval = 1 / rates.chat
        self._group = rates.group
        self._chats: dict[str, _Chat] = {}
        self._ready: list[list[tuple[float, int, _Chat]]] = [[] for _ in URGENCY]
        self._parked: list[tuple[float, int, _Chat]] = []
        self._overtaken = [0] * len(URGENCY)
        self._count = 0
        self._waiting = 0

    def ask(self, lane: Lane, ref: str, *, now: float, group: bool = False) -> Ticket:
        """Stand in line for a request to the chat `ref`."""
        chat = self._chats.get(ref)
        if chat is None:
            chat = self._chats[ref] = _Chat(ref, group)
        self._count += 1
        ticket = Ticket(chat, lane, self._count)
        chat.waiting.append(ticket)
        self._waiting += 1
        self._place(chat, now)
        return ticket

    def withdraw(self, ticket: Ticket, *, now: float) -> None:
        """It shall not be sent after all."""
        if ticket.flight is None:
            ticket.chat.waiting.remove(ticket)
            self._waiting -= 1
        else:
            self.ceiling.undone(ticket.flight)
            ticket.chat.busy.pop(ticket.flight, None)
        self._place(ticket.chat, now)

    def grant(self, now: float) -> tuple[list[Ticket], float]:
        """Whose turn it is, and when to look again (inf: nobody waits)."""
        granted: list[Ticket] = []
        while True:
            self._unpark(now)
            rank = self._rank()
            if rank is None:
                return granted, self._parked_until() if self._waiting else inf
            ready_at = self.ceiling.ready_at(now, at_once=URGENCY[rank] in _AT_ONCE)
            if ready_at > now:
                return granted, min(ready_at, self._parked_until())
            granted.append(self._go(rank, now))

    @property
    def chats(self) -> int:
        """How many chats are remembered: those that wait or were served a moment ago."""
        return len(self._chats)

    def breadth(self, commit: float) -> int:
        """How many rows are worth having under way when a commit takes so many seconds: twice what
        leaves from one commit that starts a row to the next one that notes its outcome.
        """
        seconds = self.ceiling.trip.usual + BREATH_SECONDS + 2 * commit
        return max(FEWEST_UNDER_WAY, ceil(2 * self.ceiling.limit * seconds))

    def wait(self, ref: str, now: float) -> float:
        """Seconds that this chat's own limits keep it waiting."""
        chat = self._chats.get(ref)
        return max(0.0, self._free_at(chat, now) - now) if chat else 0.0

    def accepted(self, ticket: Ticket, *, now: float) -> None:
        """The server has answered, and did not ask us to slow down."""
        self._ended(ticket, self.ceiling.accepted(_flight(ticket), now), now)

    def lost(self, ticket: Ticket, *, now: float) -> None:
        """No answer: it may have arrived until now."""
        self._ended(ticket, self.ceiling.lost(_flight(ticket), now), now)

    def refused(self, ticket: Ticket, retry_after: float, *, now: float) -> None:
        """Telegram says for how long, and not whether it means this chat or everything."""
        chat = ticket.chat
        chat.held_until = max(chat.held_until, now + retry_after)
        self.ceiling.refused(_flight(ticket), retry_after, now)
        self._place(chat, now)

    def _ended(self, ticket: Ticket, arrived: float, now: float) -> None:
        if ticket.flight in ticket.chat.busy:
            ticket.chat.busy[ticket.flight] = arrived
        self._place(ticket.chat, now)

    def _go(self, rank: int, now: float) -> Ticket:
        _, _, chat = heapq.heappop(self._ready[rank])
        ticket = chat.first()
        chat.waiting.remove(ticket)
        self._waiting -= 1
        overtakes = any(other.number < ticket.number for other in chat.waiting)
        chat.overtaken = chat.overtaken + 1 if overtakes else 0
        for other, ready in enumerate(self._ready):
            passed = other > rank and ready
            self._overtaken[other] = self._overtaken[other] + 1 if passed else 0
        ticket.flight = self.ceiling.depart(chat.ref, now)
        chat.busy[ticket.flight] = now + UNANSWERED
        self._place(chat, now)
        return ticket

    def _rank(self) -> int | None:
        """The most urgent lane that has somebody ready, or one that was passed over too often."""
        found = None
        for rank, ready in enumerate(self._ready):
            while ready and ready[0][2].place != (rank, ready[0][0]):
                heapq.heappop(ready)
            if ready and (found is None or self._overtaken[rank] >= MOST_OVERTAKEN):
                found = rank
        return found

    def _place(self, chat: _Chat, now: float) -> None:
        """Put the chat where it belongs: among the ready, aside until it may go, or nowhere."""
        free_at = self._free_at(chat, now)
        if chat.waiting and free_at <= now:
            ticket = chat.first()
            self._stand(chat, self._ready[ticket.rank], (ticket.rank, float(ticket.number)))
        elif free_at > now:
            self._stand(chat, self._parked, (_PARKED, free_at))
        elif chat.busy:
            self._stand(chat, self._parked, (_PARKED, max(chat.busy.values()) + MINUTE))
        else:
            chat.place = None
            self._chats.pop(chat.ref, None)

    def _stand(
        self, chat: _Chat, line: list[tuple[float, int, _Chat]], place: tuple[int, float]
    ) -> None:
        if chat.place != place:
            chat.place = place
            self._count += 1
            heapq.heappush(line, (place[1], self._count, chat))

    def _unpark(self, now: float) -> None:
        while self._parked and self._parked[0][0] <= now:
            until, _, chat = heapq.heappop(self._parked)
            if chat.place == (_PARKED, until):
                chat.place = None
                self._place(chat, now)

    def _parked_until(self) -> float:
        return self._parked[0][0] if self._parked else inf

    def _free_at(self, chat: _Chat, now: float) -> float:
        """When this chat's own limits let it go."""
        length = MINUTE if chat.group else self._interval
        if chat.busy:
            chat.busy = {
                flight: at
                for flight, at in chat.busy.items()
                if at + length > now or not flight.ended
            }
        if not chat.busy:
            return chat.held_until
        arrivals = sorted(chat.busy.values())
        free_at = max(chat.held_until, arrivals[-1] + self._interval)
        if chat.group and len(arrivals) >= self._group:
            free_at = max(free_at, arrivals[-self._group] + MINUTE)
        return free_at


def _flight(ticket: Ticket) -> Flight:
    assert ticket.flight is not None, "not granted yet"
    return ticket.flight
