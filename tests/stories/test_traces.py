"""T23, the phone in the employer's hands: one's own chat is cleared at once, in honest words."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from time import perf_counter

from bot.errands import MOST_TRIES
from bot.letters import tell
from bot.screen import Screen
from bot.traces import numbers
from content.html import Html
from emulator.group import Group
from emulator.person import Person
from tests.journeys import so_far, walked
from tests.stories.helpers import count, until
from tests.stories.trust import arrives
from tests.world import World

NEUTRAL = "Cần gì, bấm nút bên dưới"


def shown(who: Person) -> list[str]:
    """Everything that the chat shows now, of both sides."""
    return [message.text for message in who.chat.messages.values()]


async def left(who: Person, messages: int) -> None:
    """Waits until the chat shows so many."""

    async def so_many() -> bool:
        return len(who.chat.messages) == messages

    await until(so_many, f"{messages} messages left")


async def clears(who: Person) -> None:
    who.types("/xoatinnhan")
    await who.waits_for("Xóa tin trong khung chat này?")
    who.presses("Xóa dấu vết")


async def test_telegram_shows_nothing_any_more(world: World) -> None:
    an = world.worker("An")
    person = await arrives(world, an)
    an.types("sếp bắt leo cao không dây")
    await an.waits_for()
    assert world.app
    async with world.app.units() as unit:
        told = Screen(Html.escape("tin riêng của xã"))
        await tell(
            unit, [person], lambda _: told, world.app.windows.services.catalogs, now=world.now
        )
    await an.waits_for("tin riêng của xã")
    an.sends_photo()
    await an.waits_for()
    await world.settles()
    assert len(an.chat.messages) > 6

    before = so_far(an)
    await clears(an)
    await an.waits_for(NEUTRAL)
    walked("clear the chat", an, since=before)
    await left(an, 1)
    assert NEUTRAL in shown(an)[0]
    assert "🆘 Cấp cứu" in an.keyboard

    async def all_done() -> bool:
        return await count(world, "errands") == 0

    await until(all_done, "the errand")


async def test_the_page_shows_nothing_any_more(world: World) -> None:
    binh = await world.visitor()
    await arrives(world, binh)
    await binh.types("sếp bắt leo cao không dây")
    await binh.waits_for()
    before = so_far(binh)
    await binh.types("/dulieu")
    await binh.waits_for("Bot đang lưu")
    await binh.presses("Xóa dấu vết")
    await binh.waits_for("Xóa tin trên trang này?")
    await binh.presses("Xóa dấu vết")
    await binh.waits_for(NEUTRAL)
    walked("clear the chat", binh, since=before)
    assert [NEUTRAL in bubble.text for bubble in binh.bubbles] == [True]
    assert await count(world, "transcript_entries") == 2  # that it was cleared, and the menu
    later = await world.visitor()
    assert later.bubbles == []


async def test_what_is_too_old_is_said_before_and_left(world: World) -> None:
    an = world.worker("An")
    await arrives(world, an)
    old = set(an.chat.messages)
    world.now += timedelta(hours=49)
    an.types("/xoatinnhan")
    asked = await an.waits_for("trong 48 giờ qua")
    assert "Tin cũ hơn: giữ tay vào tin rồi xóa." in asked.text
    assert "Tin đã báo vẫn ở xã" in asked.text
    an.presses("Xóa dấu vết")
    await an.waits_for(NEUTRAL)
    await left(an, len(old) + 1)
    assert old < set(an.chat.messages)


async def test_it_goes_on_after_a_crash_and_an_outage(world: World) -> None:
    an = world.worker("An")
    await arrives(world, an)
    world.telegram.faults.status(502, method="deleteMessages")
    await clears(an)
    await an.waits_for(NEUTRAL)
    await world.settles()
    await world.stops()
    world.telegram.faults.clear()
    world.now += timedelta(minutes=1)
    await world.starts()
    await left(an, 1)


async def test_what_cannot_be_deleted_is_told_in_the_end(world: World) -> None:
    an = world.worker("An")
    await arrives(world, an)
    world.telegram.faults.status(502, method="deleteMessages")
    await clears(an)
    await an.waits_for(NEUTRAL)
    for tries in range(1, MOST_TRIES + 1):
        await until(partial(tried, world, tries), f"try {tries}")
        world.now += timedelta(minutes=5)
    await an.waits_for("Việc vừa nhờ bot làm không được")


async def tried(world: World, times: int) -> bool:
    """Whether the errand has failed so often, or is given up."""
    return await count(world, f"errands WHERE tries < {times}") == 0


async def test_a_group_is_not_for_one_of_them_to_clear(world: World) -> None:
    an = world.worker("An")
    group = Group(world.telegram, -1_000_000_000_701)
    group.adds_bot(an)
    group.speaks(an, f"/xoatinnhan{group.mention}")
    answer = await group.waits_for()
    assert "Xóa dấu vết" not in answer.labels


def test_an_albums_pictures_go_with_the_message_that_was_noted() -> None:
    assert numbers(["12", "20 21"], "40") == [*range(12, 22), 40]
    assert numbers(["12", "50"], "13") == [12, 13]
    assert numbers(["12"], "") == []
    assert numbers(["abc", "7"], "30") == [7, 30]


def test_t17_a_talkative_chat_is_cleared_as_fast() -> None:
    noted = [str(number) for number in range(0, 600_000, 20)]
    began = perf_counter()
    assert len(numbers(noted, "600000")) == len(noted) + 1
    assert perf_counter() - began < 1
