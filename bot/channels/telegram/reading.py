"""Telegram's updates, read: an Update into an Incoming.

In groups the bot is silent unless addressed: a command of ours, its @name, or a reply to it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from telegram import CallbackQuery, ChatMemberUpdated, Message, Update
from telegram.constants import ChatType

from bot.channels.telegram.formatting import clean, formatted
from bot.incoming import (
    Action,
    Address,
    Blocked,
    Choice,
    Command,
    Contact,
    Edited,
    Incoming,
    Location,
    Media,
    Started,
    Text,
    Unblocked,
    Unsupported,
)

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@(\w+))?(?:\s+(.*))?", re.DOTALL)


def read(update: Update, account: str, username: str) -> Incoming | None:
    """None = deliberate silence: other people's talk in a group, service messages, channels."""
    if update.my_chat_member:
        return _membership(update.my_chat_member, account)
    if update.callback_query:
        return _press(update.callback_query, account)
    message = update.message or update.edited_message
    if message is None or message.from_user is None or message.from_user.is_bot:
        return None
    group = message.chat.type != ChatType.PRIVATE
    action = _action(message, username)
    if action is None or (group and not _addressed(message, action, username)):
        return None
    if group:
        action = _without_name(action, username)
    action = _edit(action, message) if update.edited_message else action
    if action is None:
        return None
    return Incoming(
        address=Address(account, str(message.chat.id)),
        action=action,
        language=message.from_user.language_code or "",
        group=group,
        message=str(message.message_id),
        replied=_replied(message),
    )


def _replied(message: Message) -> str:
    return str(message.reply_to_message.message_id) if message.reply_to_message else ""


def _edit(action: Action, message: Message) -> Action | None:
    """Words, captions and files can be edited into something else."""
    number = str(message.message_id)
    match action:
        case Text(text, html):
            return Edited(number, text, html)
        case Media(caption=text, html=html):
            return Edited(number, text, html, action)
        case _:
            return None


def _press(query: CallbackQuery, account: str) -> Incoming | None:
    if query.message is None or query.data is None:
        return None
    return Incoming(
        address=Address(account, str(query.message.chat.id)),
        action=Choice(query.data, str(query.message.message_id), query.id),
        language=query.from_user.language_code or "",
        group=query.message.chat.type != ChatType.PRIVATE,
    )


def _membership(change: ChatMemberUpdated, account: str) -> Incoming | None:
    """In private chats this means blocked or let in again (telegram.md 1.3)."""
    if change.chat.type != ChatType.PRIVATE:
        return None
    out = change.new_chat_member.status in ("kicked", "left")
    return Incoming(Address(account, str(change.chat.id)), Blocked() if out else Unblocked())


def _action(message: Message, username: str) -> Action | None:
    if message.text is not None:
        words = _words(clean(message.text), username)
        return Text(words.text, formatted(message)) if isinstance(words, Text) else words
    if message.location:
        place = message.location
        return Location(place.latitude, place.longitude, place.horizontal_accuracy or 0.0)
    if message.contact:
        sender = message.from_user.id if message.from_user else None
        own = message.contact.user_id is not None and message.contact.user_id == sender
        return Contact(message.contact.phone_number, own)
    return _media(message) or _other(message)


def _words(text: str, username: str) -> Action | None:
    found = _COMMAND.fullmatch(text)
    if found is None:
        return Text(text)
    name, bot, argument = found.groups()
    if bot and bot.lower() != username.lower():
        return None
    if name.lower() == "start":
        return Started((argument or "").strip()[:64])
    return Command(name.lower(), (argument or "").strip())


def _media(message: Message) -> Media | None:
    kinds = ("voice", "video", "audio", "animation", "document", "sticker", "video_note")
    found = next(((kind, getattr(message, kind)) for kind in kinds if getattr(message, kind)), None)
    if message.photo:
        found = ("photo", message.photo[-1])
    if found is None:
        return None
    kind, file = found
    return Media(
        kind="video" if kind == "video_note" else kind,
        file=file.file_id,
        name=clean(getattr(file, "file_name", None) or ""),
        size=file.file_size or 0,
        caption=clean(message.caption or ""),
        album=message.media_group_id or "",
        html=formatted(message),
    )


def _other(message: Message) -> Unsupported | None:
    """Things a person sent on purpose get an answer; what the chat itself did does not."""
    for what in ("poll", "dice", "venue", "game", "story", "paid_media"):
        if getattr(message, what, None):
            return Unsupported(what)
    return None


def _without_name(action: Action, username: str) -> Action:
    """Our name is how a group calls us, not part of the question."""
    name = re.compile(rf"@{re.escape(username)}\b", re.IGNORECASE)
    match action:
        case Text(words) if username:
            return Text(name.sub("", words).strip())
        case Media(caption=words) if username:
            return replace(action, caption=name.sub("", words).strip())
        case _:
            return action


def _addressed(message: Message, action: Action, username: str) -> bool:
    if isinstance(action, Command | Started):
        return True
    to = message.reply_to_message
    if to and to.from_user and to.from_user.username == username:
        return True
    words = (message.text or message.caption or "").lower()
    return bool(username) and f"@{username.lower()}" in words
