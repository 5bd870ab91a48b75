"""One local Telegram: one bot, its chats, people, files and queues.

It does nothing by itself: api.py answers the bot, person.py and group.py are the other side.
"""

from __future__ import annotations

import itertools
import random
import time
from dataclasses import KW_ONLY, dataclass, field
from pathlib import Path

from emulator.chats import Chat, Message, State
from emulator.faults import Faults
from emulator.files import Files
from emulator.ledger import Ledger
from emulator.limits import Limits
from emulator.profile import Profile
from emulator.refusals import bad_request
from emulator.updates import Updates
from emulator.values import Clock, Json
from emulator.webhooks import Webhooks

TOKEN = "100200300:AAEmulatorTokenForLocalTestsOnly0000"


@dataclass(slots=True)
class Press:
    """A button press that waits for answerCallbackQuery."""

    person: int
    at: float
    answered: bool = False
    answer: Json | None = None


@dataclass(eq=False, repr=False)
class Telegram:
    """`clock` gives the time of everything; `anyone` lets the bot write to every positive id.

    `complaints` is what the official definitions say against the bot's requests.
    """

    token: str = TOKEN
    _: KW_ONLY
    clock: Clock = time.time
    seed: int = 0
    ledger_file: Path | None = None
    anyone: bool = False
    limits: Limits | None = None
    chats: dict[int, Chat] = field(default_factory=dict)
    people: dict[int, Json] = field(default_factory=dict)
    presses: dict[str, Press] = field(default_factory=dict)
    files: Files = field(default_factory=Files)
    profile: Profile = field(default_factory=Profile)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        chance = random.Random(self.seed)
        self.bot: Json = _bot(int(self.token.partition(":")[0]))
        self.ledger = Ledger(self.ledger_file)
        self.faults = Faults(chance)
        self.updates = Updates(self.clock, chance, self.faults.times)
        self.webhooks = Webhooks(self.updates)
        self._message_ids = itertools.count(1)
        self._touches = itertools.count(1)

    @property
    def now(self) -> int:
        return int(self.clock())

    def next_message_id(self) -> int:
        return next(self._message_ids)

    def next_touch(self) -> int:
        """Orders sends, edits and what people do, whatever the clock says."""
        return next(self._touches)

    def private_chat(self, person: int) -> Chat:
        """A person's own chat with the bot, not started until they do."""
        if person not in self.chats:
            user = self.people.get(person, {"id": person, "first_name": f"Person {person}"})
            names = {
                key: user[key] for key in ("first_name", "last_name", "username") if key in user
            }
            card = {"id": person, "type": "private"} | names
            self.chats[person] = Chat(card, State.NEVER_STARTED)
        return self.chats[person]

    def chat(self, chat_id: object) -> Chat:
        """Raises "chat not found"."""
        if isinstance(chat_id, str):
            chat_id = self._by_name(chat_id)
        if isinstance(chat_id, int):
            if chat := self.chats.get(chat_id):
                return chat
            if self.anyone and chat_id > 0:
                chat = self.private_chat(chat_id)
                chat.state = State.OPEN
                return chat
        raise bad_request("chat not found")

    def _by_name(self, name: str) -> int | None:
        if name.lstrip("-").isdecimal():
            return int(name)
        wanted = name.removeprefix("@")
        named = (c for c in self.chats.values() if c.card.get("username") == wanted)
        return next((chat.id for chat in named if not chat.private), None)

    def post(self, chat: Chat, content: Json, markup: Json | None, sender: Json) -> Message:
        """Put a message into a chat; nobody is told but those who watch the chat."""
        head = {"message_id": self.next_message_id(), "from": sender, "chat": chat.card}
        body = head | {"date": self.now} | content
        outgoing = sender is self.bot
        if outgoing and markup and "inline_keyboard" in markup:
            body["reply_markup"] = markup
        message = Message(body, markup, outgoing, self.next_touch())
        chat.show(message)
        return message

    def close(self) -> None:
        """Let waiting polls go and stop delivering; the state stays, and may be served again."""
        self.updates.interrupt()
        self.webhooks.stop()
        self.ledger.close()


def _bot(number: int) -> Json:
    return {
        "id": number,
        "is_bot": True,
        "first_name": "An Toàn",
        "username": "antoan_emulated_bot",
    }
