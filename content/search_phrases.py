"""Phrases of the vocabulary, found in what a person typed.

A phrase is words separated by spaces. `a/b` is either word, `word?` may be absent, `*` is up to
two words of any kind, `**` up to five, `<name>` any entry of that word list, `^` and `$` are the
ends of the message. Words are written with their marks: a person who typed marks must have typed
these, one who typed none may have meant them, except that `=word` needs its marks typed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from content.folding import Syllable, fold, tones

_GAPS = {"*": 2, "**": 5}
_QUALITY = frozenset("^(*đ")

Lists = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Word:
    folded: str
    toned: str
    marked: bool


_Run = tuple[_Word, ...]


@dataclass(frozen=True, slots=True)
class _Item:
    """One step of a phrase: any of `runs` (by their first word), or up to `gap` words."""

    runs: Mapping[str, tuple[_Run, ...]] = field(default_factory=dict)
    optional: bool = False
    gap: int = 0
    end: bool = False


@dataclass(frozen=True, slots=True)
class _Phrase:
    """`needs`: of each of these sets the message must have a word, or looking is in vain."""

    kind: str
    at_start: bool
    items: tuple[_Item, ...]
    needs: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A phrase found: words `start` to `end` (exclusive), and what the phrase stands for."""

    start: int
    end: int
    kind: str


class Phrases:
    """Many phrases, each standing for a kind; looked up by their first word."""

    def __init__(self, phrases: Mapping[str, Iterable[str]], lists: Lists) -> None:
        """Raises ValueError when a phrase names an unknown list or does not begin with a word."""
        self.words: set[str] = set()
        self._by_first: defaultdict[str, list[_Phrase]] = defaultdict(list)
        for kind, lines in phrases.items():
            for line in lines:
                self._add(kind, line, lists)

    def find(self, said: Sequence[Syllable]) -> Iterator[Span]:
        """Every phrase at every place, the shortest way each."""
        heard = {syllable.folded for syllable in said}
        for start, syllable in enumerate(said):
            for phrase in self._by_first.get(syllable.folded, ()):
                if (phrase.at_start and start) or any(map(heard.isdisjoint, phrase.needs)):
                    continue
                end = _match(phrase.items, 0, said, start)
                if end > start:
                    yield Span(start, end, phrase.kind)

    def first(self, said: Sequence[Syllable]) -> Span | None:
        """The first phrase that is found, if any."""
        return next(self.find(said), None)

    def _add(self, kind: str, line: str, lists: Lists) -> None:
        parts = line.split()
        first_only = parts[0] == "^"
        items = tuple(_item(part, line, lists) for part in parts[first_only:])
        if not items[0].runs or items[0].optional:
            raise ValueError(f"phrase {line!r} must begin with a word")
        for item in items:
            self.words.update(w.folded for runs in item.runs.values() for r in runs for w in r)
        needs = tuple(frozenset(i.runs) for i in items[1:] if i.runs and not i.optional)
        for first in items[0].runs:
            self._by_first[first].append(_Phrase(kind, first_only, items, needs))


def masked(said: Sequence[Syllable], phrases: Phrases) -> list[Syllable]:
    """`said` with the words of every found phrase made meaningless."""
    left = list(said)
    for span in phrases.find(said):
        left[span.start : span.end] = [Syllable("\0", "\0")] * (span.end - span.start)
    return left


def _same(typed: Syllable, meant: _Word) -> bool:
    """Whether a person who typed `typed` may have meant `meant`."""
    if typed.folded != meant.folded:
        return False
    if not typed.toned or typed.toned == meant.toned:
        return bool(typed.toned) or not meant.marked
    forgot_tone = not typed.toned[-1:].isdigit() and not _QUALITY.isdisjoint(typed.toned)
    return forgot_tone and meant.toned[:-1] == typed.toned


def _item(part: str, line: str, lists: Lists) -> _Item:
    if part in _GAPS:
        return _Item(gap=_GAPS[part])
    if part == "$":
        return _Item(end=True)
    word = part.removesuffix("?")
    if word.startswith("<"):
        if word[1:-1] not in lists:
            raise ValueError(f"phrase {line!r}: no word list {word}")
        entries: Sequence[str] = lists[word[1:-1]]
    else:
        entries = word.split("/")
    runs: defaultdict[str, tuple[_Run, ...]] = defaultdict(tuple)
    for run in map(_meant, entries):
        runs[run[0].folded] += (run,)
    return _Item(dict(runs), optional=word != part)


def _meant(entry: str) -> _Run:
    return tuple(
        _Word(fold(word), tones(word.removeprefix("=")), word.startswith("="))
        for word in entry.split()
    )


def _match(items: tuple[_Item, ...], at: int, said: Sequence[Syllable], place: int) -> int:
    """The place after `items[at:]` matched from `place`, or -1."""
    if at == len(items):
        return place
    item = items[at]
    if item.end:
        return _match(items, at + 1, said, place) if place == len(said) else -1
    if item.gap:
        return next(
            (
                end
                for skip in range(min(item.gap, len(said) - place) + 1)
                if (end := _match(items, at + 1, said, place + skip)) >= 0
            ),
            -1,
        )
    for run in item.runs.get(said[place].folded, ()) if place < len(said) else ():
        after = place + len(run)
        if after <= len(said) and all(map(_same, said[place:after], run)):
            end = _match(items, at + 1, said, after)
            if end >= 0:
                return end
    return _match(items, at + 1, said, place) if item.optional else -1
