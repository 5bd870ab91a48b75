"""The official's side: the list, taking, and a talk between two who never meet."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.people import Role
from bot.reports import State, What
from tests.journeys import so_far, walked
from tests.stories.officials import HUNG, asks, has_taken, looks_at, on_telegram, on_the_page
from tests.stories.reporting import (
    case_of,
    code_in,
    events_of,
    heard,
    listens,
    official,
    presses,
    reports_danger,
    reports_red,
    says,
)
from tests.world import World


@pytest.mark.parametrize("channel", ["telegram", "/", "/text/"])
async def test_question_and_answer_between_two_who_never_meet(world: World, channel: str) -> None:
    lan = await on_telegram(world) if channel != "telegram" else await official(world)
    an = world.worker("Canary An") if channel == "telegram" else await world.visitor(channel)
    code = await reports_red(an)
    await heard(lan, code)
    before = so_far(lan)
    await presses(lan, "Tôi nhận")
    await heard(lan, "anh/chị đã nhận lúc")
    walked("official: seen to taken", lan, since=before)
    await heard(an, "cán bộ đã nhận")
    await presses(lan, "Hỏi người báo")
    await heard(lan, "gõ câu hỏi")
    await says(lan, "Người bị nạn còn thở không?")
    await heard(lan, "đã gửi câu hỏi")
    asked = await heard(an, "Người bị nạn còn thở không?")
    assert "Lan" not in asked
    await presses(an, "Trả lời")
    await heard(an, "gõ câu trả lời")
    await says(an, "Còn thở, đang chờ xe ở đầu ngõ")
    await heard(an, "đã gửi câu trả lời")
    letter = await heard(lan, "người báo đã trả lời")
    assert "đầu ngõ" not in letter
    await presses(lan, "Mở xem")
    shown = await heard(lan, f"{code} · ")
    question, answer = shown.index("«Người bị nạn còn thở không?»"), shown.index("đầu ngõ")
    assert question < answer
    assert "Canary" not in shown
    await presses(lan, "Diễn biến")
    told = await heard(lan, "Còn thở, đang chờ xe ở đầu ngõ")
    assert "Canary" not in told
    whats = [event.what for event in await events_of(world, code)]
    assert [what for what in whats if what in (What.TAKEN, What.ASKED, What.ANSWERED)] == [
        What.TAKEN,
        What.ASKED,
        What.ANSWERED,
    ]


async def test_pictures_and_voices_go_both_ways_made_anew(world: World) -> None:
    assert world.app
    lan, an = await on_telegram(world), world.worker("Canary An")
    code = await has_taken(world, lan, an)
    lan.presses("Hỏi người báo")
    await lan.waits_for("gõ câu hỏi")
    sent = lan.sends_photo()
    await lan.waits_for("đang gửi cho người báo")
    await world.app.care().beat()
    asked = await an.waits_for(f"{code}: cán bộ gửi kèm câu hỏi")
    assert "photo" in asked.body
    assert "forward_origin" not in asked.body
    assert asked.body["photo"][-1]["file_id"] != sent.body["photo"][-1]["file_id"]
    an.presses("Trả lời")
    await an.waits_for("gõ câu trả lời")
    voice = an.sends_voice()
    await an.waits_for("dễ làm lộ anh/chị là ai")
    an.presses("Vẫn gửi")
    await an.waits_for("đã gửi câu trả lời")
    await lan.waits_for("người báo đã trả lời")
    shown = await looks_at(lan, code)
    assert "gửi một tin thoại.\nBot đang tải về." in shown
    await world.app.care().beat()
    shown = await looks_at(lan, code)
    assert "Cán bộ hỏi lúc" in shown
    assert "Bấm «Xem ảnh, bản đồ» để xem hoặc nghe." in shown
    lan.presses("Xem ảnh, bản đồ")
    await lan.waits_for("mục, tự xóa sau 10 phút")
    await lan.waits_until(lambda: any("voice" in m.body for m in lan.inbox), "the voice")
    heard_voice = next(m for m in lan.inbox if "voice" in m.body)
    assert heard_voice.body["voice"]["file_id"] != voice.body["voice"]["file_id"]
    assert "Canary" not in str(heard_voice.body)


async def test_a_case_shows_what_was_asked_last_and_its_answers(world: World) -> None:
    lan, an = await on_telegram(world), world.worker("Canary An")
    code = await has_taken(world, lan, an)
    assert "hỏi lúc" not in await looks_at(lan, code)
    await asks(lan, code, "Ở tầng mấy?")
    await an.waits_for("Ở tầng mấy?")
    for words in ("Tầng <b>hai</b>", "à không, tầng ba"):
        an.presses("Trả lời")
        await an.waits_for("gõ câu trả lời")
        an.types(words)
        await an.waits_for("đã gửi câu trả lời")
        await world.settles()
    shown = await looks_at(lan, code)
    assert "«Tầng <b>hai</b>»" in shown  # as it was typed
    assert shown.index("Ở tầng mấy?") < shown.index("<b>hai</b>") < shown.index("tầng ba")
    await asks(lan, code, "Có mấy người?")
    shown = await looks_at(lan, code)
    assert "«Có mấy người?»" in shown
    assert "đang chờ trả lời" in shown
    assert "tầng" not in shown
    responder = await on_the_page(world, Role.RESPONDER)
    await responder.types(f"/hoso {code}")
    assert "mấy người" not in (await responder.waits_for("Không có mã này")).text


async def test_what_was_opened_leaves_the_chat_again(world: World) -> None:
    assert world.app
    lan, an = await on_telegram(world), world.worker("Canary An")
    code = await has_taken(world, lan, an)
    an.sends_photo()
    await an.waits_for("Đã thêm")
    await world.app.care().beat()
    await looks_at(lan, code)
    lan.presses("Xem ảnh, bản đồ")
    await lan.waits_for("đã gửi 1 mục")
    await lan.waits_until(lambda: any("photo" in m.body for m in lan.inbox), "the picture")
    world.now += timedelta(minutes=11)
    await world.app.care().beat()
    await lan.waits_until(lambda: not any("photo" in m.body for m in lan.inbox), "its removal")
    opened = [e for e in await events_of(world, code) if e.what is What.FILES_OPENED]
    assert len(opened) == 1


async def test_the_list_by_urgency_and_age(world: World) -> None:
    an = world.worker("An")
    plain = code_in(await reports_danger(an))
    world.now += timedelta(minutes=5)
    red = await reports_red(world.worker("Bình"))
    lan = await on_telegram(world)
    lan.types("/viec")
    shown = await lan.waits_for("Việc đang mở, nặng trước")
    listed = [label for label in shown.labels if "26-" in label]
    assert listed == [f"🔴 {red} · 0 phút · mới", f"{plain} · 5 phút · mới"]
    lan.presses(red)
    await lan.waits_for(f"{red} · ")
    await world.settles()
    assert (await case_of(world, red)).state is State.SEEN


async def test_open_cases_stand_right_below_the_emergency_in_the_menu(world: World) -> None:
    lan = await on_the_page(world)
    await lan.types("/menu")
    menu = await lan.waits_for("bấm nút bên dưới")
    assert menu.labels[:2] == ["🆘 Cấp cứu", "🔔 Việc đang mở"]


async def test_whoever_comes_second_is_told_who_was_first(world: World) -> None:
    lan, an = await on_telegram(world), world.worker("An")
    hung = await on_the_page(world)
    code = await reports_red(an)
    await lan.waits_for(code)
    await listens(hung, code)
    assert await hung.presses("Tôi nhận") == 200
    await hung.waits_for("anh/chị đã nhận lúc")
    await lan.waits_until(lambda: any(HUNG in m.text for m in lan.inbox), "the edited alert")
    await looks_at(lan, code)
    assert HUNG in lan.last.text
    case = await case_of(world, code)
    lan.presses_code(f"at:{case.id}", lan.last.id)
    await lan.waits_for(f"{HUNG} nhận trước rồi")


async def test_the_first_to_open_is_told_to_the_reporter(world: World) -> None:
    lan, an = await on_telegram(world), world.worker("An")
    code = await reports_red(an)
    await looks_at(lan, code)
    await an.waits_for(f"{code}: cán bộ xã đã mở xem lúc")
    await looks_at(lan, code)
    await world.settles()
    assert sum("đã mở xem" in m.text for m in an.inbox) == 1


async def test_a_responder_sees_what_was_sent_to_them_only(world: World) -> None:
    an, binh = world.worker("An"), world.worker("Bình")
    before = await reports_red(an)
    police = await on_the_page(world, Role.RESPONDER)
    after = await reports_red(binh)
    await listens(police, after)
    await police.types("/viec")
    shown = await police.waits_for("Việc đang mở")
    assert [after in label for label in shown.labels if "26-" in label] == [True]
    await police.types("/nhan")
    await police.waits_for("Chưa có người nhận: 1")
    await police.types(f"/hoso {before}")
    await police.waits_for("Không có mã này")
