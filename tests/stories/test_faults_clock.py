"""F17, F18, F19: the clock jumps, several processes watch the hour, nobody watches it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest

from emulator.person import Person
from tests.stories.helpers import CARD, CARD_TITLE, count, sent, until
from tests.stories.organisers import WORDS, aims, joined, presses, previews, says, watches, writes
from tests.stories.sendings import WORDS as MANY
from tests.stories.sendings import comes_to, everybody
from tests.stories.sendings import says as says_to_all
from tests.stories.test_faults_rivals import second
from tests.stories.trust import trusts
from tests.world import NOON, World

SIX = NOON + timedelta(hours=6)


async def due_at_six(world: World) -> tuple[Person, Person]:
    """Lan's message to An is to go out at 18:00 local time."""
    lan, an = world.worker("Lan"), world.worker("An")
    await trusts(world, lan)
    await joined(world, an)
    await writes(lan)
    await aims(lan)
    await previews(lan)
    await watches(world, lan, "Không cần người thứ hai")
    await presses(lan, "Giờ gửi", "Gửi lúc nào?")
    await says(lan, "18h tối nay", "Bắt đầu 18:00 12/05/2026")
    await presses(lan, "Gửi", "bắt đầu 18:00")
    await world.settles()
    return lan, an


async def done(world: World) -> None:
    async def so() -> bool:
        return await count(world, "broadcasts WHERE stage = 'done'") == 1

    await until(so, "the end of the broadcast")


@pytest.fixture(params=["America/New_York", "UTC", "Pacific/Auckland"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The server's own time zone."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("zone")
async def test_f17_the_servers_time_zone_changes_nothing(world: World) -> None:
    _, an = await due_at_six(world)
    world.now = SIX - timedelta(seconds=1)
    an.types(CARD)
    await an.waits_for(CARD_TITLE)
    assert sent(world, an, WORDS) == 0
    world.now = SIX + timedelta(seconds=1)
    await an.waits_for(WORDS)


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(days=1)])
async def test_f17_the_clock_is_put_back_over_the_hour(world: World, jump: timedelta) -> None:
    _, an = await due_at_six(world)
    world.now = SIX + timedelta(minutes=1)
    await an.waits_for(WORDS)
    await done(world)
    world.now -= jump
    an.types(CARD)
    await an.waits_for(CARD_TITLE)
    world.now = SIX + timedelta(minutes=2)
    await world.restarts()
    an.types(CARD)
    await an.waits_for(CARD_TITLE)
    await world.settles()
    assert sent(world, an, WORDS) == 1
    assert await count(world, "message_legs WHERE total = 1 AND sent = 1") >= 1


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(days=1), timedelta(days=-1)])
async def test_f17_the_clock_jumps_in_the_middle_of_a_message(
    world: World, jump: timedelta
) -> None:
    persons = await everybody(world, 12)
    await world.stops()
    await world.starts(rate_overall=12)
    message = await says_to_all(world)
    await persons[2].waits_for(MANY)
    world.now += jump
    await comes_to(world, message, sent=12)
    assert [sent(world, person, MANY) for person in persons] == [1] * 12


async def test_f18_three_processes_watch_the_hour_and_it_strikes_once(world: World) -> None:
    _, an = await due_at_six(world)
    async with second(world) as one, second(world) as other:
        world.now = SIX + timedelta(seconds=1)
        await an.waits_for(WORDS)
        await done(world)
        await world.stops()

        async def taken_over() -> bool:
            return bool(one.ports or other.ports)

        await until(taken_over, "the next process")
        world.now += timedelta(minutes=1)
        an.types(CARD)
        await an.waits_for(CARD_TITLE)
        await world.settles()
    assert sent(world, an, WORDS) == 1


@pytest.mark.parametrize("late", [timedelta(seconds=1), timedelta(minutes=5)])
async def test_f19_down_at_the_hour_and_back_in_time(world: World, late: timedelta) -> None:
    _, an = await due_at_six(world)
    await world.stops()
    world.now = SIX + late
    await world.starts()
    await an.waits_for(WORDS)
    await done(world)
    assert sent(world, an, WORDS) == 1


async def test_f19_back_after_the_window_it_waits_for_the_next_one(world: World) -> None:
    _, an = await due_at_six(world)
    await world.stops()
    world.now = SIX + timedelta(hours=3)
    await world.starts()
    an.types(CARD)
    await an.waits_for(CARD_TITLE)
    assert sent(world, an, WORDS) == 0
    world.now = SIX + timedelta(hours=11, minutes=31)  # the next morning
    await an.waits_for(WORDS)
    await done(world)
    assert sent(world, an, WORDS) == 1


async def test_f19_back_after_three_days_it_is_dropped_and_its_author_told(world: World) -> None:
    lan, an = await due_at_six(world)
    await world.stops()
    world.now = SIX + timedelta(days=3)
    await world.starts()
    await lan.waits_for("Đã quá giờ hẹn lâu vì máy chủ dừng")
    an.types(CARD)
    await an.waits_for(CARD_TITLE)
    assert sent(world, an, WORDS) == 0
