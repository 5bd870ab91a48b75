"""The web channel: our own chat page as one account of the bot."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from bot.channels.web import reading
from bot.channels.web.sessions import Seals
from bot.channels.web.streams import Streams
from bot.channels.web.words import Dictionary
from bot.channels.web.writing import write
from bot.errors import Gone, NeverSent, Unavailable
from bot.incoming import Address, Choice, Incoming
from bot.ports import Capabilities, Clock, Files, Saying
from bot.screen import Screen, numbered
from bot.transcripts import Transcript
from content.html import Html


class WebChannel:
    """Implements bot.ports.Channel. A message counts as sent when it is in the transcript: the
    page fetches it from there however often its network fails. What was not asked for is said
    only to open pages; for the others it waits in the ledger.

    The account "text" is the same page without buttons, the way plain SMS would be.
    """

    def __init__(
        self,
        account: str,
        *,
        transcript: Transcript,
        files: Files,
        words: Dictionary,
        seals: Seals,
        clock: Clock,
    ) -> None:
        self.account = account
        self.files = files
        self.capabilities = Capabilities(buttons=account != "text", proactive=False)
        self.transcript = transcript
        self.words = words
        self.clock = clock
        self.seals = seals
        self.streams = Streams(transcript)

    def read(self, payload: dict[str, Any]) -> Incoming:
        return reading.read(payload, self.account)

    async def show(
        self, address: Address, screen: Screen, *, answering: Incoming | None = None
    ) -> str:
        edited = _pressed(answering, address) if screen.replaces else ""
        phone = answering.language if answering else ""
        return await self._show(address, screen, edited, phone)

    async def _show(self, address: Address, screen: Screen, edited: str, phone: str = "") -> str:
        if not self.capabilities.buttons:
            words = await self.words.of(address, phone)
            foot = Html.escape(words.label("web.numbers"))
            screen = replace(screen, text=numbered(screen, foot), choices=())
        message = edited or secrets.token_hex(8)
        body = write(screen, message=message, link=lambda source: self.link(address, source))
        await self._say(address, {"op": "edit" if edited else "show", **body})
        return message

    def saying(self, screen: Screen) -> Saying:
        return partial(self._show, screen=screen, edited="")

    async def correct(self, address: Address, message: str, screen: Screen) -> None:
        await self._show(address, screen, message)

    async def withdraw(self, address: Address, message: str) -> None:
        await self._say(address, {"op": "delete", "message": message})

    def present(self) -> Sequence[Address]:
        return self.streams.open_addresses

    async def confirm(self, answering: Incoming, note: str) -> None:
        """The page waits for the screen itself, which carries its note."""

    async def fetch(self, file: str) -> tuple[str, bytes]:
        try:
            stored = await self.files.get(file)
        except Unavailable as down:
            raise NeverSent("the file cannot be read now") from down
        if stored is None:
            raise Gone("no longer kept")
        return stored

    async def acknowledge(self, answering: Incoming) -> None:
        try:
            await self._say(answering.address, {"op": "noted"})
        except NeverSent:
            return  # the page stops waiting by itself after ten seconds

    def link(self, address: Address, source: str) -> str:
        """Where the page finds a file; a stored one opens for this person's session alone."""
        if "/" in source:
            return f"content/{source}"
        return f"api/media/{source}?pass={self.seals.media(address.ref, source)}"

    async def _say(self, address: Address, body: dict[str, Any]) -> None:
        body["at"] = self.clock().isoformat(timespec="seconds")
        try:
            await self.transcript.append(address, body)
        except Unavailable as down:
            raise NeverSent("the transcript takes nothing now") from down
        self.streams.wake(address)


def _pressed(answering: Incoming | None, address: Address) -> str:
    """The message whose button was pressed there, "" when none was."""
    if answering is None or answering.address != address:
        return ""
    return answering.action.message if isinstance(answering.action, Choice) else ""
