"""Screens, written for Telegram."""

from __future__ import annotations

import re

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)

from bot.buttons import encode
from bot.screen import AskContact, AskLocation, Choice, Keyboard, Link, Screen, pressed

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup

_TEL = re.compile(r"<a href=\"tel:[^\"]*\">(.*?)</a>")


def text_of(screen: Screen) -> str:
    """HTML for Telegram, which refuses tel: links; the number stands in the text."""
    return _TEL.sub(r"\1", screen.text.markup)


def markup_of(screen: Screen, *, group: bool) -> Markup | None:
    """None when there is nothing to press. Groups get no reply keyboard: it would be everyone's."""
    if screen.keyboard is Keyboard.REPLY and not group:
        rows = [[b for b in map(_key, row) if b] for row in screen.choices]
        rows = [row for row in rows if row]
        return ReplyKeyboardMarkup(rows, resize_keyboard=True, is_persistent=True) if rows else None
    inline = [[b for b in map(_button, row) if b] for row in screen.choices]
    inline = [row for row in inline if row]
    return InlineKeyboardMarkup(inline) if inline else None


def _key(choice: Choice) -> KeyboardButton | None:
    match choice.does:
        case AskLocation():
            return KeyboardButton(choice.label, request_location=True)
        case AskContact():
            return KeyboardButton(choice.label, request_contact=True)
    return KeyboardButton(choice.label) if pressed(choice) else None


def _button(choice: Choice) -> InlineKeyboardButton | None:
    """Telegram makes no button of a telephone number: it stands in the text or the label."""
    if isinstance(choice.does, Link):
        return InlineKeyboardButton(choice.label, url=choice.does.url)
    button = pressed(choice)
    return InlineKeyboardButton(choice.label, callback_data=encode(button)) if button else None
