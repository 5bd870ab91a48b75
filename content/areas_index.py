"""Every name that a place has or had, ready to be looked up: built once, on the first question.

Labels say where a name belongs: "N79" a province of today, "O80" an old province, "D794" an old
district. A typed context ("…, Thủ Thừa, Long An") is a label; a name fits when it has it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from content.areas_rows import COMMUNE_DIGITS, PROVINCE_DIGITS, Area, Former
from content.areas_words import Spelling, Words

Labels = frozenset[str]


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a commune. `steps` from what it is called today: 0 none, 1 for a name that ended in
    2025 or later, 2 for one that had ended before that, and 1 more for a shortened one.

    `words` with their tones; `kinds` folded, those of before too; `targets`: codes of today, the
    main one first; `former`: the place of before.
    """

    words: tuple[str, ...]
    kinds: Labels
    targets: tuple[str, ...]
    labels: Labels
    steps: int
    former: Former | None


@dataclass(frozen=True, slots=True)
class Context:
    """A province or an old district. `inside`: its provinces, old and new, as labels.

    `kind` folded; `titled`: the kind is part of what was typed.
    """

    label: str
    kind: str
    titled: bool
    inside: Labels


class Index:
    """`names` and `contexts` by the letters of a spelling; `within`: spellings below a label."""

    def __init__(self, areas: Sequence[Area], former: Iterable[Former], words: Words) -> None:
        """`areas` with earlier forms of places; `former` with successors that are in force."""
        self._now = {area.code: area for area in areas if area.valid_to is None}
        before = list(former)
        communes = [old for old in before if len(old.code) == COMMUNE_DIGITS]
        above = [old for old in before if len(old.code) != COMMUNE_DIGITS]
        self._old = {
            old.code: old for old in reversed(above)
        }  # the first of a code: districts' own
        self._aliases, self._spelling = words.aliases, Spelling()
        self._alike: dict[Labels, Labels] = {}
        self._labels: defaultdict[str, set[str]] = defaultdict(set)  # of a commune of today
        self._below: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.names: defaultdict[str, list[Name]] = defaultdict(list)
        for spelled, name in [*self._former_names(communes), *self._names(areas)]:
            self.names[spelled].append(name)
        self.all_keys = list(self.names)
        self.within: defaultdict[str, list[str]] = defaultdict(list)
        for spelled, several in self.names.items():
            for label in frozenset().union(*(name.labels for name in several)):
                self.within[label].append(spelled)
        self.contexts: defaultdict[str, list[Context]] = defaultdict(list)
        for spelled, context in self._contexts():
            if context not in self.contexts[spelled]:
                self.contexts[spelled].append(context)
        self.long_contexts = [spelled for spelled in self.contexts if len(spelled) > 3]

    def place(self, label: str) -> Area | Former:
        """The province or old district of a label."""
        code = label[1:]
        return self._now[code] if label[0] == "N" else self._old[code]

    def successors(self, label: str) -> list[str]:
        """Communes of today where an old district was, its namesake first, then by share."""
        old = self._old[label[1:]]
        shares = self._below.get(label) or Counter(old.successors)
        same = self._spelling.key(old.name)
        return sorted(
            shares,
            key=lambda code: (self._spelling.key(self._now[code].name) != same, -shares[code]),
        )

    def provinces(self, label: str) -> tuple[str, ...]:
        """Provinces of today for the label of a province, old or new."""
        place = self.place(label)
        return place.successors if isinstance(place, Former) else (place.code,)

    def was(self, old: Former) -> str:
        """The old name with all that was above it."""
        titles = [old.title]
        while above := self._above(old):
            titles.append(above.title)
            if isinstance(above, Area):
                break
            old = above
        return ", ".join(titles)

    def _above(self, old: Former) -> Former | Area | None:
        if len(old.code) == COMMUNE_DIGITS and len(old.parent) == PROVINCE_DIGITS:
            return self._now[old.parent]
        return self._old.get(old.parent)

    def _former_names(self, communes: Iterable[Former]) -> Iterator[tuple[str, Name]]:
        """Also learns which old places are in which communes of today."""
        for old in communes:
            labels = {f"N{self._now[code].parent}" for code in old.successors}
            district = self._above(old)
            if isinstance(district, Former):
                labels |= {f"D{district.code}", f"O{district.parent}"}
                self._below[f"D{district.code}"].update(old.successors)
            for code in old.successors:
                self._labels[code] |= labels
            words = self._spelling.toned(old.name)
            kinds, inside = self._one({self._spelling.folded(old.kind)}), self._one(labels)
            name = Name(words, kinds, old.successors, inside, 1, old)
            yield from self._keys(name, old)
            if old.older:
                name = Name((), self._one(()), old.successors, inside, 2, old)
                yield from ((spelled, name) for spelled in old.older)

    def _names(self, areas: Iterable[Area]) -> Iterator[tuple[str, Name]]:
        kinds: defaultdict[str, set[str]] = defaultdict(set)
        for area in areas:
            kinds[area.code].add(self._spelling.folded(area.kind))
        for area in self._now.values():
            if not area.is_province:
                labels = self._one({f"N{area.parent}", *self._labels[area.code]})
                words, own = self._spelling.toned(area.name), self._one(kinds[area.code])
                name = Name(words, own, (area.code,), labels, 0, None)
                yield from self._keys(name, area)

    def _one(self, labels: Iterable[str]) -> Labels:
        """The same set for the same labels: thousands of names share a few."""
        made = frozenset(labels)
        return self._alike.setdefault(made, made)

    def _contexts(self) -> Iterator[tuple[str, Context]]:
        for area in self._now.values():
            if area.is_province:
                label = f"N{area.code}"
                yield from self._spellings(area, label, frozenset({label}))
        for code, old in self._old.items():
            if len(code) == PROVINCE_DIGITS:
                now = frozenset(f"N{province}" for province in old.successors)
                yield from self._spellings(old, f"O{code}", now | {f"O{code}"})
            else:
                provinces = self._old[old.parent].successors
                now = frozenset(f"N{province}" for province in provinces)
                yield from self._spellings(old, f"D{code}", now | {f"O{old.parent}"})

    def _spellings(
        self, place: Area | Former, label: str, inside: Labels
    ) -> Iterator[tuple[str, Context]]:
        kind = self._spelling.folded(place.kind)
        plain, titled = (Context(label, kind, said, inside) for said in (False, True))
        if not place.name.isdecimal():
            yield self._spelling.key(place.name), plain
        yield self._spelling.key(place.title), titled
        for alias in self._aliases.get(self._spelling.key(place.name), ()):
            yield alias, plain
        if isinstance(place, Former):
            yield from ((spelled, plain) for spelled in place.older)
        if not label.startswith("D"):
            yield self._spelling.initials(place.name), plain

    def _keys(self, name: Name, place: Area | Former) -> Iterator[tuple[str, Name]]:
        """The spellings of a name. One that begins with a number is typed with its kind.

        Short ones: without a number ("Mỹ Đình 1"), or without the town after a dash.
        """
        full, _, town = place.name.partition(" - ")
        shorter = {full if town else "", place.name.strip("0123456789 ")} - {"", place.name}
        keys = set() if place.name.isdecimal() else {self._spelling.key(place.name)}
        if place.name[0].isdecimal():
            keys.add(self._spelling.key(place.title))
        for spelled in keys.union(*(self._aliases.get(one, ()) for one in keys)):
            yield spelled, name
        if shorter:
            short = replace(name, steps=name.steps + 1, words=())
            for spelled in {self._spelling.key(one) for one in shorter} - keys:
                yield spelled, short
