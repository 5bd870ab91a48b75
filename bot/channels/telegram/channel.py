"""The Telegram channel: one bot account. Maps Telegram's errors to bot.errors."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from typing import Any

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions, Update
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram import media
from bot.channels.telegram.failures import NotSent
from bot.channels.telegram.reading import read
from bot.channels.telegram.writing import markup_of, text_of
from bot.errors import (
    ChannelError,
    Gone,
    Moved,
    NeverSent,
    OutcomeUnknown,
    Rejected,
    Throttled,
    Unreachable,
    Unreadable,
)
from bot.incoming import Address, Choice, Incoming
from bot.ports import Capabilities, Files, Saying
from bot.screen import Screen

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class TelegramChannel:
    """Satisfies bot.ports.Channel."""

    capabilities = Capabilities()

    def __init__(self, bot: Bot, files: Files) -> None:
        """`files`: where the pictures and documents of screens are kept."""
        self._bot = bot
        self._files = files
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
        return partial(self._send, screen=screen, group=False)

    async def correct(self, address: Address, message: str, screen: Screen) -> None:
        await self._edit(address, screen, message)

    async def withdraw(self, address: Address, message: str) -> None:
        async with _mapped():
            await self._bot.delete_message(address.ref, int(message))

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
            mapped = outcome(error)
            if isinstance(mapped, Rejected | Unreachable):
                raise Gone(str(mapped)) from None
            raise (mapped or Gone(error.message)) from None

    async def _send(self, address: Address, screen: Screen, *, group: bool) -> str:
        markup, text = markup_of(screen, group=group), text_of(screen)
        found = await media.files_of(screen.media, self._files) if screen.media else []
        async with _mapped():
            if len(found) == 1:
                return await media.send_one(self._bot, address.ref, found[0], text, markup)
            if found:
                await media.send_album(self._bot, address.ref, found)
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
        async with _mapped():
            await self._bot.edit_message_text(
                text_of(screen),
                chat_id=address.ref,
                message_id=int(message),
                parse_mode=ParseMode.HTML,
                reply_markup=markup,
                link_preview_options=_NO_PREVIEW,
            )


@asynccontextmanager
async def _mapped() -> AsyncIterator[None]:
    try:
        yield
    except TelegramError as error:
        mapped = outcome(error)
        if mapped is not None:
            raise mapped from None


def outcome(error: TelegramError) -> ChannelError | None:
    """Which of our errors this is; None when Telegram only says that nothing had to change."""
    match error:
        case RetryAfter():
            return Throttled(wait_of(error))
        case ChatMigrated(new_chat_id=ref):
            return Moved(str(ref))
        case Forbidden():
            return Unreachable(error.message)
        case BadRequest(message=text):
            return _refused(text)
        case NotSent():
            return NeverSent(error.message)
        case TimedOut():
            return OutcomeUnknown(error.message)
        case NetworkError():
            return NeverSent(error.message)
        case _:
            return Rejected(error.message)


def wait_of(error: RetryAfter) -> float:
    """Seconds to wait, whichever type PTB is configured to give."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def _refused(text: str) -> ChannelError | None:
    words = text.lower()
    if "message is not modified" in words:
        return None
    if "chat not found" in words or "user is deactivated" in words:
        return Unreachable(text)
    return Rejected(text)
