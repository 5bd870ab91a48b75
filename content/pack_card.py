"""One card file → a Card, or the list of everything wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from content import markdown, pack_text
from content.figures import Figure
from content.html import Html
from content.pack_faults import Fault
from content.pack_schema import FIRST, FIRST_EMERGENCY, MORE, Front
from content.pack_yaml import Marked, checked, read

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_MORE = re.compile(r"^---more---[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Card:
    """One piece of advice. `id` is "sector/slug"; `more` is None when one screen says it all.

    `calls` are phone numbers, `next` card ids, `sources` titles to print; `reviewed_by` is None
    until a professional has signed it, and a first-aid card then says so.
    """

    id: str
    language: str
    sector: str
    title: str
    short: str
    keywords: tuple[str, ...]
    emergency: bool
    calls: tuple[str, ...]
    next: tuple[str, ...]
    first: Html
    more: Html | None
    sources: tuple[str, ...]
    reviewed: date
    reviewed_by: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """A `next` entry, checked when all cards are known."""

    file: str
    line: int
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """What every card of a language may refer to, and what they were seen to refer to so far."""

    figures: Mapping[str, Figure]
    sources: Mapping[str, str]
    today: date | None
    links: list[Link] = field(default_factory=list)
    names: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Screen:
    field: str
    text: str
    line: int
    limit: int


def read_card(file: str, text: str, shelf: Shelf) -> tuple[Card | None, list[Fault]]:
    """Parse the text of `file` ("packs/vi/sector/slug.md"). Never raises."""
    language, sector, slug = file.removesuffix(".md").split("/")[-3:]
    name = f"{sector}/{slug}"
    shelf.names.add(name)
    fences = [match.span() for match in _FENCE.finditer(text)][:2]
    if len(fences) < 2 or fences[0][0] != 0:
        fix = "begin the file with a line ---, the fields, and a line ---"
        return None, [Fault(file, 1, "front matter", "missing", fix)]
    (_, start), (end, after) = fences
    marked, faults = read(file, text[start:end].removeprefix("\n"), first_line=2)
    front: Front | None = None
    if marked is not None:
        front, wrong = checked(marked, Front)
        faults += wrong
    if front is not None and marked is not None:
        faults += _references(marked, front, shelf, name)
    emergency = front.emergency if front else False
    screens = _screens(text, after, emergency=emergency)
    for screen in screens:
        faults += _screen_faults(file, screen, shelf)
    card = _card(name, language, front, screens, shelf) if front and not faults else None
    return card, faults


def _references(marked: Marked, front: Front, shelf: Shelf, name: str) -> Iterator[Fault]:
    """Faults of the fields that need more than a shape; notes the card's links on the shelf."""
    file = marked.file
    for key in ("title", "short"):
        yield from pack_text.letters(file, marked.line((key,)), key, getattr(front, key))
    yield from _duplicates(marked, front.keywords)
    for index, target in enumerate(front.next):
        shelf.links.append(Link(file, marked.line(("next", index)), name, target))
    for key, known in (("calls", shelf.figures), ("sources", shelf.sources)):
        for index, entry in enumerate(getattr(front, key)):
            if entry not in known:
                what = f"unknown {'figure' if key == 'calls' else 'source'} {entry!r}"
                fix = f"add it to {'figures' if key == 'calls' else key}.yaml"
                yield Fault(file, marked.line((key, index)), key, what, fix)
    if front.emergency and not front.calls:
        fix = "add the figure of the number to call"
        yield Fault(file, marked.line(("calls",)), "calls", "an emergency card without a call", fix)
    if shelf.today is not None and front.reviewed > shelf.today:
        line = marked.line(("reviewed",))
        yield Fault(file, line, "reviewed", "lies in the future", "write the day of the review")


def _duplicates(marked: Marked, keywords: list[str]) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for index, keyword in enumerate(keywords):
        line = marked.line(("keywords", index))
        yield from pack_text.letters(marked.file, line, "keywords", keyword)
        first = seen.setdefault(" ".join(keyword.casefold().split()), line)
        if first != line or (first == line and index and keyword in keywords[:index]):
            what = f"{keyword!r} written twice (also on line {first})"
            yield Fault(marked.file, line, "keywords", what, "keep one of the two")


def _screens(text: str, after: int, *, emergency: bool) -> list[_Screen]:
    """The first screen and, when there is one, the rest, each with the line on which it begins."""
    parts: list[tuple[int, int]] = []
    divider = _MORE.search(text, after)
    parts.append((after, divider.start() if divider else len(text)))
    if divider:
        parts.append((divider.end(), len(text)))
    screens = []
    limits = (("first", FIRST_EMERGENCY if emergency else FIRST), ("more", MORE))
    for (start, end), (name, limit) in zip(parts, limits, strict=False):
        line = text.count("\n", 0, start) + 1
        screens.append(_Screen(name, text[start:end], line, limit))
    return screens


def _screen_faults(file: str, screen: _Screen, shelf: Shelf) -> Iterator[Fault]:
    blank = len(screen.text) - len(screen.text.lstrip())
    line = screen.line + screen.text.count("\n", 0, blank)
    if not screen.text.strip():
        yield Fault(file, screen.line, screen.field, "empty", "write the advice")
        return
    faults = list(pack_text.body(file, screen.line, screen.field, screen.text, shelf.figures))
    yield from faults
    length = _html(screen, shelf).utf16_length if not faults else len(screen.text.strip())
    if length > screen.limit:
        what = f"{length} UTF-16 units with figures filled in, at most {screen.limit}"
        yield Fault(file, line, screen.field, what, "shorten it or move text below ---more---")


def _html(screen: _Screen, shelf: Shelf) -> Html:
    return markdown.render(pack_text.fill(screen.text, shelf.figures))


def _card(name: str, language: str, front: Front, screens: list[_Screen], shelf: Shelf) -> Card:
    pages = [_html(screen, shelf) for screen in screens]
    return Card(
        id=name,
        language=language,
        sector=name.split("/", maxsplit=1)[0],
        title=front.title,
        short=front.short,
        keywords=tuple(front.keywords),
        emergency=front.emergency,
        calls=tuple(shelf.figures[call].value for call in front.calls),
        next=tuple(front.next),
        first=pages[0],
        more=pages[1] if len(pages) > 1 else None,
        sources=tuple(shelf.sources[key] for key in front.sources),
        reviewed=front.reviewed,
        reviewed_by=front.reviewed_by,
    )
