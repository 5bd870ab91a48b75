"""F15, F16, F21, F22: updates come twice, late, in any order, or are changed afterwards."""

from __future__ import annotations

from collections.abc import Callable

from emulator.person import Person
from tests.stories.helpers import CARD, CARD_TITLE, NOT_FOUND, UNKNOWN, count, sent
from tests.world import World


async def test_f15_every_update_comes_three_times(world: World) -> None:
    an = world.worker("An")
    world.telegram.faults.copies(3)
    an.types(CARD)
    await an.waits_for(CARD_TITLE)
    an.presses("Xem thêm")
    await an.waits_for("Nguồn")
    an.presses("Có ích")
    await an.waits_for("Làm ở xã, phường nào?")
    an.presses("Bỏ qua")
    await an.waits_for("Khi nào cần")
    an.types(UNKNOWN)
    await an.waits_for(NOT_FOUND)
    await world.settles()

    once = ("Nguồn", "Đã ghi. Cảm", "Khi nào cần", NOT_FOUND)
    assert [sent(world, an, text) for text in once] == [1, 1, 1, 1]
    assert sent(world, an) == 5
    assert await count(world, "ratings") == 1
    assert await count(world, "questions") == 1


async def test_f15_telegram_repeats_what_it_was_told_we_have(world: World) -> None:
    an = world.worker("An")
    await world.stops()
    an.types(UNKNOWN)
    pending = list(world.telegram.updates.pending)
    await world.starts()
    await an.waits_for(NOT_FOUND)
    for update in pending:
        world.telegram.updates.redeliver(update)
    await world.restarts()
    binh = world.worker("Bình")
    binh.types(CARD)
    await binh.waits_for(CARD_TITLE)
    await world.settles()

    assert sent(world, an) == 1
    assert await count(world, "questions") == 1


async def test_f16_presses_edits_and_messages_in_any_order(world: World) -> None:
    for seed in range(3):
        an = world.worker(f"An {seed}")
        await was_asked_where_they_work(an)
        an.types(CARD)
        await an.waits_for(CARD_TITLE)
        an.presses("Xem thêm")
        more = await an.waits_for("Nguồn")
        updates = world.telegram.updates
        updates.chance.seed(seed)
        updates.window = 4
        said = an.types(f"{UNKNOWN} truoc")
        an.edits(said, f"{UNKNOWN} sau")
        an.presses("Có ích")
        an.presses_code("cm:construction/scaffold", more.id)
        updates.window = 1
        await an.waits_until(all_answered(an, world))
        await world.settles()

        assert sent(world, an, "Đã ghi. Cảm") == 1
        assert await count(world, "ratings") == seed + 1
        assert await count(world, "questions") == 2 * (seed + 1)


async def was_asked_where_they_work(an: Person) -> None:
    """A useful card asks nothing of them this month, so the order changes no answer's words."""
    an.starts("a25942")
    await an.waits_for("phường Dĩ An")
    an.presses("Không phải")
    await an.waits_for("Làm ở xã, phường nào?")
    an.presses("Bỏ qua")
    await an.waits_for("Khi nào cần")


def all_answered(an: Person, world: World) -> Callable[[], bool]:
    """Whether no button spins any more and both versions of the question have an answer."""
    return lambda: not an.unanswered and sent(world, an, NOT_FOUND) == 2


async def test_f21_a_press_too_old_to_be_answered_still_shows_its_screen(world: World) -> None:
    an = world.worker("An")
    an.types(CARD)
    await an.waits_for(CARD_TITLE)
    expired = world.telegram.faults.expired(method="answerCallbackQuery")
    an.presses("Xem thêm")
    await an.waits_for("Nguồn")
    await world.settles()
    assert expired.hits == 1
    assert an.unanswered


async def test_f22_an_edited_question_gets_a_new_answer(world: World) -> None:
    an = world.worker("An")
    said = an.types(UNKNOWN)
    await an.waits_for(NOT_FOUND)
    an.edits(said, CARD)
    await an.waits_for(CARD_TITLE)
    await world.settles()
    assert sent(world, an) == 2
    assert len(an.answers) == 1
