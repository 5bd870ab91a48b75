"""F9, F10, F11: the road to Telegram breaks in every way; the person gets the answer in the end."""

from __future__ import annotations

from collections.abc import Callable

from emulator.faults import Fault
from tests.stories.helpers import CARD, CARD_TITLE, NOT_FOUND, UNKNOWN, count, sent, until
from tests.world import World

SEND = "sendMessage"


async def test_f9_the_connection_breaks_before_telegram_takes_the_answer(world: World) -> None:
    an = world.worker("An")
    lost = world.telegram.faults.drop(method=SEND, calls=2)
    an.types(UNKNOWN)
    await an.waits_for(NOT_FOUND)
    await world.settles()
    assert lost.hits == 2
    assert sent(world, an) == 1
    assert await count(world, "questions") == 1


async def test_f9_the_connection_breaks_after_telegram_took_the_answer(world: World) -> None:
    """Nobody can know: a second copy is harmless, silence is not. The effect is there once."""
    an = world.worker("An")
    world.telegram.faults.drop(method=SEND, calls=1, after=True)
    an.types(UNKNOWN)
    await an.waits_until(lambda: len(an.answers) == 2, "the copy")
    await world.settles()
    assert sent(world, an) == 2
    assert await count(world, "questions") == 1


async def test_f9_telegram_cannot_be_reached_for_a_while(world: World) -> None:
    an = world.worker("An")
    an.starts()
    await an.waits_for("Chào anh/chị")
    slow = world.telegram.faults.delay(0.3, method=SEND)
    an.types(UNKNOWN)
    async with world.telegram_down():
        an.types(CARD)
    slow.left = 0
    await an.waits_for(CARD_TITLE, seconds=10)
    await world.settles()
    assert sent(world, an, NOT_FOUND) == 1
    assert sent(world, an, CARD_TITLE) == 1


async def test_f11_telegram_answers_nonsense(world: World) -> None:
    faults = world.telegram.faults
    people = [world.worker(f"Person {n}") for n in range(4)]
    strikes: tuple[Callable[[], Fault], ...] = (
        lambda: faults.status(502, method=SEND, calls=2),
        lambda: faults.status(500, method=SEND, calls=1),
        lambda: faults.garbage(method=SEND, calls=2),
        lambda: faults.not_ok(method=SEND, calls=1),
    )
    for person, strike in zip(people, strikes, strict=True):
        hit = strike()
        person.types(CARD)
        await person.waits_for(CARD_TITLE)
        await world.settles()
        assert hit.left == 0
        assert sent(world, person) == 1


async def test_f11_nonsense_instead_of_updates(world: World) -> None:
    an = world.worker("An")
    faults = world.telegram.faults
    faults.garbage(method="getUpdates", calls=1)
    faults.not_ok(method="getUpdates", calls=1)
    an.types(UNKNOWN)
    await an.waits_for(NOT_FOUND, seconds=15)
    assert await count(world, "questions") == 1


async def test_f10_told_to_wait_while_others_are_answered(world: World) -> None:
    an, binh = world.worker("An"), world.worker("Bình")
    flood = world.telegram.faults.flood(1, method=SEND, calls=1)
    an.types(UNKNOWN)

    async def refused() -> bool:
        return flood.hits == 1

    await until(refused, "the refusal")
    binh.types(CARD)
    await binh.waits_for(CARD_TITLE)
    an.sees_nothing()
    await an.waits_for(NOT_FOUND)
    await world.settles()
    assert flood.hits == 1
    assert sent(world, an) == sent(world, binh) == 1
