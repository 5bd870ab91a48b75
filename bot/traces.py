"""Traces: what a chat itself shows, for somebody whose phone another person may take (T23).

Telegram deletes messages of both sides of a private chat, of the last 48 hours. Our own page
forgets all of it at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.errands import ClearTraces
from bot.incoming import Address, Choice
from bot.people import Actor
from bot.ports import Unit

DELETES = timedelta(hours=48)
ALBUM = 10
"""An album's pictures have numbers of their own, just before the message that was noted."""
AT_ONCE = 100
"""Messages that Telegram deletes in one call."""


def last_of(action: object, message: str) -> str:
    """The newest message of the chat when somebody wants it cleared: the one with the button, or
    their own words.
    """
    return action.message if isinstance(action, Choice) else message


def numbers(noted: Iterable[str], upto: str) -> list[int]:
    """What to delete, oldest first: the messages noted, and an album's in between. Numbers of other
    chats among them do no harm: Telegram passes over what is not in this one.
    """
    words = (word for each in (*noted, upto) for word in each.replace(",", " ").split())
    known = {int(word) for word in words if word.isdecimal()}
    if not upto.isdecimal():
        return []
    wanted: list[int] = []
    for number in sorted(each for each in known if each <= int(upto)):
        near = wanted and wanted[-1] >= number - ALBUM
        wanted += range(wanted[-1] + 1 if near else number, number + 1)
    return wanted


def batches(wanted: Sequence[int]) -> list[Sequence[int]]:
    return [wanted[at : at + AT_ONCE] for at in range(0, len(wanted), AT_ONCE)]


async def clear(unit: Unit, actor: Actor, upto: str, *, now: datetime) -> bool:
    """Our page's transcript goes in this unit, Telegram's messages by an errand; False when too
    many of theirs wait.
    """
    if on_telegram(actor.address):
        return await unit.errands.ask(actor, ClearTraces(upto), now=now)
    await unit.transcripts.clear(actor.address, now=now)
    return True


def on_telegram(address: Address) -> bool:
    return address.account.startswith("telegram")


class Clears(Protocol):
    """A channel whose messages stay with the other side until they are deleted there."""

    async def clear(self, address: Address, messages: Collection[int]) -> None:
        """Delete at most AT_ONCE messages of a private chat; those that are gone already are passed
        over. Raises the errors of bot.errors.
        """
        ...


class TracesRepository(Protocol):
    async def noted(self, address: Address, *, since: datetime) -> Sequence[str]:
        """The channel's names of the messages that went either way since then."""
        ...
