"""What the road to the Bot API can do to a request, told apart by whether it may have arrived.

The messages never name the address: it holds the bot's token, and a proxy's holds a password.
"""

from __future__ import annotations

import os

from telegram.error import NetworkError, TimedOut


class NotSent(NetworkError):
    """No connection was had, so nothing of the request left: safe to send again."""


class LostAnswer(TimedOut):
    """The request may have arrived and its answer did not: sending again can make a copy."""


def describe(error: BaseException) -> str:
    """The kind of `error` without its text: aiohttp's texts quote hosts, addresses and proxies."""
    kind = type(error).__name__
    number = error.errno if isinstance(error, OSError) else None
    return f"{kind}: {os.strerror(number)}" if number and number > 0 else kind
