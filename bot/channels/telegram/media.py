"""Files: those of our screens as Telegram takes them, and those of people as it hands them over."""

from __future__ import annotations

import mimetypes
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram import Bot, InputFile, InputMediaPhoto, InputMediaVideo, Message
from telegram.constants import ParseMode

from bot.channels.telegram.writing import Markup
from bot.errors import NeverSent, Unavailable
from bot.ports import Files
from bot.screen import Media

Found = tuple[Media, InputFile]

_LARGEST_ALBUM = 10


async def files_of(media: Sequence[Media], files: Files) -> list[Found]:
    """The files that a screen carries and that are still kept.

    Raises NeverSent while the database cannot give them.
    """
    found = []
    for wanted in media:
        try:
            stored = await files.get(wanted.source)
        except Unavailable as down:
            raise NeverSent("the file cannot be read now") from down
        if stored is not None:
            media_type, data = stored
            name = wanted.name or f"{wanted.kind}{mimetypes.guess_extension(media_type) or ''}"
            found.append((wanted, InputFile(data, filename=name, attach=len(media) > 1)))
    return found


async def send_one(bot: Bot, ref: str, found: Found, text: str, markup: Markup | None) -> str:
    """One file with the text below it; returns the message's id."""
    media, file = found
    common: dict[str, Any] = {
        "caption": text or None,
        "parse_mode": ParseMode.HTML,
        "reply_markup": markup,
    }
    send: dict[str, Callable[..., Awaitable[Message]]] = {
        "photo": bot.send_photo,
        "video": bot.send_video,
        "voice": bot.send_voice,
        "audio": bot.send_audio,
        "animation": bot.send_animation,
    }
    sent = await send.get(media.kind, bot.send_document)(ref, file, **common)
    return str(sent.message_id)


async def send_album(bot: Bot, ref: str, found: Sequence[Found]) -> tuple[Message, ...]:
    """Photos and videos side by side; an album carries no buttons, so the text follows it."""
    album = [
        InputMediaVideo(file) if media.kind == "video" else InputMediaPhoto(file)
        for media, file in found[:_LARGEST_ALBUM]
    ]
    return await bot.send_media_group(ref, album)


async def fetch(bot: Bot, file: str) -> tuple[str, bytes]:
    """Media type and bytes of a file that somebody sent."""
    known = await bot.get_file(file)
    data = bytes(await known.download_as_bytearray())
    name = known.file_path or ""
    return mimetypes.guess_type(name)[0] or "application/octet-stream", data
