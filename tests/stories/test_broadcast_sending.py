"""While it goes out: windows, the week's limit, pausing, stopping, taking back, counting."""

from __future__ import annotations

import io
from datetime import timedelta

from openpyxl import load_workbook

from bot.people import Role
from tests.offices import writing
from tests.stories.helpers import CARD, CARD_TITLE, count, until
from tests.stories.organisers import (
    WORDS,
    aims,
    aims_at_group,
    begins,
    cannot_be_kept,
    crowd,
    goes_out,
    group_of,
    joined,
    organised,
    presses,
    previews,
    ready_to_ask,
    says,
    watches,
    writes,
)
from tests.stories.trust import trusts
from tests.world import World


async def test_outside_the_windows_it_waits(world: World) -> None:
    world.now += timedelta(hours=3)  # 15:00, people are at work
    lan, an = world.worker("Lan"), world.worker("An")
    await organised(world, lan, an)
    await writes(lan)
    await aims(lan)
    await previews(lan, "không làm phiền bà con. Bắt đầu 18:00 12/05/2026")
    await watches(world, lan, "Không cần người thứ hai")
    await presses(lan, "Giờ gửi", "Gửi lúc nào?")
    await says(lan, "22h", "là giờ nghỉ. Gửi lúc 05:30 13/05/2026?")
    await says(lan, "16h", "đang làm việc. Gửi lúc 18:00")
    await says(lan, "hôm nay 6h sáng", "Giờ này đã qua")
    await says(lan, "31/2", "Không có ngày này")
    await says(lan, "7h mai", "Là lúc nào?")
    await says(lan, "18h tối nay", "Bắt đầu 18:00 12/05/2026")
    await presses(lan, "Gửi", "bắt đầu 18:00")
    await world.settles()
    assert not any(WORDS in message.text for message in an.answers)
    world.now += timedelta(hours=3, minutes=5)
    await an.waits_for(WORDS)


async def test_urgent_overtakes_windows_and_the_weeks_limit(world: World) -> None:
    world.now += timedelta(hours=10)  # 22:00
    chi, an = world.worker("Chi"), world.worker("An")
    await trusts(world, chi, Role.ADMIN, "")
    await joined(world, an)
    await writes(chi, "Lũ về, lên chỗ cao")
    await aims(chi)
    await previews(chi, "không làm phiền")
    await watches(world, chi, "Không cần người thứ hai")
    await presses(chi, "Đổi thành tin khẩn", "chưa có ai duyệt được")
    await presses(chi, "Gửi không chờ duyệt", "Ghi lý do")
    await says(chi, "lũ", "bắt đầu 22:0")
    await an.waits_for("Lũ về", seconds=3)


async def test_the_weeks_limit_holds_and_expiry_ends_with_a_reason(world: World) -> None:
    world.now += timedelta(days=21)  # 2 June: one a week
    lan, an = world.worker("Lan"), world.worker("An")
    await organised(world, lan, an)
    await ready_to_ask(world, lan)
    await presses(lan, "Gửi", "bắt đầu")
    await an.waits_for(WORDS)
    await writes(lan, "Tin thứ hai trong tuần")
    await aims(lan)
    await previews(lan, "1 người đã đủ tin tuần này, nhận từ 05:30 08/06/2026")
    await watches(world, lan, "Không cần người thứ hai")
    await presses(lan, "Gửi", "bắt đầu")
    await watches(world, lan, "Chờ đến giờ hoặc chờ mở trang: 1")
    assert not any("Tin thứ hai" in message.text for message in an.answers)
    world.now += timedelta(days=5, hours=17, minutes=45)  # Monday morning
    await an.waits_for("Tin thứ hai", seconds=20)


async def test_paused_resumed_and_stopped_within_two_seconds(world: World) -> None:
    lan = world.worker("Lan")
    await trusts(world, lan)
    await crowd(world, 3)  # on an account that nobody sends for: it never ends by itself
    await ready_to_ask(world, lan)
    await presses(lan, "Gửi", "bắt đầu")
    await watches(world, lan, "Đang gửi: 0 trên 3")
    await presses(lan, "Dừng tạm", "Đang tạm dừng")
    await presses(lan, "Gửi tiếp", "Đang gửi")
    lan.presses("Dừng hẳn")
    await lan.waits_for("Đã dừng. Đến máy: 0 trên 3", seconds=2)
    assert "Không gửi vì đã dừng: 3" in lan.log


async def test_recalled_with_a_correction_that_needs_approval_as_any(world: World) -> None:
    lan, an = world.worker("Lan"), world.worker("An")
    await organised(world, lan, an)
    await ready_to_ask(world, lan, "Uống thuốc sâu")
    await presses(lan, "Gửi", "bắt đầu")
    got = await an.waits_for("Uống thuốc sâu")
    await watches(world, lan, "Đến máy: 1 trên 1")
    await presses(lan, "Thu hồi", "trong 48 giờ")
    await presses(lan, "Xóa và đính chính", "Gõ hoặc gửi tin")

    async def gone() -> bool:
        return got.id not in an.chat.messages

    await until(gone, "deleting")
    await says(lan, "Xin lỗi: đừng uống thuốc sâu", "Đã ghi:")
    await previews(lan, "những người đã nhận tin trước")
    await watches(world, lan, "Không cần người thứ hai")
    await presses(lan, "Gửi", "bắt đầu")
    await an.waits_for("Xin lỗi: đừng uống")


async def test_the_result_as_a_table_of_numbers(world: World) -> None:
    hoa, an = await world.visitor(), world.worker("An")
    await trusts(world, hoa)
    await joined(world, an, sectors=("pesticides", "construction"))
    await ready_to_ask(world, hoa)
    await goes_out(world, hoa, an)
    await hoa.presses("Tải bảng kết quả")
    await hoa.waits_for("Chỉ có con số")
    file = hoa.media[-1]["url"].split("/")[2].split("?")[0]
    async with world.memory() as unit:
        kept = await unit.files.get(file)
    assert kept is not None
    book = load_workbook(io.BytesIO(kept[1]))
    areas = list(book.worksheets[0].values)
    assert areas[0][:2] == ("Nơi làm", "Đến máy")
    assert [row[1] for row in areas[1:]] == [1]
    assert len(list(book.worksheets[1].values)) == 3
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)


async def test_who_blocked_is_not_counted_and_back_is_reached_again(world: World) -> None:
    lan, an = world.worker("Lan"), world.worker("An")
    await organised(world, lan, an)
    an.blocks()
    await world.settles()
    await writes(lan)
    await presses(lan, "Chọn người nhận", "Ai nhận tin này?")
    await presses(lan, "Nơi làm", "Chọn nơi")
    lan.presses(lan.last.labels[0])
    await lan.waits_for("Chọn nơi")
    await presses(lan, "Xong, xem người nhận", "Bây giờ: 0 người")
    an.unblocks()
    await world.settles()
    await previews(lan, "Gửi đến 1 người")
    await watches(world, lan, "Không cần người thứ hai")
    await presses(lan, "Gửi", "bắt đầu")
    await an.waits_for(WORDS)
    assert await count(world, "deliveries WHERE lane = 3") == 1


async def test_a_group_closed_meanwhile(world: World) -> None:
    lan = world.worker("Lan")
    owner = await trusts(world, lan)
    group = await group_of(world, owner)
    await writes(lan)
    await aims_at_group(lan, "Người nhận: Tổ một")
    async with writing(world) as unit:
        await unit.groups.close(group, now=world.now)
    await previews(lan, "không còn nữa. Chọn lại người nhận")


async def test_a_file_that_cannot_be_had(world: World) -> None:
    lan, an = world.worker("Lan"), world.worker("An")
    await organised(world, lan, an)
    await begins(lan)
    lan.sends_document(size=25 * 2**20)
    await lan.waits_for("Tệp quá 20 MB")
    photo = lan.sends_photo(caption="Ảnh")
    world.telegram.files.by_id.clear()
    await lan.waits_for("ảnh: 1")
    assert photo
    await cannot_be_kept(world, "dead")
    await aims(lan)
    await previews(lan, "không lấy được nữa")


async def test_f10_a_refused_progress_message_waits_and_holds_up_nobody(world: World) -> None:
    lan, an = world.worker("Lan"), world.worker("An")
    await organised(world, lan, an)
    await crowd(world, 3)  # on an account that nobody sends for: it never ends by itself
    await ready_to_ask(world, lan)
    down = world.telegram.faults.status(502, method="sendMessage")
    await presses(lan, "Gửi", "bắt đầu")
    await watches(world, lan, "Đang gửi: 0 trên 4")
    refused = world.telegram.faults.flood(600, method="editMessageText")
    down.left = 0
    await an.waits_for(WORDS)
    for _ in range(4):
        world.now += timedelta(seconds=4)

        async def looked_at() -> bool:
            async with world.memory() as unit:
                ((_, status),) = await unit.broadcasts.watched()
            return status.shown_at == world.now

        await until(looked_at, "the next look at the progress message")
    assert refused.hits == 1
    an.types(CARD)
    await an.waits_for(CARD_TITLE)
