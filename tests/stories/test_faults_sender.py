"""F4, F5, F8, F20: whoever sends to many is stopped, held up by the database, or put to sleep."""

from __future__ import annotations

import os
import signal
from datetime import UTC, datetime

from bot.ledger import Class, State
from emulator.person import Person
from tests.stories.helpers import CARD, CARD_TITLE, sent, until
from tests.stories.sendings import WORDS, comes_to, everybody, progress, says
from tests.stories.test_faults_database import only, unwritable
from tests.stories.test_faults_kill import process, standing_by
from tests.world import World

SEND = "sendMessage"
SLOWLY = 12
"""Messages a second, so that there is a middle."""


def copies(world: World, persons: list[Person]) -> list[int]:
    return [sent(world, person, WORDS) for person in persons]


async def reached(world: World, persons: list[Person], count: int) -> None:
    async def so() -> bool:
        return sum(copies(world, persons)) >= count

    await until(so, f"{count} messages", seconds=20)


async def ended(world: World, message: int, seconds: float = 20) -> None:
    async def so() -> bool:
        found = await progress(world, message)
        return found.ended == found.total

    await until(so, "the end", seconds=seconds)


async def test_f4_stopped_cleanly_again_and_again(world: World) -> None:
    persons = await everybody(world, 20)
    await world.stops()
    await world.starts(rate_overall=SLOWLY)
    message = await says(world)
    for count in (3, 8, 13, 17):
        await reached(world, persons, count)
        await world.stops()
        await world.starts(rate_overall=SLOWLY)
    await comes_to(world, message, sent=20)
    assert copies(world, persons) == [1] * 20


async def test_f5_f8_nothing_can_be_written_in_the_middle(world: World) -> None:
    """What was under way is said once at most, and nobody is passed over."""
    persons = await everybody(world, 20)
    await world.stops()
    await world.starts(rate_overall=SLOWLY)
    visitor, message = await world.visitor(), await says(world)
    await reached(world, persons, 3)
    async with unwritable(world):
        assert await visitor.types(CARD) == 503
        assert sum(copies(world, persons)) < 20
    await ended(world, message)
    found = copies(world, persons)
    assert max(found) == 1
    assert found.count(0) <= (await progress(world, message)).count(State.UNKNOWN)


async def test_f5_f8_an_alert_comes_to_all_all_the_same(world: World) -> None:
    persons = await everybody(world, 20)
    await world.stops()
    await world.starts(rate_overall=SLOWLY)
    visitor, message = await world.visitor(), await says(world, kind=Class.ALERT)
    await reached(world, persons, 3)
    async with unwritable(world):
        assert await visitor.types(CARD) == 503
        assert sum(copies(world, persons)) < 20
    await comes_to(world, message, sent=20)
    assert min(copies(world, persons)) == 1


async def test_f20_a_sleeping_sender_is_replaced_and_wakes_to_nothing(world: World) -> None:
    """On SQLite one process does it all, and one that sleeps in a commit holds the file."""
    only(world, "postgresql")
    persons = await everybody(world, 30)
    await world.stops()
    world.now = datetime.now(UTC)  # the processes below know no other
    message = await says(world)
    assert world.app
    await world.app.engine.dispose()
    slowly = {"ANTOAN_RATE_OVERALL": "5"}
    async with process(world, **slowly) as holder, standing_by(world, **slowly):
        await reached(world, persons, 3)
        os.kill(holder.pid, signal.SIGSTOP)
        await ended(world, message, seconds=30)
        os.kill(holder.pid, signal.SIGCONT)
        persons[0].types(CARD)
        await persons[0].waits_for(CARD_TITLE, seconds=15)
    found = copies(world, persons)
    assert max(found) == 1
    assert found.count(0) <= (await progress(world, message)).count(State.UNKNOWN)
