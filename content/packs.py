"""The cards: what they are, and how a folder of them is read. Read pack_card.py for one card.

Layout below the content folder: packs/<language>/<sector>/_sector.yaml and <slug>.md, figures.yaml,
sources.yaml.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from content import figures, pack_text
from content.pack_card import Card, Shelf, read_card
from content.pack_faults import Fault, PackErrors
from content.pack_schema import SECTORS, SectorFile, Sources
from content.pack_yaml import checked, read_file

__all__ = ["Card", "Fault", "PackErrors", "Packs", "Sector", "load"]

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.md")


@dataclass(frozen=True, slots=True)
class Sector:
    """One line of the guidance menu. `titles` by language; cards in order of their ids."""

    id: str
    titles: Mapping[str, str]
    order: int
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Packs:
    """All cards of one language, by id, and the sectors in the order of the menu."""

    cards: Mapping[str, Card]
    sectors: tuple[Sector, ...]
    _by_sector: dict[str, Sector] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_sector", {sector.id: sector for sector in self.sectors})

    def card(self, id: str) -> Card:  # noqa: A002 - the word of every caller
        """The card, by "sector/slug". Raises KeyError."""
        return self.cards[id]

    def sector(self, id: str) -> Sector:  # noqa: A002
        """The sector. Raises KeyError."""
        return self._by_sector[id]


def load(root: Path, language: str = "vi", *, today: date | None = None) -> Packs:
    """Read the cards of `language` below the content folder `root`.

    Collects all faults before it raises PackErrors, so that a writer repairs them in one go. With
    `today`, a review date after it is a fault.
    """
    shelf, faults = _shelf(root, today)
    cards: dict[str, Card] = {}
    heads: dict[str, SectorFile] = {}
    for sector in _sectors(root, language, faults):
        folder = f"packs/{language}/{sector}"
        head, wrong = _head(root, folder)
        faults += wrong
        if head is not None:
            heads[sector] = head
        for path in sorted((root / folder).iterdir()):
            if path.name != "_sector.yaml":
                card = _card(root, f"{folder}/{path.name}", shelf, faults)
                cards.update({card.id: card} if card else {})
    faults += _links(cards, shelf)
    if faults:
        raise PackErrors(faults)
    return Packs(cards, _ordered(heads, cards.values()))


def _shelf(root: Path, today: date | None) -> tuple[Shelf, list[Fault]]:
    marked, faults = read_file(root, "sources.yaml")
    sources: dict[str, str] = {}
    if marked is not None:
        model, wrong = checked(marked, Sources)
        faults += wrong
        sources = {key: source.title for key, source in model.root.items()} if model else {}
    known, wrong = figures.load(root, sources)
    return Shelf(known, sources, today), faults + wrong


def _sectors(root: Path, language: str, faults: list[Fault]) -> list[str]:
    """Names of the sector folders that are known; the others become faults."""
    folder = root / "packs" / language
    if not folder.is_dir():
        file = f"packs/{language}"
        faults.append(Fault(file, 1, "folder", "does not exist", "create it, or load another"))
        return []
    names = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    for name in names:
        if name not in SECTORS:
            fix = f"use one of: {', '.join(SECTORS)}"
            faults.append(Fault(f"packs/{language}/{name}", 1, "sector", "unknown sector", fix))
    return [name for name in names if name in SECTORS]


def _head(root: Path, folder: str) -> tuple[SectorFile | None, list[Fault]]:
    file = f"{folder}/_sector.yaml"
    marked, faults = read_file(root, file)
    if marked is None:
        return None, faults
    head, wrong = checked(marked, SectorFile)
    for language, title in head.title.items() if head else ():
        wrong += pack_text.letters(file, marked.line(("title", language)), "title", title)
    return head, faults + wrong


def _card(root: Path, file: str, shelf: Shelf, faults: list[Fault]) -> Card | None:
    if not _SLUG.fullmatch(Path(file).name):
        fix = "name it with a-z, 0-9 and single hyphens, ending in .md"
        faults.append(Fault(file, 1, "slug", "bad file name", fix))
        return None
    try:
        text = (root / file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        faults.append(Fault(file, 1, "file", f"cannot be read ({error})", "write it as UTF-8"))
        return None
    card, wrong = read_card(file, text, shelf)
    faults += wrong
    return card


def _links(cards: Mapping[str, Card], shelf: Shelf) -> list[Fault]:
    """`next` entries that lead nowhere. Cards with faults of their own still count as existing."""
    faults = []
    for link in shelf.links:
        if link.target == link.source:
            fix = "remove it"
            faults.append(Fault(link.file, link.line, "next", "leads to this card itself", fix))
        elif link.target not in cards and link.target not in shelf.names:
            what = f"card {link.target!r} does not exist"
            faults.append(Fault(link.file, link.line, "next", what, "write sector/slug of a card"))
    return faults


def _ordered(heads: Mapping[str, SectorFile], cards: Iterable[Card]) -> tuple[Sector, ...]:
    below: defaultdict[str, list[Card]] = defaultdict(list)
    for card in cards:
        below[card.sector].append(card)
    sectors = [
        Sector(name, head.title, head.order, tuple(below[name])) for name, head in heads.items()
    ]
    return tuple(sorted(sectors, key=lambda sector: (sector.order, sector.id)))
