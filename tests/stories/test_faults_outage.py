"""F21, F31: after an outage, what it cut off is offered again, once, and nobody is forgotten."""

from __future__ import annotations

from datetime import timedelta

from tests.stories.helpers import CARD, CARD_TITLE, NOT_FOUND, UNKNOWN, count, heart_beats, until
from tests.stories.test_faults_restart import asked_what_is_wrong
from tests.world import World

AGAIN = "Bot vừa bị gián đoạn"


async def test_f21_an_open_question_is_asked_again_once(world: World) -> None:
    an = world.worker("An")
    await asked_what_is_wrong(an)
    await heart_beats(world)
    an.acted = world.telegram.next_touch()

    await world.restarts(after=timedelta(minutes=10))
    offered = await an.waits_for(AGAIN)
    assert "Chỗ nào chưa đúng?" in offered.text
    assert "Bỏ qua" in an.keyboard
    await heart_beats(world)

    an.acted = world.telegram.next_touch()
    await world.restarts(after=timedelta(minutes=10))
    an.types("thieu cach buoc day")
    await an.waits_for("Đã ghi. Cảm ơn")
    assert len(an.answers) == 1
    assert await count(world, "ratings WHERE note IS NOT NULL") == 1


async def test_f21_after_a_short_break_nothing_is_asked_again(world: World) -> None:
    an = world.worker("An")
    await asked_what_is_wrong(an)
    await heart_beats(world)
    an.acted = world.telegram.next_touch()
    await world.restarts(after=timedelta(seconds=140))
    an.presses("Bỏ qua")
    await an.waits_for("Đã bỏ qua.")
    assert len(an.answers) == 1
    assert await count(world, "drafts") == 0


async def test_f21_an_old_question_is_not_asked_again(world: World) -> None:
    an = world.worker("An")
    await asked_what_is_wrong(an)
    world.now += timedelta(hours=2)
    await world.restarts()

    async def beaten() -> bool:
        return await count(world, "accounts WHERE alive_at > '2026-05-12 06:00'") > 0

    await until(beaten, "a heartbeat two hours later")
    an.acted = world.telegram.next_touch()
    await world.restarts(after=timedelta(minutes=10))
    an.types(CARD)
    await an.waits_for("Đã ghi. Cảm ơn")
    assert len(an.answers) == 1


async def test_f31_telegram_cannot_be_reached_at_the_start(world: World) -> None:
    an = world.worker("An")
    await world.stops()
    async with world.telegram_down():
        an.types(UNKNOWN)
        app = await world.starts()
        binh = await world.visitor()
        await binh.types(CARD)
        await binh.waits_for(CARD_TITLE)

        async def known() -> bool:
            return app.troubles() == ["Telegram cannot be reached"]

        await until(known, "the trouble in the status")
        an.sees_nothing()

    await an.waits_for(NOT_FOUND, seconds=15)
    assert app.troubles() == []
