"""One screen, said to many: what it shows is uploaded by the first, and the others go lean."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, Protocol

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode

from bot.channels.telegram.bulk import Bulk, Ready
from bot.channels.telegram.media import Uploads
from bot.channels.telegram.outcomes import mapped
from bot.channels.telegram.writing import markup_of, text_of
from bot.errors import NeverSent, Rejected
from bot.incoming import Address
from bot.screen import Media, Screen

_METHODS = {
    "photo": "sendPhoto",
    "video": "sendVideo",
    "voice": "sendVoice",
    "audio": "sendAudio",
    "animation": "sendAnimation",
}
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True).to_dict()


class Send(Protocol):
    """The ordinary road of the channel."""

    async def __call__(self, address: Address, screen: Screen, *, group: bool) -> str: ...


class Many:
    def __init__(self, screen: Screen, send: Send, uploads: Uploads, bulk: Bulk | None) -> None:
        self._screen = screen
        self._send = send
        self._uploads = uploads
        self._bulk = bulk
        self._ready: dict[bool, Ready] = {}
        self._uploading = asyncio.Lock()

    async def say(self, address: Address) -> str:
        group = address.ref.startswith("-")
        if self._ready.get(group) is None and not self._uploaded:
            async with self._uploading:
                if not self._uploaded:
                    return await self._send(address, self._screen, group=group)
        if self._bulk is None or len(self._shown) > 1:
            return await self._send(address, self._screen, group=group)
        if group not in self._ready:
            self._ready[group] = self._bulk.ready(*self._request(self._shown, group=group))
        try:
            async with mapped():
                return await self._ready[group](address.ref)
        except Rejected as refused:
            if not self._shown or "file" not in refused.reason.lower():
                raise
            self._uploads.forget(self._shown)
            self._ready.clear()
        raise NeverSent("Telegram has forgotten the file; it is uploaded again")

    @property
    def _uploaded(self) -> bool:
        return all(self._uploads.name_of(each) is not None for each in self._screen.media)

    @property
    def _shown(self) -> Sequence[Media]:
        """The files that are still kept."""
        return [each for each in self._screen.media if self._uploads.name_of(each)]

    def _request(self, shown: Sequence[Media], *, group: bool) -> tuple[str, dict[str, Any]]:
        """Method and fields, as TelegramChannel sends them."""
        markup, text = markup_of(self._screen, group=group), text_of(self._screen)
        common = {
            "parse_mode": ParseMode.HTML,
            "reply_markup": markup.to_dict() if markup else None,
        }
        if not shown:
            return "sendMessage", {"text": text, "link_preview_options": _NO_PREVIEW, **common}
        (media,) = shown
        kind = media.kind if media.kind in _METHODS else "document"
        fields = {kind: self._uploads.name_of(media), "caption": text or None, **common}
        return _METHODS.get(kind, "sendDocument"), fields
