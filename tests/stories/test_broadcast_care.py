"""Whom ordinary messages leave in peace, what is taken off their files, what they can open."""

from __future__ import annotations

from datetime import timedelta

from emulator.person import Person
from tests.stories.organisers import (
    WORDS,
    aims,
    joined,
    presses,
    previews,
    ready_to_ask,
    watches,
    writes,
)
from tests.stories.reporting import DI_AN, SEND
from tests.stories.trust import trusts
from tests.world import World


async def test_after_a_death_thirty_days_without_messages(world: World) -> None:
    lan, an, binh = world.worker("Lan"), world.worker("An"), world.worker("Binh")
    await trusts(world, lan)
    await joined(world, an)
    await joined(world, binh)
    await _mourns(an)
    await world.settles()

    await writes(lan)
    await aims(lan)
    assert "Bây giờ: 1 người" in lan.log
    assert "1 người đang được miễn tin" in lan.log
    await previews(lan, "1 người đang được miễn tin")
    assert "Gửi đến 1 người" in lan.log
    await watches(world, lan, "Không cần người thứ hai")
    await presses(lan, "Gửi", "bắt đầu")
    await binh.waits_for(WORDS)
    await watches(world, lan, "Đến máy: 1 trên 1")
    assert not any(WORDS in message.text for message in an.answers)

    world.now += timedelta(days=31)
    await ready_to_ask(world, lan, "Tin tháng sau")
    assert "Gửi đến 2 người" in lan.log
    await presses(lan, "Gửi", "bắt đầu")
    await an.waits_for("Tin tháng sau")


async def test_when_all_are_in_mourning_only_urgent_words_go(world: World) -> None:
    lan, an = world.worker("Lan"), world.worker("An")
    await trusts(world, lan)
    await joined(world, an)
    await _mourns(an)
    await world.settles()
    await writes(lan)
    await aims(lan)
    await previews(lan, "Mọi người trong nhóm này đang được miễn tin")
    await presses(lan, "Đổi thành tin khẩn", "Gửi đến 1 người")


async def _mourns(who: Person) -> None:
    who.types("/baotainan")
    await who.waits_for("cần cấp cứu")
    who.presses("Có người đã mất")
    await who.waits_for("Chỗ xảy ra ở đâu?")
    who.types(DI_AN)
    await who.waits_for("Xin chia buồn")
    who.presses(SEND)
    await who.waits_for("Mã: TN-")
