"""What somebody in office does with a case: each act, what it changes, and who hears of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot import buttons
from bot.people import Role
from bot.reports import Ending, Kind, Severity, State, What
from emulator.person import Person
from tests.offices import OTHER_COMMUNE, writing
from tests.stories.officials import (
    HUNG,
    forges,
    has_taken,
    looks_at,
    number_of,
    on_telegram,
    on_the_page,
    says_where_to,
)
from tests.stories.reporting import (
    case_of,
    code_in,
    events_of,
    listens,
    reports_death,
    reports_red,
)
from tests.world import World

RED = "NGHI CÓ NGƯỜI BỊ NẶNG"


async def chooses(who: Person, *steps: tuple[str, str]) -> None:
    for label, answer in steps:
        who.presses(label)
        await who.waits_for(answer)


async def ends(lan: Person, code: str, how: str, words: str) -> None:
    await looks_at(lan, code)
    lan.presses("Kết thúc")
    await lan.waits_for("kết thúc vì")
    lan.presses(how)
    await lan.waits_for("Gõ một dòng")
    lan.types(words)


async def test_severity_and_kind_stand_beside_the_reporters_words(world: World) -> None:
    lan, an = await on_telegram(world), world.worker("An")
    code = await has_taken(world, lan, an)
    an.types("ngã từ giàn giáo tầng hai")
    await an.waits_for("Đã thêm")
    before = await case_of(world, code)
    await looks_at(lan, code)
    await chooses(lan, ("Sửa loại, mức", "cán bộ xác định thế nào"), ("Nhẹ", "đã ghi điều"))
    shown = await looks_at(lan, code)
    assert "Cán bộ xác định: Nhẹ" in shown
    assert "ngã từ giàn giáo tầng hai" in shown
    after = await case_of(world, code)
    assert after.told == before.told
    assert (after.severity, after.found_severity) == (before.severity, Severity.LIGHT)
    lan.presses("Sửa loại, mức")
    await lan.waits_for("cán bộ xác định thế nào")
    lan.presses("chỗ nguy hiểm")
    await lan.waits_for("đã ghi điều")
    again = await case_of(world, code)
    assert (again.kind, again.found_kind) == (Kind.ACCIDENT, Kind.HAZARD)


async def test_what_becomes_red_is_alerted(world: World) -> None:
    lan, an = await on_telegram(world), world.worker("An")
    code = await has_taken(world, lan, an)
    await looks_at(lan, code)
    await chooses(lan, ("Sửa loại, mức", "cán bộ xác định thế nào"), ("Nhẹ", "đã ghi điều"))
    province = await on_the_page(world, Role.PROVINCE, "79")
    await looks_at(lan, code)
    await chooses(lan, ("Sửa loại, mức", "cán bộ xác định thế nào"), ("Nặng", "đã ghi điều"))
    await listens(province, RED)
    assert (await case_of(world, code)).red


async def test_forwarded_with_a_reason_that_the_reporter_reads(world: World) -> None:
    lan, an = await on_telegram(world), world.worker("An")
    there = await on_the_page(world, area=OTHER_COMMUNE)
    code = await has_taken(world, lan, an)
    number = await number_of(world, code)
    await forges(there, buttons.OpenWorkCase(number), "Không có việc này")
    await looks_at(lan, code)
    lan.presses("Chuyển nơi khác")
    await lan.waits_for("chuyển đi đâu?")
    lan.types("zzzz")
    await lan.waits_for("Chưa tìm thấy «zzzz»")
    await says_where_to(world, lan, code)
    await an.waits_for("Lý do: Chỗ xảy ra nằm bên kia đường. Mã vẫn như cũ.")
    await listens(there, RED)
    case = await case_of(world, code)
    assert (case.area, case.state, case.taken_by) == (OTHER_COMMUNE, State.SENT, None)
    moved = f"{code}: đã chuyển"  # the alert itself says so
    await lan.waits_until(
        lambda: any(m.text.startswith(moved) and not m.labels for m in lan.inbox),
        "the edited alert",
    )
    lan.types(f"/hoso {code}")
    await lan.waits_for("Không có mã này")


async def test_handed_over_to_a_colleague_by_name(world: World) -> None:
    hung = await on_the_page(world)
    lan, an = await on_telegram(world), world.worker("An")
    code = await has_taken(world, lan, an)
    await looks_at(lan, code)
    await chooses(lan, ("Giao người khác", "giao cho ai?"), (HUNG, f"đã giao cho {HUNG}"))
    await listens(hung, f"{code}: giao cho anh/chị")
    await lan.waits_until(
        lambda: any(f"{code}: {HUNG} đã nhận" in m.text for m in lan.inbox), "the edited alert"
    )
    case = await case_of(world, code)
    assert case.state is State.TAKEN
    assert [e.what for e in await events_of(world, code)][-1] is What.HANDED_OVER


async def test_a_note_is_for_colleagues(world: World) -> None:
    hung = await on_the_page(world)
    lan, an = await on_telegram(world), world.worker("An")
    code = await has_taken(world, lan, an)
    await looks_at(lan, code)
    lan.presses("Ghi chú")
    await lan.waits_for("Chỉ cán bộ đọc")
    lan.types("Đã gọi trạm y tế lúc 14h20")
    await lan.waits_for("đã ghi chú")
    await looks_at(hung, code)
    assert await hung.presses("Diễn biến") == 200
    await hung.waits_for("Đã gọi trạm y tế lúc 14h20")
    await world.settles()
    assert "trạm y tế lúc 14h20" not in an.log


async def test_a_duplicate_is_proposed_and_joined_by_a_human(world: World) -> None:
    lan, an, binh = await on_telegram(world), world.worker("An"), world.worker("Bình")
    first = await has_taken(world, lan, an)
    second = await reports_red(binh)
    await looks_at(lan, second)
    lan.presses(f"Giống tin {first}?")
    await lan.waits_for("cùng một chuyện?")
    lan.presses("Đúng, gộp lại")
    await lan.waits_for(f"Đã gộp vào {first}")
    await binh.waits_for(f"{second}: cán bộ xem chung với một tin khác")
    lan.types("/viec")
    shown = await lan.waits_for("Việc đang mở")
    assert not any(second in label for label in shown.labels)
    assert f"Xem chung với: {second}" in await looks_at(lan, first)
    await ends(lan, first, "Đã khắc phục", "Đã đưa người bị nạn đi viện")
    await lan.waits_for("đã kết thúc")
    for who, code in ((an, first), (binh, second)):
        await who.waits_for(f"{code}: cán bộ báo đã khắc phục")
    assert (await case_of(world, second)).state is State.CLOSED


async def test_what_is_older_than_72_hours_is_no_duplicate(world: World) -> None:
    lan, an, binh = await on_telegram(world), world.worker("An"), world.worker("Bình")
    first = await has_taken(world, lan, an)
    world.now += timedelta(hours=73)
    second = await reports_red(binh)
    await looks_at(lan, second)
    assert not any(first in label for label in lan.last.labels), lan.last.labels


@pytest.mark.parametrize(
    ("how", "ending", "heard"),
    [
        ("Đã khắc phục", Ending.FIXED, "cán bộ báo đã khắc phục: «Xong việc»"),
        ("Đã lập biên bản", Ending.MINUTED, "cán bộ báo đã lập biên bản: «Xong việc»"),
        ("Đã chuyển nơi khác", Ending.PASSED_ON, "cán bộ báo đã chuyển nơi khác: «Xong việc»"),
        ("Không đúng như tin", Ending.NOT_SO, "thấy không như tin báo: «Xong việc»"),
    ],
)
async def test_each_honest_ending(world: World, how: str, ending: Ending, heard: str) -> None:
    lan, an = await on_telegram(world), world.worker("An")
    code = await has_taken(world, lan, an)
    await ends(lan, code, how, "Xong việc")
    await lan.waits_for("đã kết thúc")
    told = await an.waits_for(heard)
    assert "Cảm ơn" not in told.text
    case = await case_of(world, code)
    assert (case.state, case.ending) == (State.CLOSED, ending)
    await lan.waits_until(
        lambda: any(m.text == f"{code}: việc này đã khép lại." for m in lan.inbox), "the edit"
    )


async def test_an_edit_that_still_waits_gives_way_to_the_next(world: World) -> None:
    lan, hung = await on_telegram(world), await on_the_page(world)
    an = await world.visitor()
    code = await reports_red(an)
    await lan.waits_for(code)
    async with world.telegram_down():
        await looks_at(hung, code)
        for label, answer in (
            ("Tôi nhận", "anh/chị đã nhận lúc"),
            ("Kết thúc", "kết thúc vì"),
            ("Không đúng như tin", "thực tế thế nào?"),
        ):
            assert await hung.presses(label) == 200
            await hung.waits_for(answer)
        await hung.types("Không có ai bị nạn")
        await hung.waits_for("đã kết thúc")
    await lan.waits_until(
        lambda: any(m.text == f"{code}: việc này đã khép lại." for m in lan.inbox),
        "the last edit",
        seconds=20,
    )


async def test_what_cannot_be_done_needs_a_reason_and_a_day(world: World) -> None:
    lan, an = await on_telegram(world), world.worker("An")
    code = await has_taken(world, lan, an)
    await ends(lan, code, "Chưa làm được", "Chờ điện lực")
    await lan.waits_for("hẹn đến ngày nào?")
    lan.types("hôm kia")
    await lan.waits_for("gõ một ngày chưa tới")
    lan.types("15/6")
    await lan.waits_for("đã kết thúc")
    await an.waits_for(f"{code}: xã chưa làm được. Lý do: Chờ điện lực. Hẹn: 15/06/2026.")
    assert (await case_of(world, code)).ending is Ending.NOT_DONE


async def test_the_reporter_says_that_it_is_not_done(world: World) -> None:
    lan, an = await on_telegram(world), world.worker("An")
    code = await has_taken(world, lan, an)
    await ends(lan, code, "Đã khắc phục", "Đã rào lại")
    await an.waits_for("cán bộ báo đã khắc phục")
    an.presses("Chưa xong")
    await an.waits_for("đã mở lại và báo người trực")
    alert = await lan.waits_for("Người báo nói chưa xong, nên việc này mở lại.")
    assert RED in alert.text
    assert "xe đã đi chưa" not in alert.text
    case = await case_of(world, code)
    assert (case.state, case.ending, case.taken_by) == (State.SENT, None, None)
    lan.presses("Tôi nhận")
    await lan.waits_for("anh/chị đã nhận lúc")


async def test_the_official_takes_it_up_again(world: World) -> None:
    lan, an = await on_telegram(world), world.worker("An")
    code = await has_taken(world, lan, an)
    await ends(lan, code, "Đã khắc phục", "Đã rào lại")
    await an.waits_for("cán bộ báo đã khắc phục")
    await looks_at(lan, code)
    lan.presses("Mở lại")
    await lan.waits_for("anh/chị đang giữ việc này")
    await an.waits_for(f"{code}: việc này được mở lại")
    case = await case_of(world, code)
    assert (case.state, case.ending) == (State.TAKEN, None)


async def test_a_death_is_told_calmly(world: World) -> None:
    """No thanks, nothing to judge: wording 17."""
    lan, an = await on_telegram(world), world.worker("An")
    code = code_in((await reports_death(an))[1])
    shown = await looks_at(lan, code)
    assert "UBND xã báo ngay Công an xã và Sở Nội vụ" in shown
    lan.presses("Tôi nhận")
    await lan.waits_for("anh/chị đã nhận lúc")
    await ends(lan, code, "Đã lập biên bản", "Biên bản số 12")
    told = await an.waits_for("đã lập biên bản")
    assert "Đúng vậy chưa" not in told.text
    assert "Cảm ơn" not in told.text


async def test_the_log_tells_it_in_sentences(world: World) -> None:
    lan, an = await on_telegram(world), world.worker("An")
    code = await has_taken(world, lan, an)
    await ends(lan, code, "Đã khắc phục", "Đã rào lại")
    await lan.waits_for("đã kết thúc")
    lan.types("/nhatky")
    log = (await lan.waits_for("kết thúc " + code)).text
    assert f"nhận {code}" in log
    assert "case." not in log
    async with writing(world) as unit:
        assert all("rào" not in e.deed.detail for e in await unit.audit.entries())
