"""Moving to a new phone, or to another channel, by a code."""

from __future__ import annotations

import re
from datetime import timedelta

from bot import buttons
from bot.people import Role
from emulator.person import Person
from tests.offices import writing
from tests.stories.helpers import CARD, CARD_TITLE, count
from tests.stories.officials import has_taken, on_telegram
from tests.stories.officials import number_of as number_of_case
from tests.stories.own_data import LETTER, agrees, erased, person_of, writes_to
from tests.world import World


async def makes_code(world: World, person: Person) -> str:
    person.types("/caidat")
    await person.waits_for("Tiếng nói")
    await world.settles()
    person.presses("Chuyển sang máy khác")
    told = await person.waits_for("Mã: ")
    found = re.search(r"Mã: (\w{4}) (\w{4})", told.text)
    assert found
    return f"{found[1]} {found[2]}"


async def test_one_person_on_telegram_and_on_the_page(world: World) -> None:
    an, page = world.worker("An"), await world.visitor()
    code = await makes_code(world, an)
    number = await person_of(world, "telegram")
    await agrees(world, number, "tips")
    await page.types(f"/chuyen {code.lower()}")
    await page.waits_for("Máy này đã nối")
    await an.waits_for("Vừa có một máy mới")
    assert await person_of(world, "web") == number
    await writes_to(world, number)
    await an.waits_for(LETTER)
    await page.waits_for(LETTER)
    await page.types("/dulieu")
    shown = await page.waits_for("Bot đang lưu")
    assert "Telegram, trang web" in shown.text
    assert await count(world, "people WHERE erased_at IS NULL") == 1
    assert await count(world, "move_codes") == 0
    await erased(world)
    assert await count(world, "data_requests WHERE kind = 'erase' AND person_id IS NULL") == 1


async def test_a_code_is_typed_when_asked_and_an_emergency_comes_first(world: World) -> None:
    an, new = world.worker("An"), world.worker("An's new phone")
    code = await makes_code(world, an)
    new.types("/chuyen")
    await new.waits_for("Gõ mã 8 chữ")
    new.types("bi dien giat")
    await new.waits_for("115")
    new.types("/chuyen")
    await new.waits_for("Gõ mã 8 chữ")
    new.types(code)
    await new.waits_for("Máy này đã nối")
    assert await count(world, "drafts") == 0


async def test_once_only_ten_minutes_only(world: World) -> None:
    an, new, third = world.worker("An"), world.worker("B"), world.worker("C")
    code = await makes_code(world, an)
    new.types(f"/chuyen {code}")
    await new.waits_for("Máy này đã nối")
    third.types(f"/chuyen {code}")
    await third.waits_for("Mã này không dùng được")
    late = await makes_code(world, an)
    world.now += timedelta(minutes=10)
    third.types(f"/chuyen {late}")
    await third.waits_for("Mã này không dùng được")


async def test_wrong_codes_slow_down_and_all_answers_are_equal(world: World) -> None:
    an, thief = world.worker("An"), world.worker("Thief")
    for wrong in ("ABCD2345", "x", CARD, "ABCD2346", "ABCD2347"):
        thief.types(f"/chuyen {wrong}")
        await thief.waits_for("Mã này không dùng được")
        await world.settles()
    code = await makes_code(world, an)
    thief.types(f"/chuyen {code}")
    await thief.waits_for("Mã này không dùng được")
    await world.settles()
    assert await count(world, "move_tries WHERE wrong = 5") == 1
    world.now += timedelta(minutes=1)
    thief.types(f"/chuyen {code}")
    await thief.waits_for("Máy này đã nối")


async def test_a_duty_does_not_move_by_code(world: World) -> None:
    an = world.worker("An")
    an.starts()
    await an.waits_for("Chào anh/chị")
    number = await person_of(world, "telegram")
    assert world.app
    async with world.app.units() as unit:
        await unit.grants.give(
            number, Role.OFFICIAL, "00004", by=0, now=world.now, effective_at=world.now
        )
    an.types("/caidat")
    await an.waits_for("Tiếng nói")
    await world.settles()
    an.presses("Chuyển sang máy khác")
    await an.waits_for("không chuyển bằng mã")
    an.types("/chuyen ABCD2345")
    await an.waits_for("không chuyển bằng mã")
    assert await count(world, "move_codes") == 0


async def test_t23_another_phone_is_cut_off_and_met_as_new(world: World) -> None:
    an, page = world.worker("An"), await world.visitor()
    await page.types(f"/chuyen {await makes_code(world, an)}")
    await page.waits_for("Máy này đã nối")
    number = await person_of(world, "telegram")
    an.types("/caidat")
    await an.waits_for("Tiếng nói")
    await world.settles()
    an.presses("Máy khác đang nối")
    await an.waits_for("Mất máy")
    await world.settles()
    an.presses("trang web, từ 12/5/2026")
    await an.waits_for("Bỏ nối trang web")
    await world.settles()
    an.presses("Bỏ nối")
    await an.waits_for("Đã bỏ nối")
    await erased(world)
    await page.waits_to_forget()
    assert await count(world, "transcript_entries") == 0
    await page.types(CARD)
    await page.waits_for(CARD_TITLE)
    assert await person_of(world, "web") != number
    an.types("/caidat")
    await an.waits_for("Tiếng nói")
    await world.settles()
    an.presses("Máy khác đang nối")
    await an.waits_for("Chỉ có máy này")


async def test_t10_nobody_cuts_off_the_phone_of_somebody_else(world: World) -> None:
    an, page = world.worker("An"), await world.visitor()
    an.starts()
    await an.waits_for("Chào anh/chị")
    await world.settles()
    ((mine,),) = await world.rows("SELECT id FROM addresses WHERE account LIKE 'telegram%'")
    assert isinstance(mine, int)
    for forged in (buttons.AskUnlink(mine), buttons.Unlink(mine), buttons.Unlink(999)):
        await page.posts(kind="choice", code=buttons.encode(forged), message="")
        await page.waits_for("Chỉ có máy này")
    assert await count(world, f"addresses WHERE id = {mine}") == 1


async def test_what_somebody_did_in_office_goes_with_them(world: World) -> None:
    an = world.worker("An")
    code = await makes_code(world, an)
    kept = await person_of(world, "telegram")
    lan = await on_telegram(world)
    before = await person_of(world, "telegram")
    number = await number_of_case(world, await has_taken(world, lan, world.worker("Bình")))
    async with writing(world) as unit:
        await unit.casework.share(number, [kept])  # an got this one too
        await unit.casework.request(number, before, "tìm người bị nạn", now=world.now)
    grant = (await world.rows(f"SELECT id FROM grants WHERE person_id = {before}"))[0][0]
    assert isinstance(grant, int)
    async with writing(world) as unit:
        await unit.grants.revoke(grant, now=world.now)
    lan.types(f"/chuyen {code}")
    await lan.waits_for("Máy này đã nối")
    await world.settles()
    for rows in (
        "case_reveals WHERE asker_id =",
        "case_shares WHERE person_id =",
        "cases WHERE taken_by =",
        "case_events WHERE what = 'taken' AND actor_id =",
    ):
        assert [await count(world, f"{rows} {who}") for who in (before, kept)] == [0, 1], rows
