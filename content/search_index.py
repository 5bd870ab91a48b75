"""The cards in SQLite FTS5, in memory, and how well each answers a question.

FTS5 finds the candidates over folded text (title and short : keywords : body weighted 4 : 6 : 1,
bigrams beside single words). The candidates are then compared more closely: which share of what was
asked a card covers, and whether one of its curated phrases *is* the question.
"""

from __future__ import annotations

import math
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from content.folding import fold, syllables
from content.packs import Card
from content.search_question import Question

_FTS = "CREATE VIRTUAL TABLE cards USING fts5(head, keywords, body, tokenize='ascii')"
_INSERT = "INSERT INTO cards (rowid, head, keywords, body) VALUES (?, ?, ?, ?)"
_FIND = "SELECT rowid FROM cards WHERE cards MATCH ? ORDER BY bm25(cards, 4.0, 6.0, 1.0) LIMIT 9"
_COVER, _FIT, _PAIRS = 0.42, 0.22, 0.36  # what the score is made of
_HEAD, _KEYWORD, _BODY = 0.95, 1.0, 0.4  # how much a word found there covers what was asked
_SYNONYM = 0.95  # how far another word for the same thing is trusted
_RESPELLED = 0.6
_OTHER_MARKS = 0.45  # the same letters with other marks are usually another word


@dataclass(frozen=True, slots=True)
class Scored:
    """A card and how well it answers the question, 0..1."""

    card: Card
    score: float


@dataclass(frozen=True, slots=True)
class _Entry:
    card: Card
    strengths: dict[str, float]
    marks: dict[str, frozenset[str]]
    phrases: tuple[frozenset[str], ...]
    pairs: frozenset[tuple[str, str]]


class Index:
    """Built once from all cards of a language; `search` may be called from one thread at a time."""

    def __init__(self, cards: Iterable[Card]) -> None:
        self._entries = tuple(map(_entry, cards))
        counts = Counter(word for entry in self._entries for word in entry.strengths)
        self.words = frozenset(counts)
        size = len(self._entries)
        self._weights = {
            word: math.log(1 + (size - n + 0.5) / (n + 0.5)) for word, n in counts.items()
        }
        phrases = {phrase for entry in self._entries for phrase in entry.phrases}
        self._wholes = {phrase: sum(map(self._weights.__getitem__, phrase)) for phrase in phrases}
        self._rarest = math.log(1 + (size + 0.5) / 0.5)
        self._db = sqlite3.connect(":memory:", check_same_thread=False)
        self._db.execute(_FTS)
        rows = ((at, *_columns(entry.card)) for at, entry in enumerate(self._entries))
        self._db.executemany(_INSERT, rows)

    def weight(self, word: str) -> float:
        """How much a folded word says: rare words more; a word on no card as much as the rarest."""
        return self._weights.get(word, self._rarest)

    def search(self, question: Question) -> list[Scored]:
        """Cards that share anything with the question, best first."""
        match = _match(question, self.words)
        if not match or not question.weight:
            return []
        rows = self._db.execute(_FIND, (match,)).fetchall()
        scored = [self._score(self._entries[at], question) for (at,) in rows]
        return sorted(scored, key=lambda found: -found.score)

    def _score(self, entry: _Entry, question: Question) -> Scored:
        strengths, senses = _senses(entry, question)
        total = question.weight
        covered = sum(p.weight * s for p, s in zip(question.places, strengths, strict=True))
        fit = self._fit(entry.phrases, senses, question)
        pairs = _pairs(entry, question)
        score = (_COVER * covered + _PAIRS * pairs) / total + _FIT * fit
        return Scored(entry.card, score)

    def _fit(
        self,
        phrases: Iterable[frozenset[str]],
        senses: Sequence[frozenset[str]],
        question: Question,
    ) -> float:
        """How far one of the curated phrases and the question are the same: 1 when equal."""
        said = frozenset[str]().union(*senses)
        best = 0.0
        for phrase in phrases:
            shared = phrase & said
            if not shared:
                continue
            complete = sum(map(self.weight, shared)) / self._wholes[phrase]
            if complete * complete > best:
                asked = sum(
                    place.weight
                    for place, sense in zip(question.places, senses, strict=True)
                    if not shared.isdisjoint(sense)
                )
                best = max(best, complete * complete * (0.4 + 0.6 * asked / question.weight))
        return best


def _senses(entry: _Entry, question: Question) -> tuple[list[float], list[frozenset[str]]]:
    """For each place: how strongly this card says it, and in which of its words."""
    strengths, senses = [], []
    for place in question.places:
        word = place.near or place.folded
        strength = entry.strengths.get(word, 0.0) * (_RESPELLED if place.near else 1.0)
        if strength and place.toned and place.toned not in entry.marks[word]:
            strength *= _OTHER_MARKS
        strengths.append(strength)
        senses.append(frozenset((word,)) if strength else frozenset())
    for meaning in question.meanings:
        for phrase in meaning.phrases:
            strength = min(entry.strengths.get(word, 0.0) for word in phrase) * _SYNONYM
            for at in range(meaning.start, meaning.end) if strength else ():
                strengths[at] = max(strengths[at], strength)
                senses[at] |= frozenset(phrase)
    return strengths, senses


def _pairs(entry: _Entry, question: Question) -> float:
    """The weight of what stands on the card beside the same neighbour as in the question.

    Most Vietnamese words are two syllables: one syllable alone, without its marks, is often chance.
    """
    words = [place.near or place.folded for place in question.places]
    paired = set()
    for at, pair in enumerate(pairwise(words)):
        if pair in entry.pairs:
            paired |= {at, at + 1}
    for meaning in question.meanings:
        if any(_says(entry, phrase) for phrase in meaning.phrases):
            paired |= set(range(meaning.start, meaning.end))
    return sum(question.places[at].weight for at in paired)


def _says(entry: _Entry, phrase: Sequence[str]) -> bool:
    """Whether the card has these words one beside the other."""
    return phrase[0] in entry.strengths and entry.pairs.issuperset(pairwise(phrase))


def _match(question: Question, known: frozenset[str]) -> str:
    """An FTS5 expression that finds any word, and ranks two neighbours found together higher."""
    words = [place.near or place.folded for place in question.places]
    terms = [word for word in words if word in known]
    terms += [f"{a} {b}" for a, b in pairwise(words) if a in known and b in known]
    terms += [" ".join(phrase) for meaning in question.meanings for phrase in meaning.phrases]
    return " OR ".join(f'"{term}"' for term in dict.fromkeys(terms))


def _entry(card: Card) -> _Entry:
    phrases = (card.title, card.short, *card.keywords)
    body = card.first.plain + "\n" + (card.more.plain if card.more else "")
    strengths: dict[str, float] = {}
    marks: dict[str, set[str]] = {}
    for strength, texts in ((_BODY, [body]), (_HEAD, phrases[:2]), (_KEYWORD, phrases[2:])):
        for text in texts:
            for syllable in syllables(text, limit=1000):
                strengths[syllable.folded] = strength
                marks.setdefault(syllable.folded, set()).add(syllable.toned)
    folded = [fold(phrase).split() for phrase in phrases]
    lines = [*folded, *(fold(line).split() for line in body.split("\n"))]
    return _Entry(
        card,
        strengths,
        {word: frozenset(m) for word, m in marks.items()},
        tuple(map(frozenset, folded)),
        frozenset(pair for line in lines for pair in pairwise(line)),
    )


def _columns(card: Card) -> Sequence[str]:
    body = card.first.plain + "\n" + (card.more.plain if card.more else "")
    return fold(f"{card.title} {card.short}"), fold(" . ".join(card.keywords)), fold(body)
