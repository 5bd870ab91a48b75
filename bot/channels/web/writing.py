"""A `Screen` as the JSON the page draws. Pure; the page trusts `html` because `Html` is safe."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

from bot.buttons import encode
from bot.screen import AskContact, AskLocation, Call, Choice, Link, Media, Screen


def write(screen: Screen, *, message: str, link: Callable[[str], str]) -> dict[str, Any]:
    """The body of one message. `link` turns a media source into a relative URL."""
    return {
        "message": message,
        "html": screen.text.markup,
        "choices": [[_choice(choice) for choice in row] for row in screen.choices],
        "keyboard": screen.keyboard.value,
        "media": [_media(media, link) for media in screen.media],
        "note": screen.note,
        "language": screen.language,
    }


def _choice(choice: Choice) -> dict[str, str]:
    match choice.does:
        case Call(number):
            return {"label": choice.label, "tel": number}
        case Link(url):
            return {"label": choice.label, "url": url}
        case AskLocation():
            return {"label": choice.label, "ask": "location"}
        case AskContact():
            return {"label": choice.label, "ask": "contact"}
        case button:
            return {"label": choice.label, "code": encode(button)}


def _media(media: Media, link: Callable[[str], str]) -> dict[str, str]:
    name = media.name or (PurePosixPath(media.source).name if "/" in media.source else "")
    return {"kind": media.kind, "url": link(media.source), "name": name}
