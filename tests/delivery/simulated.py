"""A server with Telegram's limits and a network with jitter, in simulated time; seconds."""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks.strict import Strict
from bot.delivery.pacing import Keeper, Ticket
from bot.ledger import Lane


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

    def __init__(self, keeper: Keeper, server: Strict, network: Network) -> None:
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
