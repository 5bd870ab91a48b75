"""One request of the bot, and what every method needs from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from emulator import keyboards
from emulator.chats import Chat, Message
from emulator.refusals import bad_request
from emulator.state import Telegram
from emulator.text import formatted
from emulator.values import Json, Upload, utf16_length


@dataclass(slots=True)
class Call:
    """`parameters` are already values, whatever form they came in."""

    telegram: Telegram
    method: str
    parameters: Json
    uploads: Mapping[str, Upload]
    message_id: int | None = None
    """The message that came of it, for the ledger."""

    def get(self, name: str, default: Any = None) -> Any:
        return self.parameters.get(name, default)

    def number(self, name: str, default: int = 0) -> int:
        """What is no number counts as not given, as with Telegram."""
        value = self.get(name)
        return int(value) if isinstance(value, int | float) else default

    def chat(self, name: str = "chat_id") -> Chat:
        """The chat to write to; raises what Telegram refuses writing there with."""
        given = self.get(name)
        if given in (None, ""):
            raise bad_request(f"{name} is empty")
        chat = self.telegram.chat(given)
        if refusal := chat.refusal():
            raise refusal
        return chat

    def message(self, chat: Chat, what: str) -> Message:
        """Raises "<what> not found", and when no message is named at all."""
        if not self.get("message_id"):
            raise bad_request("message identifier is not specified")
        found = chat.message(self.get("message_id"), what)
        self.message_id = found.id
        return found

    def formatted(self, name: str, entities: str, limit: int) -> Json:
        """Text and entities for a message body, without the name of an empty one."""
        given = self.get(name)
        if not given:
            return {}
        text, found = formatted(str(given), self.get("parse_mode"), self.get(entities) or [])
        if utf16_length(text) > limit:
            what = "message caption" if name == "caption" else "message"
            raise bad_request(f"{what} is too long")
        if not text:
            return {}
        return {name: text} | ({entities: found} if found else {})

    def post(self, chat: Chat, content: Json) -> Json:
        """The content as the bot's message, with the reply, keyboard and protection asked for."""
        markup = keyboards.checked(self.get("reply_markup"), private=chat.private)
        content = self._reply(chat) | content
        if self.get("protect_content"):
            content["has_protected_content"] = True
        message = self.telegram.post(chat, content, markup, self.telegram.bot)
        self.message_id = self.message_id or message.id
        return message.body

    def _reply(self, chat: Chat) -> Json:
        wanted = self.get("reply_parameters") or {}
        target = wanted.get("message_id") or self.get("reply_to_message_id")
        if not target:
            return {}
        if target not in chat.messages and wanted.get("allow_sending_without_reply"):
            return {}
        body = chat.message(target, "message to be replied").body
        return {"reply_to_message": {k: v for k, v in body.items() if k != "reply_to_message"}}
