"""The Telegram channel: one bot account. Maps Telegram's errors to bot.errors."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.channels.telegram import media
from bot.channels.telegram.bulk import Bulk
from bot.channels.telegram.many import Many
from bot.channels.telegram.media import Uploads
from bot.channels.telegram.outcomes import mapped, outcome
from bot.channels.telegram.reading import read
from bot.channels.telegram.writing import markup_of, text_of
from bot.errors import Gone, Rejected, Unreachable, Unreadable
from bot.incoming import Address, Choice, Incoming
from bot.menus import Menu
from bot.ports import Capabilities, Files, Saying
from bot.screen import Screen

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class TelegramChannel:
    """Satisfies bot.ports.Channel."""

    capabilities = Capabilities()

    def __init__(self, bot: Bot, files: Files, bulk: Bulk | None = None) -> None:
        """`files`: where the pictures and documents of screens are kept. `bulk`: the lean road for
        what goes to many, where there is one.
        """
        self._bot = bot
        self._uploads = Uploads(bot, files)
        self._bulk = bulk
        self.account = f"telegram:{bot.token.split(':')[0]}"
        self.username = ""
        """Ours, once Telegram has told it; until then groups are answered on commands only."""

    def read(self, payload: dict[str, Any]) -> Incoming | None:
        try:
            update = Update.de_json(payload, self._bot)
        except Exception as broken:  # noqa: BLE001 - PTB raises anything on malformed updates
            raise Unreadable(type(broken).__name__) from None
        return read(update, self.account, self.username)

    async def show(
        self, address: Address, screen: Screen, *, answering: Incoming | None = None
    ) -> str:
        press = answering.action if answering else None
        if isinstance(press, Choice) and screen.replaces and press.message:
            await self._edit(address, screen, press.message)
            return press.message
        return await self._send(address, screen, group=bool(answering and answering.group))

    def saying(self, screen: Screen) -> Saying:
        return Many(screen, self._send, self._uploads, self._bulk).say

    async def correct(self, address: Address, message: str, screen: Screen) -> None:
        await self._edit(address, screen, message)

    async def withdraw(self, address: Address, message: str) -> None:
        async with mapped():
            await self._bot.delete_message(address.ref, int(message))

    async def clear(self, address: Address, messages: Collection[int]) -> None:
        """Satisfies bot.traces.Clears."""
        async with mapped():
            await self._bot.delete_messages(address.ref, list(messages))

    async def offer(self, address: Address, commands: Menu) -> None:
        """Satisfies bot.menus.Offering."""
        here = BotCommandScopeChat(address.ref)
        async with mapped():
            if commands:
                await self._bot.set_my_commands([BotCommand(*one) for one in commands], scope=here)
            else:
                await self._bot.delete_my_commands(scope=here)

    def present(self) -> Sequence[Address]:
        return ()

    async def acknowledge(self, answering: Incoming) -> None:
        await self.confirm(answering, "")

    async def confirm(self, answering: Incoming, note: str) -> None:
        """Stop the button's spinner. Too late is no trouble: the screen comes all the same."""
        press = answering.action
        if isinstance(press, Choice) and press.press:
            try:
                await self._bot.answer_callback_query(press.press, text=note or None)
            except TelegramError:
                return

    async def fetch(self, file: str) -> tuple[str, bytes]:
        try:
            return await media.fetch(self._bot, file)
        except TelegramError as error:
            trouble = outcome(error)
            if isinstance(trouble, Rejected | Unreachable):
                raise Gone(str(trouble)) from None
            raise (trouble or Gone(error.message)) from None

    async def _send(self, address: Address, screen: Screen, *, group: bool) -> str:
        markup, text = markup_of(screen, group=group), text_of(screen)
        found = await self._uploads.files_of(screen.media) if screen.media else []
        async with mapped():
            if len(found) == 1:
                return await self._uploads.send_one(address.ref, found[0], text, markup)
            if found:
                await self._uploads.send_album(address.ref, found)
            sent = await self._bot.send_message(
                address.ref,
                text,
                parse_mode=ParseMode.HTML,
                reply_markup=markup,
                link_preview_options=_NO_PREVIEW,
            )
        return str(sent.message_id)

    async def _edit(self, address: Address, screen: Screen, message: str) -> None:
        markup = markup_of(screen, group=True)
        assert markup is None or isinstance(markup, InlineKeyboardMarkup)
        async with mapped():
            await self._bot.edit_message_text(
                text_of(screen),
                chat_id=address.ref,
                message_id=int(message),
                parse_mode=ParseMode.HTML,
                reply_markup=markup,
                link_preview_options=_NO_PREVIEW,
            )
