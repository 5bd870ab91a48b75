"""Cases never mix: what is written finds its case by reply-to, by the button, or by asking."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from bot.people import Role
from bot.reports import What
from emulator.person import Person
from tests.stories.helpers import count, until
from tests.stories.officials import asks, has_taken, looks_at, on_telegram, on_the_page, takes
from tests.stories.reporting import code_in, events_of, reports_danger, reports_red
from tests.world import World


async def asked(lan: Person, an: Person, code: str, question: str) -> None:
    await asks(lan, code, question)
    await an.waits_for(question)


async def answers_in(world: World, code: str) -> list[str]:
    return [e.words for e in await events_of(world, code) if e.what is What.ANSWERED]


async def all_noted(world: World) -> bool:
    """What the channel calls each message that has arrived is written down."""
    return await count(world, "deliveries WHERE state IN (0, 1)") == 0


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
    await until(partial(all_noted, world))
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


async def has_told_of_a_wire(world: World, lan: Person, an: Person) -> str:
    """A danger told without a name, which the official has taken."""
    code = code_in(await reports_danger(an))
    await takes(lan, code)
    await world.settles()
    an.presses("Xong")
    await an.waits_for("Cần thêm gì")
    return code


async def test_t21_what_is_sent_as_an_answer_is_looked_at_too(world: World) -> None:
    lan, an = await on_telegram(world), world.worker("An")
    code = await has_taken(world, lan, an)
    an.presses("Xong")
    await an.waits_for("Cần thêm gì")
    await asked(lan, an, code, "Ai thấy?")
    an.types("tôi tên Hồ Văn An, số 0987654321")
    await an.waits_for("câu trả lời cho mã nào?")
    an.presses(f"Trả lời {code}")
    await an.waits_for("dễ làm lộ anh/chị là ai")
    assert await answers_in(world, code) == []
    an.presses("Vẫn gửi")
    await an.waits_for("đã gửi câu trả lời")
    assert await answers_in(world, code) == ["tôi tên Hồ Văn An, số 0987654321"]


async def test_an_answer_that_sounds_like_an_emergency_is_sent_after_the_card(world: World) -> None:
    lan, an = await on_telegram(world), world.worker("An")
    code = await has_told_of_a_wire(world, lan, an)
    await asks(lan, code, "Có ai bị giật chưa?")
    await world.settles()
    an.presses("Xem")
    await an.waits_for("Có ai bị giật chưa?")
    an.presses("Trả lời")
    await an.waits_for("gõ câu trả lời")
    an.types("có người bị điện giật")
    await an.waits_for("115")
    assert await answers_in(world, code) == []
    an.presses(f"Trả lời {code}")
    await an.waits_for("đã gửi câu trả lời")
    assert await answers_in(world, code) == ["có người bị điện giật"]


async def test_a_word_about_a_case_that_nobody_has_reaches_those_on_duty(world: World) -> None:
    lan, an = await on_telegram(world), world.worker("An")
    code = await reports_red(an)
    await looks_at(lan, code)
    seen = await an.waits_for(f"{code}: cán bộ xã đã mở xem lúc")
    await until(partial(all_noted, world))
    an.replies(seen, "đã đưa lên xe")
    await an.waits_for("đã gửi câu trả lời")
    await lan.waits_for(f"{code}: người báo đã trả lời")


async def test_whoever_only_receives_is_offered_nothing_they_may_not_do(world: World) -> None:
    police, an = await on_telegram(world, Role.RESPONDER), world.worker("An")
    code = await reports_red(an)
    police.replies(await police.waits_for(code), "đang đến")
    await police.waits_for("")
    assert "Gửi cho người báo" not in police.last.text, police.last.text


async def test_an_answer_in_a_joined_case_reaches_whoever_has_the_other(world: World) -> None:
    lan, hung = await on_telegram(world), await on_the_page(world)
    an, binh = world.worker("An"), world.worker("Bình")
    first = await has_taken(world, lan, an)
    second = await reports_red(binh)
    await looks_at(lan, second)
    lan.presses(f"Giống tin {first}?")
    await lan.waits_for("cùng một chuyện?")
    lan.presses("Đúng, gộp lại")
    joined = await binh.waits_for(f"{second}: cán bộ xem chung với một tin khác")
    await until(partial(all_noted, world))
    binh.replies(joined, "đã đưa lên xe")
    await lan.waits_for(f"{second}: người báo đã trả lời")
    await world.settles()
    assert "người báo đã trả lời" not in hung.log
