"""What happens at intervals. Rows are the truth: a missed beat is made up by the next one."""

from __future__ import annotations

from collections.abc import Sequence

import structlog

from bot.errors import Unavailable
from bot.ports import Clock, Units

SECONDS = 10

log = structlog.get_logger(__name__)


class Heartbeats:
    """Keeps the accounts' sign of life, and forgets what is due to be forgotten."""

    def __init__(self, units: Units, accounts: Sequence[str], clock: Clock) -> None:
        self._units = units
        self._accounts = accounts
        self._clock = clock

    async def beat(self) -> None:
        now = self._clock()
        try:
            async with self._units() as unit:
                for account in self._accounts:
                    await unit.accounts.set_alive(account, now=now)
                await unit.inbox.purge(now=now)
                await unit.transcripts.forget(now=now)
                await unit.files.forget(now=now)
                await unit.guidance.forget_questions(now=now)
        except Unavailable as trouble:
            log.warning("heartbeat skipped", reason=str(trouble))
