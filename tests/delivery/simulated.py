"""A server with Telegram's limits and a network with jitter, in simulated time; seconds."""

from __future__ import annotations

import heapq
import random
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.delivery.pacing import Keeper, Ticket
from bot.ledger import Lane


@dataclass
class Server:
    """`limit(now)` in any second and `refusal` seconds of refusing everybody who goes above it;
    one a second for a chat, `group` a minute for refs that begin with "-". Strict in all.
    """

    limit: Callable[[float], int] = lambda _: 30
    refusal: float = 3.0
    group: int = 20
    stopped_until: float = -1.0
    recent: deque[float] = field(default_factory=deque)
    accepted: list[tuple[float, str]] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)
    chats: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def take(self, now: float, chat: str) -> float:
        """Seconds to wait; 0 when accepted."""
        wait = self._overall(now) or self._chat(now, chat)
        if wait:
            self.refused.append(now)
        else:
            self.recent.append(now)
            self.chats[chat].append(now)
            self.accepted.append((now, chat))
        return wait

    def _overall(self, now: float) -> float:
        if now < self.stopped_until:
            return self.refusal
        while self.recent and self.recent[0] <= now - 1:
            self.recent.popleft()
        if len(self.recent) < self.limit(now):
            return 0.0
        self.stopped_until = now + self.refusal
        return self.refusal

    def _chat(self, now: float, chat: str) -> float:
        times = self.chats[chat]
        if times and now - times[-1] < 1:
            return 1.0
        if chat.startswith("-"):
            while times and times[0] <= now - 60:
                times.popleft()
            if len(times) >= self.group:
                return times[0] + 60 - now
        return 0.0


@dataclass
class Network:
    """One way takes `way` seconds and an exponential delay of `jitter` on average."""

    way: float = 0.02
    jitter: float = 0.001
    lost: float = 0.0
    chance: random.Random = field(default_factory=lambda: random.Random(7))

    def trip(self) -> float:
        return self.way + (self.chance.expovariate(1 / self.jitter) if self.jitter else 0.0)


@dataclass
class Asked:
    """What was asked for, and how it went."""

    lane: Lane
    chat: str
    at: float
    gone: float | None = None
    delivered: bool = False


class World:
    """`ask` puts a request in line at a time; `run` plays until nothing is left or time is up."""

    def __init__(self, keeper: Keeper, server: Server, network: Network) -> None:
        self.keeper, self.server, self.network = keeper, server, network
        self.now = 0.0
        self.departures: list[tuple[float, str]] = []
        self.asked: list[Asked] = []
        self.done: Callable[[Asked], None] = lambda _: None
        self._tickets: dict[Ticket, Asked] = {}
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._count = 0
        self._again_at = 0.0

    def at(self, when: float, event: Callable[[], None]) -> None:
        self._count += 1
        heapq.heappush(self._events, (when, self._count, event))

    def ask(self, lane: Lane, chat: str, at: float) -> None:
        asked = Asked(lane, chat, at)
        self.asked.append(asked)
        self.at(at, lambda: self._ask(asked))

    def run(self, until: float) -> None:
        while self._events and self._events[0][0] <= until:
            self.now, _, event = heapq.heappop(self._events)
            event()
            self._look()

    def _ask(self, asked: Asked) -> None:
        group = asked.chat.startswith("-")
        ticket = self.keeper.ask(asked.lane, asked.chat, now=self.now, group=group)
        self._tickets[ticket] = asked

    def _look(self) -> None:
        granted, again_at = self.keeper.grant(self.now)
        for ticket in granted:
            self._send(ticket)
        if again_at < float("inf") and again_at != self._again_at:
            self._again_at = again_at
            self.at(max(again_at, self.now), lambda: None)

    def _send(self, ticket: Ticket) -> None:
        asked = self._tickets.pop(ticket)
        asked.gone = self.now
        self.departures.append((self.now, asked.chat))
        self.at(self.now + self.network.trip(), lambda: self._arrive(ticket, asked))

    def _arrive(self, ticket: Ticket, asked: Asked) -> None:
        wait = self.server.take(self.now, asked.chat)
        lost = self.network.chance.random() < self.network.lost
        self.at(
            self.now + self.network.trip(), lambda: self._return(ticket, asked, wait, lost=lost)
        )

    def _return(self, ticket: Ticket, asked: Asked, wait: float, *, lost: bool) -> None:
        if lost:
            self.keeper.lost(ticket, now=self.now)
        elif wait:
            self.keeper.refused(ticket, wait, now=self.now)
            self._ask(asked)
            return
        else:
            self.keeper.accepted(ticket, now=self.now)
        asked.delivered = True
        self.done(asked)
