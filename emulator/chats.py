"""Chats and their messages, as the bot's account sees them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from emulator.refusals import Refusal, bad_request, forbidden, migrated
from emulator.values import Json

_HEAD = {
    "message_id", "from", "chat", "date", "edit_date", "text", "caption", "reply_markup",
}  # fmt: skip


class State(Enum):
    """What stands between the bot and a chat; the value is what a send is refused with."""

    OPEN = ""
    NEVER_STARTED = "bot can't initiate conversation with a user"
    BLOCKED = "bot was blocked by the user"
    DEACTIVATED = "user is deactivated"
    KICKED = "bot was kicked from the {kind} chat"
    LEFT = "bot is not a member of the {kind} chat"
    DELETED = "the group chat was deleted"


@dataclass(slots=True)
class Message:
    """`body` is the Bot API's object, replaced at each edit; `markup` is any kind of keyboard."""

    body: Json
    markup: Json | None
    outgoing: bool
    touched: int
    """Order among everything that happened: when it was sent or last edited."""

    @property
    def id(self) -> int:
        return int(self.body["message_id"])

    @property
    def text(self) -> str:
        """Text or caption, without entities."""
        return str(self.body.get("text") or self.body.get("caption") or "")

    @property
    def buttons(self) -> list[Json]:
        rows = (self.markup or {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]

    @property
    def labels(self) -> list[str]:
        return [button["text"] for button in self.buttons]

    @property
    def line(self) -> str:
        """One line of the chat's log."""
        others = [name for name in self.body if name not in _HEAD and not name.endswith("entities")]
        sender = "bot" if self.outgoing else self.body["from"]["first_name"]
        labels = [f"[{label}]" for label in self.labels]
        return " ".join([f"{self.id} {sender}:", self.text, *others, *labels])


@dataclass(slots=True)
class Chat:
    """One chat; `card` is its Chat object in updates."""

    card: Json
    state: State = State.OPEN
    migrated_to: int | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    keyboard: Json | None = None
    keyboard_hidden: bool = False
    watchers: list[Callable[[], None]] = field(default_factory=list)

    @property
    def id(self) -> int:
        return int(self.card["id"])

    @property
    def private(self) -> bool:
        return bool(self.card["type"] == "private")

    @property
    def reply_buttons(self) -> list[Json]:
        """Of the reply keyboard; none when there is none or it is folded away."""
        keyboard = self.keyboard
        if keyboard is None or (self.keyboard_hidden and not keyboard.get("is_persistent")):
            return []
        buttons = [button for row in keyboard["keyboard"] for button in row]
        return [{"text": button} if isinstance(button, str) else button for button in buttons]

    @property
    def log(self) -> str:
        """The chat as one would read it, for failures."""
        lines = [message.line for message in self.messages.values()]
        labels = [button["text"] for button in self.reply_buttons]
        return "\n".join([f"--- {self.card}", *lines, f"keyboard: {labels}"])

    def refusal(self) -> Refusal | None:
        """Why nothing can be sent here now."""
        if self.migrated_to is not None:
            return migrated(self.migrated_to)
        if self.state is State.OPEN:
            return None
        return forbidden(self.state.value.format(kind=self.card["type"]))

    def show(self, message: Message) -> None:
        """A new or edited message; a reply keyboard replaces the one below the chat."""
        self.messages[message.id] = message
        markup = message.markup or {}
        if "keyboard" in markup:
            self.keyboard, self.keyboard_hidden = markup, False
        elif markup.get("remove_keyboard"):
            self.keyboard = None
        self.changed()

    def changed(self) -> None:
        for watcher in tuple(self.watchers):
            watcher()

    def message(self, message_id: object, what: str) -> Message:
        """Raises "<what> not found"."""
        found = self.messages.get(message_id) if isinstance(message_id, int) else None
        if found is None:
            raise bad_request(f"{what} not found")
        return found
