"""A group with the bot in it: people speak, the bot is added, removed, and the group migrates."""

from __future__ import annotations

from dataclasses import dataclass, field

from emulator import acts
from emulator.chats import Chat, Message, State
from emulator.person import Person
from emulator.state import Telegram
from emulator.values import Json
from emulator.window import Window


@dataclass(eq=False)
class Group(Window):
    """`id` is negative. `kind` is "group" or "supergroup". The bot is no member until added."""

    telegram: Telegram
    id: int
    title: str = "Tổ đội"
    kind: str = "supergroup"
    members: list[Person] = field(default_factory=list)

    def __post_init__(self) -> None:
        assert self.id < 0
        card = {"id": self.id, "type": self.kind, "title": self.title}
        self.chat = self.telegram.chats[self.id] = Chat(card, State.LEFT)

    @property
    def mention(self) -> str:
        """How people call the bot here."""
        return f"@{self.telegram.bot['username']}"

    def adds_bot(self, by: Person) -> None:
        self.chat.state = State.OPEN
        acts.membership(self.telegram, by.user, self.chat, "left", "member")

    def removes_bot(self, by: Person) -> None:
        self.chat.state = State.KICKED
        acts.membership(self.telegram, by.user, self.chat, "member", "kicked")

    def is_deleted(self) -> None:
        self.chat.state = State.DELETED

    def speaks(self, person: Person, text: str) -> Message | None:
        """The bot hears commands, mentions and replies; the rest only as an administrator.

        What it does not hear is not in the chat as the bot knows it, hence None.
        """
        self.acted = self.telegram.next_touch()
        if text.startswith("/") or self.mention in text:
            return person.types(text, self.chat)
        return None

    def presses(self, person: Person, label: str) -> None:
        self.acted = self.telegram.next_touch()
        person.presses(label, self.chat)

    def joins(self, person: Person) -> None:
        """A service message, and the person is reachable only here until they start the bot."""
        self.members.append(person)
        self._service({"new_chat_members": [person.user]}, person)

    def migrates(self, by: Person, to: int) -> Group:
        """To a supergroup: two service messages, and the old id refuses with the new one."""
        new = Group(self.telegram, to, self.title, "supergroup", self.members)
        new.chat.state = State.OPEN
        self._service({"migrate_to_chat_id": to}, by)
        new._service({"migrate_from_chat_id": self.id}, by)
        self.chat.migrated_to = to
        return new

    def _service(self, content: Json, sender: Person) -> None:
        message = self.telegram.post(self.chat, content, None, sender.user)
        acts.update(self.telegram, "message", message.body)
