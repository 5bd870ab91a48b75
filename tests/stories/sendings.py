"""Messages to many, for stories: posted as the rules of broadcasts and alerts post them."""

from __future__ import annotations

import sqlalchemy as sa

from bot.ledger import Class, Lane, Message, Progress, State
from bot.screen import Screen
from content.html import Html
from emulator.person import Person
from storage.ledger import freeze
from storage.people import people
from tests.stories.helpers import until
from tests.world import World

WORDS = "Mai nắng gắt, nghỉ trưa trong bóng râm"


async def everybody(world: World, count: int) -> list[Person]:
    """So many people who have said hello."""
    found = [world.worker(f"An {number}") for number in range(count)]
    for person in found:
        person.starts()
        await person.waits_for("Chào anh/chị")
    await world.settles()
    return found


async def says(
    world: World,
    text: str = WORDS,
    *,
    kind: Class = Class.ORDINARY,
    lane: Lane = Lane.BROADCAST,
    author: int | None = None,
) -> int:
    """To everybody; returns the message's id."""
    assert world.app
    message = Message({"vi": Screen(Html.escape(text))}, lane, kind, author=author)
    async with world.app.units() as unit:
        number = await unit.ledger.open(message, now=world.now)
        chosen = sa.select(people.c.id.label("person_id"))
        await freeze(unit, number, lane, chosen, now=world.now)
    return number


async def progress(world: World, message: int) -> Progress:
    async with world.memory() as unit:
        found = await unit.ledger.progress(message)
    assert found
    return found


async def comes_to(world: World, message: int, seconds: float = 15, **states: int) -> None:
    """Wait until the ledger says exactly this."""
    wanted = {State(name): count for name, count in states.items()}

    async def so() -> bool:
        async with world.memory() as unit:
            return await unit.ledger.states(message) == wanted

    await until(so, f"{states}", seconds=seconds)
