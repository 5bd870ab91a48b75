"""Consents: one purpose each, with the very words that were agreed to, and when.

Law 91/2025/QH15, article 9, and Decree 356/2025/NĐ-CP, article 6: informed, per purpose,
verifiable, nothing pre-ticked, withdrawable at any time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Purpose(StrEnum):
    """What somebody agrees to. A group's consent names the group: `group:<id>`."""

    TIPS = "tips"
    CAMPAIGN = "campaign"


@dataclass(frozen=True, slots=True)
class Consent:
    """`text` is the message id of the sentence, `digest` the SHA-256 of its words as shown."""

    purpose: str
    text: str
    digest: str
    language: str
    given_at: datetime
    withdrawn_at: datetime | None = None


def consent(purpose: str, text: str, words: str, *, language: str, now: datetime) -> Consent:
    digest = hashlib.sha256(words.encode()).hexdigest()
    return Consent(purpose, text, digest, language, now)


def in_force(given: Sequence[Consent]) -> list[Consent]:
    return [each for each in given if each.withdrawn_at is None]


def latest(given: Sequence[Consent], purpose: str) -> Consent | None:
    """The consent to this purpose that is in force, the newest when given more than once."""
    return next((e for e in reversed(in_force(given)) if e.purpose == purpose), None)


def again(given: Sequence[Consent], *, now: datetime) -> list[Consent]:
    """What was withdrawn last, all at once, agreed to anew in the same words."""
    agreed = {each.purpose for each in given if each.withdrawn_at is None}
    last = max((each.withdrawn_at for each in given if each.withdrawn_at), default=None)
    stopped = {each.purpose: each for each in given if last and each.withdrawn_at == last}
    return [
        replace(each, given_at=now, withdrawn_at=None)
        for purpose, each in stopped.items()
        if purpose not in agreed
    ]


class ConsentsRepository(Protocol):
    async def give(self, person: int, consent: Consent) -> None:
        """Keep it; the same purpose given again replaces nothing: both are kept."""
        ...

    async def withdraw(self, person: int, purpose: str, *, now: datetime) -> None: ...

    async def withdraw_all(self, person: int, *, now: datetime) -> None: ...

    async def of(self, person: int) -> Sequence[Consent]:
        """All, oldest first, withdrawn ones included."""
        ...

    async def agreed(self, person: int) -> frozenset[str]:
        """The purposes in force."""
        ...
