"""Documents of ours, as Telegram uploads them."""

from __future__ import annotations

from telegram import InputFile

from bot.errors import NeverSent, Unavailable
from bot.ports import Files
from bot.screen import Screen


async def document_of(screen: Screen, files: Files) -> InputFile | None:
    """The stored document that this screen carries; None when it carries none, or it is gone.

    Raises NeverSent when the database cannot give it now.
    """
    wanted = next((media for media in screen.media if media.kind == "document"), None)
    if wanted is None:
        return None
    try:
        stored = await files.get(wanted.source)
    except Unavailable as down:
        raise NeverSent("the file cannot be read now") from down
    return InputFile(stored[1], filename=wanted.name) if stored else None
