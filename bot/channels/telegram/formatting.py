"""What a person typed, with the formatting that Telegram tells of as entities."""

from __future__ import annotations

import re
import unicodedata

from telegram import Message
from telegram.constants import MessageEntityType

from content.html import Html, Span

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_TAGS: dict[str, str] = {
    MessageEntityType.BOLD: "b",
    MessageEntityType.ITALIC: "i",
    MessageEntityType.UNDERLINE: "u",
    MessageEntityType.STRIKETHROUGH: "s",
    MessageEntityType.CODE: "code",
    MessageEntityType.PRE: "code",
    MessageEntityType.TEXT_LINK: "a",
}


def clean(text: str) -> str:
    """NFC, without NUL, other C0 characters and lone surrogates; bidi marks stay visible text."""
    return unicodedata.normalize("NFC", _CONTROL.sub("", text.replace("\r\n", "\n")))


def formatted(message: Message) -> Html | None:
    """The words or caption with their formatting, None when there is none that we keep."""
    raw = message.text or message.caption or ""
    entities = message.entities or message.caption_entities
    units = raw.encode("utf-16-le", "surrogatepass")

    def place(unit: int) -> int:
        return len(clean(units[: 2 * unit].decode("utf-16-le", "ignore")))

    spans = [
        Span(place(e.offset), place(e.offset + e.length), _TAGS[e.type], e.url or "")
        for e in entities
        if e.type in _TAGS
    ]
    return Html.marked(clean(raw), spans) if spans else None
