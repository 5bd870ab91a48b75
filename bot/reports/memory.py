"""What the rules of reports ask of their memory."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.incoming import Media
from bot.moving import Tries
from bot.reports.case import Case, Event, Identity, NewCase, What
from bot.reports.files import FileState, Kept


class ReportsRepository(Protocol):
    async def open(self, new: NewCase, *, now: datetime) -> tuple[Case, bool]:
        """The case of this key and whether it is new: the same key opens one case, whoever taps
        how often. Writes its first event.
        """
        ...

    async def one(self, case: int) -> Case | None: ...

    async def some(self, numbers: Collection[int]) -> Sequence[Case]:
        """Those of them that exist, in order."""
        ...

    async def by_code(self, code: str) -> Case | None: ...

    async def of(self, person: int, *, limit: int = 20) -> Sequence[Case]:
        """The reporter's own, newest first."""
        ...

    async def sent_by(self, person: int, *, since: datetime) -> Sequence[datetime]:
        """When this person's reports of the time since then were sent."""
        ...

    async def in_areas(
        self,
        areas: Collection[str] | None,
        *,
        open_only: bool = True,
        since: datetime | None = None,
        limit: int = 50,
    ) -> Sequence[Case]:
        """The cases dealt with in these areas (None: everywhere), or near whose boundary they lie;
        the graver first, then the older; `since`: only those opened after. An open one that was
        joined to another counts with it.
        """
        ...

    async def change(self, case: Case, event: Event) -> bool:
        """Write `case` (its version still the one that was read) and the event as the next
        version. False when somebody else was first: read again.
        """
        ...

    async def note(self, case: int, event: Event) -> None:
        """Add to the history without a new version."""
        ...

    async def history(self, case: int, *, only: Collection[What] = ()) -> Sequence[Event]:
        """All that happened to it, or `only` this."""
        ...

    async def seal(self, case: int, identity: Identity) -> None: ...

    async def identity(self, case: int) -> Identity: ...

    async def unname(self, case: int) -> None:
        """Keep nobody as its reporter: under 16."""
        ...

    async def attach(self, case: int, media: Media, *, account: str, now: datetime) -> int | None:
        """Keep what must be fetched; None when there are as many as one case may have."""
        ...

    async def files(self, case: int) -> Sequence[Kept]: ...

    async def to_fetch(self, *, now: datetime, limit: int) -> Sequence[Kept]:
        """Waiting files whose time has come, those of red cases first."""
        ...

    async def keep(self, file: int, media_type: str, data: bytes) -> None: ...

    async def set_aside(
        self, file: int, state: FileState, *, tries: int, next_at: datetime
    ) -> None: ...

    async def data(self, file: int) -> tuple[str, bytes] | None:
        """Media type and cleaned bytes of a KEPT file."""
        ...

    async def tries(self, address: int) -> Tries:
        """How often this address has named a code that is none of its own."""
        ...

    async def count_wrong(self, address: int, *, now: datetime) -> None: ...

    async def to_check(self, *, now: datetime, limit: int) -> Sequence[Case]:
        """Cases two weeks old whose reporter has not been asked yet; marks them asked."""
        ...

    async def spare(self, person: int, *, until: datetime) -> None:
        """No campaign reaches this person before that time (people.held_until)."""
        ...
