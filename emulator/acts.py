"""What people do, as Telegram reports it to the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator import samples
from emulator.chats import Chat, Message
from emulator.methods.media import shown
from emulator.state import Press, Telegram
from emulator.values import Json, Upload

if TYPE_CHECKING:
    from emulator.person import Person


def update(telegram: Telegram, kind: str, body: Json) -> None:
    """Messages stay in order within their chat."""
    telegram.updates.add(kind, body, ("chat", body["chat"]["id"]))


def membership(telegram: Telegram, user: Json, chat: Chat, old: str, new: str) -> None:
    """my_chat_member: the bot was blocked, unblocked, added or removed by this user."""
    body = {
        "chat": chat.card,
        "from": user,
        "date": telegram.now,
        "old_chat_member": _member(telegram, old),
        "new_chat_member": _member(telegram, new),
    }
    update(telegram, "my_chat_member", body)


def _member(telegram: Telegram, status: str) -> Json:
    ban = {"until_date": 0} if status == "kicked" else {}
    return {"user": telegram.bot, "status": status} | ban


def press(person: Person, message: Message, data: str) -> Press:
    """Presses have a lane of their own, so one can overtake a message."""
    telegram = person.telegram
    touch = person.acted = telegram.next_touch()
    query_id = str(telegram.updates.chance.getrandbits(61))
    telegram.presses[query_id] = pressed = Press(person.id, telegram.clock())
    body = {
        "id": query_id,
        "from": person.user,
        "message": message.body,
        "chat_instance": str(touch - message.body["chat"]["id"]),
        "data": data,
    }
    telegram.updates.add("callback_query", body, ("person", person.id))
    return pressed


def find_button(chat: Chat, label: str) -> tuple[Message | None, Json]:
    """No message: it is the reply keyboard's. Raises AssertionError showing the chat."""
    messages = [message for message in reversed(chat.messages.values()) if message.outgoing]
    inline = [[(message, button) for button in message.buttons] for message in messages]
    places: list[tuple[Message | None, Json]] = [place for some in inline[:1] for place in some]
    places += [(None, button) for button in chat.reply_buttons]
    places += [place for some in inline[1:] for place in some]
    exact = [place for place in places if place[1]["text"] == label]
    near = [place for place in places if label in place[1]["text"]]
    if not exact and len({place[1]["text"] for place in near}) != 1:
        trouble = f"several buttons have {label!r}" if near else f"no button {label!r}"
        raise AssertionError(f"{trouble}\n{chat.log}")
    return (exact or near)[0]


def file_content(
    person: Person, kind: str, upload: Upload, caption: str, size: int | None = None
) -> Json:
    """A message body with the file, which the bot can then fetch."""
    file = person.telegram.files.store(kind, upload, size)
    return {kind: shown(file, {})} | ({"caption": caption} if caption else {})


def sticker_content(person: Person, emoji: str) -> Json:
    file = person.telegram.files.store("sticker", samples.STICKER)
    kind = {"type": "regular", "is_animated": False, "is_video": False, "emoji": emoji}
    return {"sticker": file.as_json() | {"width": 512, "height": 512} | kind}
