"""Groups: what the bot hears, and how a group becomes another."""

from __future__ import annotations

from emulator.group import Group
from emulator.person import Person
from emulator.state import Telegram
from tests.emulator.conftest import Caller


async def test_the_bot_hears_commands_and_mentions(
    call: Caller, telegram: Telegram, an: Person
) -> None:
    group = Group(telegram, -100, "Tổ xây")
    group.adds_bot(an)
    assert group.speaks(an, "chào mọi người") is None
    group.speaks(an, "/trogiup")
    group.speaks(an, f"{group.mention} giúp với")
    added, command, mention = await call.result("getUpdates")
    assert added["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert command["message"]["chat"] == {"id": -100, "type": "supergroup", "title": "Tổ xây"}
    assert mention["message"]["entities"][0]["type"] == "mention"
    await call.result("sendMessage", chat_id=-100, text="chào tổ")
    assert group.sees("chào tổ")
    assert an.inbox == []


async def test_buttons_in_a_group(call: Caller, telegram: Telegram, an: Person) -> None:
    group = Group(telegram, -100)
    group.adds_bot(an)
    keyboard = {"inline_keyboard": [[{"text": "Nhận", "callback_data": "take"}]]}
    await call.result("sendMessage", chat_id=-100, text="Vụ mới", reply_markup=keyboard)
    group.presses(an, "Nhận")
    pressed = (await call.result("getUpdates"))[-1]["callback_query"]
    assert pressed["message"]["chat"]["id"] == -100
    assert pressed["from"]["id"] == 7


async def test_migration_is_told_from_both_sides(
    call: Caller, telegram: Telegram, an: Person
) -> None:
    group = Group(telegram, -5, kind="group")
    group.adds_bot(an)
    binh = Person(telegram, 8, "Bình")
    group.joins(binh)
    new = group.migrates(an, -1005)
    _, joined, left, came = await call.result("getUpdates")
    assert joined["message"]["new_chat_members"][0]["first_name"] == "Bình"
    assert left["message"]["migrate_to_chat_id"] == new.id
    assert came["message"]["migrate_from_chat_id"] == -5
    assert new.members == [binh]
