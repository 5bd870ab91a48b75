"""How fast it goes: requests a second over the last moments; pure, monotonic seconds passed in."""

from __future__ import annotations

from collections import deque

WINDOW = 10.0
_STEP = 0.5


class Gauge:
    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()

    def rate(self, total: int, now: float) -> float:
        """`total`: how many there have been until now."""
        while len(self._seen) > 1 and self._seen[1][0] <= now - WINDOW:
            self._seen.popleft()
        if not self._seen or now - self._seen[-1][0] >= _STEP:
            self._seen.append((now, total))
        since, before = self._seen[0]
        return (total - before) / (now - since) if now > since else 0.0
