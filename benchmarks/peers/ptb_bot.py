"""python-telegram-bot as its documentation starts a bot: Application, a handler, run_polling.

python -m benchmarks.peers.ptb_bot URL DATABASE [WEBHOOK_PORT SECRET]
"""

from __future__ import annotations

import sys
from typing import Any

from telegram import ReplyKeyboardMarkup, Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from benchmarks.peers.work import KEYS, Store
from emulator.state import TOKEN


def main(url: str, database: str, *hook: str) -> None:
    store = Store(database)

    async def reply(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.effective_message
        assert message
        said = store.answer(message.chat_id, message.text or "")
        keys = ReplyKeyboardMarkup(KEYS, resize_keyboard=True, is_persistent=True)
        await message.reply_text(said, parse_mode="HTML", reply_markup=keys)

    app: Application[Any, Any, Any, Any, Any, Any] = (
        Application.builder().token(TOKEN).base_url(f"{url}/bot").build()
    )
    app.add_handler(MessageHandler(filters.TEXT, reply))
    if hook:
        port, secret = hook
        app.run_webhook(
            "127.0.0.1",
            int(port),
            "telegram",
            secret_token=secret,
            webhook_url="https://bot.example",
        )
    else:
        app.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:])
