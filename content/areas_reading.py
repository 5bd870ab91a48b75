"""The ways in which a typed place can be read, each with its cost in mistyped letters.

A reading is a name, then perhaps an old district, then perhaps a province; or a district or a
province alone. All readings are tried; the cheapest wins in areas_finding.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from content.areas_index import Context, Index, Name
from content.areas_words import Typed, Words

MERGED_WORDS = 0.5  # a boundary between name and context where no space was typed
OTHER_MARKS = 0.5  # a word typed with marks that the name does not have
OTHER_KIND = 0.2  # "phường" typed for a xã
FORMER = 0.1  # a name of before, when one of today fits as well; twice for those before 2025
DISTRICT_ALONE = 0.4  # "Củ Chi" meaning the district rather than the commune
PROVINCE_ALONE = 0.3
FILLER = 0.05  # a word before the place: "ở"
SKIPPED = 0.6  # words before the kind: a hamlet, a street
TURNED = 0.2
IGNORED_END = 1.5  # words after the name that mean nothing to us
IGNORED_PART = 2.0  # a part before a comma that does
_STARTS = 4
_TAILS = 6
_CONTEXT_WORDS = 6
_SHORT, _LONG_IN_CONTEXT, _LONG = 4, 7, 10  # letters from which one or two may be mistyped
_LONGEST = 30  # letters of a context


@dataclass(frozen=True, slots=True)
class Tail:
    """A context at the end of the text: where it begins (in letters) and what it costs.

    `titled`: its kind was typed with it.
    """

    start: int
    cost: float
    context: Context
    titled: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """`name` is None when only a district or a province was typed: `label` says which.

    `exact`: every letter as it is written, nothing left out.
    """

    cost: float
    name: Name | None
    label: str
    exact: bool
    scoped: bool


def readings(typed: Typed, index: Index, words: Words) -> Iterator[Reading]:
    """Readings from the beginning, or from a kind ("ấp 3 xã …"). A few of each: bounded."""
    yield from _from_start(typed, index, words)
    first = words.fillers_at_start(typed.words)
    kinds = [
        at for at in range(first + 1, len(typed.words)) if words.begins(typed.words, at, "commune")
    ]
    starts = [(at, FILLER * at) for at in range(1, first + 1) if at < len(typed.words)]
    for at, cost in [*starts[-_STARTS:], *((at, SKIPPED) for at in kinds[-_STARTS:])]:
        found = _from_start(typed.part(at, len(typed.words)), index, words)
        yield from (_dearer(one, cost) for one in found)


def turned(typed: Typed, index: Index, words: Words) -> Iterator[Reading]:
    """Readings of the parts in the other order: province first."""
    found = _from_start(words.turned(typed), index, words)
    yield from (_dearer(one, TURNED) for one in found)


def partial(typed: Typed, index: Index, words: Words) -> Iterator[Reading]:
    """What is left to try: the longest beginning that is a name; later parts on their own."""
    first = words.fillers_at_start(typed.words)
    for last in range(len(typed.words) - 1, first, -1):
        part = typed.part(first, last)
        if last > first + 1 and part.letters in index.names:
            found = _names(part, len(part.letters), (), index, words)
            yield from (_dearer(one, IGNORED_END) for one in found)
            break
    for at in [at for at in range(1, len(typed.words)) if typed.words[at].opens][:3]:
        rest = _from_start(typed.part(at, len(typed.words)), index, words)
        yield from (_dearer(one, IGNORED_PART) for one in rest)


def _dearer(reading: Reading, cost: float) -> Reading:
    exact = reading.exact and cost <= FILLER
    return replace(reading, cost=reading.cost + cost, exact=exact)


def _from_start(typed: Typed, index: Index, words: Words) -> Iterator[Reading]:
    whole = len(typed.letters)
    yield from _names(typed, whole, (), index, words)
    districts: dict[int, list[Tail]] = {}
    for tail in _tails(typed, whole, index, words):
        if not tail.start:
            yield _alone(tail)
            continue
        yield from _costing(_names(typed, tail.start, (tail,), index, words), tail.cost)
        if tail.context.label[0] != "D":
            if tail.start not in districts:
                districts[tail.start] = _tails(typed, tail.start, index, words)
            for inner in districts[tail.start]:
                yield from _in_district(typed, inner, tail, index, words)


def _in_district(
    typed: Typed, inner: Tail, tail: Tail, index: Index, words: Words
) -> Iterator[Reading]:
    if inner.context.label[0] != "D" or not tail.context.inside & inner.context.inside:
        return
    if inner.start:
        found = _names(typed, inner.start, (inner, tail), index, words)
        yield from _costing(found, inner.cost + tail.cost)
    else:
        yield from _costing([_alone(inner)], tail.cost)


def _costing(found: Iterator[Reading] | list[Reading], cost: float) -> Iterator[Reading]:
    for one in found:
        yield Reading(one.cost + cost, one.name, one.label, one.exact and not cost, True)


def _alone(tail: Tail) -> Reading:
    alone = DISTRICT_ALONE if tail.context.label[0] == "D" else PROVINCE_ALONE
    cost = tail.cost + (0 if tail.titled else alone)
    return Reading(cost, None, tail.context.label, not tail.cost, False)


def _tails(typed: Typed, end: int, index: Index, words: Words) -> list[Tail]:
    """The best contexts that end at a letter, the cheapest first."""
    found = [
        Tail(start, 0.0 if start in typed.position else MERGED_WORDS, context, context.titled)
        for start in range(max(0, end - _LONGEST), end - 1)
        for context in index.contexts.get(typed.letters[start:end], ())
        if end - start > 3 or start in typed.position
    ]
    before = [at for at, start in enumerate(typed.starts) if start < end]
    for at in before[-_CONTEXT_WORDS:]:
        start = typed.starts[at]
        letters = typed.letters[start:end]
        if 3 < len(letters) < _LONGEST and letters not in index.contexts:
            found += [
                Tail(start, cost, context, context.titled)
                for spelled, cost in _close(letters, index.long_contexts)
                for context in index.contexts[spelled]
            ]
        found += _titled(typed, at, end, index, words)
    found.sort(key=lambda tail: (tail.cost, tail.start))
    return found[:_TAILS]


def _titled(typed: Typed, at: int, end: int, index: Index, words: Words) -> Iterator[Tail]:
    """Contexts after a kind at a word, be it another than theirs."""
    for level, labels in (("district", "D"), ("province", "NO")):
        kind, size = words.kind_at(typed.words, at, level)
        if size and at + size < len(typed.words):
            letters = typed.letters[typed.starts[at + size] : end]
            for context in index.contexts.get(letters, ()):
                if context.label[0] in labels and not context.titled:
                    cost = OTHER_KIND if kind != context.kind else 0.0
                    yield Tail(typed.starts[at], cost, context, titled=True)


def _close(letters: str, keys: list[str], long: int = _LONG_IN_CONTEXT) -> list[tuple[str, float]]:
    """Keys with few mistyped letters and the same digits. Short ones must be exact."""
    most = 0 if len(letters) < _SHORT else 1 if len(letters) < long else 2
    if not most:
        return []
    near = process.extract(letters, keys, scorer=OSA.distance, score_cutoff=most, limit=20)
    digits = _digits(letters)
    return [(spelled, float(cost)) for spelled, cost, _ in near if _digits(spelled) == digits]


def _digits(letters: str) -> str:
    return "".join(letter for letter in letters if letter.isdecimal())


def _names(
    typed: Typed, end: int, tails: tuple[Tail, ...], index: Index, words: Words
) -> Iterator[Reading]:
    """Names between the beginning and a letter, with and without a kind before them."""
    kind, size = words.kind_at(typed.words, 0)
    seen: set[tuple[int, str]] = set()
    for start, said in ((0, ""), (typed.starts[size], kind)) if size else ((0, ""),):
        letters = typed.letters[start:end]
        for spelled, cost in _candidates(letters, tails, index):
            for name in index.names.get(spelled, ()):
                at = (id(name), said)
                if at not in seen and _fits(name, tails):
                    seen.add(at)
                    yield _reading(name, cost, said, _typed_tones(typed, start, end))


def _candidates(letters: str, tails: tuple[Tail, ...], index: Index) -> Iterator[tuple[str, float]]:
    if letters in index.names:
        yield letters, 0.0
        return
    if tails:
        yield from _close(letters, index.within[tails[0].context.label])
    else:
        yield from _close(letters, index.all_keys, _LONG)


def _fits(name: Name, tails: tuple[Tail, ...]) -> bool:
    return all(tail.context.label in name.labels for tail in tails)


def _typed_tones(typed: Typed, start: int, end: int) -> tuple[str, ...]:
    """The marks of the words between two letters; () when words and letters do not line up."""
    first, last = typed.position.get(start), typed.position.get(end)
    if first is None or last is None:
        return ()
    return tuple(word.toned for word in typed.words[first:last])


def _reading(name: Name, mistyped: float, said: str, toned: tuple[str, ...]) -> Reading:
    other = 0
    if len(toned) == len(name.words):
        pairs = zip(toned, name.words, strict=True)
        other = sum(one not in ("", another) for one, another in pairs)
        other = max(0, other - int(mistyped))  # a mistyped word has other marks anyway
    cost = mistyped + OTHER_MARKS * other
    cost += OTHER_KIND if said and name.kinds and said not in name.kinds else 0
    cost += FORMER * name.steps
    return Reading(cost, name, "", not mistyped and not other, False)
