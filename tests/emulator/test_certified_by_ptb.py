"""python-telegram-bot, the client that the project uses, over a socket."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    KeyboardButton,
    ReplyKeyboardMarkup,
    error,
)

from emulator import samples
from emulator.person import Person
from emulator.server import Served
from emulator.state import Telegram


@pytest.fixture
async def ptb(served: Served) -> AsyncIterator[Bot]:
    base = f"{served.url}/bot", f"{served.url}/file/bot"
    async with Bot(served.telegram.token, base_url=base[0], base_file_url=base[1]) as bot:
        yield bot
    assert served.telegram.complaints == []


async def test_a_conversation(ptb: Bot, an: Person) -> None:
    an.types("/start abc")
    (update,) = await ptb.get_updates(timeout=1)
    assert update.message
    buttons = [[InlineKeyboardButton("Có", callback_data="y")]]
    await update.message.reply_html("<b>Đúng</b>?", reply_markup=InlineKeyboardMarkup(buttons))
    an.presses("Có")
    (pressed,) = await ptb.get_updates(offset=update.update_id + 1)
    assert pressed.callback_query
    await pressed.callback_query.answer("ừ")
    await pressed.callback_query.edit_message_text("Xong")
    assert an.sees("Xong").labels == []
    assert an.toasts == ["ừ"]


async def test_a_reply_keyboard(ptb: Bot, an: Person) -> None:
    buttons = [[KeyboardButton("📍 Gửi vị trí", request_location=True)], [KeyboardButton("Bỏ qua")]]
    await ptb.send_message(7, "Ở đâu?", reply_markup=ReplyKeyboardMarkup(buttons))
    assert an.keyboard == ["📍 Gửi vị trí", "Bỏ qua"]
    an.presses("Gửi vị trí")
    (update,) = await ptb.get_updates()
    assert update.message
    assert update.message.location


async def test_files_go_both_ways(ptb: Bot, an: Person) -> None:
    album = [InputMediaPhoto(samples.JPEG), InputMediaPhoto(samples.JPEG)]
    assert len(await ptb.send_media_group(7, album, caption="hai")) == 2
    an.sends_document(caption="đơn")
    (update,) = await ptb.get_updates()
    assert update.message
    assert update.message.document
    file = await update.message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == samples.PDF


async def test_refusals_have_their_classes(
    ptb: Bot, an: Person, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    with pytest.raises(error.BadRequest, match="Message text is empty"):
        await ptb.send_message(7, "")
    an.leaves_telegram()
    with pytest.raises(error.Forbidden, match="user is deactivated"):
        await ptb.send_message(7, "a")
    telegram.faults.flood(9, calls=1)
    with pytest.raises(error.RetryAfter):
        await ptb.send_message(7, "a")
    telegram.faults.garbage(calls=1)
    with pytest.raises(error.TelegramError):
        await ptb.send_message(7, "a")
    telegram.faults.drop(calls=1)
    with pytest.raises(error.NetworkError):
        await ptb.send_message(7, "a")


async def test_an_unknown_token(served: Served) -> None:
    bot = Bot("1:unknown", base_url=f"{served.url}/bot")
    with pytest.raises(error.InvalidToken):
        await bot.initialize()
    await bot.shutdown()
