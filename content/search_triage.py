"""What must be known before a card is looked for: danger, despair, a death, mere politeness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from content.folding import Syllable
from content.search_phrases import Phrases, Span, masked
from content.vocabulary import Distress, Emergencies, Smalltalk, Vocabulary


class Alarm(StrEnum):
    """How urgent the words are. PAST: urgent words, but not about now; DEATH: someone died."""

    NONE = "none"
    NOW = "now"
    PAST = "past"
    DEATH = "death"


@dataclass(frozen=True, slots=True)
class Danger:
    """An alarm and the index of the incident in emergencies.yaml that it names, or -1."""

    alarm: Alarm
    incident: int = -1


class Triage:
    """The word lists, made ready. Every method takes the whole message as syllables."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._distress = _DistressPhrases(vocabulary.distress)
        self._emergencies = _EmergencyPhrases(vocabulary.emergencies)
        self._smalltalk = _SmalltalkPhrases(vocabulary.smalltalk)
        self.words = self._distress.words | self._emergencies.words | self._smalltalk.words

    def smalltalk(self, said: Sequence[Syllable]) -> str:
        """hello, thanks, insult, who, bye or ok when the message is nothing else, otherwise ""."""
        return self._smalltalk.kind(said)

    def distress(self, said: Sequence[Syllable], *, loose: bool = False) -> str:
        """other, self, abuse, or "". `loose`: by words that only may mean it."""
        return self._distress.kind(said, loose=loose)

    def danger(self, said: Sequence[Syllable]) -> Danger:
        """Whether someone is in danger now, was, or may be."""
        return self._emergencies.danger(said)


class _DistressPhrases:
    def __init__(self, lists: Distress) -> None:
        self._ordinary = Phrases({"": lists.ordinary}, lists.words)
        self._kinds = {
            kind: Phrases({kind: lines}, lists.words) for kind, lines in lists.kinds.items()
        }
        self._loose = {
            kind: Phrases({kind: lines}, lists.words) for kind, lines in lists.loose.items()
        }
        self._asking = Phrases({"": lists.asking}, lists.words)
        every = (*self._kinds.values(), *self._loose.values())
        self.words = self._ordinary.words.union(*(phrases.words for phrases in every))

    def kind(self, said: Sequence[Syllable], *, loose: bool) -> str:
        left = masked(said, self._ordinary)
        for kind, phrases in (self._loose if loose else self._kinds).items():
            if phrases.first(left) and not (kind == "abuse" and self._asking.first(said)):
                return kind
        return ""


class _EmergencyPhrases:
    def __init__(self, lists: Emergencies) -> None:
        signs = {str(index): incident.signs for index, incident in enumerate(lists.incidents)}
        self._ordinary = Phrases({"": lists.ordinary}, lists.words)
        self._signs = Phrases(signs, lists.words)
        self._now = Phrases({"": lists.now}, lists.words)
        self._still = Phrases({"": lists.still}, lists.words)
        self._past = Phrases({"": lists.past}, lists.words)
        self._asking = Phrases({"": lists.asking}, lists.words)
        self._treated = Phrases({"": lists.treated}, lists.words)
        self._death = Phrases({"": lists.death}, lists.words)
        self.words = self._signs.words | self._ordinary.words | self._now.words
        self.words |= self._still.words | self._treated.words
        self.words |= self._past.words | self._asking.words | self._death.words

    def danger(self, said: Sequence[Syllable]) -> Danger:
        left = masked(said, self._ordinary)
        signs = sorted(self._signs.find(left), key=lambda sign: (int(sign.kind), sign.start))
        now = self._now.first(said)
        if not now and any(_alone(death, signs) for death in self._death.find(left)):
            return Danger(Alarm.DEATH)
        if not signs:
            return Danger(Alarm.PAST if self._treated.first(said) else Alarm.NONE)
        present = self._since(said, signs) and (now or not self._asking.first(said))
        return Danger(Alarm.NOW if present else Alarm.PAST, int(signs[0].kind))

    def _since(self, said: Sequence[Syllable], signs: Sequence[Span]) -> bool:
        """Whether the case is not past: no word of the past, or a sign of today after it."""
        past = self._past.first(said)
        if past is None:
            return True
        today = [*self._now.find(said), *self._still.find(said)]
        last = max((span.start for span in today), default=-1)
        return last > past.start and any(sign.end > last for sign in signs)


def _alone(death: Span, signs: Sequence[Span]) -> bool:
    """Whether the word of death does not begin a sign: someone drowning may still be saved."""
    return not any(death.start <= sign.start < death.end < sign.end for sign in signs)


class _SmalltalkPhrases:
    def __init__(self, lists: Smalltalk) -> None:
        self._kinds = Phrases(lists.kinds, {})
        self._filler = Phrases({"": lists.filler}, {})
        self.words = self._kinds.words | self._filler.words

    def kind(self, said: Sequence[Syllable]) -> str:
        spans = sorted(self._kinds.find(said), key=lambda span: span.start - span.end)
        if not spans:
            return ""
        covered = {place for span in spans for place in range(span.start, span.end)}
        covered |= {span.start for span in self._filler.find(said)}
        return spans[0].kind if len(covered) == len(said) else ""
