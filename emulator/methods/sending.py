"""Text, places and copies of messages."""

from __future__ import annotations

from emulator.calls import Call
from emulator.chats import Chat
from emulator.refusals import bad_request
from emulator.text import CAPTION_LIMIT, TEXT_LIMIT
from emulator.values import Json

_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip
_HEAD = {"message_id", "from", "chat", "date", "edit_date", "reply_markup", "reply_to_message"}
_CAPTION = {"caption", "caption_entities"}


def sendMessage(call: Call) -> Json:
    chat = call.chat()
    if not call.get("text"):
        raise bad_request("message text is empty")
    content = call.formatted("text", "entities", TEXT_LIMIT)
    if not content:
        raise bad_request("text must be non-empty")
    if options := call.get("link_preview_options"):
        content["link_preview_options"] = options
    return call.post(chat, content)


def sendLocation(call: Call) -> Json:
    return call.post(call.chat(), {"location": _location(call)})


def sendVenue(call: Call) -> Json:
    names = {"title": call.get("title"), "address": call.get("address")}
    return call.post(call.chat(), {"venue": {"location": _location(call)} | names})


def sendContact(call: Call) -> Json:
    contact = {"phone_number": call.get("phone_number"), "first_name": call.get("first_name")}
    return call.post(call.chat(), {"contact": contact})


def sendChatAction(call: Call) -> bool:
    call.chat()
    if call.get("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


def copyMessage(call: Call) -> Json:
    """A new caption replaces the old one; the buttons are not copied."""
    return _copy(call, call.chat(), call.get("message_id"))


def copyMessages(call: Call) -> list[Json]:
    """Those that are gone are skipped."""
    chat, source = call.chat(), call.telegram.chat(call.get("from_chat_id"))
    wanted = call.get("message_ids")
    if not isinstance(wanted, list):
        raise bad_request("message identifiers are not specified")
    found = [number for number in wanted if number in source.messages]
    if not found:
        raise bad_request("there are no messages to copy")
    return [_copy(call, chat, number) for number in found]


def forwardMessage(call: Call) -> Json:
    source = call.telegram.chat(call.get("from_chat_id"))
    original = source.message(call.get("message_id"), "message to forward").body
    if original.get("has_protected_content"):
        raise bad_request("the message can't be forwarded")
    origin = {"type": "user", "sender_user": original["from"], "date": original["date"]}
    return call.post(call.chat(), {"forward_origin": origin} | _content(original))


def _copy(call: Call, chat: Chat, message_id: object) -> Json:
    source = call.telegram.chat(call.get("from_chat_id"))
    original = source.message(message_id, "message to copy").body
    if original.get("has_protected_content"):
        raise bad_request("message can't be copied")
    content = _content(original)
    if call.get("caption") is not None:
        caption = call.formatted("caption", "caption_entities", CAPTION_LIMIT)
        content = {k: v for k, v in content.items() if k not in _CAPTION} | caption
    return {"message_id": call.post(chat, content)["message_id"]}


def _content(body: Json) -> Json:
    return {key: value for key, value in body.items() if key not in _HEAD}


def _location(call: Call) -> Json:
    place = {"latitude": call.get("latitude"), "longitude": call.get("longitude")}
    for name, value in place.items():
        if not isinstance(value, int | float):
            raise bad_request(f"{name} is empty")
    return place


METHODS = (
    sendMessage, sendLocation, sendVenue, sendContact, sendChatAction,
    copyMessage, copyMessages, forwardMessage,
)  # fmt: skip
