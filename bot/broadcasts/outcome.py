"""What became of a broadcast: the sum over its messages, straight from the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.broadcasts.planning import RATE
from bot.broadcasts.values import Broadcast, Stage
from bot.ledger import Result, State
from bot.ports import Unit

_OPEN = (State.QUEUED, State.HELD)


@dataclass(frozen=True, slots=True)
class Outcome:
    """`states`: how many persons stand in each. `results`: by commune, sectors, state, reason.
    `recalled`: of those whom it reached, how taking it back goes.
    """

    states: Mapping[State, int]
    results: Sequence[Result] = ()
    recalled: Mapping[State, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.states.values())

    @property
    def ended(self) -> int:
        return self.total - sum(self.states.get(state, 0) for state in _OPEN)

    @property
    def seconds_left(self) -> int:
        """At the known rate."""
        return round(self.states.get(State.QUEUED, 0) / RATE)

    @property
    def deleted(self) -> int:
        return self.recalled.get(State.SENT, 0)

    @property
    def deleting(self) -> int:
        return sum(self.recalled.get(state, 0) for state in _OPEN)

    @property
    def left(self) -> int:
        """Who has it and keeps it: too late, or the channel refuses."""
        return self.count(State.SENT) - self.deleted - self.deleting

    def count(self, state: State) -> int:
        return self.states.get(state, 0)


async def outcome(unit: Unit, broadcast: Broadcast, *, results: bool = False) -> Outcome:
    states: Counter[State] = Counter()
    rows: list[Result] = []
    recalled: Counter[State] = Counter()
    for message in broadcast.messages:
        states.update(await unit.ledger.states(message))
        if broadcast.stage is Stage.RECALLED:
            recalled.update(await unit.ledger.recalled(message))
        if results:
            rows += await unit.ledger.results(message)
    return Outcome(states, rows, recalled)


def by_area(results: Sequence[Result]) -> dict[str, Counter[State]]:
    """Persons by commune, "" where none is known."""
    found: dict[str, Counter[State]] = {}
    for row in results:
        found.setdefault(row.commune, Counter())[row.state] += row.persons
    return found


def by_sector(results: Sequence[Result]) -> dict[str, Counter[State]]:
    """Somebody with two jobs counts in both."""
    found: dict[str, Counter[State]] = {}
    for row in results:
        for sector in row.sectors or ("",):
            found.setdefault(sector, Counter())[row.state] += row.persons
    return found


def by_reason(results: Sequence[Result]) -> Counter[tuple[State, str]]:
    """Why it did not arrive, in the channel's words."""
    found: Counter[tuple[State, str]] = Counter()
    for row in results:
        if row.state is not State.SENT:
            found[row.state, row.reason] += row.persons
    return found
