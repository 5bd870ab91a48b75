"""Whether Telegram can be reached: for /health and doctor, and one log line per change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.ports import Clock

log = structlog.get_logger(__name__)

RIVAL = "another program polls with this token"
REMEDIES = {
    "Telegram cannot be reached": "check the network or set ANTOAN_PROXY_URL; retrying meanwhile",
    RIVAL: "stop it; two cannot share one token",
    "webhook is set: another installation owns this bot": (
        "stop that installation, or set ANTOAN_WEBHOOK_URL here; restarting removes the webhook"
    ),
}


@dataclass(slots=True)
class Status:
    """The present state of one account's connection."""

    account: str
    clock: Clock
    reached_at: datetime | None = None
    wrong: str = "not reached yet"

    @property
    def rival(self) -> bool:
        return self.wrong == RIVAL

    def reached(self) -> None:
        self.reached_at = self.clock()
        if self.wrong:
            self.wrong = ""
            log.info("Telegram reached", account=self.account)

    def trouble(self, what: str) -> None:
        if what != self.wrong:
            self.wrong = what
            log.error(what, account=self.account, remedy=REMEDIES[what])
