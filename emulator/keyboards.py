"""Keyboards that the bot sends, checked as Telegram checks them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from emulator.refusals import bad_request
from emulator.values import Json

DATA_LIMIT = 64  # bytes
COPY_LIMIT = 256
BUTTONS_LIMIT = 100
_OTHER_TYPES = {
    "callback_game", "pay", "switch_inline_query", "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat", "login_url", "disabled",
}  # fmt: skip
_PRIVATE_ONLY = {
    "request_contact": "phone number can be requested in private chats only",
    "request_location": "location can be requested in private chats only",
    "web_app": "web App buttons can be used in private chats only",
}


def checked(markup: object, *, private: bool) -> Json | None:
    """The keyboard as given; raises what Telegram refuses it with."""
    if markup in (None, ""):
        return None
    if isinstance(markup, str):
        raise bad_request("can't parse reply keyboard markup JSON object")
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        for button in _buttons(markup, "inline_keyboard"):
            _check_inline(button, private=private)
    elif "keyboard" in markup:
        for button in _buttons(markup, "keyboard"):
            _check_reply(button, private=private)
    return markup


def inline_only(markup: object) -> Json | None:
    """For edits, which take no other kind; an empty keyboard removes the buttons."""
    keyboard = checked(markup, private=True)
    if keyboard and "inline_keyboard" not in keyboard:
        raise bad_request("inline keyboard expected")
    return keyboard if keyboard and any(keyboard["inline_keyboard"]) else None


def _buttons(markup: Json, name: str) -> list[Any]:
    rows = markup[name]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(f'field "{name}" must be an Array of Arrays')
    buttons = [button for row in rows for button in row]
    if len(buttons) > BUTTONS_LIMIT and name == "inline_keyboard":
        raise bad_request("reply markup is too long")
    return buttons


def _text(button: Json, what: str) -> str:
    if not isinstance(button.get("text"), str):
        raise bad_request(f"can't parse {what} button: Can't find field \"text\"")
    if not button["text"].strip():
        raise bad_request(f"{what} button text must be non-empty")
    return str(button["text"])


def _check_reply(button: object, *, private: bool) -> None:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise bad_request("keyboardButton must be a String or an Object")
    _text(button, "keyboard")
    for name, refusal in _PRIVATE_ONLY.items():
        if button.get(name) and not private:
            raise bad_request(refusal)


def _check_inline(button: object, *, private: bool) -> None:
    if not isinstance(button, dict):
        raise bad_request("inlineKeyboardButton must be an Object")
    text = _text(button, "inline keyboard")
    if url := button.get("url"):
        _check_url(url)
    elif data := button.get("callback_data"):
        if len(str(data).encode()) > DATA_LIMIT:
            raise bad_request("BUTTON_DATA_INVALID")
    elif copy := button.get("copy_text"):
        if not 1 <= len(copy.get("text", "")) <= COPY_LIMIT:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
    elif app := button.get("web_app"):
        _check_web_app(app, text, private=private)
    elif not _OTHER_TYPES & button.keys():
        raise bad_request("text buttons are unallowed in the inline keyboard")


def _check_web_app(app: Json, text: str, *, private: bool) -> None:
    if not private:
        raise bad_request("BUTTON_TYPE_INVALID")
    url = str(app.get("url", ""))
    if not url.startswith("https://"):
        where = f"inline keyboard button '{text}' Web App URL '{url}'"
        raise bad_request(f"{where} is invalid: Only HTTPS links are allowed")


def _check_url(url: str) -> None:
    named = "://" in url or url.startswith(("tel:", "mailto:", "sms:"))
    parts = urlsplit(url if named else f"http://{url}")
    where = f"inline keyboard button URL '{url}' is invalid"
    if parts.scheme not in ("http", "https", "tg", "tonsite", "ton"):
        raise bad_request(f"{where}: Unsupported URL protocol")
    if parts.scheme in ("http", "https") and "." not in (parts.hostname or ""):
        raise bad_request(f"{where}: Wrong HTTP URL")
