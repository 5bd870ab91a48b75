"""Taking back: everything of it goes where it still can, and what cannot go is counted."""

from __future__ import annotations

from datetime import timedelta

from emulator import samples
from emulator.person import Person
from tests.stories.helpers import until
from tests.stories.organisers import (
    WORDS,
    aims,
    begins,
    goes_out,
    kept,
    organised,
    presses,
    previews,
    ready_to_ask,
    says,
    watches,
)
from tests.visitor import Visitor
from tests.world import World


async def empty(who: Person) -> None:
    """Nothing of the broadcast is left in this chat."""

    async def gone() -> bool:
        return not any("Hai tấm biển" in m.text or m.body.get("photo") for m in who.answers)

    await until(gone, "deleting")


async def vanished(who: Visitor, words: str) -> None:
    async def gone() -> bool:
        return not any(words in bubble.text for bubble in who.bubbles)

    await until(gone, "the page's deleting")


async def test_of_an_album_every_message_is_deleted(world: World) -> None:
    lan, an, binh = world.worker("Lan"), world.worker("An"), await world.visitor()
    await organised(world, lan, an, binh)
    await begins(lan)
    lan.sends_album([samples.PHOTO, samples.PHOTO], "Hai tấm biển")
    await lan.waits_for("Đã ghi:")
    await kept(world)
    await aims(lan)
    await previews(lan)
    await watches(world, lan, "Không cần người thứ hai duyệt")
    await goes_out(world, lan, an, binh, words="Hai tấm biển")
    await presses(lan, "Thu hồi", "trong 48 giờ")
    await presses(lan, "Chỉ xóa", "Đã thu hồi")
    await empty(an)
    await watches(world, lan, "Đã xóa: 2")
    await vanished(binh, "Hai tấm biển")


async def test_after_two_days_only_the_page_of_our_own_forgets(world: World) -> None:
    lan, an, binh = world.worker("Lan"), world.worker("An"), await world.visitor()
    await organised(world, lan, an, binh)
    await ready_to_ask(world, lan)
    await goes_out(world, lan, an, binh)
    world.now += timedelta(hours=49)
    await presses(lan, "Thu hồi", "1 trên 2 người nhận đã quá 48 giờ")
    await presses(lan, "Chỉ xóa", "Không xóa được: 1")
    await watches(world, lan, "Đã xóa: 1")
    assert "Tin đã đến 2 trên 2 máy" in lan.log
    assert any(WORDS in message.text for message in an.answers)
    await vanished(binh, WORDS)


async def test_what_was_on_its_way_is_deleted_when_it_has_arrived(world: World) -> None:
    lan, an = world.worker("Lan"), world.worker("An")
    await organised(world, lan, an)
    await ready_to_ask(world, lan, "Uống thuốc sâu")
    world.telegram.faults.delay(3, method="sendMessage", calls=1, after=True)
    await presses(lan, "Gửi", "bắt đầu")
    got = await an.waits_for("Uống thuốc sâu")
    message = lan.last.id
    lan.presses_code("bm:1|0", message)
    await lan.waits_for("Đã thu hồi")

    async def gone() -> bool:
        return got.id not in an.chat.messages

    await until(gone, "deleting")
    await watches(world, lan, "Đã xóa: 1")
    assert "Không xóa được" not in lan.log


async def test_a_message_the_reader_deleted_counts_as_gone(world: World) -> None:
    lan, an = world.worker("Lan"), world.worker("An")
    await organised(world, lan, an)
    await ready_to_ask(world, lan)
    await presses(lan, "Gửi", "bắt đầu")
    got = await an.waits_for(WORDS)
    await watches(world, lan, "Đến máy: 1 trên 1")
    del an.chat.messages[got.id]
    await presses(lan, "Thu hồi", "trong 48 giờ")
    await presses(lan, "Chỉ xóa", "Đã thu hồi")
    await watches(world, lan, "Đã xóa: 1")


async def test_a_correction_passes_by_whoever_has_stopped_since(world: World) -> None:
    lan, an, binh = world.worker("Lan"), world.worker("An"), await world.visitor()
    await organised(world, lan, an, binh)
    await ready_to_ask(world, lan)
    await goes_out(world, lan, an, binh)
    await says(an, "dừng", "Đã dừng")
    await presses(lan, "Thu hồi", "trong 48 giờ")
    await presses(lan, "Xóa và đính chính", "Gõ hoặc gửi tin")
    await says(lan, "Xin lỗi: nhớ đeo khẩu trang", "Đã ghi:")
    await previews(lan, "Gửi đến 1 người")
    await watches(world, lan, "Không cần người thứ hai")
    await goes_out(world, lan, binh, words="Xin lỗi: nhớ đeo")
    assert not any("Xin lỗi" in message.text for message in an.answers)
