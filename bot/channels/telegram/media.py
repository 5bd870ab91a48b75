"""Files: those of our screens as Telegram takes them, and those of people as it hands them over."""

from __future__ import annotations

import asyncio
import mimetypes
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any
from weakref import WeakValueDictionary

import structlog
from telegram import Bot, InputFile, InputMediaPhoto, InputMediaVideo, Message
from telegram.constants import ParseMode

from bot.channels.telegram.writing import Markup
from bot.errors import NeverSent, OutcomeUnknown, Rejected, Throttled, Unavailable
from bot.ports import Files
from bot.screen import Media

Found = tuple[Media, InputFile | str]

_LARGEST_ALBUM = 10
_MOST_NAMED = 1_000
_PAUSES = (0.5, 1.0, 2.0, 4.0)
"""Seconds between tries of the words below an album."""
_LONGEST_PAUSE = 30.0

log = structlog.get_logger(__name__)


class Uploads:
    """Each file goes to Telegram once for an account; from then on its name there does, also after
    a restart.
    """

    def __init__(self, bot: Bot, files: Files, account: str) -> None:
        self._bot = bot
        self._files = files
        self._account = account
        self._named: OrderedDict[str, str] = OrderedDict()
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def name_of(self, media: Media) -> str | None:
        """Telegram's name of a file, "" when it is no longer kept here; None before its upload."""
        return self._named.get(media.source)

    def turn(self, media: Sequence[Media]) -> asyncio.Lock:
        """Held by the one who uploads these files: the others wait, and send their names."""
        return self._turns.setdefault(" ".join(each.source for each in media), asyncio.Lock())

    async def doubt(self, used: Mapping[str, str], refused: Rejected) -> None:
        """`used`: the names that a refused request carried, by source. When it was for one of them
        they are forgotten, and the next try uploads again: raises NeverSent.
        """
        if not used or "file" not in refused.reason.lower():
            return
        for source, name in used.items():
            if self._named.get(source) == name:
                del self._named[source]
                await self._note(source, None)
        raise NeverSent("Telegram has forgotten the file; it is uploaded again") from None

    async def files_of(self, media: Sequence[Media]) -> list[Found]:
        """The files that a screen carries and that are still kept.

        Raises NeverSent while the database cannot give them.
        """
        try:
            found = [await self._found(each, alone=len(media) == 1) for each in media]
        except Unavailable as down:
            raise NeverSent("the file cannot be read now") from down
        return [each for each in found if each is not None]

    async def _found(self, wanted: Media, *, alone: bool) -> Found | None:
        if named := self.name_of(wanted):
            return wanted, named
        if named := await self._files.name_at(self._account, wanted.source):
            self._remember(wanted.source, named)
            return wanted, named
        stored = await self._files.get(wanted.source)
        if stored is None:
            self._remember(wanted.source, "")
            return None
        media_type, data = stored
        name = wanted.name or f"{wanted.kind}{mimetypes.guess_extension(media_type) or ''}"
        # in an album each file needs a name by which the list of them can point to it
        return wanted, InputFile(data, filename=name, attach=not alone)

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
        await self._uploaded(found, sent)
        return str(sent.message_id)

    async def send_album(self, ref: str, found: Sequence[Found]) -> list[str]:
        """Photos and videos side by side; returns each one's message. An album carries no buttons,
        so the text follows it.
        """
        found = found[:_LARGEST_ALBUM]
        album = [
            InputMediaVideo(file) if media.kind == "video" else InputMediaPhoto(file)
            for media, file in found
        ]
        sent = await self._bot.send_media_group(ref, album)
        for each, message in zip(found, sent, strict=False):
            await self._uploaded(each, message)
        return [str(message.message_id) for message in sent]

    async def _uploaded(self, found: Found, sent: Message) -> None:
        """Take down the name of a file that went there just now."""
        media, file = found
        name = _name_in(sent)
        if name is not None and not isinstance(file, str):
            self._remember(media.source, name)
            await self._note(media.source, name)

    async def _note(self, source: str, name: str | None) -> None:
        """It was sent already, so a database that is away must not make it look lost."""
        try:
            await self._files.rename_at(self._account, source, name)
        except Unavailable as down:
            log.warning("a file's name is not noted; it is uploaded again", reason=str(down))

    def _remember(self, source: str, name: str) -> None:
        self._named[source] = name
        if len(self._named) > _MOST_NAMED:
            self._named.popitem(last=False)


async def below(say: Callable[[], Awaitable[str]]) -> str:
    """Say the words of an album that has arrived, whatever it takes: trying all of it again would
    send the album twice. Raises OutcomeUnknown when they cannot be said.
    """
    for pause in _PAUSES:
        try:
            return await say()
        except Throttled as refused:
            await asyncio.sleep(min(refused.retry_after, _LONGEST_PAUSE))
        except NeverSent:
            await asyncio.sleep(pause)
    raise OutcomeUnknown("the pictures have arrived, the words below them have not")


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
