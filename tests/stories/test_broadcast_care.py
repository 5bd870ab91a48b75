"""Whom ordinary messages leave in peace, what is taken off their files, what they can open."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from PIL import Image

from bot.broadcasts.fetching import bare
from emulator import samples
from emulator.values import Upload
from tests.offices import writing
from tests.rules.test_pictures import photo
from tests.stories.organisers import (
    WORDS,
    aims,
    begins,
    cannot_be_kept,
    goes_out,
    joined,
    kept,
    organised,
    presses,
    previews,
    ready_to_ask,
    watches,
    writes,
)
from tests.stories.reporting import reports_death
from tests.stories.trust import trusts
from tests.world import World


async def test_after_a_death_thirty_days_without_messages(world: World) -> None:
    lan, an, binh = world.worker("Lan"), world.worker("An"), world.worker("Binh")
    await organised(world, lan, an, binh)
    await reports_death(an)
    await world.settles()

    await writes(lan)
    await aims(lan)
    assert "Bây giờ: 1 người" in lan.log
    await previews(lan, "Gửi đến 1 người")
    assert "1 người đang được miễn tin" not in lan.log
    await watches(world, lan, "Không cần người thứ hai")
    await goes_out(world, lan, binh)
    assert not any(WORDS in message.text for message in an.answers)

    world.now += timedelta(days=31)
    await ready_to_ask(world, lan, "Tin tháng sau")
    assert "Gửi đến 2 người" in lan.log
    await presses(lan, "Gửi", "bắt đầu")
    await an.waits_for("Tin tháng sau")


async def test_from_five_on_those_spared_are_counted(world: World) -> None:
    lan = world.worker("Lan")
    await trusts(world, lan)
    mourning = [await joined(world, world.worker(f"An {number}")) for number in range(5)]
    async with writing(world) as unit:
        for person in mourning[:4]:
            await unit.reports.spare(person, until=world.now + timedelta(days=30))
    await writes(lan)
    await aims(lan)
    assert "người đang được miễn tin" not in lan.last.text.replace("hoặc đang được miễn tin", "")
    async with writing(world) as unit:
        await unit.reports.spare(mourning[4], until=world.now + timedelta(days=30))
    await previews(lan, "Mọi người trong nhóm này đang được miễn tin")
    await presses(lan, "Chọn người nhận", "5 người đang được miễn tin")


async def test_when_all_are_in_mourning_only_urgent_words_go(world: World) -> None:
    lan, an = world.worker("Lan"), world.worker("An")
    await organised(world, lan, an)
    await reports_death(an)
    await world.settles()
    await writes(lan)
    await aims(lan)
    await previews(lan, "Bây giờ chưa có ai nhận được tin này")
    await presses(lan, "Đổi thành tin khẩn", "Gửi đến 1 người")


async def test_a_picture_tells_nobody_where_it_was_taken(world: World) -> None:
    lan, an = world.worker("Lan"), world.worker("An")
    await organised(world, lan, an)
    taken = photo()
    assert b"Canary" in taken
    await begins(lan)
    lan.sends_photo(Upload("nha-toi.jpg", "image/jpeg", taken), caption="Biển báo")
    await lan.waits_for("ảnh: 1")
    await kept(world)
    await aims(lan)
    await previews(lan)
    await watches(world, lan, "Không cần người thứ hai")
    (name,) = (await world.rows("SELECT kept FROM broadcast_parts"))[0]
    async with world.memory() as unit:
        stored = await unit.files.get(str(name))
    assert stored is not None
    assert stored[0] == "image/jpeg"
    assert b"Canary" not in stored[1]
    with Image.open(io.BytesIO(stored[1])) as picture:
        assert (picture.size, dict(picture.getexif())) == ((60, 40), {})


@pytest.mark.parametrize("kind", ["photo", "document"])
async def test_a_picture_is_made_anew_whatever_it_was_sent_as(kind: str) -> None:
    media_type, made = await bare(kind, "application/octet-stream", photo())
    assert media_type == "image/jpeg"
    assert b"Canary" not in made


async def test_what_is_no_picture_stays_as_it_was() -> None:
    document = samples.DOCUMENT.data
    assert await bare("document", "application/pdf", document) == ("application/pdf", document)


async def test_a_picture_that_cannot_be_opened_is_not_sent(world: World) -> None:
    lan, an = world.worker("Lan"), world.worker("An")
    await organised(world, lan, an)
    await begins(lan)
    lan.sends_photo(Upload("hong.jpg", "image/jpeg", b"no picture"), caption="Ảnh")
    await lan.waits_for("ảnh: 1")
    await cannot_be_kept(world, "refused")
    await aims(lan)
    await previews(lan, "Có ảnh bot không mở được")


async def test_a_button_that_opens_the_report(world: World) -> None:
    lan, an = world.worker("Lan"), world.worker("An")
    await organised(world, lan, an)
    await writes(lan)
    await presses(lan, "Thêm nút Báo tai nạn", "[Báo tai nạn]")
    assert "Thêm nút Báo tai nạn" not in lan.last.labels
    await aims(lan)
    await previews(lan)
    await watches(world, lan, "Không cần người thứ hai")
    await presses(lan, "Gửi", "bắt đầu")
    await an.waits_for(WORDS)
    await presses(an, "Báo tai nạn", "cần cấp cứu")


async def test_held_too_long_it_is_dropped_and_the_result_says_why(world: World) -> None:
    world.now += timedelta(days=21)  # 2 June: one a week
    lan, an = world.worker("Lan"), world.worker("An")
    await organised(world, lan, an)
    for words in ("Tin tuần này", "Tin tuần sau", "Tin tuần sau nữa"):
        await ready_to_ask(world, lan, words)
        await presses(lan, "Gửi", "bắt đầu")
    await an.waits_for("Tin tuần này")
    await watches(world, lan, "Chờ đến giờ hoặc chờ mở trang: 1")
    world.now += timedelta(days=5, hours=17, minutes=45)  # Monday morning
    await an.waits_for("Tin tuần sau", seconds=20)
    world.now += timedelta(days=1, hours=6, minutes=30)  # the third's turn comes on the 15th
    await watches(world, lan, "Hết hạn, không gửi: 1")
    await watches(world, lan, "Đến máy: 0 trên 1")
    assert not any("Tin tuần sau nữa" in message.text for message in an.answers)
