"""What a broadcast says: parts as they were sent, one after the other, and buttons below.

All parts become one message: the words in order, the files together. A part keeps the name of the
message it came from, so that an edit there follows here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from content.html import Html

LONGEST, LONGEST_WITH_FILES = 4096, 1024
"""UTF-16 units that a channel takes, alone or below files (telegram.md 1.4)."""

FOOT = 120
"""Of these the sender's name and the way out need at most so many."""

MOST_FILES = 10
MOST_BUTTONS = 3
MOST_PARTS = 30
TOGETHER = frozenset({"photo", "video"})
"""Kinds of files that can stand in one message with each other; any other stands alone."""


class File(StrEnum):
    """Where a part's file is. WANTED: the channel still has to hand it over; REFUSED: it is a
    picture that cannot be made anew, so that nobody knows what it carries.
    """

    NONE = "none"
    WANTED = "wanted"
    KEPT = "kept"
    DEAD = "dead"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Part:
    """`language` "" is for everybody, "en" the words for readers of English. `kind` is "text",
    "location" or that of a file; `source` the channel's name for the file, `kept` our own.
    """

    id: int
    message: str
    kind: str
    html: Html
    language: str = ""
    account: str = ""
    source: str = ""
    name: str = ""
    state: File = File.NONE
    kept: str = ""


class Opens(StrEnum):
    """What a button below a broadcast can open."""

    CARD = "card"
    REPORT = "report"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Extra:
    """One such button. `value`: the card's id or the https address, "" for the report."""

    opens: Opens
    label: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    parts: tuple[Part, ...] = ()
    extras: tuple[Extra, ...] = ()

    @property
    def files(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.state is not File.NONE)

    def words(self, language: str) -> Html:
        """In that language where it was given, else what is for everybody."""
        own = [p.html for p in self.parts if p.language == language and p.html.plain.strip()]
        shared = [p.html for p in self.parts if not p.language and p.html.plain.strip()]
        return Html.join(own or shared, "\n\n")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why this cannot be sent: a message id and its holes."""

    message: str
    holes: dict[str, object] = field(default_factory=dict)


def fault(content: Content, languages: Sequence[str]) -> Fault | None:
    """The first thing that no channel would take."""
    if not content.parts:
        return Fault("bc.fault.empty")
    if any(part.state is File.DEAD for part in content.files):
        return Fault("bc.fault.dead")
    if any(part.state is File.REFUSED for part in content.files):
        return Fault("bc.fault.picture")
    if any(part.state is File.WANTED for part in content.files):
        return Fault("bc.fault.wanted")
    kinds = [part.kind for part in content.files]
    if len(kinds) > MOST_FILES:
        return Fault("bc.fault.files", {"count": len(kinds), "most": MOST_FILES})
    if len(kinds) > 1 and not set(kinds) <= TOGETHER:
        return Fault("bc.fault.mixed")
    return _length_fault(content, languages)


def _length_fault(content: Content, languages: Sequence[str]) -> Fault | None:
    most = (LONGEST_WITH_FILES if len(content.files) == 1 else LONGEST) - FOOT
    for language in languages:
        length = content.words(language).utf16_length
        if not length and not content.files:
            return Fault("bc.fault.empty")
        if length > most:
            return Fault("bc.fault.long", {"count": length, "most": most})
    return None


def renewed(content: Content, parts: Sequence[Part]) -> Content:
    return replace(content, parts=tuple(parts))
