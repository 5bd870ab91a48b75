"""Looking for advice: by menu, by a question, and saying what one thinks of it."""

from __future__ import annotations

import pytest

from emulator.person import Person
from tests.journeys import so_far, walked
from tests.stories.helpers import CARD, CARD_TITLE, NOT_FOUND, UNKNOWN, count
from tests.world import World


async def opens_more(an: Person, question: str) -> str:
    """An asks, and reads the card to its end."""
    an.types(question)
    await an.waits_for()
    an.presses("Xem thêm")
    return (await an.waits_for("Nguồn")).text


async def test_a_card_by_menu_in_three_touches(world: World) -> None:
    an = world.worker("An")
    an.starts()
    await an.waits_for("Chào anh/chị")
    walked("first useful screen", an)
    before = so_far(an)
    for label in ("Cách làm an toàn", "Xây", "Giàn giáo"):
        an.presses(label)
        await an.waits_for()
    assert CARD_TITLE in an.answers[0].text
    walked("any topic by menu", an, since=before)


async def test_a_card_by_menu_on_the_web(world: World) -> None:
    binh = await world.visitor()
    await binh.starts()
    await binh.waits_for("Chào anh/chị")
    walked("first useful screen", binh)
    before = so_far(binh)
    for label, answer in (
        ("Cách làm an toàn", "làm việc gì"),
        ("Xây nhà, thợ hồ", "Chọn một bài"),
        ("Giàn giáo", CARD_TITLE),
    ):
        await binh.presses(label)
        await binh.waits_for(answer)
    walked("any topic by menu", binh, since=before)
    before = so_far(binh)
    await binh.types(CARD)
    await binh.waits_for(CARD_TITLE)
    walked("any topic by typing", binh, since=before)


async def test_a_card_by_one_typed_line_and_an_emergency_in_one_touch(world: World) -> None:
    an = world.worker("An")
    an.types(CARD)
    await an.waits_for(CARD_TITLE)
    walked("any topic by typing", an)
    an.types("/menu")
    await an.waits_for("Cần gì")
    before = so_far(an)
    an.presses("Cấp cứu")
    await an.waits_for("GỌI 115 NGAY")
    walked("emergency card", an, since=before)


async def test_an_emergency_in_one_touch_on_the_web(world: World) -> None:
    binh = await world.visitor()
    await binh.starts()
    await binh.waits_for("Chào anh/chị")
    before = so_far(binh)
    await binh.presses("🆘 Cấp cứu")
    await binh.waits_for("GỌI 115 NGAY")
    walked("emergency card", binh, since=before)


async def test_more_names_the_source_and_the_date_of_review(world: World) -> None:
    more = await opens_more(world.worker("An"), CARD)
    assert "Nguồn: " in more
    assert "Rà soát: " in more


async def test_unsigned_first_aid_says_so_at_once(world: World) -> None:
    an = world.worker("An")
    an.types("bi ong dot sung mat")
    assert "Chưa được nhân viên y tế duyệt" in (await an.waits_for("115")).text
    an.presses("Xem thêm")
    assert "Chưa được nhân viên y tế duyệt" in (await an.waits_for("Nguồn")).text


async def test_useful_and_not_right(world: World) -> None:
    an = world.worker("An")
    await opens_more(an, CARD)
    an.presses("Có ích")
    await an.waits_for("Làm ở xã, phường nào?")
    assert await count(world, "ratings WHERE useful AND note IS NULL") == 1
    await opens_more(an, CARD)
    an.presses("Chưa đúng")
    await an.waits_for("Chỗ nào chưa đúng?")
    an.types("bi dien giat, nam bat dong")
    assert "115" in (await an.waits_for()).text  # life first, the question waits
    an.types("thieu cach buoc day")
    await an.waits_for("Cảm ơn")
    assert await count(world, "ratings WHERE NOT useful AND note IS NOT NULL") == 1
    assert await count(world, "drafts") == 0


async def test_an_unknown_question_is_noted_once_and_sealed(world: World) -> None:
    an = world.worker("An")
    an.types(UNKNOWN)
    assert "Đã ghi lại" in (await an.waits_for(NOT_FOUND)).text
    (row,) = await world.rows("SELECT text FROM questions")
    assert isinstance(row[0], bytes)
    assert not [word for word in UNKNOWN.split() if word.encode() in row[0] and len(word) > 3]
    async with world.memory() as unit:
        (question,) = await unit.guidance.questions(limit=5)
    assert question.text == UNKNOWN
    assert question.asked_at == world.now


@pytest.mark.parametrize("doubtful", ["thuoc", "điện"])
async def test_a_doubtful_question_gets_three_choices_at_most(world: World, doubtful: str) -> None:
    an = world.worker("An")
    an.types(doubtful)
    asked = await an.waits_for("Có phải hỏi về:")
    assert 1 <= len(asked.labels) - 1 <= 3
    assert asked.labels[-1] == "🆘 Cấp cứu"
    an.presses(asked.labels[0])
    await an.waits_for(asked.labels[0])


async def test_what_is_past_gets_the_strip_and_not_the_headline(world: World) -> None:
    an = world.worker("An")
    an.types("hom qua bi dien giat da di vien")
    answer = await an.waits_for()
    assert answer.text.startswith("Đang có người bị nạn?")
    assert "Nặng, đau nhiều" not in answer.text


async def test_a_death_yesterday_is_met_calmly(world: World) -> None:
    an = world.worker("An")
    an.types("chong toi mat hom qua o cong trinh, bao ai")
    answer = await an.waits_for("Xin chia buồn")
    for loud in ("115", "GỌI", "🆘", "Cảm ơn"):
        assert loud not in answer.text


async def test_english_and_back(world: World) -> None:
    an = world.worker("An")
    an.starts()
    await an.waits_for("Chào anh/chị")
    before = so_far(an)
    an.presses("Giúp đỡ")
    await an.waits_for("Đơn vị phụ trách: Công đoàn xã Mẫu")
    an.presses("English")
    await an.waits_for("the bot speaks English")
    walked("choose the other language", an, since=before)
    assert "How to work safely" in an.keyboard
    an.types("Giúp đỡ")  # a label of the keyboard that stood there before
    await an.waits_for("Run by: Công đoàn xã Mẫu")
    an.presses("Tiếng Việt")
    await an.waits_for("Từ giờ bot nói tiếng Việt")
    assert "Cách làm an toàn" in an.keyboard


@pytest.mark.parametrize("phone", ["en", "en-GB"])
async def test_an_english_phone_is_greeted_in_english(world: World, phone: str) -> None:
    ann = world.worker("Ann", phone)
    ann.starts()
    await ann.waits_for("Hello. This is the work safety channel")
    ben = world.worker("Ben", "zh-hans")
    ben.starts()
    await ben.waits_for("Chào anh/chị")
