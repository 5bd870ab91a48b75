"""Pictures and voices of a case: fetched by a job after the words are safe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class FileState(StrEnum):
    """WAITING: not fetched yet. Everything but WAITING and KEPT is told to the reporter."""

    WAITING = "waiting"
    KEPT = "kept"
    MISSING = "missing"
    TOO_BIG = "too_big"
    REFUSED = "refused"


MOST_BYTES = 20 * 1024 * 1024
"""Telegram gives a bot no larger file."""

MOST_FILES = 20
"""Of one case."""

TRIES = 6

FILES = ("photo", "voice", "audio", "video", "document")
"""What may be sent with a report."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One file of a case. `account` and `source` say where to fetch it; `album` joins those sent
    together; `media_type` is what the bytes are, once KEPT. `for_reporter`: an official's, sent to
    the reporter with a question.
    """

    id: int
    case: int
    kind: str
    state: FileState
    account: str
    source: str
    album: str
    received_at: datetime
    media_type: str = ""
    tries: int = 0
    for_reporter: bool = False


def pause(tries: int) -> timedelta:
    """10 s, 40 s, 3 min, 11 min, 43 min: about an hour in all."""
    return timedelta(seconds=10 * 4**tries)
