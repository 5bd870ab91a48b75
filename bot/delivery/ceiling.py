"""How many may leave in a second, learned from refusals; pure, monotonic seconds passed in.

A place is taken from a departure until a second after the latest moment at which that request can
have arrived (bot.delivery.trip), so the server never counts more than `limit` in any second. A
refusal then tells what the server allows: the number of requests that it had taken just before.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from math import inf

from bot.delivery.trip import UNANSWERED, Trip

START = 30
"""What Telegram says it allows (telegram.md §1.1)."""
SECOND = 1.001
EVENLY = 0.95
"""Departures keep this share of an even distance: a burst would make answers wait for its end."""
LATE = 0.02
"""Seconds that may be caught up after a late start."""
NEARLY = 0.8
"""A refusal is about how much is sent when so much of the limit was in use."""
PATIENCE_AT_FIRST, PATIENCE = 17, 20
"""More is tried after so many times the pause that the last try cost: a twentieth is lost."""
IN_A_ROW = 20.0
LONG = 5.0
DOUBT = 60.0


@dataclass(slots=True, eq=False)
class Flight:
    """One request under way. `behind`: how many the server may have been counting before it."""

    chat: str
    departed: float
    behind: int
    careful: bool
    ended: bool = False


@dataclass(frozen=True, slots=True)
class _Before:
    """What was believed before a refusal was taken for everybody's."""

    limit: int
    try_at: float
    in_a_row: int


class Ceiling:
    def __init__(self, cap: int) -> None:
        self._cap = cap
        self.limit = min(cap, START)
        self.refusals = 0
        self.trip = Trip()
        self._held: dict[Flight, float] = {}
        self._ends: list[tuple[float, int, Flight]] = []
        self._count = 0
        self._even = -inf
        self._last: Flight | None = None
        self._stopped_until = -inf
        self._knock_at = inf
        self._careful_until = -inf
        self._resumed_at = -inf
        self._in_a_row = 0
        self._try_at = -inf
        self._trying = False
        self._tried_at = -inf
        self._suspect: tuple[Flight, float] | None = None
        self._before: _Before | None = None
        self._doubt_until = -inf

    def remember(self, limit: int) -> None:
        """What was learned before a restart; more is tried as ever."""
        self.limit = max(1, min(self._cap, limit))

    def ready_at(self, now: float, *, at_once: bool) -> float:
        """When the next may leave; `at_once` need not keep an even distance."""
        at = now if at_once else max(now, self._even)
        if now < self._stopped_until:
            at = max(at, min(self._knock_at, self._stopped_until))
        if now < self._careful_until and self._last and not self._last.ended:
            at = max(at, self._last.departed + SECOND)
        self._release(now)
        if len(self._held) >= self.limit and not self._may_try(now):
            try_at = self._try_at if self.limit < self._cap and not self._trying else inf
            at = max(at, min(self._ends[0][0], max(now, try_at)))
        return at

    def depart(self, chat: str, now: float) -> Flight:
        """Take a place. Only when `ready_at` says now."""
        if now < self._stopped_until:
            self._knock_at = inf
        elif self._careful_until == inf:
            self._careful_until, self._resumed_at = now + SECOND, now
        if len(self._held) >= self.limit:
            self.limit = min(self._cap, self.limit + 1 + self.limit // 32)
            self._trying = True
        flight = Flight(chat, now, len(self._held), careful=now < self._careful_until)
        self._even = max(self._even, now - LATE) + EVENLY / self.limit
        self._last = flight
        self._hold(flight, now + SECOND + UNANSWERED)
        return flight

    def accepted(self, flight: Flight, now: float) -> float:
        """Any answer but a refusal to take more; returns the latest arrival."""
        arrived = self._answered(flight, now)
        self.trip.learn(flight.departed, now)
        if self._suspect and flight.departed >= self._suspect[1]:
            self._suspect = None
            if now < self._stopped_until:
                self._only_that_chat(now)
        if self._trying and flight.behind >= self.limit - 1:
            self._trying, self._try_at, self._tried_at = False, now, now
        return arrived

    def lost(self, flight: Flight, now: float) -> float:
        return self._answered(flight, now)

    def undone(self, flight: Flight) -> None:
        """It never left."""
        flight.ended = True
        self._held.pop(flight, None)

    def refused(self, flight: Flight, retry_after: float, now: float) -> None:
        """Decide whom it meant. One chat alone is the keeper's business and stops nothing here."""
        arrived = self._answered(flight, now)
        self.refusals += 1
        if flight.departed < self._stopped_until:
            self._stopped_until = max(self._stopped_until, now + retry_after)
            self._knock_at = inf
            return
        again = self._suspect is not None and self._suspect[0].chat != flight.chat
        telling = self._trying or flight.careful or flight.behind >= NEARLY * self.limit
        sure = telling and now >= self._doubt_until
        self._suspect = flight, arrived
        if again or sure:
            self._before = _Before(self.limit, self._try_at, self._in_a_row)
            self._stop(retry_after, now, knocking=not again)
        if sure:
            self._learn(flight, retry_after, now)

    def _stop(self, retry_after: float, now: float, *, knocking: bool) -> None:
        self._stopped_until = now + retry_after
        self._knock_at = now + SECOND if knocking and retry_after > LONG else inf
        self._careful_until = inf

    def _learn(self, flight: Flight, retry_after: float, now: float) -> None:
        tried = self._trying or now - self._tried_at < IN_A_ROW
        patience = PATIENCE if tried else PATIENCE_AT_FIRST
        if flight.behind < self.limit - 1 or flight.departed - self._resumed_at > IN_A_ROW:
            self._in_a_row = 0
        self._in_a_row += 1
        learned = min(self.limit, flight.behind)
        if self._in_a_row > 2:
            learned = int(learned * 0.8)  # it does not count as we do: look for calm instead
        self.limit = max(1, learned)
        self._trying = False
        self._try_at = now + retry_after * (1 + patience)

    def _only_that_chat(self, now: float) -> None:
        """Somebody was served after the refusal arrived, so it did not mean everybody."""
        self._stopped_until = self._careful_until = -inf
        self._doubt_until = now + DOUBT
        if self._before is not None:
            self.limit, self._try_at = self._before.limit, self._before.try_at
            self._in_a_row = self._before.in_a_row

    def _may_try(self, now: float) -> bool:
        return self.limit < self._cap and not self._trying and now >= self._try_at

    def _answered(self, flight: Flight, now: float) -> float:
        flight.ended = True
        arrived = self.trip.latest(flight.departed, now)
        if flight in self._held:
            self._hold(flight, arrived + SECOND)
        return arrived

    def _hold(self, flight: Flight, until: float) -> None:
        self._held[flight] = until
        self._count += 1
        heapq.heappush(self._ends, (until, self._count, flight))

    def _release(self, now: float) -> None:
        while self._ends:
            until, _, flight = self._ends[0]
            if self._held.get(flight) == until:
                if until > now:
                    return
                del self._held[flight]
            heapq.heappop(self._ends)
