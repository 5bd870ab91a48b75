"""One's own cases, call-backs, petitions, children, and what must never be."""

from __future__ import annotations

from datetime import timedelta

from bot.reports import Identity, Kind, State
from tests.stories.helpers import count
from tests.stories.reporting import (
    DI_AN,
    SEND,
    case_of,
    code_in,
    does,
    heard,
    listens,
    official,
    presses,
    reports_red,
    says,
    tells_danger,
    tells_light,
)
from tests.world import World

UNKNOWN = "Không có mã này"


async def test_a_call_back_keeps_the_number_sealed(world: World) -> None:
    an = world.worker()
    an.types("/goilai")
    await an.waits_for("gõ số điện thoại")
    an.types("09123")
    await an.waits_for("Số này chưa đúng")
    an.sends_contact("+84987654321")  # from the address book
    await an.waits_for("Đây là số của người khác")
    an.sends_contact("+84912345678", owner=an.id)
    await an.waits_for("Gửi cho xã, phường nào?")
    an.types(DI_AN)
    await an.waits_for("gọi lại số 0912345678")
    an.presses(SEND)
    code = code_in((await an.waits_for("Mã: GY-")).text)
    case = await case_of(world, code)
    assert (case.kind, case.known, case.callback) == (Kind.CALLBACK, True, True)
    async with world.memory() as unit:
        assert await unit.reports.identity(case.id) == Identity(phone="0912345678")


async def test_ones_own_contact_is_taken_and_another_persons_is_not(world: World) -> None:
    an, binh = world.worker(), world.worker("Binh")
    await tells_light(an)
    an.presses("Gửi, nhờ gọi lại")
    code = code_in((await an.waits_for("Mã: TN-")).text)
    an.sends_contact("+84987654321", owner=binh.id)
    await an.waits_for("Đây là số của người khác")
    an.presses("Gửi số của tôi")
    await an.waits_for("đủ 16 tuổi")
    an.presses("Đủ rồi")
    await an.waits_for("được gọi số này")
    await world.settles()
    case = await case_of(world, code)
    async with world.memory() as unit:
        assert await unit.reports.identity(case.id) == Identity(phone="0900000000")


async def test_a_petition_is_kept_sealed(world: World) -> None:
    binh = await world.visitor()
    await says(binh, "/gopy")
    await heard(binh, "Hỏi hay góp ý")
    await presses(binh, "Phàn nàn")
    await heard(binh, "Gõ điều muốn nói")
    await says(binh, "đường vào rẫy hỏng đã lâu")
    await heard(binh, "Gửi cho xã, phường nào?")
    await says(binh, DI_AN)
    await heard(binh, "phàn nàn, đường vào rẫy")
    await presses(binh, SEND)
    case = await case_of(world, code_in(await heard(binh, "Mã: GY-")))
    assert (case.kind, case.known, case.told.dangers) == (Kind.PETITION, False, ("complaint",))


async def test_of_a_child_nobody_is_kept(world: World) -> None:
    an = world.worker()
    await tells_danger(an, "Hố, giếng, hầm")
    an.presses("Em dưới 16 tuổi")
    await an.waits_for("111")
    an.presses(SEND)
    code = code_in((await an.waits_for("Mã: NC-")).text)
    await world.settles()
    case = await case_of(world, code)
    assert case.reporter is None
    assert await count(world, "case_events WHERE actor_id IS NOT NULL") == 0
    assert await count(world, "drafts") == 0


async def test_a_denunciation_stores_nothing(world: World) -> None:
    an = world.worker()
    an.types("/nguyhiem")
    await an.waits_for("cái gì nguy hiểm?")
    an.presses("Tôi muốn tố cáo")
    await an.waits_for("không phải đơn tố cáo")
    await world.settles()
    assert await count(world, "drafts") == 0
    assert await count(world, "cases") == 0


async def test_t13_wrong_codes_read_alike_and_slow_down(world: World) -> None:
    an, binh = world.worker(), world.worker()
    code = await reports_red(an)
    nobodys = code[:-1] + ("8" if code[-1] == "7" else "7")
    said = set()
    for typed in (code, nobodys, code, nobodys, "TN-26"):
        binh.types(f"/hoso {typed}")
        said.add((await binh.waits_for(UNKNOWN)).text)
        await world.settles()
    assert len(said) == 1
    own = await reports_red(binh)
    binh.presses("Xong")
    await binh.waits_for("Cần thêm gì")
    binh.types(own)
    await binh.waits_for(UNKNOWN)  # even their own, for a while
    world.now += timedelta(days=1)
    binh.types(own)
    await binh.waits_for(f"{own}: tai nạn")
    an.types("/hoso")
    await an.waits_for("Tin anh/chị đã báo")
    an.presses(code)
    await an.waits_for("Chưa cán bộ nào bấm nhận")


async def test_t10_a_forged_button_opens_nobody_elses_case(world: World) -> None:
    an, binh = world.worker(), world.worker()
    await reports_red(an)
    binh.types("/menu")
    await binh.waits_for("Cần gì")
    for forged in ("zo:1", "zm:1", "zwa:1", "zw:1", "zy:1"):
        binh.presses_code(forged, binh.answers[-1].id)
        await binh.waits_for(UNKNOWN)
        await world.settles()
    assert await count(world, "cases WHERE state = 'sent'") == 1


async def test_taken_back(world: World) -> None:
    lan = await official(world)
    an = await world.visitor()
    code = await reports_red(an)
    await does(an, ("Xong", "Cần thêm gì"))
    await says(an, "/hoso")
    await heard(an, "Bấm để xem")
    await presses(an, next(label for label in an.bubbles[-1].labels if code in label))
    await heard(an, "tai nạn")
    await does(an, ("Rút tin này", "Cán bộ sẽ biết"), ("Rút tin này", "Đã rút"))
    await listens(lan, f"{code}, ")
    await world.settles()
    assert (await case_of(world, code)).state is State.WITHDRAWN


async def test_after_two_weeks_by_kind(world: World) -> None:
    lan = await official(world)
    an = world.worker()
    code = await reports_red(an)
    an.presses("Xong")
    await an.waits_for("Cần thêm gì")
    await world.settles()
    world.now += timedelta(days=15)
    assert world.app
    await world.app.care().beat()
    await world.app.care().beat()
    await an.waits_for("biên bản của xã chưa?")
    assert "khắc phục" not in an.answers[-1].text
    an.presses("Cần giúp")
    await an.waits_for("báo lại cho xã")
    await listens(lan, f"{code}, ")


async def test_a_place_abroad_and_a_file_too_big_are_said(world: World) -> None:
    an = world.worker()
    an.types("/baotainan")
    await an.waits_for("cần cấp cứu")
    an.presses("Bị nhẹ")
    await an.waits_for("Chỗ xảy ra ở đâu?")
    an.sends_location(48.85, 2.35)
    await an.waits_for("ngoài Việt Nam")
    an.sends_document(size=30 * 2**20)
    await an.waits_for("Tệp quá lớn")
    an.types("qqqq xx")
    await an.waits_for("Chưa tìm thấy «")
    an.types(DI_AN)
    await an.waits_for("Báo cho phường Dĩ An")


async def test_a_province_that_was_typed_is_no_part_of_the_place(world: World) -> None:
    """Whoever tried «Phú Thọ» and then showed the point is not written down as in both."""
    an = world.worker()
    await says(an, "/baotainan")
    await heard(an, "cần cấp cứu")
    await does(an, ("Bị nhẹ", "Chỗ xảy ra ở đâu?"))
    await says(an, "tỉnh Phú Thọ")
    await heard(an, "Ở tỉnh Phú Thọ có nhiều xã, phường.")
    an.sends_location()
    await heard(an, "Báo cho")
    await presses(an, SEND)
    code = code_in(await heard(an, "Mã: TN-"))
    assert (await case_of(world, code)).told.spot.words == ""
