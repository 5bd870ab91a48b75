"""Joining: in as few touches as can be, after the first useful thing, and nothing kept unasked."""

from __future__ import annotations

from datetime import timedelta

from emulator.person import Person
from tests.journeys import so_far, walked
from tests.stories.helpers import CARD, CARD_TITLE, count
from tests.world import World

AGREE = "Đồng ý cả hai, tôi đủ 16 tuổi"


async def kept(world: World) -> list[tuple[object, ...]]:
    rows = await world.rows("SELECT commune, sectors FROM people WHERE commune <> ''")
    return [tuple(row) for row in rows]


async def purposes(world: World) -> list[str]:
    rows = await world.rows(
        "SELECT purpose FROM consents WHERE withdrawn_at IS NULL ORDER BY purpose"
    )
    return [str(row[0]) for row in rows]


QUESTION = "pha thuoc sau"
READING = (1, 1, len(QUESTION))
"""The question, and "Xem thêm"."""


async def reads_a_useful_card(an: Person) -> None:
    an.starts()
    await an.waits_for("Chào")
    an.types(QUESTION)
    await an.waits_for()
    an.presses("Xem thêm")
    await an.waits_for("Nguồn")
    an.presses("Có ích")
    await an.waits_for("Làm ở xã, phường nào?")


async def test_from_a_poster_in_three_touches(world: World) -> None:
    an = world.worker()
    an.starts("a25942-sconstruction-cmarket")  # 1: phường Dĩ An
    await an.waits_for("đang làm việc ở phường Dĩ An")
    an.presses("Đúng")  # 2
    offer = await an.waits_for("Chọn được từng loại")
    assert "Công đoàn xã Mẫu lưu" in offer.text
    an.presses(AGREE)  # 3
    await an.waits_for("Xong")
    walked("join from a poster", an)
    await world.settles()
    assert await kept(world) == [("25942", "construction")]
    assert await purposes(world) == ["campaign", "tips"]


async def test_choosing_another_place_is_noted_as_a_correction(world: World) -> None:
    an = world.worker()
    for poster, noted in (("a25942-sconstruction", 0), ("a26740", 1)):
        if noted:
            an.types("/trogiup")
            await an.waits_for("Đơn vị phụ trách")
            an.presses("Đổi xã, đổi việc")
            await an.waits_for("Làm ở xã, phường nào?")
            an.types("phường Bến Nghé quận 1")
            await an.waits_for("nay thuộc")
        else:
            an.starts(poster)
            await an.waits_for("đang làm việc ở")
        an.presses("Đúng")
        await an.waits_for("Chọn được từng loại")
        an.presses(AGREE)
        await an.waits_for("Xong")
        await world.settles()
        assert await count(world, "data_requests WHERE kind = 'correct'") == noted
    assert await kept(world) == [("26740", "construction")]


async def test_without_a_poster_by_an_old_name(world: World) -> None:
    an = world.worker()
    await reads_a_useful_card(an)
    an.types("phường Bến Nghé quận 1")
    await an.waits_for("nay thuộc phường Sài Gòn")
    an.presses("Đúng")
    assert "phun thuốc" in (await an.waits_for("Chọn được từng loại")).text
    an.presses("Chỉ loại 1, tôi đủ 16 tuổi")
    await an.waits_for("Xong")
    walked("join by a typed place", an, since=READING)
    await world.settles()
    assert await kept(world) == [("26740", "pesticides")]
    assert await purposes(world) == ["tips"]


async def test_a_commune_that_sounds_like_despair_is_a_place(world: World) -> None:
    an = world.worker()
    await reads_a_useful_card(an)
    an.types("xã Sông Mã, Sơn La")
    assert "Chọn được từng loại" in (await an.waits_for("Sông Mã")).text


async def test_by_location_on_the_web(world: World) -> None:
    binh = await world.visitor()
    await binh.starts("a25942")
    await binh.waits_for("phường Dĩ An")
    await binh.presses("Không phải")
    await binh.waits_for("Làm ở xã, phường nào?")
    await binh.sends_location(21.0285, 105.8542)
    near = await binh.waits_for("trong các nơi này")
    await binh.presses(near.labels[0])
    await binh.waits_for("Chọn được từng loại")
    await binh.presses(AGREE)
    await binh.waits_for("Xong")
    walked("join by location", binh)
    await world.settles()
    assert len(await kept(world)) == 1


async def test_by_location_on_telegram(world: World) -> None:
    an = world.worker()
    await reads_a_useful_card(an)
    an.presses("Gửi vị trí")
    await an.waits_for("trong các nơi này")
    an.presses(next(label for label in an.keyboard if ", Hà Nội" in label))
    await an.waits_for("Chọn được từng loại")
    an.presses(AGREE)
    await an.waits_for("Xong")
    walked("join by location", an, since=READING)


async def test_from_a_poster_on_the_web(world: World) -> None:
    binh = await world.visitor()
    await binh.starts("a25942-sconstruction-cmarket")
    await binh.waits_for("đang làm việc ở phường Dĩ An")
    await binh.presses("Đúng")
    await binh.waits_for("Chọn được từng loại")
    await binh.presses(AGREE)
    await binh.waits_for("Xong")
    walked("join from a poster", binh)


async def test_a_namesake_is_chosen_by_number(world: World) -> None:
    chi = await world.visitor("/text/")
    await chi.starts("a25942")
    await chi.waits_for("phường Dĩ An")
    await chi.types("2")
    await chi.waits_for("Làm ở xã, phường nào?")
    await chi.types("tan thanh")
    assert "1. Tân" in (await chi.waits_for("Có nhiều nơi")).text
    await chi.types("1")
    await chi.waits_for("Chọn được từng loại")


async def test_under_sixteen_nothing_is_kept(world: World) -> None:
    an = world.worker()
    an.starts("a25942")
    await an.waits_for("phường Dĩ An")
    an.presses("Đúng")
    await an.waits_for("Chọn được từng loại")
    an.presses("Em dưới 16")
    await an.waits_for("111")
    walked("under 16, from a poster", an)
    await world.settles()
    assert await kept(world) == []
    assert await purposes(world) == []
    assert await world.rows("SELECT * FROM drafts") == []


async def test_an_emergency_comes_before_the_question(world: World) -> None:
    an = world.worker()
    an.starts("a25942")
    await an.waits_for("phường Dĩ An")
    an.types("bi dinh thuoc sau vao mat")
    await an.waits_for("RỬA MẮT")


async def test_a_question_is_answered_though_we_asked_for_a_place(world: World) -> None:
    an = world.worker()
    await reads_a_useful_card(an)
    an.types("cach so cuu ran can")
    assert "Rắn cắn" in (await an.waits_for("Có phải hỏi về")).labels


async def test_what_resembles_a_place_is_still_a_question(world: World) -> None:
    an = world.worker()
    await reads_a_useful_card(an)
    for words, answer in (
        (CARD, CARD_TITLE),
        ("dap dinh", "Đạp đinh"),
        ("sống mà", "đang rất khổ"),
    ):
        an.types(words)
        await an.waits_for(answer)
    an.types("bi dien giat bat tinh")
    await an.waits_for("115")
    an.types("Sông Mã")
    await an.waits_for("xã Sông Mã")


async def test_unknown_and_foreign_places_never_block(world: World) -> None:
    an = world.worker()
    await reads_a_useful_card(an)
    an.types("zzqq xkcd")
    await an.waits_for("Chưa tìm thấy «zzqq xkcd»")
    an.sends_location(48.85, 2.35)
    await an.waits_for("ngoài Việt Nam")
    an.presses("Bỏ qua")
    await an.waits_for("Khi nào cần")
    await world.settles()
    assert await kept(world) == []


async def test_nobody_is_asked_twice_in_a_month(world: World) -> None:
    an = world.worker()
    await reads_a_useful_card(an)
    an.presses("Bỏ qua")
    await an.waits_for("Khi nào cần")
    an.presses("Có ích")
    await an.waits_for("Đã ghi")
    world.now += timedelta(days=31)
    an.presses("Có ích")
    await an.waits_for("Làm ở xã, phường nào?")


async def test_stop_is_one_word_and_not_a_yes(world: World) -> None:
    an = world.worker()
    an.starts("a25942")
    await an.waits_for("phường Dĩ An")
    an.presses("Đúng")
    await an.waits_for("Chọn được từng loại")
    an.presses(AGREE)
    await an.waits_for("Xong")
    before = so_far(an)
    an.types("/dung")
    await an.waits_for("Đã dừng")
    walked("stop messages", an, since=before)
    await world.settles()
    assert await purposes(world) == []
    assert len(await world.rows("SELECT id FROM consents WHERE withdrawn_at IS NOT NULL")) == 2


async def test_a_poster_of_a_place_that_never_was_is_a_plain_hello(world: World) -> None:
    an = world.worker()
    an.starts("a99999")
    await an.waits_for("Bấm nút bên dưới")
