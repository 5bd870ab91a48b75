"""A screen as bytes and back, so that a decided answer survives a crash."""

from __future__ import annotations

import json
from typing import Any

from bot.buttons import decode, encode
from bot.screen import AskContact, AskLocation, Call, Choice, Keyboard, Link, Media, Screen
from content.html import Html


def to_bytes(screen: Screen) -> bytes:
    body = {
        "text": screen.text.markup,
        "choices": [[_choice(choice) for choice in row] for row in screen.choices],
        "keyboard": screen.keyboard,
        "media": [[media.kind, media.source, media.name] for media in screen.media],
        "note": screen.note,
        "language": screen.language,
        "counts": screen.counts,
        "urgent": screen.urgent,
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def from_bytes(data: bytes) -> Screen:
    """The screen, to be sent anew: what it would have replaced may be gone by now."""
    body = json.loads(data)
    return Screen(
        text=Html.stored(body["text"]),
        choices=tuple(tuple(_read(choice) for choice in row) for row in body["choices"]),
        keyboard=Keyboard(body["keyboard"]),
        media=tuple(Media(*media) for media in body["media"]),
        note=body["note"],
        language=body.get("language", ""),
        counts=body.get("counts", False),
        urgent=body.get("urgent", False),
    )


def _choice(choice: Choice) -> list[str]:
    match choice.does:
        case Call(number, instead):
            return [choice.label, "call", f"{number} {encode(instead)}" if instead else number]
        case Link(url):
            return [choice.label, "link", url]
        case AskLocation():
            return [choice.label, "location", ""]
        case AskContact():
            return [choice.label, "contact", ""]
        case button:
            return [choice.label, "button", encode(button)]


def _read(value: list[Any]) -> Choice:
    label, kind, what = value
    match kind:
        case "call":
            number, _, code = what.partition(" ")
            return Choice(label, Call(number, decode(code) if code else None))
        case "link":
            return Choice(label, Link(what))
        case "location":
            return Choice(label, AskLocation())
        case "contact":
            return Choice(label, AskContact())
        case _:
            return Choice(label, decode(what))


def stored_html(markup: str) -> Html:
    """Words that a person formatted and that were kept sealed."""
    return Html.stored(markup)
