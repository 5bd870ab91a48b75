"""Several cases told in one message: it shows for everybody who has it how each of them stands."""

from __future__ import annotations

from datetime import timedelta

from bot.people import Role
from emulator.chats import Message
from emulator.person import Person
from tests.offices import OTHER_COMMUNE
from tests.stories.helpers import count, until
from tests.stories.officials import HUNG, forwards, looks_at, on_telegram, on_the_page
from tests.stories.reporting import does, heard, listens, presses, reports_red
from tests.visitor import Bubble, Visitor
from tests.world import World

TOGETHER = "tin mới cùng lúc"
SINGLY = 3
"""Of somebody who reports often so many are told one by one."""


async def flood(world: World, an: Person, together: int = 3) -> list[str]:
    """The codes of those that come in one message."""
    codes = [await reports_red(an) for _ in range(SINGLY + together)]
    await world.settles()
    await ten_seconds_pass(world)
    return codes[SINGLY:]


async def ten_seconds_pass(world: World) -> None:
    """So long red ones wait for others."""
    assert world.app
    world.now += timedelta(seconds=10)
    await world.app.beats.escalate()


def now_reads(hung: Visitor, heap: Bubble) -> Bubble:
    """The message as the page shows it now."""
    return next(bubble for bubble in reversed(hung.bubbles) if bubble.id == heap.id)


async def shows(who: Visitor | Person, heap: Bubble | Message, words: str) -> Bubble | Message:
    """Waits until this message says so."""

    def current() -> Bubble | Message:
        if isinstance(heap, Message):
            return heap
        assert isinstance(who, Visitor)
        return now_reads(who, heap)

    async def says_so() -> bool:
        return words in current().text

    await until(says_so, words)
    return current()


def takes(code: str) -> str:
    return f"Tôi nhận {code}"


async def test_each_line_says_who_took_it_and_the_others_can_be_taken(world: World) -> None:
    lan, hung = await on_telegram(world), await on_the_page(world)
    first, second, third = await flood(world, world.worker("An"))
    theirs, his = await lan.waits_for(TOGETHER), await listens(hung, TOGETHER)
    assert "3 tin mới cùng lúc" in his.text
    await presses(hung, takes(second))
    await heard(hung, "anh/chị đã nhận lúc")
    for who, heap in ((lan, theirs), (hung, his)):
        seen = await shows(who, heap, f"{second}: {HUNG} đã nhận lúc")
        assert "Trong 3 tin mới, 2 tin" in seen.text
        assert [label for label in seen.labels if "Tôi nhận" in label] == [
            takes(first),
            takes(third),
        ]
    await world.restarts()
    hung.url = f"{world.web_url}/"
    lan.presses(takes(first))
    await lan.waits_for("anh/chị đã nhận lúc")
    for who, heap in ((lan, theirs), (hung, his)):
        await shows(who, heap, f"{first}: đã có người nhận")
    assert await count(world, "cases WHERE state = 'taken'") == 2


async def test_taken_back_closed_and_forwarded_leave_the_others_to_be_taken(world: World) -> None:
    an, lan = world.worker("An"), await on_telegram(world)
    there = await on_telegram(world, area=OTHER_COMMUNE)
    withdrawn, closed, moved, last = await flood(world, an, 4)
    heap = await lan.waits_for(TOGETHER)
    an.types("/hoso")
    await an.waits_for("Bấm để xem")
    an.presses(withdrawn)
    await an.waits_for("tai nạn")
    await does(an, ("Rút tin này", "Cán bộ sẽ biết"), ("Rút tin này", "Đã rút"))
    await shows(lan, heap, f"{withdrawn}: việc này đã khép lại.")
    await ends(lan, closed)
    await shows(lan, heap, f"{closed}: việc này đã khép lại.")
    await forwards(world, lan, moved)
    seen = await shows(lan, heap, f"{moved}: đã chuyển")
    assert takes(last) in seen.labels
    edited = heap.touched
    await ten_seconds_pass(world)
    await there.waits_for(moved)
    there.types(f"/hoso {moved}")
    await there.waits_for(f"{moved} · ")
    there.presses("Tôi nhận")
    await there.waits_for("anh/chị đã nhận lúc")
    await world.settles()
    assert heap.touched == edited  # what becomes of it there changes nothing here
    lan.presses(takes(last))
    await lan.waits_for("anh/chị đã nhận lúc")
    seen = await shows(lan, heap, "4 tin báo cùng lúc: không còn tin nào")
    assert f"{moved}: đã chuyển" in seen.text
    assert "Danh sách việc" in seen.labels
    lan.presses("Danh sách việc")
    await lan.waits_for("Việc đang mở")


async def ends(lan: Person, code: str) -> None:
    await looks_at(lan, code)
    await does(lan, ("Kết thúc", "kết thúc vì"), ("Không đúng như tin", "thực tế thế nào?"))
    lan.types("Không có ai bị nạn")
    await lan.waits_for("đã kết thúc")


async def test_whoever_has_not_got_it_yet_gets_it_as_it_stands(world: World) -> None:
    """A page that is closed: what was taken meanwhile is no reason to get nothing."""
    lan, hung = await on_telegram(world), await on_the_page(world)
    await hung.closes()
    first, second, third = await flood(world, world.worker("An"))
    await lan.waits_for(TOGETHER)
    for code in (first, second):
        lan.presses(takes(code))
        await lan.waits_for(f"{code}: anh/chị đã nhận lúc")
        await world.settles()
    await hung.opens()
    heap = await listens(hung, f"{first}: đã có người nhận")
    assert heap.op == "show"
    assert f"{second}: đã có người nhận" in heap.text
    assert takes(third) in heap.labels
    assert sum("3 tin mới" in bubble.text for bubble in hung.bubbles) == 1
    await presses(hung, takes(third))
    await heard(hung, "anh/chị đã nhận lúc")
    await shows(hung, heap, "không còn tin nào")


async def test_of_what_waits_for_nobody_any_more_nothing_is_told(world: World) -> None:
    lan, hung = await on_telegram(world), await on_the_page(world)
    await hung.closes()
    codes = await flood(world, world.worker("An"), 2)
    await lan.waits_for(TOGETHER)
    for code in codes:
        lan.presses(takes(code))
        await lan.waits_for(f"{code}: anh/chị đã nhận lúc")
        await world.settles()
    await hung.opens()
    await hung.types("/viec")
    await hung.waits_for("Việc đang mở")
    assert not any("tin báo cùng lúc" in bubble.text for bubble in hung.bubbles)


async def test_an_edit_that_still_waits_gives_way_to_the_next(world: World) -> None:
    """What Telegram did not take for a while is not made up for one by one."""
    lan, hung = await on_telegram(world), await on_the_page(world)
    first, second, third = await flood(world, world.worker("An"))
    heap = await lan.waits_for(TOGETHER)
    await listens(hung, TOGETHER)
    async with world.telegram_down():
        for code in (first, second, third):
            await presses(hung, takes(code))
            await heard(hung, f"{code}: anh/chị đã nhận lúc")
            await world.settles()
    await lan.waits_until(lambda: "không còn tin nào" in heap.text, "the last edit", seconds=20)
    assert all(f"{code}: {HUNG} đã nhận" in heap.text for code in (first, second, third))


async def test_one_that_becomes_red_or_waits_again_says_so(world: World) -> None:
    lan, hung = await on_telegram(world), await on_the_page(world, Role.PROVINCE, "79")
    first, *_ = await flood(world, world.worker("An"))
    heap = await lan.waits_for(TOGETHER)
    await listens(hung, TOGETHER)
    await looks_at(lan, first)
    await does(lan, ("Sửa loại, mức", "cán bộ xác định thế nào"), ("Nhẹ", "đã ghi điều"))
    await shows(lan, heap, "2 tin nghi có người bị nặng")
    await looks_at(lan, first)
    await does(lan, ("Sửa loại, mức", "cán bộ xác định thế nào"), ("Nặng", "đã ghi điều"))
    await shows(lan, heap, f"{first} · tai nạn, nặng")
