"""What reports need after the answer: their files fetched, and questions asked when time has come.

Rows are the truth: a beat missed is made up by the next one. Nothing here runs in a transaction
that waits for a network.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import filetype  # type: ignore[import-untyped]
import structlog

from bot import asking, letters, pictures
from bot.case_news import quiet
from bot.errors import ChannelError, Gone, Rejected, Unavailable, Unreachable
from bot.ports import Channel, Clock, Unit, Units
from bot.reports import Case, What
from bot.reports.files import MOST_BYTES, TRIES, FileState, Kept, pause
from bot.reports.steps import Reporting
from bot.screen import Screen
from bot.screens import case_letters
from bot.screens import cases as case_screens
from bot.screens import reports as screens
from bot.windows import is_open
from content.catalog import Catalog, Catalogs

SECONDS = 5
AT_ONCE = 8

_SOUNDS = ("audio/ogg", "audio/mpeg", "audio/mp4", "audio/aac", "audio/x-m4a", "audio/opus")
_FILMS = ("video/mp4", "video/webm")
_TOLD = {
    FileState.MISSING: "report.file.missing",
    FileState.TOO_BIG: "report.file.big",
    FileState.REFUSED: "report.file.refused",
}

log = structlog.get_logger(__name__)


class Aftercare:
    """One per database, under the worker's lock."""

    def __init__(
        self, units: Units, channels: Mapping[str, Channel], catalogs: Catalogs, clock: Clock
    ) -> None:
        self._units = units
        self._channels = channels
        self._catalogs = catalogs
        self._clock = clock

    async def beat(self) -> None:
        try:
            await self._ask()
            await self._clear()
            async with self._units.reading() as unit:
                waiting = await unit.reports.to_fetch(now=self._clock(), limit=AT_ONCE)
            for kept in waiting:
                await self._fetch(kept)
        except Unavailable as trouble:
            log.warning("aftercare skipped", reason=str(trouble))

    async def _ask(self) -> None:
        """Unsent reports, and cases two weeks old; the latter at hours that suit."""
        now = self._clock()
        async with self._units() as unit:
            for unsent in await unit.drafts.to_remind(now=now, limit=AT_ONCE):
                if isinstance(draft := unsent.draft, Reporting):
                    drawn = screens.reminder(draft)
                    await letters.tell(unit, [unsent.person], drawn, self._catalogs, now=now)
            due = await unit.reports.to_check(now=now, limit=AT_ONCE) if is_open(now) else ()
            for case in due:
                if case.reporter is not None:
                    asked = case_screens.checking(case)
                    await letters.tell(unit, [case.reporter], asked, self._catalogs, now=now)

    async def _clear(self) -> None:
        """Names, numbers and pictures that were opened for a while leave the chats again."""
        async with self._units.reading() as unit:
            if not await unit.casework.any_to_remove(now=self._clock()):
                return
        async with self._units() as unit:
            for message in await unit.casework.to_remove(now=self._clock(), limit=AT_ONCE):
                await unit.ledger.recall(message, {}, now=self._clock())

    async def _fetch(self, kept: Kept) -> None:
        try:
            _, data = await self._channels[kept.account].fetch(kept.source)
        except (Gone, Unreachable, Rejected, KeyError) as gone:
            big = isinstance(gone, Rejected) and "too big" in gone.reason.lower()
            await self._give_up(kept, FileState.TOO_BIG if big else FileState.MISSING)
        except ChannelError as trouble:
            log.info("file not fetched", reason=type(trouble).__name__, tries=kept.tries + 1)
            await self._put_off(kept)
        else:
            await self._keep(kept, data)

    async def _keep(self, kept: Kept, data: bytes) -> None:
        if len(data) > MOST_BYTES:
            await self._give_up(kept, FileState.TOO_BIG)
            return
        try:
            media_type, clean = await cleaned(data)
        except pictures.Refused:
            await self._give_up(kept, FileState.REFUSED)
            return
        async with self._units() as unit:
            await unit.reports.keep(kept.id, media_type, clean)
            case = await unit.reports.one(kept.case) if kept.for_reporter else None
            if case is not None and case.reporter is not None:
                draw = await self._question(unit, case, kept.kind, media_type, clean)
                readers, now = [case.reporter], self._clock()
                posted = await letters.tell(unit, readers, draw, self._catalogs, now=now)
                await unit.casework.remember(case.id, posted)

    async def _question(
        self, unit: Unit, case: Case, kind: str, media_type: str, clean: bytes
    ) -> Callable[[Catalog], Screen]:
        """An official's picture or voice, made anew; where a push may say nothing of what it is
        about, it comes when that is read.
        """
        if quiet(case):
            return partial(case_letters.neutral, case)
        source = await unit.files.put(media_type, clean, now=self._clock())
        return partial(case_letters.question_file, case, kind, source)

    async def _put_off(self, kept: Kept) -> None:
        tries = kept.tries + 1
        if tries >= TRIES:
            await self._give_up(kept, FileState.MISSING)
            return
        next_at = self._clock() + pause(kept.tries)
        async with self._units() as unit:
            await unit.reports.set_aside(kept.id, FileState.WAITING, tries=tries, next_at=next_at)

    async def _give_up(self, kept: Kept, state: FileState) -> None:
        now = self._clock()
        async with self._units() as unit:
            await unit.reports.set_aside(kept.id, state, tries=kept.tries + 1, next_at=now)
            await self._say(unit, kept, state)

    async def _say(self, unit: Unit, kept: Kept, state: FileState) -> None:
        """Whoever sent it is told what to send instead; the words are safe."""
        case = await unit.reports.one(kept.case)
        if case is None:
            return
        sender = await _asker(unit, case) if kept.for_reporter else case.reporter
        if sender is not None:
            notice = case_screens.notice(_TOLD[state], case)
            await letters.tell(unit, [sender], notice, self._catalogs, now=self._clock())


async def _asker(unit: Unit, case: Case) -> int | None:
    """Who sent the reporter a file last."""
    asked = [e for e in await unit.reports.history(case.id) if e.what is What.ASKED]
    return next((e.actor for e in reversed(asked) if e.words in asking.FILES), None)


async def cleaned(data: bytes) -> tuple[str, bytes]:
    """Media type and bytes to keep: pictures made anew, sounds and films by what they really are.

    Raises pictures.Refused for anything else, whatever it is called.
    """
    media_type = filetype.guess_mime(data) or ""
    if media_type.startswith("image/"):
        return "image/jpeg", await pictures.made_anew(data)
    if media_type in (*_SOUNDS, *_FILMS):
        return media_type, data
    raise pictures.Refused(media_type)
