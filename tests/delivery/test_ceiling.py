"""What a refusal teaches: it stops exactly whom it names, and the ceiling finds the limit."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import pytest

from benchmarks.strict import Strict
from bot.delivery.pacing import Keeper, Rates, Ticket
from bot.ledger import Lane
from tests.delivery.simulated import Asked, Network, World


def broadcast(server: Strict, jitter: float, until: float) -> World:
    """Eight in line at any time, as the sender does."""
    world = World(Keeper(Rates()), server, Network(jitter=jitter, lost=0.01))
    numbers = iter(range(10**6))

    def next_one(_: Asked | None = None) -> None:
        world.ask(Lane.BROADCAST, str(next(numbers)), world.now)

    world.done = next_one
    for _ in range(8):
        next_one()
    world.run(until)
    return world


def share(server: Strict, start: float, end: float, limit: int) -> float:
    return sum(start <= at < end for at, _ in server.accepted) / (end - start) / limit


def between(low: int, start: float, end: float) -> Callable[[float], int]:
    return lambda now: low if start <= now < end else 30


@pytest.mark.parametrize("jitter", [0.001, 0.005])
@pytest.mark.parametrize("low", [4, 8])
def test_a_lower_limit_is_found_and_left_again(low: int, jitter: float) -> None:
    server = Strict(between(low, 100, 260))
    broadcast(server, jitter, 400)
    assert share(server, 60, 100, 30) >= 0.95
    assert share(server, 160, 260, low) >= 0.95
    assert share(server, 320, 400, 30) >= 0.95
    assert len(server.refused) <= 6


def test_calm_is_found_with_a_server_that_counts_otherwise() -> None:
    """A bucket of 20 that fills with 20 a second, where we believe in a window of 30."""

    class Bucket(Strict):
        level, since = 20.0, 0.0

        def overall(self, now: float) -> float:
            self.level = min(20.0, self.level + (now - self.since) * 20)
            self.since = now
            if now >= self.stopped_until and self.level >= 1:
                self.level -= 1
                return 0.0
            self.stopped_until = max(self.stopped_until, now + self.refusal)
            return self.refusal

    server = Bucket()
    broadcast(server, 0.001, 400)
    assert share(server, 60, 400, 20) >= 0.8
    assert len(server.refused) <= 40


def full(keeper: Keeper) -> tuple[Ticket, Ticket, float]:
    """A broadcast at full speed, answers after 80 ms: the last two departures, and the time when
    the first of them is answered.
    """
    flying: deque[Ticket] = deque()
    for number in range(300):
        keeper.ask(Lane.BROADCAST, f"b{number}", now=10.0)
    for millisecond in range(10_000, 16_000):
        now = millisecond / 1000
        flying += keeper.grant(now)[0]
        if flying and now >= departed(flying[0]) + 0.08:
            if now > 15 and len(flying) > 1:
                return flying[0], flying[1], now
            keeper.accepted(flying.popleft(), now=now)
    raise AssertionError("it stopped")


def departed(ticket: Ticket) -> float:
    assert ticket.flight
    return ticket.flight.departed


def departures(keeper: Keeper, start: float, end: float) -> list[Ticket]:
    """Whoever may go in this time, each accepted after 40 ms."""
    found: list[Ticket] = []
    now = start
    while now < end:
        granted, _ = keeper.grant(now)
        for ticket in granted:
            keeper.accepted(ticket, now=now + 0.04)
        found += granted
        now += 0.01
    return found


def test_a_refusal_at_full_speed_stops_everybody_for_exactly_its_time() -> None:
    keeper = Keeper(Rates())
    first, second, now = full(keeper)
    keeper.refused(first, 3.0, now=now)
    keeper.refused(second, 3.0, now=now + 0.03)
    assert departures(keeper, now + 0.03, now + 3.02) == []
    assert departures(keeper, now + 3.03, now + 3.2)


def test_a_refusal_is_one_chats_when_others_are_served_after_it() -> None:
    keeper = Keeper(Rates())
    first, second, now = full(keeper)
    keeper.refused(first, 30.0, now=now)
    assert keeper.ceiling.limit < 30
    keeper.accepted(second, now=now + 0.04)
    assert keeper.ceiling.limit == 30
    keeper.ask(Lane.BROADCAST, first.chat.ref, now=now + 0.04)
    gone = departures(keeper, now + 0.04, now + 2)
    assert len(gone) > 40
    assert first.chat.ref not in {ticket.chat.ref for ticket in gone}
    assert keeper.wait(first.chat.ref, now + 0.04) > 29


def test_a_long_refusal_of_everybody_is_doubted_once() -> None:
    """One request asks again after a second: nothing else could tell whom the refusal meant."""
    keeper = Keeper(Rates())
    first, second, now = full(keeper)
    keeper.accepted(second, now=now)
    keeper.refused(first, 60.0, now=now)
    granted: list[Ticket] = []
    for tenth in range(600):
        at = now + tenth / 10
        found, _ = keeper.grant(at)
        for ticket in found:
            keeper.refused(ticket, 60.0 - tenth / 10, now=at + 0.04)
        granted += found
    assert len(granted) == 1
    assert granted[0].chat is not first.chat


def test_refusals_when_little_is_sent_stop_those_chats_alone() -> None:
    keeper = Keeper(Rates())
    now = 10.0
    for number in range(20):
        ticket = keeper.ask(Lane.ANSWER, str(number), now=now)
        assert keeper.grant(now)[0] == [ticket]
        if number % 4 == 0:
            keeper.refused(ticket, 60.0, now=now + 0.04)
        else:
            keeper.accepted(ticket, now=now + 0.04)
        now += 0.5
    assert keeper.ceiling.limit == 30
    assert keeper.wait("0", now) > 40
    assert keeper.wait("1", now) == 0


def test_two_refusals_in_a_row_stop_everybody_also_when_little_is_sent() -> None:
    keeper = Keeper(Rates())
    for number, now in ((1, 10.0), (2, 11.0)):
        ticket = keeper.ask(Lane.ANSWER, str(number), now=now)
        assert keeper.grant(now)[0] == [ticket]
        keeper.refused(ticket, 3.0, now=now + 0.04)
    keeper.ask(Lane.ANSWER, "3", now=12.0)
    assert keeper.grant(12.0)[0] == []
    assert len(keeper.grant(14.05)[0]) == 1
    assert keeper.ceiling.limit == 30


def test_after_a_restart_it_goes_on_below_the_limit_it_knew_and_finds_a_higher_one() -> None:
    server = Strict(between(8, 0, 60))
    before = broadcast(server, 0.001, 50)
    learned = before.keeper.ceiling.limit
    assert learned <= 9
    fresh = Keeper(Rates())
    fresh.ceiling.remember(learned)
    assert fresh.ceiling.limit == learned
    capped = Keeper(Rates(overall=5))
    capped.ceiling.remember(learned)
    assert capped.ceiling.limit == 5
