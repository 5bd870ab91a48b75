"""What can go wrong when speaking through a channel, each with its own ending.

A channel maps its own errors to these; the worker and the delivery decide by type alone.
"""

from __future__ import annotations


class ChannelError(Exception):
    """Base of everything that a channel raises on sending."""


class NeverSent(ChannelError):
    """Nothing left this machine (no connection, pool exhausted, 5xx): safe to send again."""


class Throttled(ChannelError):
    """Refused for now: send again after `retry_after` seconds."""

    def __init__(self, retry_after: float) -> None:
        super().__init__(f"retry after {retry_after} s")
        self.retry_after = retry_after


class OutcomeUnknown(ChannelError):
    """It may have arrived (read timeout, reset): sending again can make a copy."""


class Unreachable(ChannelError):
    """This person cannot be reached: blocked, deactivated, chat unknown. Not our mistake."""


class Rejected(ChannelError):
    """The channel refuses this content: a mistake of ours. `reason` in the channel's words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Moved(ChannelError):
    """The chat has a new address (a group became a supergroup); send there once."""

    def __init__(self, ref: str) -> None:
        super().__init__("the chat has moved")
        self.ref = ref


class Gone(ChannelError):
    """A file that a person sent cannot be had any more, or is larger than the channel gives."""


class Unreadable(ValueError):
    """An update that does not parse. It is set aside; nothing behind it waits."""


class Unavailable(Exception):
    """The database cannot take anything now: tell the sender to come back (503, no offset)."""
