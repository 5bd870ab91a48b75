"""The pacer on a real clock: turns come, are given up, and learn from how they end."""

from __future__ import annotations

import asyncio

import pytest

from bot.delivery.pacer import Pacer, Unpaced
from bot.delivery.pacing import Rates
from bot.errors import NeverSent, OutcomeUnknown, Throttled, Unreachable
from bot.incoming import Address
from bot.ledger import Lane

TELEGRAM = "telegram:1"


def chat(ref: object) -> Address:
    return Address(TELEGRAM, str(ref))


def pacer(overall: int = 10, per_chat: float = 5) -> Pacer:
    return Pacer(Rates(overall, per_chat), group=lambda ref: ref.startswith("-"))


async def test_turns_of_one_chat_keep_their_distance() -> None:
    pace, loop, times = pacer(), asyncio.get_running_loop(), []

    async def send() -> None:
        async with pace.turn(Lane.BROADCAST, chat(1)):
            times.append(loop.time())

    await asyncio.gather(*(send() for _ in range(3)))
    assert times[1] - times[0] >= 0.2
    assert times[2] - times[1] >= 0.2
    assert 0 < pace.wait(chat(1)) <= 0.2
    assert pace.wait(chat(2)) == 0


async def test_whoever_gives_up_takes_nobodys_turn() -> None:
    pace, gone = pacer(overall=2), []

    async def send(name: int) -> None:
        async with pace.turn(Lane.BROADCAST, chat(name)):
            gone.append(name)

    tasks = [asyncio.create_task(send(name)) for name in range(5)]
    await asyncio.sleep(0)
    tasks[2].cancel()
    await asyncio.wait(tasks)
    assert gone == [0, 1, 3, 4]


async def test_a_refused_chat_waits_as_long_as_it_was_told_to() -> None:
    pace, loop = pacer(), asyncio.get_running_loop()
    with pytest.raises(Throttled):
        async with pace.turn(Lane.ANSWER, chat(1)):
            raise Throttled(0.4)
    began = loop.time()
    async with pace.turn(Lane.ANSWER, chat(2)):
        assert loop.time() - began < 0.2
    async with pace.turn(Lane.ANSWER, chat(1)):
        assert loop.time() - began >= 0.39


@pytest.mark.parametrize("failure", [NeverSent("x"), OutcomeUnknown("x"), Unreachable("x")])
async def test_other_failures_are_raised_on_and_stop_nothing(failure: Exception) -> None:
    pace = pacer(per_chat=1000)
    for _ in range(2):
        with pytest.raises(type(failure)):
            async with pace.turn(Lane.ANSWER, chat(1)):
                raise failure
    assert pace.keeper.ceiling.refusals == 0


async def test_our_own_page_takes_everything_at_once() -> None:
    pace = Unpaced()
    for _ in range(100):
        async with pace.turn(Lane.CAMPAIGN, chat(1)):
            assert pace.wait(chat(1)) == 0
