"""After the alert: one question at a time, words, pictures and places in any order."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.reports import Employer, FileState, Injury, Kind, Need, Part, Severity, What, Whereabouts
from bot.windows import local
from emulator import samples
from emulator.values import Upload
from tests.journeys import so_far, walked
from tests.rules.test_pictures import bomb
from tests.stories.helpers import until
from tests.stories.reporting import (
    DI_AN,
    MORE,
    SEND,
    case_of,
    code_in,
    does,
    events_of,
    heard,
    listens,
    official,
    presses,
    reports_danger,
    reports_death,
    reports_light,
    reports_red,
    says,
)
from tests.visitor import Visitor
from tests.world import World


async def test_every_question_in_order_and_in_peoples_words(world: World) -> None:
    await official(world)
    an = world.worker()
    code = await reports_light(an)
    await does(an, (MORE, "xảy ra lúc nào?"))
    await says(an, "hôm qua 3h chiều")
    await heard(an, "bị thế nào?")
    await does(an, ("Gãy, đứt, dập", "Đã chọn: gãy"), ("Ngộ độc", "ngộ độc"), ("Xong", "mấy người"))
    await says(an, "2")
    await heard(an, "người thứ 2 bị thế nào?")
    await does(an, ("Đau, xây xát", "Đã chọn"), ("Xong", "giờ ở đâu?"))
    await does(an, ("Ở viện, trạm xá", "đang làm gì?"))
    await says(an, "lợp mái tôn")
    await heard(an, "làm cho ai?")
    await does(an, ("Cai thầu thuê", "là ai trong vụ này?"), ("Báo giúp", "Họ có đồng ý không?"))
    await does(an, ("Họ đồng ý", "được biết anh/chị là ai"), ("Không, chỉ nhắn", "Vẫn giữ kín"))
    await world.settles()
    case = await case_of(world, code)
    told = case.told
    assert told.at is not None
    assert f"{local(told.at):%d/%m %H:%M}" == "11/05 15:00"
    assert told.victims[0].injuries == (Injury.BROKEN, Injury.POISONED)
    assert told.victims[0].now is Whereabouts.HOSPITAL
    assert told.victims[1].injuries == (Injury.SORE,)
    assert (told.hurt, told.task, told.employer) == (2, "lợp mái tôn", Employer.FOREMAN)
    assert (told.part, told.agreed, case.known) == (Part.RELAY, True, False)
    assert case.severity is Severity.SERIOUS  # said later, so it is alerted again
    whats = [event.what for event in await events_of(world, code)]
    assert whats.count(What.ALERTED) == 2


async def test_0_and_500_people_and_tomorrow_have_their_own_sentences(world: World) -> None:
    an = world.worker()
    await reports_light(an)
    await does(an, (MORE, "xảy ra lúc nào?"))
    await says(an, "ngày mai")
    await heard(an, "chưa tới")
    await says(an, "không nhớ rõ lắm")
    await heard(an, "hôm qua 3h chiều, hoặc")
    await does(an, ("Bỏ qua", "bị thế nào?"), ("Bỏ qua", "mấy người"))
    await says(an, "0")
    await heard(an, "Không ai bị nạn thì bấm Bỏ qua")
    await says(an, "500")
    await heard(an, "lớn quá")
    await says(an, "nhiều lắm")
    await heard(an, "Gõ số người")
    await says(an, "hai người")
    await heard(an, "người thứ 2")


@pytest.mark.parametrize(("typed", "hurt"), [("10", 10), ("11", 11), ("9 người", 9), ("bỏ qua", 0)])
async def test_a_typed_number_is_how_many_on_the_text_page_too(
    world: World, typed: str, hurt: int
) -> None:
    an = await world.visitor("/text/")
    code = await reports_light(an)
    await does(an, (MORE, "xảy ra lúc nào?"), ("Bỏ qua", "bị thế nào?"), ("Bỏ qua", "mấy người"))
    asked = an.bubbles[-1].text
    assert "gõ: bỏ qua" in asked
    assert "10. " not in asked
    await says(an, typed)
    await heard(an, "người thứ 2" if hurt else "giờ ở đâu?")
    await world.settles()
    assert (await case_of(world, code)).told.hurt == hurt


async def test_f22_an_edit_is_a_new_version_with_a_note(world: World) -> None:
    lan = await official(world)
    an = world.worker()
    code = await reports_red(an)
    message = an.types("ngã từ mái tôn xuống nền xi măng")
    await an.waits_for(f"Đã thêm vào {code}")
    await listens(lan, "người báo gửi thêm")
    an.edits(message, "ngã từ giàn giáo xuống nền xi măng")
    await an.waits_for("Bản cũ vẫn giữ")
    await world.settles()
    words = (await case_of(world, code)).told.words
    assert words == ("ngã từ mái tôn xuống nền xi măng", "ngã từ giàn giáo xuống nền xi măng")
    assert What.EDITED in [event.what for event in await events_of(world, code)]


async def test_t21_what_gives_somebody_away_is_asked_about_first(world: World) -> None:
    an = await world.visitor()
    code = await reports_red(an)
    await says(an, "tôi tên Canary, nhà ở cạnh trường học")
    await heard(an, "chỉ mình anh/chị biết")
    await presses(an, "Không gửi, gõ lại")
    await heard(an, "Không gửi")
    await says(an, "chồng tôi kể vậy")
    await heard(an, "chỉ mình anh/chị biết")
    await presses(an, "Gửi như vậy")
    await heard(an, "Đã thêm")
    await world.settles()
    assert (await case_of(world, code)).told.words == ("chồng tôi kể vậy",)


@pytest.mark.parametrize("channel", ["telegram", "/"])
async def test_a_danger_with_a_photo_in_five_touches(world: World, channel: str) -> None:
    an = world.worker() if channel == "telegram" else await world.visitor(channel)
    await says(an, "/start")
    await heard(an, "Chào anh/chị")
    before = so_far(an)
    await does(an, ("Báo chỗ nguy hiểm", "cái gì nguy hiểm?"))
    if isinstance(an, Visitor):
        await an.uploads(samples.PHOTO.data, name="day-dien.jpg")
    else:
        an.sends_photo()
    await heard(an, "Chỗ xảy ra ở đâu?")
    await says(an, DI_AN)
    await heard(an, "1 ảnh")
    await presses(an, SEND)
    await heard(an, "Mã: NC-")
    walked("hazard report with a photo", an, since=before)


async def test_f28_f29_an_album_across_a_restart_is_one_report(world: World) -> None:
    an = world.worker()
    an.types("/nguyhiem")
    await an.waits_for("cái gì nguy hiểm?")
    an.sends_album([samples.PHOTO] * 3)
    await an.waits_for("Chỗ xảy ra ở đâu?")
    await world.settles()
    await world.restarts()
    an.types(DI_AN)
    await an.waits_for("3 ảnh")
    an.presses(SEND)
    code = code_in((await an.waits_for("Mã: ")).text)
    case = await case_of(world, code)
    assert world.app
    await world.app.care().beat()

    async def fetched() -> bool:
        async with world.memory() as unit:
            files = await unit.reports.files(case.id)
        return len(files) == 3 and all(f.state is not FileState.WAITING for f in files)

    await until(fetched, "the pictures")


async def test_t6_a_file_that_is_not_what_it_says_is_said(world: World) -> None:
    an = world.worker()
    code = await reports_red(an)
    an.sends_document(Upload("anh.jpg", "image/jpeg", b"%PDF-1.4 not a picture"))
    await an.waits_for("Đã thêm")
    assert world.app
    await world.app.care().beat()
    await an.waits_for(f"{code}: loại tệp này bot không mở")


async def test_t6_a_picture_that_is_a_bomb_is_said_and_the_report_is_whole(world: World) -> None:
    an = world.worker()
    code = await reports_red(an)
    an.sends_photo(Upload("anh.png", "image/png", bomb()))
    await an.waits_for("Đã thêm")
    assert world.app
    await world.app.care().beat()
    await an.waits_for(f"{code}: loại tệp này bot không mở")
    async with world.memory() as unit:
        case = await unit.reports.by_code(code)
        assert case
        assert [file.state for file in await unit.reports.files(case.id)] == [FileState.REFUSED]


async def test_the_child_is_told_the_number_for_children(world: World) -> None:
    an = world.worker()
    an.types("/nguyhiem")
    await an.waits_for("cái gì nguy hiểm?")
    an.types("đứa bé 13 tuổi đứng máy cưa")
    await an.waits_for("Chỗ xảy ra ở đâu?")
    an.types(DI_AN)
    await an.waits_for("Sẽ gửi cho")
    an.presses(SEND)
    assert "111" in (await an.waits_for("Mã: NC-")).text


async def test_unsent_and_urgent_is_asked_again_after_five_minutes(world: World) -> None:
    an = world.worker()
    an.types("/baotainan")
    await an.waits_for("cần cấp cứu")
    an.presses("Có, cần ngay")
    await an.waits_for("GỌI 115")
    await world.settles()
    assert world.app
    world.now += timedelta(minutes=4)
    await world.app.care().beat()
    world.now += timedelta(minutes=2)
    await world.app.care().beat()
    await an.waits_for("Tin chưa gửi cho xã")
    an.presses(SEND)
    await an.waits_for("GỌI 115")  # where is still missing
    an.types(DI_AN)
    await an.waits_for("ngay bây giờ?")
    an.presses(SEND)
    await an.waits_for("Mã: TN-")


async def test_near_miss_is_asked_after_a_danger(world: World) -> None:
    an = world.worker()
    code = code_in(await reports_danger(an))
    await does(an, (MORE, "suýt bị nạn"), ("Có", "xảy ra lúc nào?"))
    await world.settles()
    assert (await case_of(world, code)).kind is Kind.NEAR_MISS


async def test_a_death_is_told_calmly_and_spares_them_campaigns(world: World) -> None:
    an = world.worker()
    asked, sent = await reports_death(an)
    for text in (asked, sent):
        assert "115 NGAY" not in text
        assert "ảm ơn" not in text
        assert not any(sign in text for sign in "🆘📍📷📞🔔🔴🔊")
    code = code_in(sent)
    await world.settles()
    case = await case_of(world, code)
    assert (case.kind, case.severity, case.told.need) == (Kind.DEATH, Severity.FATAL, Need.DEATH)
    held = (await world.rows("SELECT held_until FROM people WHERE held_until IS NOT NULL"))[0][0]
    assert str(held) >= f"{world.now + timedelta(days=30):%Y-%m-%d}"
