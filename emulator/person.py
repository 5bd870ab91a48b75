"""A human with a phone: types, presses by label, sends media, reads what the bot wrote.

Everything a person does becomes an update in the queue at once; only `waits_for` waits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from emulator import acts, samples
from emulator.chats import Chat, Message, State
from emulator.state import Press, Telegram
from emulator.text import TEXT_LIMIT, marked
from emulator.values import Json, Upload
from emulator.window import Window

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")
HANOI = (21.0285, 105.8542)
ATTACHING = 3
"""Touches to send a picture or a place: the paper clip, the thing itself, send."""


@dataclass(eq=False)
class Person(Window):
    """`opened` are the links they followed; `pressed` the inline buttons, with the answers.

    `touches` counts every tap, those on the phone's own dialogs included; `typed` counts what was
    typed and sent, which is no touch, and `letters` how much that was.
    """

    telegram: Telegram
    id: int
    first_name: str = "An"
    language_code: str = "vi"
    username: str | None = None
    phone: str = "+84900000000"
    opened: list[str] = field(default_factory=list)
    pressed: list[Press] = field(default_factory=list)
    touches: int = 0
    typed: int = 0
    letters: int = 0

    def __post_init__(self) -> None:
        self.telegram.people[self.id] = self.user
        self.chat = self.telegram.private_chat(self.id)

    @classmethod
    def known(cls, telegram: Telegram, number: int) -> Person:
        """For whoever has only an id; what was known of them stays."""
        user = telegram.people.get(number, {})
        name = user.get("first_name", f"Person {number}")
        language, username = user.get("language_code", "vi"), user.get("username")
        return cls(telegram, number, name, language, username)

    @property
    def user(self) -> Json:
        """The User object in updates."""
        names = {"username": self.username} if self.username else {}
        known = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        return known | names | {"language_code": self.language_code}

    @property
    def toasts(self) -> list[str]:
        """What answerCallbackQuery showed, in the order of the presses."""
        return [press.answer["text"] for press in self.pressed if press.answer]

    @property
    def unanswered(self) -> list[Press]:
        """Presses whose little clock still turns."""
        return [press for press in self.pressed if not press.answered]

    def starts(self, payload: str = "") -> Message:
        """Opens the chat, by a deep link if there is a payload; unblocks if need be.

        Raises ValueError for a payload that no link can carry.
        """
        if not _PAYLOAD.fullmatch(payload):
            raise ValueError(f"not a deep link payload: {payload!r}")
        if self.chat.state is State.BLOCKED:
            self.unblocks()
        self.touches += 1
        return self._says({"text": f"/start {payload}".strip()}, None)

    def types(self, text: str, chat: Chat | None = None) -> Message:
        """Sends text; the app cuts what is over the limit and sends several messages."""
        text = text.strip()
        self.typed += 1
        self.letters += len(text)
        while len(text) > TEXT_LIMIT:
            self._says({"text": text[:TEXT_LIMIT]}, chat)
            text = text[TEXT_LIMIT:]
        return self._says({"text": text}, chat)

    def replies(self, to: Message, text: str, chat: Chat | None = None) -> Message:
        return self._says({"text": text, "reply_to_message": to.body}, chat)

    def presses(self, label: str, chat: Chat | None = None) -> None:
        """The newest message's inline button, the reply keyboard, then older inline buttons.

        The exact label wins; otherwise the only label that contains it.
        """
        self.touches += 1
        message, button = acts.find_button(chat or self.chat, label)
        if message is None:
            self._presses_reply(button, chat)
        elif "callback_data" in button:
            self.pressed.append(acts.press(self, message, button["callback_data"]))
        else:
            self._follows(button.get("url") or str(button))

    def presses_code(self, code: str, message_id: int) -> None:
        """A press with any callback data, as a forged or a very old button sends it."""
        message = self.chat.message(message_id, "message to press")
        self.pressed.append(acts.press(self, message, code))

    def _presses_reply(self, button: Json, chat: Chat | None) -> None:
        where = chat or self.chat
        if where.keyboard and where.keyboard.get("one_time_keyboard"):
            where.keyboard_hidden = True
        if button.get("request_contact"):
            self.touches += 1  # the app asks whether to share the number
            self._contact()
        elif button.get("request_location"):
            self.touches += 1  # and whether to share the place
            self._location(*HANOI)
        else:
            self._says({"text": button["text"]}, chat)

    def _follows(self, link: str) -> None:
        self.opened.append(link)
        parts = urlsplit(link)
        bot = self.telegram.bot["username"]
        if parts.hostname == "t.me" and parts.path == f"/{bot}":
            self.starts(parse_qs(parts.query).get("start", [""])[0])

    def sends_photo(self, upload: Upload = samples.PHOTO, caption: str = "") -> Message:
        self.touches += ATTACHING
        return self._says(acts.file_content(self, "photo", upload, caption), None)

    def sends_voice(self, upload: Upload = samples.VOICE, seconds: int = 5) -> Message:
        self.touches += 1  # press, speak, let go
        content = acts.file_content(self, "voice", upload, "")
        content["voice"]["duration"] = seconds
        return self._says(content, None)

    def sends_video(
        self, upload: Upload = samples.VIDEO, caption: str = "", size: int | None = None
    ) -> Message:
        """`size` in bytes pretends a big file."""
        self.touches += ATTACHING
        return self._says(acts.file_content(self, "video", upload, caption, size), None)

    def sends_document(
        self, upload: Upload = samples.DOCUMENT, caption: str = "", size: int | None = None
    ) -> Message:
        """`size` in bytes pretends a big file."""
        self.touches += ATTACHING
        return self._says(acts.file_content(self, "document", upload, caption, size), None)

    def sends_sticker(self, emoji: str = "👍") -> Message:
        return self._says(acts.sticker_content(self, emoji), None)

    def sends_album(self, uploads: list[Upload], caption: str = "") -> list[Message]:
        """Photos in one go: one message each, the caption on the first."""
        self.touches += ATTACHING - 1 + len(uploads)
        number = str(1_300_000_000_000 + self.telegram.next_touch())
        contents = [
            acts.file_content(self, "photo", upload, "" if index else caption)
            for index, upload in enumerate(uploads)
        ]
        return [self._says(content | {"media_group_id": number}, None) for content in contents]

    def sends_location(self, latitude: float = HANOI[0], longitude: float = HANOI[1]) -> Message:
        """From the paper clip, as no button asked for it."""
        self.touches += ATTACHING
        return self._location(latitude, longitude)

    def _location(self, latitude: float, longitude: float) -> Message:
        return self._says({"location": {"latitude": latitude, "longitude": longitude}}, None)

    def sends_contact(self, phone: str | None = None, owner: int | None = None) -> Message:
        """Their own card; another `phone` with no `owner` is a card from the address book."""
        self.touches += ATTACHING
        return self._contact(phone, owner)

    def _contact(self, phone: str | None = None, owner: int | None = None) -> Message:
        contact: Json = {"phone_number": phone or self.phone, "first_name": self.first_name}
        if owner or phone is None:
            contact["user_id"] = owner or self.id
        return self._says({"contact": contact}, None)

    def edits(self, message: Message, text: str) -> None:
        """Changes the text or caption of a message they sent."""
        name = "text" if "text" in message.body else "caption"
        new = {name: text, "edit_date": self.telegram.now}
        message.body = {k: v for k, v in message.body.items() if not k.endswith("entities")} | new
        acts.update(self.telegram, "edited_message", message.body)
        self.acted = self.telegram.next_touch()

    def blocks(self) -> None:
        self.chat.state = State.BLOCKED
        acts.membership(self.telegram, self.user, self.chat, "member", "kicked")

    def unblocks(self) -> None:
        self.chat.state = State.OPEN
        acts.membership(self.telegram, self.user, self.chat, "kicked", "member")

    def leaves_telegram(self) -> None:
        """A deleted account: nothing tells the bot until it writes."""
        self.chat.state = State.DEACTIVATED

    def _says(self, content: Json, chat: Chat | None) -> Message:
        where = chat or self.chat
        if where is self.chat and where.state is State.NEVER_STARTED:
            where.state = State.OPEN
        if refusal := where.refusal():
            raise AssertionError(f"{self.first_name} cannot write here: {refusal}")
        if entities := marked(content.get("text", "")):
            content = content | {"entities": entities}
        message = self.telegram.post(where, content, None, self.user)
        self.acted = self.telegram.next_touch()
        acts.update(self.telegram, "message", message.body)
        return message
