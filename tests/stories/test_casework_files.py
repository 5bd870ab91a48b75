"""Pictures and voices that go with a question: when they show, and when they do not."""

from __future__ import annotations

from tests.stories.officials import has_taken, looks_at, on_telegram, on_the_page
from tests.stories.reporting import case_of, does, heard, says
from tests.stories.test_casework_replies import has_told_of_a_wire
from tests.world import World


async def test_t23_a_picture_with_a_question_does_not_show_by_itself(world: World) -> None:
    assert world.app
    lan, an = await on_telegram(world), world.worker("An")
    code = await has_told_of_a_wire(world, lan, an)
    await looks_at(lan, code)
    lan.presses("Hỏi người báo")
    await lan.waits_for("gõ câu hỏi")
    lan.sends_photo()
    await lan.waits_for("đang gửi cho người báo")
    await an.waits_until(lambda: an.log.count("Có tin mới") == 2, "opened, taken")
    await world.app.care().beat()
    await an.waits_until(lambda: an.log.count("Có tin mới") == 3, "the neutral push")
    assert not any("photo" in m.body for m in an.inbox)
    an.presses("Xem")
    shown = await an.waits_for(f"{code}: cán bộ gửi kèm câu hỏi")
    assert "photo" in shown.body


async def test_a_picture_for_a_case_that_is_over_goes_nowhere(world: World) -> None:
    assert world.app
    lan, hung, an = await on_telegram(world), await on_the_page(world), world.worker("An")
    code = await has_taken(world, lan, an)
    lan.presses("Hỏi người báo")
    await lan.waits_for("gõ câu hỏi")
    await looks_at(hung, code)
    await does(hung, ("Kết thúc", "kết thúc vì"), ("Đã khắc phục", "Gõ một dòng"))
    await says(hung, "Đã rào lại")
    await heard(hung, "đã kết thúc")
    lan.sends_photo()
    await lan.waits_for("")
    await world.settles()
    async with world.memory() as unit:
        assert not await unit.reports.files((await case_of(world, code)).id)


async def test_a_file_that_is_too_large_is_said_to_be_at_once(world: World) -> None:
    lan, an = await on_telegram(world), world.worker("An")
    await has_taken(world, lan, an)
    lan.presses("Hỏi người báo")
    await lan.waits_for("gõ câu hỏi")
    lan.sends_video(size=21 * 2**20)
    await lan.waits_for("Tệp quá lớn")
