"""Edits and deletions."""

from __future__ import annotations

from emulator import keyboards
from emulator.calls import Call
from emulator.chats import Chat, Message
from emulator.refusals import NOT_MODIFIED, bad_request
from emulator.text import CAPTION_LIMIT, TEXT_LIMIT
from emulator.values import Json

DELETE_WITHIN = 48 * 3600
_TEXT = ("text", "entities", "link_preview_options")
_CAPTION = ("caption", "caption_entities")


def editMessageText(call: Call) -> Json:
    chat, message = _editable(call)
    if not call.get("text"):
        raise bad_request("message text is empty")
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    content = call.formatted("text", "entities", TEXT_LIMIT)
    if not content:
        raise bad_request("text must be non-empty")
    if options := call.get("link_preview_options"):
        content["link_preview_options"] = options
    return _replace(call, chat, message, _without(message.body, _TEXT) | content)


def editMessageCaption(call: Call) -> Json:
    chat, message = _editable(call)
    if not {"photo", "video", "voice", "document", "audio", "animation"} & message.body.keys():
        raise bad_request("there is no caption in the message to edit")
    content = call.formatted("caption", "caption_entities", CAPTION_LIMIT)
    return _replace(call, chat, message, _without(message.body, _CAPTION) | content)


def editMessageReplyMarkup(call: Call) -> Json:
    chat, message = _editable(call)
    return _replace(call, chat, message, message.body)


def deleteMessage(call: Call) -> bool:
    chat = call.chat()
    message = call.message(chat, "message to delete")
    if call.telegram.now - message.body["date"] > DELETE_WITHIN:
        raise bad_request("message can't be deleted for everyone")
    if not message.outgoing and not chat.private:
        raise bad_request("message can't be deleted")
    del chat.messages[message.id]
    chat.changed()
    return True


def deleteMessages(call: Call) -> bool:
    """Deletes what it can and says True, as Telegram does."""
    chat, numbers = call.chat(), call.get("message_ids")
    if not isinstance(numbers, list) or not numbers:
        raise bad_request("message identifiers are not specified")
    if len(numbers) > 100:
        raise bad_request("too many message identifiers specified")
    for number in numbers:
        found = chat.messages.get(number)
        if found and call.telegram.now - found.body["date"] <= DELETE_WITHIN:
            del chat.messages[number]
    chat.changed()
    return True


def _editable(call: Call) -> tuple[Chat, Message]:
    if call.get("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = call.chat()
    message = call.message(chat, "message to edit")
    with_keyboard = message.markup and "inline_keyboard" not in message.markup
    if not message.outgoing or with_keyboard:
        raise bad_request("message can't be edited")
    return chat, message


def _replace(call: Call, chat: Chat, message: Message, body: Json) -> Json:
    """The buttons go unless the edit brings some: Telegram keeps none of its own accord."""
    markup = keyboards.inline_only(call.get("reply_markup"))
    body = {key: value for key, value in body.items() if key not in ("edit_date", "reply_markup")}
    if markup:
        body["reply_markup"] = markup
    if body == {key: value for key, value in message.body.items() if key != "edit_date"}:
        raise bad_request(NOT_MODIFIED)
    message.body = body | {"edit_date": call.telegram.now}
    message.markup = markup
    message.touched = call.telegram.next_touch()
    chat.show(message)
    return message.body


def _without(body: Json, names: tuple[str, ...]) -> Json:
    return {key: value for key, value in body.items() if key not in names}


METHODS = (
    editMessageText, editMessageCaption, editMessageReplyMarkup, deleteMessage, deleteMessages,
)  # fmt: skip
