"""Cases that change while somebody is at them, and what goes along with them."""

from __future__ import annotations

from bot.reports import State
from tests.stories.officials import elsewhere, has_taken, looks_at, on_telegram, on_the_page
from tests.stories.reporting import case_of, code_in, does, reports_danger, reports_red
from tests.stories.test_casework_acts import chooses, ends
from tests.world import World


async def test_what_was_joined_is_taken_up_again_with_it(world: World) -> None:
    lan, an, binh = await on_telegram(world), world.worker("An"), world.worker("Bình")
    first = await has_taken(world, lan, an)
    second = await reports_red(binh)
    await looks_at(lan, second)
    await chooses(lan, (f"Giống tin {first}?", "cùng một chuyện?"), ("Đúng, gộp lại", "Đã gộp vào"))
    await ends(lan, first, "Đã khắc phục", "Đã rào lại")
    await lan.waits_for("đã kết thúc")
    await looks_at(lan, first)
    await chooses(lan, ("Mở lại", "anh/chị đang giữ việc này"))
    await binh.waits_for(f"{second}: việc này được mở lại")
    assert (await case_of(world, second)).open
    await ends(lan, first, "Đã khắc phục", "Đã rào lại lần nữa")
    await binh.waits_for(f"{second}: cán bộ báo đã khắc phục: «Đã rào lại lần nữa»")
    assert (await case_of(world, second)).state is State.CLOSED


async def test_whoever_told_of_what_was_grave_after_all_is_left_in_peace(world: World) -> None:
    lan, an = await on_telegram(world), world.worker("An")
    code = code_in(await reports_danger(an))
    spared = "SELECT 1 FROM people WHERE held_until IS NOT NULL"
    assert not await world.rows(spared)
    lan.types(f"/hoso {code}")
    await lan.waits_for("Tình trạng")
    await chooses(lan, ("Sửa loại, mức", "cán bộ xác định thế nào"), ("Nặng", "đã ghi điều"))
    await world.settles()
    assert len(await world.rows(spared)) == 1


async def test_what_a_colleague_has_ended_meanwhile_is_said_to_be_over(world: World) -> None:
    lan, hung, an = await on_telegram(world), await on_the_page(world), world.worker("An")
    code = await has_taken(world, lan, an)
    await looks_at(lan, code)
    await chooses(lan, ("Chuyển nơi khác", "chuyển đi đâu?"))
    for name, answer in (
        ("Dĩ An", f"{code} đang ở nơi này rồi"),
        (elsewhere(world), "ghi một dòng lý do"),
    ):
        lan.types(name)
        await lan.waits_for("chuyển đến nơi nào?")
        await chooses(lan, (name, answer))
    await looks_at(hung, code)
    await does(hung, ("Kết thúc", "kết thúc vì"), ("Đã khắc phục", "Gõ một dòng"))
    await hung.types("Đã rào lại")
    await hung.waits_for("đã kết thúc")
    lan.types("Ở đó gần hơn")
    await lan.waits_for(f"{code} không còn mở")
