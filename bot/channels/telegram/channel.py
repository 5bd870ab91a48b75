"""The Telegram channel: one bot account. Maps Telegram's errors to bot.errors."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
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
from bot.channels.telegram.media import Uploads, below
from bot.channels.telegram.outcomes import mapped, outcome
from bot.channels.telegram.reading import read
from bot.channels.telegram.writing import Markup, markup_of, text_of
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
        self._bulk = bulk
        self.account = f"telegram:{bot.token.split(':')[0]}"
        self._uploads = Uploads(bot, files, self.account)
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
            try:
                await self._edit(address, screen, press.message)
            except Rejected as refused:
                if not _wordless(refused):
                    raise
            else:
                return press.message
        return await self._send(address, screen, group=bool(answering and answering.group))

    def saying(self, screen: Screen) -> Saying:
        return Many(screen, self._send, self._uploads, self._bulk).say

    async def correct(self, address: Address, message: str, screen: Screen) -> None:
        """Of an album the words follow it, so they are in its last message."""
        last = message.rpartition(",")[2]
        try:
            await self._edit(address, screen, last)
        except Rejected as refused:
            if not _wordless(refused):
                raise
            await self._edit_caption(address, screen, last)

    async def withdraw(self, address: Address, message: str) -> None:
        """All of an album's messages. One that is not there any more is no trouble."""
        numbers = [int(number) for number in message.split(",")]
        try:
            async with mapped():
                if len(numbers) > 1:
                    await self._bot.delete_messages(address.ref, numbers)
                else:
                    await self._bot.delete_message(address.ref, numbers[0])
        except Rejected as refused:
            if "message to delete not found" not in refused.reason.lower():
                raise

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
        """Returns the message's id; of an album those of all its messages, the words' last."""
        markup, text = markup_of(screen, group=group), text_of(screen)
        found = await self._uploads.files_of(screen.media) if screen.media else []
        used = {media.source: file for media, file in found if isinstance(file, str)}
        try:
            async with mapped():
                if len(found) == 1:
                    return await self._uploads.send_one(address.ref, found[0], text, markup)
                album = await self._uploads.send_album(address.ref, found) if found else []
        except Rejected as refused:
            await self._uploads.doubt(used, refused)
            raise
        say = partial(self._say, address, text, markup)
        return ",".join([*album, await (below(say) if album else say())])

    async def _say(self, address: Address, text: str, markup: Markup | None) -> str:
        async with mapped():
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

    async def _edit_caption(self, address: Address, screen: Screen, message: str) -> None:
        markup = markup_of(screen, group=True)
        assert markup is None or isinstance(markup, InlineKeyboardMarkup)
        async with mapped():
            await self._bot.edit_message_caption(
                chat_id=address.ref,
                message_id=int(message),
                caption=text_of(screen),
                parse_mode=ParseMode.HTML,
                reply_markup=markup,
            )


def _wordless(refused: Rejected) -> bool:
    """Whether the message to edit is a file: its words are a caption."""
    return "no text in the message" in refused.reason.lower()
