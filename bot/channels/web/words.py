"""The words of the page, by id. They come from the catalog; no sentence stands in this package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.errors import Unavailable
from bot.incoming import Address
from bot.people import language_for
from bot.ports import Languages

PAGE_WORDS = (
    "err.big",
    "err.file",
    "web.attach",
    "web.bot",
    "web.busy",
    "web.call.ambulance",
    "web.call.fire",
    "web.camera",
    "web.cancel",
    "web.emergency",
    "web.emergency.offline",
    "web.file",
    "web.fold",
    "web.keyboard",
    "web.language",
    "web.locating",
    "web.location",
    "web.log",
    "web.lost",
    "web.malformed",
    "web.mylocation",
    "web.newmessage",
    "web.nolocation",
    "web.norecord",
    "web.noscript",
    "web.number.ambulance",
    "web.number.fire",
    "web.offline",
    "web.phone",
    "web.photo",
    "web.placeholder",
    "web.record",
    "web.recording",
    "web.reload",
    "web.retry",
    "web.send",
    "web.sending",
    "web.sent",
    "web.skip",
    "web.slow",
    "web.stop",
    "web.subtitle",
    "web.title",
    "web.toobig",
    "web.toolong",
    "web.typing",
    "web.unsent",
    "web.voice",
    "web.waiting",
    "web.you",
)


class Words(Protocol):
    """A catalog in one language. `web.language` is its tag, for the `lang` of the page."""

    def label(self, message: str, /) -> str: ...


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The words in every language, and who speaks which."""

    editions: Mapping[str, Words]
    languages: Languages

    async def of(self, address: Address | None, phone: str) -> Words:
        """The words for this person: as they set the bot, else as their phone is set."""
        return self.editions[await self._set(address) or language_for(phone)]

    async def _set(self, address: Address | None) -> str:
        if address is None:
            return ""
        try:
            return await self.languages.of(address)
        except Unavailable:
            return ""  # the page must open, in whichever language


def page_words(words: Words) -> dict[str, str]:
    """Everything the page may have to say."""
    return {name: words.label(name) for name in PAGE_WORDS}
