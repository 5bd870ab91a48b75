"""Telegram's refusals and failures, as bot.errors."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram.failures import NotSent
from bot.errors import (
    ChannelError,
    Moved,
    NeverSent,
    OutcomeUnknown,
    Rejected,
    Throttled,
    Unreachable,
)


@asynccontextmanager
async def mapped() -> AsyncIterator[None]:
    try:
        yield
    except TelegramError as error:
        trouble = outcome(error)
        if trouble is not None:
            raise trouble from None


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
