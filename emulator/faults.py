"""Failures on command. A fault hits the named methods (or all), by share or for the next calls.

`after=True` lets Telegram accept the call first, so the ledger has it although the bot sees a
failure: the case that makes duplicates.
"""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from typing import TypedDict, Unpack


class Kind(Enum):
    """What happens to a call or an update; `value` of the fault says how much."""

    DELAY = "delay"  # seconds
    DROP = "drop"  # the connection closes without an answer
    STATUS = "status"  # an HTML page with this HTTP status
    GARBAGE = "garbage"  # 200 and a body that is not JSON
    NOT_OK = "not_ok"  # 200 and JSON without `ok`
    FLOOD = "flood"  # 429 with this retry_after
    COPIES = "copies"  # the update is delivered so many times
    EXPIRED = "expired"  # the press is already too old to be answered


class Where(TypedDict, total=False):
    """Which calls: a method or several (or update kinds), a share from 0 to 1, the next N."""

    method: str | Collection[str] | None
    share: float
    calls: int | None
    after: bool


@dataclass
class Fault:
    """`left` counts down; None means until cleared. `hits` counts up."""

    kind: Kind
    value: float = 0
    methods: frozenset[str] | None = None
    share: float = 1.0
    left: int | None = None
    after: bool = False
    hits: int = 0


class Faults:
    """Everything random comes from the seed, so a run can be repeated."""

    def __init__(self, chance: random.Random) -> None:
        self.active: list[Fault] = []
        self._chance = chance

    def delay(self, seconds: float, **where: Unpack[Where]) -> Fault:
        return self.add(Kind.DELAY, seconds, **where)

    def drop(self, **where: Unpack[Where]) -> Fault:
        return self.add(Kind.DROP, 0, **where)

    def status(self, code: int, **where: Unpack[Where]) -> Fault:
        return self.add(Kind.STATUS, code, **where)

    def garbage(self, **where: Unpack[Where]) -> Fault:
        return self.add(Kind.GARBAGE, 0, **where)

    def not_ok(self, **where: Unpack[Where]) -> Fault:
        return self.add(Kind.NOT_OK, 0, **where)

    def flood(self, retry_after: int, **where: Unpack[Where]) -> Fault:
        return self.add(Kind.FLOOD, retry_after, **where)

    def copies(self, times: int, **where: Unpack[Where]) -> Fault:
        """Every update `times` times; `method` selects kinds of update."""
        return self.add(Kind.COPIES, times, **where)

    def expired(self, **where: Unpack[Where]) -> Fault:
        """Presses that Telegram takes for too old at once."""
        return self.add(Kind.EXPIRED, 0, **where)

    def add(self, kind: Kind, value: float, **where: Unpack[Where]) -> Fault:
        method = where.get("method")
        methods = frozenset({method} if isinstance(method, str) else method) if method else None
        share, left = where.get("share", 1.0), where.get("calls")
        fault = Fault(kind, value, methods, share, left, where.get("after", False))
        self.active.append(fault)
        return fault

    def times(self, kind: str) -> int:
        """How often an update of this kind is delivered."""
        fault = self.hit((Kind.COPIES,), kind)
        return int(fault.value) if fault else 1

    def clear(self) -> None:
        self.active.clear()

    def hit(self, kinds: Collection[Kind], method: str, *, after: bool = False) -> Fault | None:
        """The first fault of these kinds that strikes now."""
        for fault in self.active:
            if fault.kind in kinds and fault.after is after and self._strikes(fault, method):
                return fault
        return None

    def _strikes(self, fault: Fault, method: str) -> bool:
        if fault.left == 0 or (fault.methods and method not in fault.methods):
            return False
        if fault.share < 1 and self._chance.random() >= fault.share:
            return False
        if fault.left is not None:
            fault.left -= 1
        fault.hits += 1
        return True
