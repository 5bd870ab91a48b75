"""What is to be seen in one chat: messages as they are now, and the keyboard."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from emulator.chats import Chat, Message


class Window:
    """`acted` is when this side last did something; `answers` are the bot's words since then."""

    chat: Chat
    acted: int = 0

    @property
    def inbox(self) -> list[Message]:
        """The bot's messages in order, with today's text and buttons; deleted ones are gone."""
        return [message for message in self.chat.messages.values() if message.outgoing]

    @property
    def answers(self) -> list[Message]:
        """Sent or edited since the last action, the latest touched last."""
        new = [message for message in self.inbox if message.touched > self.acted]
        return sorted(new, key=lambda message: message.touched)

    @property
    def last(self) -> Message:
        if not self.inbox:
            raise AssertionError(f"the bot has said nothing\n{self.log}")
        return self.inbox[-1]

    @property
    def keyboard(self) -> list[str]:
        """The labels of the reply keyboard."""
        return [button["text"] for button in self.chat.reply_buttons]

    def sees(self, text: str) -> Message:
        """The newest message of the bot that has this text, or a failure showing the chat."""
        for message in reversed(self.inbox):
            if text in message.text:
                return message
        raise AssertionError(f"{text!r} is not to be seen\n{self.log}")

    def sees_nothing(self) -> None:
        """No word of the bot since the last action."""
        if self.answers:
            raise AssertionError(f"the bot has spoken\n{self.log}")

    async def waits_for(self, text: str = "", seconds: float = 5) -> Message:
        """The first answer with this text, now or when it comes; for a bot behind HTTP."""
        await self.waits_until(lambda: self._answer(text) is not None, repr(text), seconds)
        answer = self._answer(text)
        assert answer
        return answer

    async def waits_until(
        self, condition: Callable[[], bool], what: str = "it", seconds: float = 5
    ) -> None:
        """Asks again whenever this chat changes; a failure says that `what` did not come."""
        with self._watched() as changed:
            try:
                async with asyncio.timeout(seconds):
                    while not condition():
                        await changed.wait()
                        changed.clear()
            except TimeoutError:
                raise AssertionError(f"{what} did not come\n{self.log}") from None

    def _answer(self, text: str) -> Message | None:
        return next((message for message in self.answers if text in message.text), None)

    @contextmanager
    def _watched(self) -> Iterator[asyncio.Event]:
        changed = asyncio.Event()
        self.chat.watchers.append(changed.set)
        try:
            yield changed
        finally:
            self.chat.watchers.remove(changed.set)

    @property
    def log(self) -> str:
        return self.chat.log
