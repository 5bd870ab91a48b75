"""One screen, said to many: what it shows is uploaded by the first, and the others go lean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode

from bot.channels.telegram.bulk import Bulk, Ready
from bot.channels.telegram.media import Uploads
from bot.channels.telegram.outcomes import mapped
from bot.channels.telegram.writing import markup_of, text_of
from bot.errors import Rejected
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
        self._ready: dict[bool, tuple[Ready, Mapping[str, str]]] = {}

    async def say(self, address: Address) -> str:
        group = address.ref.startswith("-")
        if self._ready.get(group) is None and not self._uploaded:
            async with self._uploads.turn(self._screen.media):
                if not self._uploaded:
                    return await self._send(address, self._screen, group=group)
        if self._bulk is None or len(self._shown) > 1:
            return await self._send(address, self._screen, group=group)
        if group not in self._ready:
            self._ready[group] = self._made_ready(self._bulk, group=group)
        ready, used = self._ready[group]
        try:
            async with mapped():
                said = await ready(address.ref)
        except Rejected as refused:
            if used:
                self._ready.clear()
            await self._uploads.doubt(used, refused)
            raise
        return said

    def _made_ready(self, bulk: Bulk, *, group: bool) -> tuple[Ready, Mapping[str, str]]:
        """The request, and the names of files that it carries, by source."""
        shown = self._shown
        used = {each.source: self._uploads.name_of(each) or "" for each in shown}
        return bulk.ready(*self._request(shown, group=group)), used

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
