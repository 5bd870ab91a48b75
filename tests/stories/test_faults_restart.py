"""F1, F4: the bot is stopped in the middle of conversations and started again."""

from __future__ import annotations

from emulator.person import Person
from tests.stories.helpers import CARD, CARD_TITLE, NOT_FOUND, UNKNOWN, count, sent
from tests.world import World


async def asked_what_is_wrong(an: Person) -> None:
    """An says that a card is wrong and is asked what."""
    an.types(CARD)
    await an.waits_for(CARD_TITLE)
    an.presses("Xem thêm")
    await an.waits_for("Nguồn")
    an.presses("Chưa đúng")
    await an.waits_for("Chỗ nào chưa đúng?")


async def test_f1_an_open_question_survives_a_restart(world: World) -> None:
    an = world.worker("An")
    await asked_what_is_wrong(an)
    await world.restarts()

    an.types("thieu cach buoc day")
    await an.waits_for("Đã ghi. Cảm ơn")

    assert await count(world, "ratings") == 1
    assert await count(world, "ratings WHERE note IS NOT NULL") == 1
    assert await count(world, "drafts") == 0
    an.types(CARD)
    await an.waits_for(CARD_TITLE)


async def test_f1_what_was_typed_while_the_bot_was_down_is_answered_in_order(world: World) -> None:
    an = world.worker("An")
    await asked_what_is_wrong(an)
    await world.stops()
    an.types("thieu cach buoc day")
    an.types(f"{UNKNOWN} ga")
    await world.starts()

    await an.waits_for(NOT_FOUND)
    thanked, unknown = an.answers
    assert "Đã ghi. Cảm ơn" in thanked.text
    assert NOT_FOUND in unknown.text
    assert await count(world, "ratings WHERE note IS NOT NULL") == 1
    assert await count(world, "questions") == 1


async def test_f1_an_answer_that_telegram_loses_while_the_bot_stops(world: World) -> None:
    an = world.worker("An")
    lost = world.telegram.faults.drop(method="sendMessage", calls=1)
    an.types(UNKNOWN)
    await an.waits_until(lambda: lost.hits == 1 or bool(an.answers), "the first try")
    await world.restarts()

    await an.waits_for(NOT_FOUND)
    await world.settles()
    assert sent(world, an) == 1
    assert await count(world, "questions") == 1


async def test_f4_a_clean_stop_while_thirty_people_type(world: World) -> None:
    people = [world.worker(f"Person {n}") for n in range(30)]
    world.telegram.faults.delay(0.02, method="sendMessage")
    for number, person in enumerate(people):
        person.types(f"{UNKNOWN} {number}")
    await people[7].waits_for(NOT_FOUND)
    await world.stops()
    early = sum(sent(world, person) for person in people)
    for number, person in enumerate(people):
        person.types(f"{UNKNOWN} lan hai {number}")
    await world.starts()
    for person in people:
        await person.waits_for("lan hai", seconds=15)
    await world.settles()

    assert early <= 30
    assert [sent(world, person, NOT_FOUND) for person in people] == [2] * 30
    assert await count(world, "questions") == 60
