"""Telegram's limits as strictly as they can be read; pure, seconds passed in."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Strict:
    """`limit(now)` requests in any second; whoever goes above it is refused for `refusal` seconds,
    whatever they send meanwhile. One a second for a chat; `group` a minute for negative chats.
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
        wait = self.overall(now) or self._chat(now, chat)
        if wait:
            self.refused.append(now)
        else:
            self.recent.append(now)
            self.chats[chat].append(now)
            self.accepted.append((now, chat))
        return wait

    def overall(self, now: float) -> float:
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
