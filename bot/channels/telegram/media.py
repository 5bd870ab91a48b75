"""Files: those of our screens as Telegram takes them, and those of people as it hands them over."""

from __future__ import annotations

import mimetypes
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram import Bot, InputFile, InputMediaPhoto, InputMediaVideo, Message
from telegram.constants import ParseMode

from bot.channels.telegram.writing import Markup
from bot.errors import NeverSent, Unavailable
from bot.ports import Files
from bot.screen import Media

Found = tuple[Media, InputFile | str]

_LARGEST_ALBUM = 10
_MOST_NAMED = 1_000


class Uploads:
    """Each file goes to Telegram once for an account; from then on its name there does."""

    def __init__(self, bot: Bot, files: Files) -> None:
        self._bot = bot
        self._files = files
        self._named: OrderedDict[str, str] = OrderedDict()

    def name_of(self, media: Media) -> str | None:
        """Telegram's name of a file, "" when it is no longer kept here; None before its upload."""
        return self._named.get(media.source)

    def forget(self, media: Sequence[Media]) -> None:
        """Telegram does not know these names any more: upload them again."""
        for each in media:
            self._named.pop(each.source, None)

    async def files_of(self, media: Sequence[Media]) -> list[Found]:
        """The files that a screen carries and that are still kept.

        Raises NeverSent while the database cannot give them.
        """
        found: list[Found] = []
        for wanted in media:
            if named := self.name_of(wanted):
                found.append((wanted, named))
                continue
            try:
                stored = await self._files.get(wanted.source)
            except Unavailable as down:
                raise NeverSent("the file cannot be read now") from down
            if stored is None:
                self._remember(wanted, "")
                continue
            media_type, data = stored
            name = wanted.name or f"{wanted.kind}{mimetypes.guess_extension(media_type) or ''}"
            # in an album each file needs a name by which the list of them can point to it
            found.append((wanted, InputFile(data, filename=name, attach=len(media) > 1)))
        return found

    async def send_one(self, ref: str, found: Found, text: str, markup: Markup | None) -> str:
        """One file with the text below it; returns the message's id."""
        media, file = found
        common: dict[str, Any] = {
            "caption": text or None,
            "parse_mode": ParseMode.HTML,
            "reply_markup": markup,
        }
        bot = self._bot
        send: dict[str, Callable[..., Awaitable[Message]]] = {
            "photo": bot.send_photo,
            "video": bot.send_video,
            "voice": bot.send_voice,
            "audio": bot.send_audio,
            "animation": bot.send_animation,
        }
        sent = await send.get(media.kind, bot.send_document)(ref, file, **common)
        self._remember(media, _name_in(sent))
        return str(sent.message_id)

    async def send_album(self, ref: str, found: Sequence[Found]) -> None:
        """Photos and videos side by side; an album carries no buttons, so the text follows it."""
        found = found[:_LARGEST_ALBUM]
        album = [
            InputMediaVideo(file) if media.kind == "video" else InputMediaPhoto(file)
            for media, file in found
        ]
        sent = await self._bot.send_media_group(ref, album)
        for (media, _), message in zip(found, sent, strict=False):
            self._remember(media, _name_in(message))

    def _remember(self, media: Media, name: str | None) -> None:
        if name is not None:
            self._named[media.source] = name
            if len(self._named) > _MOST_NAMED:
                self._named.popitem(last=False)


def _name_in(sent: Message) -> str | None:
    """What Telegram calls the file in this message: None when it says nothing of one."""
    file = sent.effective_attachment
    if isinstance(file, Sequence):
        return file[-1].file_id if file else None  # a photo comes in several sizes
    return getattr(file, "file_id", None)


async def fetch(bot: Bot, file: str) -> tuple[str, bytes]:
    """Media type and bytes of a file that somebody sent."""
    known = await bot.get_file(file)
    data = bytes(await known.download_as_bytearray())
    name = known.file_path or ""
    return mimetypes.guess_type(name)[0] or "application/octet-stream", data
