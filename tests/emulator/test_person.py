"""A person's phone: what it sends, what it shows."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from emulator import samples
from emulator.person import Person
from emulator.state import Telegram
from tests.emulator.conftest import Caller

TWO = {
    "inline_keyboard": [
        [{"text": "✅ Có", "callback_data": "y"}, {"text": "❌ Không", "callback_data": "n"}]
    ]
}


def reply(*buttons: Any, **options: bool) -> dict[str, Any]:
    return {"keyboard": [list(buttons)], **options}


async def test_the_first_touch(call: Caller, telegram: Telegram) -> None:
    binh = Person(telegram, 8, "Bình", language_code="vi", username="binh")
    binh.starts("a28_-x")
    (update,) = await call.result("getUpdates")
    message = update["message"]
    assert message["text"] == "/start a28_-x"
    assert message["from"]["language_code"] == "vi"
    assert message["chat"]["username"] == "binh"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


@pytest.mark.parametrize("payload", ["a b", "ấ", "a" * 65])
def test_payloads_that_no_link_can_carry(an: Person, payload: str) -> None:
    with pytest.raises(ValueError, match="payload"):
        an.starts(payload)


def test_long_text_is_cut_by_the_app(an: Person) -> None:
    an.types("a" * 5000)
    sent = [m for m in an.chat.messages.values() if not m.outgoing]
    assert [len(message.text) for message in sent[1:]] == [4096, 904]


async def test_what_is_seen_is_what_is_there_now(call: Caller, an: Person) -> None:
    sent = await call.result("sendMessage", chat_id=7, text="một", reply_markup=TWO)
    await call.result("sendMessage", chat_id=7, text="hai")
    assert (an.sees("một").labels, an.last.text) == (["✅ Có", "❌ Không"], "hai")
    await call.result("editMessageText", chat_id=7, message_id=sent["message_id"], text="ba")
    with pytest.raises(AssertionError, match="'một' is not to be seen"):
        an.sees("một")
    assert [message.text for message in an.inbox] == ["ba", "hai"]
    assert [message.text for message in an.answers] == ["hai", "ba"]
    with pytest.raises(AssertionError, match="the bot has spoken"):
        an.sees_nothing()
    an.replies(an.last, "ừ")
    an.sees_nothing()
    update = (await call.result("getUpdates"))[-1]
    assert update["message"]["reply_to_message"]["text"] == "hai"


def test_a_failure_shows_the_chat(an: Person) -> None:
    an.sends_photo(caption="đây")
    with pytest.raises(AssertionError, match=r"1 An: /start.*\n2 An: đây photo"):
        an.sees("không có")
    with pytest.raises(AssertionError, match="the bot has said nothing"):
        assert an.last


async def test_presses_by_label(call: Caller, an: Person, telegram: Telegram) -> None:
    await call.result("sendMessage", chat_id=7, text="một", reply_markup=TWO)
    an.presses("❌ Không")
    an.presses("Có")
    updates = await call.result("getUpdates")
    assert [update["callback_query"]["data"] for update in updates] == ["n", "y"]
    with pytest.raises(AssertionError, match="no button 'Có lẽ'"):
        an.presses("Có lẽ")
    with pytest.raises(AssertionError, match="several buttons have ' '"):
        an.presses(" ")
    assert len(an.unanswered) == 2


async def test_a_forged_press(call: Caller, an: Person) -> None:
    sent = await call.result("sendMessage", chat_id=7, text="một")
    an.presses_code("admin:7", sent["message_id"])
    (update,) = await call.result("getUpdates")
    assert update["callback_query"]["data"] == "admin:7"


async def test_reply_keyboards_come_fold_and_go(call: Caller, an: Person) -> None:
    once = reply("Có", one_time_keyboard=True)
    await call.result("sendMessage", chat_id=7, text="một", reply_markup=once)
    assert an.keyboard == ["Có"]
    an.presses("Có")
    assert an.keyboard == []
    stays = reply("Có", one_time_keyboard=True, is_persistent=True)
    await call.result("sendMessage", chat_id=7, text="hai", reply_markup=stays)
    an.presses("Có")
    await call.result("sendMessage", chat_id=7, text="ba", reply_markup=TWO)
    assert an.keyboard == ["Có"]
    await call.result("sendMessage", chat_id=7, text="bốn", reply_markup={"remove_keyboard": True})
    assert an.keyboard == []
    said = [update["message"]["text"] for update in await call.result("getUpdates")]
    assert said == ["Có", "Có"]


async def test_buttons_that_send_the_number_or_the_place(call: Caller, an: Person) -> None:
    buttons = (
        {"text": "Gửi số", "request_contact": True},
        {"text": "Gửi vị trí", "request_location": True},
    )
    await call.result("sendMessage", chat_id=7, text="một", reply_markup=reply(*buttons))
    an.presses("Gửi số")
    an.presses("Gửi vị trí")
    contact, place = [update["message"] for update in await call.result("getUpdates")]
    assert contact["contact"]["user_id"] == 7
    assert place["location"]["latitude"] == 21.0285


async def test_someone_elses_number_has_no_owner(call: Caller, an: Person) -> None:
    an.sends_contact("+84911111111")
    (update,) = await call.result("getUpdates")
    assert "user_id" not in update["message"]["contact"]


async def test_links_to_the_bot_start_it(call: Caller, an: Person, telegram: Telegram) -> None:
    link = f"https://t.me/{telegram.bot['username']}?start=g1"
    keyboard = {"inline_keyboard": [[{"text": "Mở", "url": link}]]}
    await call.result("sendMessage", chat_id=7, text="một", reply_markup=keyboard)
    an.presses("Mở")
    (update,) = await call.result("getUpdates")
    assert update["message"]["text"] == "/start g1"
    assert an.opened == [link]


async def test_media_and_edits(call: Caller, an: Person) -> None:
    photo = an.sends_photo(caption="một")
    an.edits(photo, "hai")
    an.sends_album([samples.PHOTO] * 3, "ba ảnh")
    an.sends_voice(seconds=9)
    _, edited, *album, voice = await call.result("getUpdates")
    assert edited["edited_message"]["caption"] == "hai"
    assert len({update["message"]["media_group_id"] for update in album}) == 1
    assert [update["message"].get("caption") for update in album] == ["ba ảnh", None, None]
    assert voice["message"]["voice"]["duration"] == 9


async def test_blocking_and_coming_back(call: Caller, an: Person) -> None:
    an.blocks()
    with pytest.raises(AssertionError, match="cannot write here"):
        an.types("một")
    an.starts()
    updates = await call.result("getUpdates")
    states = [
        update["my_chat_member"]["new_chat_member"]["status"]
        for update in updates
        if "my_chat_member" in update
    ]
    assert states == ["kicked", "member"]
    assert updates[-1]["message"]["text"] == "/start"


async def test_waiting_for_an_answer(call: Caller, an: Person) -> None:
    await call.result("sendMessage", chat_id=7, text="cũ")
    an.types("một")
    wait = asyncio.create_task(an.waits_for("mới"))
    await asyncio.sleep(0)
    await call.result("sendMessage", chat_id=7, text="đây: mới")
    assert (await wait).text == "đây: mới"
    with pytest.raises(AssertionError, match="'cũ' did not come"):
        await an.waits_for("cũ", seconds=0.01)


async def test_waiting_until_every_press_was_answered(
    call: Caller, an: Person, telegram: Telegram
) -> None:
    await call.result("sendMessage", chat_id=7, text="một", reply_markup=TWO)
    an.presses("Có")
    wait = asyncio.create_task(an.waits_until(lambda: not an.unanswered))
    await asyncio.sleep(0)
    await call.result("answerCallbackQuery", callback_query_id=next(iter(telegram.presses)))
    await wait
    assert an.toasts == [""]
