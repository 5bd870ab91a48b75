"""When a request can have arrived at the latest, told from the times of its departure and answer.

The server counts at arrival, we count at departure. The shortest round trip seen is what the way
takes when nothing delays it; what a request took beyond that is the most by which it can have
arrived later than usual. So two requests whose departures are one second apart, plus the excess of
the earlier, are at least one second apart at the server, however much the way jitters.
"""

from __future__ import annotations

from math import inf

UNANSWERED = 0.1
"""Seconds of excess presumed of a request without an answer yet."""
_ENOUGH = 100
_MEMORY = 60.0


class Trip:
    """The shortest round trip of the last minute or two; 0 until there are enough."""

    def __init__(self) -> None:
        self._before = self._shortest = inf
        self._count = 0
        self._since = 0.0
        self._usual = 0.1

    @property
    def floor(self) -> float:
        if self._count < _ENOUGH and self._before == inf:
            return 0.0
        return min(self._before, self._shortest)

    @property
    def usual(self) -> float:
        """Seconds of a round trip, on average."""
        return self._usual

    def latest(self, departed: float, answered: float) -> float:
        """The latest arrival, on a clock that runs one undelayed way behind."""
        return departed + max(0.0, answered - departed - self.floor)

    def learn(self, departed: float, answered: float) -> None:
        if answered - self._since > _MEMORY and self._count >= _ENOUGH:
            self._before, self._shortest = self._shortest, inf
            self._count, self._since = 0, answered
        took = answered - departed
        self._usual += (took - self._usual) / 32
        self._shortest = min(self._shortest, took)
        self._count += 1
