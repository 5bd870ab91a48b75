"""A question as the index sees it: its words, how much each says, and what else they may mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from content.folding import Syllable, fold
from content.search_phrases import Phrases

LIMIT = 40  # words of a question that are searched for

_LITTLE = 0.1  # the share of its weight that a word keeps which says little about the subject


@dataclass(frozen=True, slots=True)
class Place:
    """One word of a question. `near`: the word of the cards that it may be meant for, or ""."""

    folded: str
    toned: str
    near: str
    weight: float


@dataclass(frozen=True, slots=True)
class Meaning:
    """The places from `start` to `end` (exclusive) may as well say any of `phrases` (folded)."""

    start: int
    end: int
    phrases: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """The places of a question in order, the sum of their weights, and its synonyms."""

    places: tuple[Place, ...]
    weight: float
    meanings: tuple[Meaning, ...]


class Questions:
    """Turns syllables into questions with the help of the synonyms and the stop words."""

    def __init__(self, synonyms: Iterable[Sequence[str]], stopwords: Sequence[str]) -> None:
        groups = {str(index): group for index, group in enumerate(synonyms)}
        self._groups = {
            kind: tuple(tuple(fold(phrase).split()) for phrase in group)
            for kind, group in groups.items()
        }
        self._synonyms = Phrases(groups, {})
        self._stopwords = Phrases({"": stopwords}, {})
        self.words = self._synonyms.words

    def ask(
        self,
        said: Sequence[Syllable],
        weigh: Callable[[str], float],
        respell: Callable[[str], str],
    ) -> Question:
        """The first LIMIT syllables as a question; `respell` is asked about words on no card."""
        said = said[:LIMIT]
        meanings = tuple(
            Meaning(span.start, span.end, self._groups[span.kind])
            for span in self._synonyms.find(said)
        )
        meant = {at for meaning in meanings for at in range(meaning.start, meaning.end)}
        little = {at for s in self._stopwords.find(said) for at in range(s.start, s.end)} - meant
        places = []
        for at, syllable in enumerate(said):
            near = "" if at in meant else respell(syllable.folded)
            weight = weigh(near or syllable.folded) * (_LITTLE if at in little else 1.0)
            places.append(Place(syllable.folded, syllable.toned, near, weight))
        return Question(tuple(places), sum(place.weight for place in places), meanings)
