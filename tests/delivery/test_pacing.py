"""What the keeper promises, whatever is asked for and however the network behaves."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from benchmarks.strict import Strict
from bot.delivery.pacing import (
    MOST_OVERTAKEN,
    MOST_OVERTAKEN_IN_A_CHAT,
    Keeper,
    Rates,
    Ticket,
)
from bot.ledger import Lane
from tests.delivery.simulated import Asked, Network, World

LANES = st.sampled_from(list(Lane))
CHATS = st.sampled_from(["1", "2", "3", "-1"]) | st.integers(10, 500).map(str)
ASKS = st.lists(st.tuples(LANES, CHATS, st.floats(0, 10)), min_size=1, max_size=120)


class Fitful(Network):
    """Most trips take the shortest time there is, the others any time."""

    def trip(self) -> float:
        late = self.chance.random() < 0.3
        return self.way + (self.chance.random() * 0.09 if late else 0.0)


def most_in(times: list[float], seconds: float) -> int:
    """The most in any window of this length."""
    times = sorted(times)
    first, most = 0, 0
    for last, at in enumerate(times):
        while times[first] <= at - seconds:
            first += 1
        most = max(most, last - first + 1)
    return most


@settings(max_examples=80, deadline=None)
@given(asks=ASKS, cap=st.integers(1, 40), seed=st.integers(0, 9999))
def test_no_limit_is_ever_broken(asks: list[Any], cap: int, seed: int) -> None:
    """Neither where we count nor where Telegram counts: it has no reason to refuse anything."""
    chance = random.Random(seed)
    server = Strict(lambda _: cap)
    world = World(Keeper(Rates(overall=cap)), server, Fitful(chance=chance))
    for ask in asks:
        world.ask(*ask)
    world.run(until=2000)

    assert all(asked.delivered for asked in world.asked)
    assert server.refused == []
    assert most_in([at for at, _ in world.departures], 1) <= cap
    of_chat = defaultdict(list)
    for at, chat in world.departures:
        of_chat[chat].append(at)
    for chat, times in of_chat.items():
        assert all(later - earlier >= 1 for earlier, later in pairwise(times))
        assert not chat.startswith("-") or most_in(times, 60) <= 20


@settings(max_examples=30, deadline=None)
@given(
    crowd=st.sampled_from(list(Lane)),
    others=st.lists(st.tuples(LANES, st.booleans()), min_size=1, max_size=5),
)
def test_nobody_waits_for_ever(crowd: Lane, others: list[tuple[Lane, bool]]) -> None:
    """One lane is asked for as much as can leave, without end; the others still get their turns,
    also in a chat that the crowd fills.
    """
    world = World(Keeper(Rates()), Strict(), Network())
    for number in range(3000):
        world.ask(crowd, str(number % 40), number / 30)
    asked = [(lane, "0" if same else f"x{n}") for n, (lane, same) in enumerate(others)]
    for lane, chat in asked:
        world.ask(lane, chat, 5.0)
    world.run(until=140)

    for late, (_, same) in zip(world.asked[3000:], others, strict=True):
        assert late.gone is not None
        turns = (MOST_OVERTAKEN_IN_A_CHAT + 2) * 1.4 if same else (MOST_OVERTAKEN + 8) / 29
        assert late.gone - late.at < turns * (len(others) + 1)


class Anything(RuleBasedStateMachine):
    """Asks, gives up, answers, loses and refuses at random: nothing is forgotten or doubled."""

    def __init__(self) -> None:
        super().__init__()
        self.keeper = Keeper(Rates(overall=5))
        self.now = 100.0
        self.waiting: list[Ticket] = []
        self.flying: list[Ticket] = []
        self.departed: dict[Ticket, float] = {}

    @rule(lane=LANES, chat=CHATS)
    def ask(self, lane: Lane, chat: str) -> None:
        group = chat.startswith("-")
        self.waiting.append(self.keeper.ask(lane, chat, now=self.now, group=group))

    @rule(later=st.sampled_from([0.0, 0.001, 0.03, 0.2, 1.0, 5.0]))
    def look(self, later: float) -> None:
        self.now += later
        granted, _ = self.keeper.grant(self.now)
        for ticket in granted:
            self.waiting.remove(ticket)
            self.flying.append(ticket)
            self.departed[ticket] = self.now

    @precondition(lambda self: self.waiting)
    @rule(data=st.data())
    def give_up(self, data: st.DataObject) -> None:
        ticket = data.draw(st.sampled_from(self.waiting))
        self.waiting.remove(ticket)
        self.keeper.withdraw(ticket, now=self.now)

    @precondition(lambda self: self.flying)
    @rule(data=st.data(), how=st.sampled_from(["accepted", "lost", "undone", 1.0, 3.0, 40.0]))
    def end(self, data: st.DataObject, how: str | float) -> None:
        ticket = data.draw(st.sampled_from(self.flying))
        self.flying.remove(ticket)
        if how == "accepted":
            self.keeper.accepted(ticket, now=self.now)
        elif how == "lost":
            self.keeper.lost(ticket, now=self.now)
        elif how == "undone":
            self.keeper.withdraw(ticket, now=self.now)
            del self.departed[ticket]
        else:
            self.keeper.refused(ticket, float(how), now=self.now)

    @invariant()
    def never_above_the_ceiling(self) -> None:
        assert most_in(list(self.departed.values()), 1) <= 5
        assert 1 <= self.keeper.ceiling.limit <= 5

    def teardown(self) -> None:
        """Whoever still waits gets a turn in the end, and what is over is forgotten."""
        for ticket in self.flying:
            self.keeper.accepted(ticket, now=self.now)
        self.flying.clear()
        while self.waiting:
            granted, again_at = self.keeper.grant(self.now)
            for ticket in granted:
                self.waiting.remove(ticket)
                self.keeper.accepted(ticket, now=self.now + 0.01)
            if self.waiting:
                assert self.now <= again_at < self.now + 70
                self.now = max(again_at, self.now + 0.01)
        self.keeper.grant(self.now + 200)
        assert self.keeper.chats == 0


TestAnything = Anything.TestCase
TestAnything.settings = settings(max_examples=150, stateful_step_count=60, deadline=None)


def test_the_urgent_overtake() -> None:
    keeper = Keeper(Rates(overall=1))
    for lane in reversed(Lane):
        keeper.ask(lane, str(lane), now=0.0)
    order: list[Lane] = []
    now = 0.0
    while len(order) < len(Lane):
        granted, again_at = keeper.grant(now)
        for ticket in granted:
            keeper.accepted(ticket, now=now + 0.01)
        order += [ticket.lane for ticket in granted]
        now = max(now + 0.02, again_at)
    assert order == sorted(Lane)


@pytest.mark.parametrize("jitter", [0.001, 0.005])
def test_a_broadcast_fills_the_ceiling_and_answers_hardly_wait(jitter: float) -> None:
    server = Strict()
    world = World(Keeper(Rates()), server, Network(jitter=jitter, lost=0.01))
    people = iter(range(10**6))

    def next_one(asked: Asked | None) -> None:
        if asked is None or asked.lane is Lane.BROADCAST:
            world.ask(Lane.BROADCAST, f"b{next(people)}", world.now)

    world.done = next_one
    for _ in range(8):
        next_one(None)
    chance = random.Random(5)
    for number in range(300):
        world.ask(Lane.ANSWER, f"a{number}", 5 + chance.random() * 115)
    world.ask(Lane.RED_ALERT, "officer", 60)
    world.run(until=120)

    assert server.refused == []
    assert sum(at >= 60 for at, _ in server.accepted) >= 0.97 * 30 * 60
    answers = [a for a in world.asked if a.lane is Lane.ANSWER and a.gone is not None]
    waits = sorted(a.gone - a.at for a in answers if a.gone is not None)
    assert len(waits) == 300
    assert waits[285] <= 0.1
    (urgent,) = (a for a in world.asked if a.lane is Lane.RED_ALERT)
    assert urgent.gone is not None
    assert urgent.gone - urgent.at < 0.2


def test_a_group_that_must_pause_holds_up_nobody() -> None:
    keeper = Keeper(Rates())
    world = World(keeper, Strict(), Network())
    for _ in range(25):
        world.ask(Lane.BROADCAST, "-1", 0.0)
    for number in range(20):
        world.ask(Lane.CAMPAIGN, f"c{number}", 0.0)
    world.run(until=2.5)
    assert Counter(chat for _, chat in world.departures if chat != "-1").total() == 20
    world.run(until=30)
    assert keeper.wait("-1", 30.0) > 25
    assert keeper.wait("unknown", 30.0) == 0
    world.run(until=70)
    assert all(asked.delivered for asked in world.asked)
