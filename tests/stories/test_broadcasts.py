"""A message from an organiser to exactly those who should get it, and to nobody else."""

from __future__ import annotations

from emulator import samples
from tests.stories.organisers import (
    ELSEWHERE,
    WORDS,
    aims,
    aims_at_group,
    begins,
    goes_out,
    group_of,
    joined,
    kept,
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


async def test_one_communes_sprayers_and_nobody_else(world: World) -> None:
    lan, an, binh = world.worker("Lan"), world.worker("An"), await world.visitor()
    mason, far, silent = world.worker("Chi"), world.worker("Dung"), world.worker("Em")
    await organised(world, lan, an, binh)
    await joined(world, mason, sectors=("construction",))
    await joined(world, far, commune=ELSEWHERE)
    await joined(world, silent, agrees=False)

    await writes(lan)
    await aims(lan)
    lan.presses("Việc làm")
    await lan.waits_for("Bấm để chọn")
    lan.presses("Phun thuốc")
    await lan.waits_for("Bấm để chọn")
    await presses(lan, "Xong, xem người nhận", "Bây giờ: 2 người")
    await previews(lan, "Gửi đến 2 người")
    await lan.waits_for(WORDS)
    await watches(world, lan, "Không cần người thứ hai duyệt")
    await presses(lan, "Gửi", "bắt đầu")

    got = await an.waits_for(WORDS)
    assert "gõ «dừng»" in got.text
    assert got.labels == ["Dừng nhận tin"]
    await binh.waits_for(WORDS)
    await watches(world, lan, "Đến máy: 2 trên 2")
    for nobody in (mason, far, silent):
        assert not any(WORDS in message.text for message in nobody.answers)

    await says(an, "dừng", "Đã dừng")


async def test_a_group_of_ones_own_across_channels_and_once_each(world: World) -> None:
    hoa, an, binh = await world.visitor(), world.worker("An"), await world.visitor()
    owner = await trusts(world, hoa)
    members = [await joined(world, an, agrees=False), await joined(world, binh, agrees=False)]
    outsider = world.worker("Chi")
    await joined(world, outsider)
    await group_of(world, owner, *members)
    await writes(hoa)
    await aims_at_group(hoa, "Bây giờ: 2 người")
    await previews(hoa, "Gửi đến 2 người")
    await watches(world, hoa, "Không cần người thứ hai duyệt")
    await goes_out(world, hoa, an, binh)
    assert sum(WORDS in bubble.text for bubble in binh.bubbles) == 1
    assert not any(WORDS in message.text for message in outsider.answers)


async def test_a_photo_with_formatted_words_reaches_both_channels(world: World) -> None:
    lan, an, binh = world.worker("Lan"), world.worker("An"), await world.visitor()
    await organised(world, lan, an, binh)
    await begins(lan)
    lan.sends_photo(caption="Mang khẩu trang")
    await lan.waits_for("ảnh: 1")
    await says(lan, "Đổi găng mỗi ngày", "Đã ghi: VI:")
    await kept(world)
    await aims(lan)
    await previews(lan)
    await watches(world, lan, "Không cần người thứ hai duyệt")
    await presses(lan, "Gửi", "bắt đầu")
    got = await an.waits_for("Mang khẩu trang")
    assert got.body["photo"]
    assert "Đổi găng mỗi ngày" in got.text
    await binh.waits_for("Mang khẩu trang")
    (photo,) = binh.media
    status, _ = await binh.fetches(photo["url"])
    assert (photo["kind"], status) == ("photo", 200)


async def test_an_edit_of_the_draft_follows(world: World) -> None:
    lan, an = world.worker("Lan"), world.worker("An")
    await organised(world, lan, an)
    await begins(lan)
    sent = lan.types("Phun thuốc lúc 9 giờ")
    await lan.waits_for("Đã ghi:")
    lan.edits(sent, "Phun thuốc trước 8 giờ")
    await lan.waits_for("VI: 22 chữ cái")
    await aims(lan)
    await previews(lan)
    await watches(world, lan, "Không cần người thứ hai duyệt")
    await presses(lan, "Gửi", "bắt đầu")
    assert "trước 8 giờ" in (await an.waits_for("Phun thuốc")).text


async def test_an_album_voice_and_buttons(world: World) -> None:
    lan, an = world.worker("Lan"), world.worker("An")
    await organised(world, lan, an)
    await begins(lan)
    lan.sends_album([samples.PHOTO, samples.PHOTO], "Hai tấm biển")
    await lan.waits_for("Đã ghi:")
    await kept(world)
    await presses(lan, "Thêm nút mở bài", "Nút mở bài nào?")
    await says(lan, "xyzzy", "Chưa tìm thấy bài nào")
    await says(lan, "giàn giáo", "Đã ghi:")
    await presses(lan, "Thêm nút mở link", "Gõ địa chỉ")
    await says(lan, "congdoan.vn", "phải bắt đầu bằng https://")
    await says(lan, "https://congdoan.vn/tin Xem thêm", "[Xem thêm]")
    await aims(lan)
    await previews(lan)
    await watches(world, lan, "Không cần người thứ hai duyệt")
    await presses(lan, "Gửi", "bắt đầu")
    got = await an.waits_for("Hai tấm biển")
    assert [label for label in got.labels if label != "Dừng nhận tin"] == [
        "Giàn giáo (dàn giáo)",
        "Xem thêm",
    ]
    assert len([m for m in an.answers if m.body.get("photo")]) == 2


async def test_opting_out_ends_it_on_both_channels(world: World) -> None:
    lan, an, binh = world.worker("Lan"), world.worker("An"), await world.visitor("/text/")
    await organised(world, lan, an, binh)
    await ready_to_ask(world, lan)
    await presses(lan, "Gửi", "bắt đầu")
    await an.waits_for(WORDS)
    await binh.waits_for(WORDS)
    await presses(an, "Dừng nhận tin", "Đã dừng")
    await says(binh, "dừng", "Đã dừng")
    await writes(lan)
    await presses(lan, "Chọn người nhận", "Ai nhận tin này?")
    await presses(lan, "Nơi làm", "Chọn nơi")
    lan.presses(lan.last.labels[0])
    await lan.waits_for("Chọn nơi")
    await presses(lan, "Xong, xem người nhận", "Bây giờ: 0 người")
    await previews(lan, "Bây giờ chưa có ai nhận được tin này")
