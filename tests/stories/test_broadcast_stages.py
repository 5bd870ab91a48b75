"""First to a few, then to all; resting, halting, being stopped by others, sending again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.incoming import Address, Incoming, Started
from emulator.chats import State
from emulator.person import Person
from emulator.state import TOKEN
from tests.offices import writing
from tests.stories.helpers import count, until
from tests.stories.organisers import (
    WORDS,
    agree,
    aims,
    aims_at_group,
    crowd,
    group_of,
    joined,
    neighbours,
    official,
    organised,
    presses,
    previews,
    ready_to_ask,
    says,
    watches,
    writes,
)
from tests.stories.trust import revokes, trusts
from tests.world import World

SEND = "sendMessage"


def got(who: list[Person]) -> int:
    """How often it has arrived, all together."""
    return sum(WORDS in message.text for each in who for message in each.answers)


async def first_share(world: World, lan: Person, *, refused: int = 0) -> list[Person]:
    """Thirty people, and the first of them have been tried."""
    await trusts(world, lan)
    people = await neighbours(world, 30)
    await ready_to_ask(world, lan)
    await presses(lan, "Gửi thử 1% trước", "Không cần người thứ hai")
    if refused:
        world.telegram.faults.status(400, method=SEND, calls=refused)
    await presses(lan, "Gửi", "bắt đầu")

    async def tried() -> bool:
        return await count(world, "deliveries WHERE lane = 3 AND state IN (3, 5)") == 10

    await until(tried, "the first share")
    return people


async def test_first_to_a_few_then_to_everybody_once(world: World) -> None:
    lan = world.worker("Lan")
    people = await first_share(world, lan)
    await watches(world, lan, "Đang gửi")
    assert got(people) == 10
    world.now += timedelta(minutes=10)
    await watches(world, lan, "Đến máy: 30 trên 30")
    assert all(got([each]) == 1 for each in people)


async def test_when_the_first_cannot_get_it_the_others_are_spared(world: World) -> None:
    lan = world.worker("Lan")
    people = await first_share(world, lan, refused=1)
    world.now += timedelta(minutes=10)
    await watches(world, lan, "Bot tự dừng")
    await lan.waits_for("» tự dừng vì kênh từ chối")
    world.now += timedelta(minutes=10)
    await world.settles()
    assert got(people) == 9
    await presses(lan, "Xem tin", "Bot tự dừng")
    await presses(lan, "Gửi tiếp", "Đang gửi")
    await watches(world, lan, "Đến máy: 29 trên 30")
    assert got(people) == 29


async def test_a_window_that_closes_over_the_first_share(world: World) -> None:
    lan = world.worker("Lan")
    world.now += timedelta(minutes=54)
    people = await first_share(world, lan)
    world.now += timedelta(minutes=10)
    await watches(world, lan, "Hết giờ gửi")
    assert got(people) == 10
    world.now += timedelta(hours=5)
    await watches(world, lan, "Đến máy: 30 trên 30")


async def test_when_the_window_closes_it_rests_and_goes_on_in_the_next(world: World) -> None:
    lan = world.worker("Lan")
    await trusts(world, lan)
    await crowd(world, 3)
    await ready_to_ask(world, lan)
    await presses(lan, "Gửi", "bắt đầu")
    await watches(world, lan, "Đang gửi: 0 trên 3")
    world.now += timedelta(hours=1)
    await watches(world, lan, "Hết giờ gửi. Đã gửi 0 trên 3, gửi tiếp lúc 18:00")
    assert await count(world, "messages WHERE standing = 'paused'") == 1
    await presses(lan, "Dừng tạm", "Đang tạm dừng")
    await presses(lan, "Gửi tiếp", "Hết giờ gửi")
    assert await count(world, "messages WHERE standing = 'paused'") == 1
    world.now += timedelta(hours=5)
    await watches(world, lan, "Đang gửi: 0 trên 3")
    assert await count(world, "messages WHERE standing = 'paused'") == 0


async def test_an_approver_stops_what_somebody_else_sends(world: World) -> None:
    lan, hoa, far = world.worker("Lan"), world.worker("Hoa"), world.worker("Xa")
    await trusts(world, lan)
    await official(world, hoa)
    await official(world, far, "00004")
    await crowd(world, 3)
    await ready_to_ask(world, lan)
    await presses(lan, "Gửi", "bắt đầu")
    await watches(world, lan, "Đang gửi: 0 trên 3")
    await says(far, "/phatin", "Soạn tin gửi đúng người cần")
    assert "đang gửi" not in far.log
    await says(hoa, "/phatin", "Có tin của người khác")
    (theirs,) = (label for label in hoa.last.labels if "đang gửi" in label)
    await presses(hoa, theirs, "Đang gửi: 0 trên 3")
    hoa.presses("Dừng hẳn")
    await hoa.waits_for("Đã dừng. Đến máy: 0 trên 3", seconds=2)
    await watches(world, lan, "Không gửi vì đã dừng: 3")
    (deed,) = await world.rows("SELECT actor FROM audit WHERE action = 'broadcast.cancelled'")
    assert deed


async def test_whose_outcome_is_unknown_gets_it_again_only_when_a_person_says_so(
    world: World,
) -> None:
    lan, an, binh = world.worker("Lan"), world.worker("An"), world.worker("Binh")
    await organised(world, lan, an, binh)
    await ready_to_ask(world, lan)
    world.telegram.faults.drop(method=SEND, calls=1)
    await presses(lan, "Gửi", "bắt đầu")
    await watches(world, lan, "Không rõ: 1")
    await watches(world, lan, "Đến máy: 1 trên 2")
    assert got([an, binh]) == 1
    await presses(lan, "Gửi lại cho người không rõ", "Đang gửi")
    await watches(world, lan, "Đến máy: 2 trên 2")
    assert [got([an]), got([binh])] == [1, 1]


async def test_who_was_away_is_not_flooded_when_back(world: World) -> None:
    lan, an, binh = world.worker("Lan"), world.worker("An"), world.worker("Binh")
    await organised(world, lan, an, binh)
    await ready_to_ask(world, lan)
    an.blocks()
    await presses(lan, "Gửi", "bắt đầu")
    await watches(world, lan, "Đến máy: 1 trên 1")
    await ready_to_ask(world, lan, "Tin thứ hai")
    assert "Gửi đến 1 người" in lan.log
    await presses(lan, "Gửi", "bắt đầu")
    await binh.waits_for("Tin thứ hai")
    an.unblocks()
    await world.settles()
    await ready_to_ask(world, lan, "Tin thứ ba")
    await presses(lan, "Gửi", "bắt đầu")
    await an.waits_for("Tin thứ ba")
    assert got([an]) == 0
    assert not any("Tin thứ hai" in message.text for message in an.answers)


async def test_words_that_the_channel_refuses(world: World) -> None:
    lan, an = world.worker("Lan"), world.worker("An")
    await organised(world, lan, an)
    await writes(lan)
    await aims(lan)
    world.telegram.faults.status(400, method=SEND, calls=1)
    await previews(lan)
    await watches(world, lan, "Kênh nhắn tin không nhận tin này")
    await presses(lan, "Gửi thử cho tôi", "Gửi đến 1 người")
    await watches(world, lan, "Không cần người thứ hai duyệt")


async def test_one_language_that_is_refused_refuses_it_all(world: World) -> None:
    lan, an, john = world.worker("Lan"), world.worker("An"), world.worker("John", "en")
    await organised(world, lan, an)
    await _meets_in_english(world, john)
    await writes(lan)
    await aims(lan)
    world.telegram.faults.status(400, method=SEND, calls=1)
    await previews(lan)
    await watches(world, lan, "Kênh nhắn tin không nhận tin này")
    assert sum(WORDS in message.text for message in lan.answers) == 1  # the other was fine


async def _meets_in_english(world: World, who: Person) -> None:
    account = f"telegram:{TOKEN.split(':')[0]}"
    who.chat.state = State.OPEN
    await agree(world, [Incoming(Address(account, str(who.id)), Started(), "en")])


async def test_a_fourth_button_is_not_taken_for_the_first(world: World) -> None:
    lan = world.worker("Lan")
    await trusts(world, lan)
    await writes(lan)
    for name in ("Một", "Hai", "Ba"):
        await presses(lan, "Thêm nút mở link", "Gõ địa chỉ")
        await says(lan, f"https://congdoan.vn/{len(name)} {name}", f"[{name}]")
    await presses(lan, "Thêm nút Báo tai nạn", "nhiều nhất ba nút")
    (label,) = {label for label in lan.last.labels if label == "Bỏ hết nút"}
    await presses(lan, label, "Đã ghi")


async def test_agreed_to_when_its_time_has_passed(world: World) -> None:
    lan, hoa = world.worker("Lan"), world.worker("Hoa")
    await trusts(world, lan)
    await official(world, hoa)
    await crowd(world, 51)
    await ready_to_ask(world, lan)
    await presses(lan, "Giờ gửi", "Gửi lúc nào?")
    await says(lan, "12h30", "Bắt đầu 12:30")
    await presses(lan, "Nhờ duyệt", "Đã nhờ")
    await hoa.waits_for("nhờ duyệt tin ở trên")
    world.now += timedelta(minutes=40)
    hoa.presses("Duyệt")
    await hoa.waits_for("Giờ này đã qua")
    assert await count(world, "broadcasts WHERE started_at IS NOT NULL") == 0


@pytest.mark.parametrize("change", ["group", "right"])
async def test_what_has_changed_before_its_hour_stops_it(world: World, change: str) -> None:
    lan, an = world.worker("Lan"), world.worker("An")
    owner = await trusts(world, lan)
    person = await joined(world, an, agrees=False)
    group = await group_of(world, owner, person)
    await writes(lan)
    await aims_at_group(lan, "Bây giờ: 1 người")
    await previews(lan)
    await watches(world, lan, "Không cần người thứ hai")
    await presses(lan, "Giờ gửi", "Gửi lúc nào?")
    await says(lan, "18h", "Bắt đầu 18:00")
    await presses(lan, "Gửi", "bắt đầu 18:00")
    if change == "group":
        async with writing(world) as unit:
            await unit.groups.close(group, now=world.now)
    else:
        await revokes(world, owner)
    world.now += timedelta(hours=6, minutes=5)
    await lan.waits_for("không gửi đi, vì")
    why = {"group": "không còn nữa", "right": "không còn được gửi đến những nơi đã chọn"}
    assert why[change] in lan.log
    assert not any(WORDS in message.text for message in an.answers)
