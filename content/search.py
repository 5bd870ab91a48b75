"""Free-text search: what a person typed → what to show. Read `Search.find` first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from content.folding import Syllable
from content.names import is_name
from content.packs import Card, Packs
from content.search_index import Index, Scored
from content.search_phrases import Phrases
from content.search_question import Questions
from content.search_reading import Reading
from content.search_triage import Alarm, Danger, Triage
from content.vocabulary import Vocabulary

_ENOUGH = 0.32  # below this a card is not worth showing
_ELSEWHERE = 0.9  # the same when the question speaks of something there are no cards about
_SURE = 0.62  # from here one card may stand alone ...
_AHEAD = 0.08  # ... when it leads the next by this much
_NEAR = 0.62  # choices score at least this share of the best


class Verdict(StrEnum):
    """What kind of answer a message deserves."""

    ANSWER = "answer"
    CHOICES = "choices"
    UNKNOWN = "unknown"
    EMERGENCY = "emergency"
    DISTRESS = "distress"
    SMALLTALK = "smalltalk"


@dataclass(frozen=True, slots=True)
class Hit:
    """A card to show, with its fit from 0 to 1; an emergency card has 1."""

    card: Card
    score: float


@dataclass(frozen=True, slots=True)
class Finding:
    """`hits` are the cards that would be shown: 1 for an answer, up to 3 choices, else see Search.

    `kind`: emergency: the slug of the card; distress: self, other or abuse; smalltalk: hello,
    thanks, insult, who, bye or ok. `strip`: the words sound urgent though the case is past or only
    asked about, so two lines about calling for help stand above the answer.
    """

    query: str
    verdict: Verdict
    hits: tuple[Hit, ...]
    kind: str = ""
    strip: bool = False


class Search:
    """All cards and word lists. Use it from one thread at a time."""

    def __init__(self, packs: Packs, vocabulary: Vocabulary) -> None:
        self._packs = packs
        self._vocabulary = vocabulary
        self._emergencies = vocabulary.emergencies

    def prepare(self) -> None:
        """Make everything ready now: 0.3 s, else spent by the first `find`."""
        self._reading  # noqa: B018 - it needs all the others

    @cached_property
    def _triage(self) -> Triage:
        return Triage(self._vocabulary)

    @cached_property
    def _index(self) -> Index:
        return Index(self._packs.cards.values())

    @cached_property
    def _elsewhere(self) -> Phrases:
        return Phrases({"": self._vocabulary.elsewhere}, {})

    @cached_property
    def _questions(self) -> Questions:
        little = (*self._vocabulary.stopwords, *self._emergencies.past)
        return Questions(self._vocabulary.synonyms, little)

    @cached_property
    def _reading(self) -> Reading:
        words = self._index.words | self._triage.words | self._questions.words
        return Reading(self._vocabulary.abbreviations, words | self._elsewhere.words)

    def find(self, text: str) -> Finding:
        """Decide what to show for `text`. Never raises, whatever was typed; bounded in time.

        Order: despair and abuse before all else, then danger now, then politeness, then the cards;
        when no card answers for sure, words that may mean despair or abuse are taken to mean it.
        """
        said = self._reading.read(text)
        if kind := self._triage.distress(said):
            return Finding(text, Verdict.DISTRESS, (), kind)
        danger = self._triage.danger(said)
        if danger.alarm is Alarm.NOW:
            return self._emergency(text, danger)
        if kind := self._triage.smalltalk(said):
            return Finding(text, Verdict.SMALLTALK, (), kind)
        if danger.alarm is Alarm.DEATH:
            return self._after_a_death(text, said)
        found = self._cards(text, said, danger)
        if found.verdict is Verdict.ANSWER or found.strip:
            return found
        kind = self._triage.distress(said, loose=True)
        return Finding(text, Verdict.DISTRESS, (), kind) if kind else found

    def alarms(self, text: str) -> bool:
        """Whether words typed where a name was asked for are a cry for help rather than a name."""
        alarming = self.find(text).verdict in (Verdict.EMERGENCY, Verdict.DISTRESS)
        return alarming and not is_name(text, self._vocabulary.names)

    def _emergency(self, text: str, danger: Danger) -> Finding:
        cards = (*self._emergencies.incidents[danger.incident].cards, self._emergencies.general)
        hit = self._first_of(cards)
        kind = (hit.card.id if hit else self._emergencies.general).split("/")[-1]
        return Finding(text, Verdict.EMERGENCY, (hit,) if hit else (), kind)

    def _after_a_death(self, text: str, said: Sequence[Syllable]) -> Finding:
        """The card for the family. Without the strip: nobody is told to call 115 for the dead."""
        hit = self._first_of(self._emergencies.death_cards)
        if hit is None:
            return self._cards(text, said, Danger(Alarm.NONE))
        return Finding(text, Verdict.ANSWER, (hit,))

    def _cards(self, text: str, said: Sequence[Syllable], danger: Danger) -> Finding:
        strip = danger.alarm is Alarm.PAST
        best = self._ranked(said)
        sure = len(best) == 1 or (len(best) > 1 and best[0].score - best[1].score >= _AHEAD)
        answer = sure and best[0].score >= _SURE
        instead = self._first_of(self._past_cards(danger)) if strip else None
        if instead and (not best or (danger.incident < 0 and not answer)):
            return Finding(text, Verdict.ANSWER, (instead,), strip=True)
        if best:
            hits = tuple(Hit(found.card, found.score) for found in best[: 1 if answer else 3])
            verdict = Verdict.ANSWER if answer else Verdict.CHOICES
            return Finding(text, verdict, hits, strip=strip)
        return Finding(text, Verdict.UNKNOWN, ())

    def _past_cards(self, danger: Danger) -> Sequence[str]:
        """What answers a past danger best when the words themselves find nothing."""
        if danger.incident < 0:
            return self._emergencies.treated_cards
        return self._emergencies.incidents[danger.incident].cards

    def _ranked(self, said: Sequence[Syllable]) -> list[Scored]:
        """Cards worth showing, best first."""
        if sum(len(syllable.folded) for syllable in said) < 2:
            return []
        question = self._questions.ask(said, self._index.weight, self._near)
        ranked = self._index.search(question)
        enough = _ELSEWHERE if self._elsewhere.first(said) else _ENOUGH
        floor = max(enough, ranked[0].score * _NEAR) if ranked else enough
        return [found for found in ranked if found.score >= floor]

    def _near(self, folded: str) -> str:
        return "" if folded in self._index.words else self._reading.near(folded)

    def _first_of(self, names: Sequence[str]) -> Hit | None:
        cards = self._packs.cards
        return next((Hit(cards[name], 1.0) for name in names if name in cards), None)
