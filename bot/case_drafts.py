"""What is being typed about a case: by somebody in office, or by its reporter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class TypeCaseWords:
    """Somebody in office is to type a line about a case. `purpose`: ask, note, why (forwarded),
    where (to forward), end, until, reveal, glass, or held: `value` was typed already and waits for
    what it is. Else `value` is what was chosen before.
    """

    purpose: str
    case: int
    value: str = ""


@dataclass(frozen=True, slots=True)
class AnswerQuestion:
    """The reporter is to answer the official's question about a case of theirs."""

    case: int


@dataclass(frozen=True, slots=True)
class HeldAnswer:
    """Words or a file came while questions wait, sound like an emergency, or may give the sender
    away: shall it be sent? `warned`: they have read that it may give them away.
    """

    words: str
    media: dict[str, Any] | None = None
    warned: bool = False
