"""What the rules of casework ask of their memory."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.people import Actor
from bot.reports import Case
from bot.sight import Sight


@dataclass(frozen=True, slots=True)
class Reveal:
    """Somebody wants to open a sealed identity; `allowed` None: nobody has decided yet."""

    id: int
    case: int
    asker: int
    asked_at: datetime
    reason: str
    decider: int | None = None
    allowed: bool | None = None


REVEAL_VALID = timedelta(hours=24)
"""A wish that nobody has decided by then is over."""


class CaseworkRepository(Protocol):
    async def inbox(
        self, sight: Sight, *, closed: bool = False, offset: int = 0, limit: int
    ) -> Sequence[Case]:
        """What is open, the graver first, then the older; or what is closed, the newest first."""
        ...

    async def free(self, sight: Sight, *, limit: int) -> Sequence[Case]:
        """What nobody has taken yet, in the same order."""
        ...

    async def one(self, case: int, sight: Sight) -> Case | None:
        """The case when this sight covers it; None whether it exists or not."""
        ...

    async def by_code(self, code: str, sight: Sight) -> Case | None: ...

    async def codes(self, numbers: Collection[int]) -> dict[int, str]: ...

    async def share(self, case: int, persons: Collection[int]) -> None:
        """From now on these have been sent the case."""
        ...

    async def alike(
        self, case: Case, places: Collection[str], since: datetime, until: datetime
    ) -> Sequence[Case]:
        """Others in one of `places`, of the same kind, opened in that time, joined to none."""
        ...

    async def joined(self, case: int) -> Sequence[Case]:
        """Those that were joined to it."""
        ...

    async def held(self, person: int) -> Sequence[Case]:
        """The open cases that this person has taken."""
        ...

    async def waiting(self, person: int) -> Sequence[Case]:
        """The person's own cases in which a question waits for their answer, oldest first."""
        ...

    async def remember(
        self, case: int, messages: Sequence[int], *, remove_at: datetime | None = None
    ) -> None:
        """These messages of the ledger are about the case; `remove_at`: taken out of the chats."""
        ...

    async def about(self, actor: Actor, said: str) -> int | None:
        """The case of a message of ours in the actor's chat, by the channel's id of it."""
        ...

    async def to_remove(self, *, now: datetime, limit: int) -> Sequence[int]:
        """Messages to be taken out of the chats now; each is given out once."""
        ...

    async def any_to_remove(self, *, now: datetime) -> bool: ...

    async def for_reporter(self, file: int) -> None:
        """This file goes to the reporter once it is fetched."""
        ...

    async def request(self, case: int, asker: int, reason: str, *, now: datetime) -> int: ...

    async def reveal(self, reveal: int) -> Reveal | None: ...

    async def wish(self, case: int, *, not_by: int, since: datetime) -> Reveal | None:
        """The oldest of somebody else that nobody has decided."""
        ...

    async def decide(self, reveal: int, *, by: int, allowed: bool, now: datetime) -> bool:
        """False when somebody has decided before."""
        ...
