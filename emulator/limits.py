"""Telegram's flood limits, off until asked for.

Sends, copies and edits share them: `overall` calls in any second, one a second per chat after a
burst, `group` calls a minute per group. Who goes over the overall limit is refused for
`refusal` seconds, whatever they send meanwhile.
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

PAID = 1000  # calls a second with allow_paid_broadcast


@dataclass
class Limits:
    """Zero switches one limit off. `refused` counts the refusals."""

    overall: int = 30
    chat_burst: int = 3
    group: int = 20
    refusal: int = 3
    refused: int = 0
    _recent: deque[float] = field(default_factory=deque)
    _credit: dict[int, tuple[float, float]] = field(default_factory=dict)
    _minutes: dict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _until: float = 0.0

    def charge(self, now: float, chat_id: int, *, paid: bool = False) -> int:
        """Seconds to wait, 0 when the call may pass; only a call that passes is counted."""
        wait = self._overall(now, PAID if paid else self.overall)
        wait = wait or self._group(now, chat_id) or self._chat(now, chat_id)
        if wait:
            self.refused += 1
        elif self.overall:
            self._recent.append(now)
        return wait

    def _overall(self, now: float, ceiling: int) -> int:
        if not self.overall:
            return 0
        if now < self._until:
            return math.ceil(self._until - now)
        while self._recent and self._recent[0] <= now - 1:
            self._recent.popleft()
        if len(self._recent) < ceiling:
            return 0
        self._until = now + self.refusal
        return self.refusal

    def _group(self, now: float, chat_id: int) -> int:
        if chat_id > 0 or not self.group:
            return 0
        minute = self._minutes[chat_id]
        while minute and minute[0] <= now - 60:
            minute.popleft()
        if len(minute) >= self.group:
            return max(1, math.ceil(minute[0] + 60 - now))
        minute.append(now)
        return 0

    def _chat(self, now: float, chat_id: int) -> int:
        if not self.chat_burst:
            return 0
        credit, since = self._credit.get(chat_id, (float(self.chat_burst), now))
        credit = min(float(self.chat_burst), credit + now - since)
        if credit < 1:
            self._credit[chat_id] = credit, now
            return max(1, math.ceil(1 - credit))
        self._credit[chat_id] = credit - 1, now
        return 0
