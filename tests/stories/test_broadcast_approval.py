"""Above a size, and always when urgent, a second person agrees to exactly what goes out."""

from __future__ import annotations

from bot.people import Role
from emulator import samples
from emulator.person import Person
from tests.stories.helpers import count, until
from tests.stories.organisers import (
    WORDS,
    aims,
    begins,
    crowd,
    joined,
    kept,
    official,
    presses,
    previews,
    ready_to_ask,
    says,
    watches,
    writes,
)
from tests.stories.trust import revokes, trusts
from tests.world import World


async def asks(world: World, lan: Person) -> None:
    await ready_to_ask(world, lan)
    await presses(lan, "Nhờ duyệt", "Đã nhờ")


async def test_approved_by_an_official_on_the_web(world: World) -> None:
    lan, hoa, an = world.worker("Lan"), await world.visitor(), world.worker("An")
    await trusts(world, lan)
    await official(world, hoa)
    await joined(world, an)
    await crowd(world, 50)
    await ready_to_ask(world, lan)
    assert "Trên 50 người" in lan.log
    await presses(lan, "Nhờ duyệt", "Đã nhờ 1 người")
    await hoa.waits_for(WORDS)
    shown = await hoa.waits_for("nhờ duyệt tin ở trên")
    assert "Gửi đến 51 người" in shown.text
    await hoa.presses("Duyệt")
    await hoa.waits_for("Đã duyệt")
    await an.waits_for(WORDS)
    await lan.waits_for("đã được duyệt")
    deeds = [str(row[0]) for row in await world.rows("SELECT action FROM audit ORDER BY number")]
    assert [d for d in deeds if d.startswith("broadcast.")] == [
        "broadcast.ask",
        "broadcast.approve",
        "broadcast.start",
    ]


async def test_whoever_approves_reads_the_message_before_the_question(world: World) -> None:
    lan, hoa = world.worker("Lan"), await world.visitor()
    await trusts(world, lan)
    await official(world, hoa)
    await crowd(world, 51)
    await begins(lan)
    lan.sends_album([samples.PHOTO, samples.PHOTO], WORDS)
    await lan.waits_for("Đã ghi:")
    await kept(world)
    await aims(lan)
    await previews(lan)
    await watches(world, lan, "người thứ hai duyệt")
    await presses(lan, "Nhờ duyệt", "Đã nhờ 1 người")
    await hoa.waits_for("nhờ duyệt tin ở trên")
    await hoa.waits_for(WORDS)
    shown = [bubble.text for bubble in hoa.bubbles]
    message = next(at for at, text in enumerate(shown) if WORDS in text)
    assert message < next(at for at, text in enumerate(shown) if "tin ở trên" in text)


async def test_an_edit_voids_the_approval(world: World) -> None:
    lan, hoa, an = world.worker("Lan"), world.worker("Hoa"), world.worker("An")
    await trusts(world, lan)
    await official(world, hoa)
    await joined(world, an)
    await crowd(world, 50)
    await begins(lan)
    sent = lan.types(WORDS)
    await lan.waits_for("Đã ghi:")
    await aims(lan)
    await previews(lan)
    await watches(world, lan, "người thứ hai duyệt")
    await presses(lan, "Nhờ duyệt", "Đã nhờ")
    await hoa.waits_for("nhờ duyệt tin ở trên")
    lan.edits(sent, "Chuyển tiền cho tôi")
    await lan.waits_for("Tin đã sửa, cần duyệt lại")
    hoa.presses("Duyệt")
    await hoa.waits_for("Không có tin này")
    assert await count(world, "broadcasts WHERE started_at IS NOT NULL") == 0


async def test_two_approvers_at_once(world: World) -> None:
    lan, hoa, mai = world.worker("Lan"), world.worker("Hoa"), world.worker("Mai")
    await trusts(world, lan)
    await official(world, hoa)
    await official(world, mai)
    await crowd(world, 51)
    await asks(world, lan)
    for each in (hoa, mai):
        await each.waits_for("nhờ duyệt tin ở trên")
    hoa.presses("Duyệt")
    mai.presses("Duyệt")
    agreed, late = "Tin sẽ gửi đúng giờ", "Đã có người quyết định rồi"

    async def both_told() -> bool:
        return all(agreed in who.log or late in who.log for who in (hoa, mai))

    await until(both_told, "an answer to both")
    assert sorted(agreed in who.log for who in (hoa, mai)) == [False, True]


async def test_a_right_revoked_meanwhile(world: World) -> None:
    lan, hoa = world.worker("Lan"), world.worker("Hoa")
    author = await trusts(world, lan)
    await official(world, hoa)
    await crowd(world, 51)
    await asks(world, lan)
    await hoa.waits_for("nhờ duyệt tin ở trên")
    await revokes(world, author)
    hoa.presses("Duyệt")
    await hoa.waits_for("không còn được gửi đến những nơi đã chọn")
    assert await count(world, "broadcasts WHERE started_at IS NOT NULL") == 0


async def test_the_audience_changed_since_the_screen(world: World) -> None:
    lan, hoa = world.worker("Lan"), world.worker("Hoa")
    await trusts(world, lan)
    await official(world, hoa)
    await crowd(world, 51)
    await asks(world, lan)
    await hoa.waits_for("nhờ duyệt tin ở trên")
    await joined(world, world.worker("An"))
    hoa.presses("Duyệt")
    await hoa.waits_for("Số người nhận vừa thay đổi")
    hoa.presses("Xem tin")
    await hoa.waits_for("Gửi đến 52 người")
    hoa.presses("Duyệt")
    await hoa.waits_for("Đã duyệt")


async def test_a_stolen_organisers_account_alone_reaches_nobody(world: World) -> None:
    """T3: many people, urgent, many small messages, forged buttons, their own approval."""
    thief, an = world.worker("Lan"), world.worker("An")
    await trusts(world, thief)
    await official(world, world.worker("Hoa"))
    await joined(world, an)
    await crowd(world, 50)
    await asks(world, thief)
    message = thief.last.id
    (digest,) = (await world.rows("SELECT id FROM broadcasts"))[0]
    for code in (f"by:{digest}|x|51", f"bz:{digest}|x", f"bl:{digest}", f"bq:{digest}|x"):
        thief.presses_code(code, message)
        await world.settles()
    await writes(thief, "Bão vào, chạy ngay")
    await aims(thief)
    await previews(thief)
    await presses(thief, "Đổi thành tin khẩn", "luôn cần người thứ hai duyệt")
    assert "Gửi không chờ duyệt" not in thief.last.labels
    assert not any(WORDS in message.text or "Bão vào" in message.text for message in an.answers)
    assert await count(world, "broadcasts WHERE started_at IS NOT NULL") == 0


async def test_one_administrator_alone_overrides_with_a_reason(world: World) -> None:
    chi, an = world.worker("Chi"), world.worker("An")
    await trusts(world, chi, Role.ADMIN, "")
    await joined(world, an)
    await writes(chi, "Bão vào bờ, bà con lên chỗ cao")
    await aims(chi)
    await previews(chi)
    await watches(world, chi, "Không cần người thứ hai")
    await presses(chi, "Đổi thành tin khẩn", "chưa có ai duyệt được")
    await presses(chi, "Gửi không chờ duyệt", "Ghi lý do")
    await says(chi, "bão số 3", "bắt đầu")
    await an.waits_for("Bão vào bờ")
    (deed,) = await world.rows("SELECT action FROM audit WHERE action = 'broadcast.override'")
    assert deed
