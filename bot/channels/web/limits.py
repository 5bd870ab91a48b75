"""How much one visitor may send. Protection of the process only: nothing here decides a rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.ports import Clock

KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, a token bucket per session, uploads held in memory at once, seconds between beats."""

    message_bytes: int = 32 * 1024
    media_bytes: int = 20 * 1024 * 1024
    burst: int = 20
    per_second: float = 2.0
    uploads: int = 16
    heartbeat_s: float = 15.0


USUAL = Limits()


class Buckets:
    """A token bucket per session. Forgotten at a restart, which only gives a new burst."""

    def __init__(self, limits: Limits, clock: Clock) -> None:
        self._limits = limits
        self._clock = clock
        self._left: dict[str, tuple[float, datetime]] = {}

    def take(self, ref: str) -> float:
        """Take one token: 0.0 when there was one, else the seconds until there is."""
        now = self._clock()
        left = self._filled(ref, now)
        if left < 1:
            return (1 - left) / self._limits.per_second
        if len(self._left) >= KEPT:
            self._forget_full(now)
        self._left[ref] = (left - 1, now)
        return 0.0

    def _filled(self, ref: str, now: datetime) -> float:
        left, since = self._left.get(ref, (float(self._limits.burst), now))
        gained = (now - since).total_seconds() * self._limits.per_second
        return min(float(self._limits.burst), left + max(0.0, gained))

    def _forget_full(self, now: datetime) -> None:
        full = [ref for ref in self._left if self._filled(ref, now) >= self._limits.burst]
        for ref in full:
            del self._left[ref]
