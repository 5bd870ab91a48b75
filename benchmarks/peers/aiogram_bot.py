"""aiogram as its documentation starts a bot: Dispatcher, a handler, start_polling.

python -m benchmarks.peers.aiogram_bot URL DATABASE
"""

from __future__ import annotations

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import KeyboardButton, Message, ReplyKeyboardMarkup

from benchmarks.peers.work import KEYS, Store
from emulator.state import TOKEN


async def main(url: str, database: str) -> None:
    store = Store(database)
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def reply(message: Message) -> None:
        said = store.answer(message.chat.id, message.text or "")
        rows = [[KeyboardButton(text=label) for label in row] for row in KEYS]
        keys = ReplyKeyboardMarkup(keyboard=rows, resize_keyboard=True, is_persistent=True)
        await message.answer(said, parse_mode="HTML", reply_markup=keys)

    async with Bot(TOKEN, AiohttpSession(api=TelegramAPIServer.from_base(url))) as bot:
        await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
