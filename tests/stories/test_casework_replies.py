"""Cases never mix: what is written finds its case by reply-to, by the button, or by asking."""

from __future__ import annotations

from datetime import timedelta

from bot.reports import What
from emulator.person import Person
from tests.stories.officials import has_taken, looks_at, on_telegram, takes
from tests.stories.reporting import code_in, events_of, reports_danger, reports_red
from tests.world import World


async def asked(lan: Person, an: Person, code: str, question: str) -> None:
    await looks_at(lan, code)
    lan.presses("Hỏi người báo")
    await lan.waits_for("gõ câu hỏi")
    lan.types(question)
    await lan.waits_for("đã gửi câu hỏi")
    await an.waits_for(question)


async def answers_in(world: World, code: str) -> list[str]:
    return [e.words for e in await events_of(world, code) if e.what is What.ANSWERED]


async def two_cases(world: World, lan: Person, an: Person) -> tuple[str, str]:
    """Of one reporter; both taken."""
    first = await has_taken(world, lan, an)
    world.now += timedelta(hours=1)
    second = await has_taken(world, lan, an)
    return first, second


async def test_by_replying_to_the_question(world: World) -> None:
    lan, an = await on_telegram(world), world.worker("An")
    first, second = await two_cases(world, lan, an)
    await asked(lan, an, first, "Chỗ nào?")
    await asked(lan, an, second, "Mấy người?")
    an.replies(an.sees("Chỗ nào?"), "sau chợ")
    await an.waits_for(f"{first}: đã gửi câu trả lời")
    an.replies(an.sees("Mấy người?"), "hai người")
    await an.waits_for(f"{second}: đã gửi câu trả lời")
    assert await answers_in(world, first) == ["sau chợ"]
    assert await answers_in(world, second) == ["hai người"]


async def test_by_asking_which_one_is_meant(world: World) -> None:
    lan, an = await on_telegram(world), world.worker("An")
    first, second = await two_cases(world, lan, an)
    an.presses("Xong")
    await an.waits_for("Cần thêm gì")
    await asked(lan, an, first, "Chỗ nào?")
    await asked(lan, an, second, "Mấy người?")
    an.types("hai người")
    await an.waits_for("câu trả lời cho mã nào?")
    an.presses(f"Trả lời {second}")
    await an.waits_for(f"{second}: đã gửi câu trả lời")
    assert await answers_in(world, first) == []
    assert await answers_in(world, second) == ["hai người"]


async def test_an_emergency_is_no_answer(world: World) -> None:
    lan, an = await on_telegram(world), world.worker("An")
    code = await has_taken(world, lan, an)
    await asked(lan, an, code, "Chỗ nào?")
    an.presses("Xong")
    await an.waits_for("Cần thêm gì")
    an.types("bị điện giật")
    await an.waits_for("115")
    await world.settles()
    assert await answers_in(world, code) == []


async def test_the_official_replies_to_a_message_of_the_case(world: World) -> None:
    lan, an = await on_telegram(world), world.worker("An")
    code = await has_taken(world, lan, an)
    await asked(lan, an, code, "Chỗ nào?")
    an.presses("Trả lời")
    await an.waits_for("gõ câu trả lời")
    an.types("sau chợ")
    letter = await lan.waits_for("người báo đã trả lời")
    lan.replies(letter, "Chợ nào?")
    await lan.waits_for("Gửi cho người báo, hay ghi chú?")
    lan.presses("Hỏi người báo")
    await lan.waits_for("đã gửi câu hỏi")
    await an.waits_for("Chợ nào?")


async def test_an_answer_after_the_end_says_what_would_work(world: World) -> None:
    lan, an = await on_telegram(world), world.worker("An")
    code = await has_taken(world, lan, an)
    await asked(lan, an, code, "Chỗ nào?")
    await looks_at(lan, code)
    lan.presses("Kết thúc")
    await lan.waits_for("kết thúc vì")
    lan.presses("Không đúng như tin")
    await lan.waits_for("Gõ một dòng")
    lan.types("Không thấy ai bị nạn")
    await lan.waits_for("đã kết thúc")
    an.replies(an.sees("Chỗ nào?"), "sau chợ")
    await an.waits_for(f"{code} đã kết thúc. Chưa xong thì bấm «Chưa xong»")


async def test_an_answer_that_gives_one_away_is_held(world: World) -> None:
    lan, an = await on_telegram(world), world.worker("An")
    code = await has_taken(world, lan, an)
    await asked(lan, an, code, "Ai thấy?")
    an.presses("Trả lời")
    await an.waits_for("gõ câu trả lời")
    an.types("tôi tên Hồ Văn An, số 0987654321")
    await an.waits_for("dễ làm lộ anh/chị là ai")
    assert await answers_in(world, code) == []
    an.presses("Viết lại")
    await an.waits_for("gõ câu trả lời")
    an.types("mấy người đứng gần đó")
    await an.waits_for("đã gửi câu trả lời")
    assert await answers_in(world, code) == ["mấy người đứng gần đó"]


async def test_the_neutral_push_and_what_it_was_about(world: World) -> None:
    """A danger told without a name: whoever holds the phone reads nothing of it."""
    lan, an = await on_telegram(world), world.worker("An")
    code = code_in(await reports_danger(an))
    await takes(lan, code)
    await world.settles()
    await an.waits_until(lambda: an.log.count("Có tin mới") == 2, "both pushes")
    assert not any("cán bộ" in m.text and code in m.text for m in an.answers)
    an.presses("Xem")
    await an.waits_for(f"{code}: cán bộ đã nhận")


async def test_after_two_weeks_the_danger_is_still_there(world: World) -> None:
    assert world.app
    lan, an = await on_telegram(world), world.worker("An")
    code = await reports_red(an)
    await takes(lan, code)
    world.now += timedelta(days=15)
    await world.app.care().beat()
    await an.waits_for("biên bản của xã chưa?")
    an.presses("Cần giúp")
    await an.waits_for(f"Đã ghi vào {code} và báo lại cho xã.")
    assert code in (await lan.waits_for("người báo gửi thêm")).text
