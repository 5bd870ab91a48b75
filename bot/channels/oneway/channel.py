"""A channel without a way back: it only says, nothing is ever heard."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from bot.errors import Gone, Unreadable
from bot.incoming import Address, Incoming
from bot.ports import Capabilities, Saying
from bot.screen import Screen

Say = Callable[[str, str], Awaitable[str]]
"""Says a text to a ref; returns its id there. Raises the errors of bot.errors."""


class OneWayChannel:
    """Satisfies bot.ports.Channel."""

    capabilities = Capabilities(
        buttons=False, edits=False, location=False, contact=False, voice=False, longest_text=160
    )

    def __init__(self, account: str, say: Say) -> None:
        self.account = account
        self._say = say

    async def show(
        self,
        address: Address,
        screen: Screen,
        *,
        answering: Incoming | None = None,  # noqa: ARG002 - nobody writes here
    ) -> str:
        return await self._say(address.ref, screen.text.plain)

    def saying(self, screen: Screen) -> Saying:
        text = screen.text.plain

        async def say(address: Address) -> str:
            return await self._say(address.ref, text)

        return say

    def read(self, payload: dict[str, Any]) -> Incoming | None:  # noqa: ARG002 - nobody writes here
        raise Unreadable("nobody can write here")

    def present(self) -> Sequence[Address]:
        return ()

    async def fetch(self, file: str) -> tuple[str, bytes]:
        raise Gone(file)

    async def confirm(self, answering: Incoming, note: str) -> None:
        """There is no press."""

    async def acknowledge(self, answering: Incoming) -> None:
        """There is no press."""

    async def correct(self, address: Address, message: str, screen: Screen) -> None:
        """What was said there cannot be changed any more."""

    async def withdraw(self, address: Address, message: str) -> None:
        """What was said there cannot be taken back."""
