"""From what a person typed to syllables that can be looked up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial

from rapidfuzz import process
from rapidfuzz.distance import OSA

from content.folding import Syllable, fold, is_syllable, syllables, undo_typing

LIMIT = 200  # words of one message that are read; a screen of an old phone holds about 60
_RESPELLED = 12  # words of one message worth guessing at: a guess costs some 20 µs


class Reading:
    """Knows the abbreviations and every word that means something to the search."""

    def __init__(self, abbreviations: Mapping[str, str], known: Iterable[str]) -> None:
        self._meant = {
            fold(typed): tuple(syllables(meant, LIMIT)) for typed, meant in abbreviations.items()
        }
        self._known = frozenset(known)
        self._by_size: defaultdict[int, list[str]] = defaultdict(list)
        for word in sorted(self._known):
            for size in range(len(word) - 1, len(word) + 2):
                self._by_size[size].append(word)

    def read(self, text: str) -> list[Syllable]:
        """Syllables of `text`: abbreviations written out, typing residue and misspellings undone.

        Guesses lose their marks. Words that remain unknown stay as they were typed.
        """
        said: list[Syllable] = []
        guesses = _RESPELLED
        for syllable in syllables(text, LIMIT):
            if syllable.folded in self._meant:
                said += self._meant[syllable.folded]
            elif syllable.folded in self._known or len(syllable.folded) < 2:
                said.append(syllable)
            elif guesses:
                guesses -= 1
                said += self._repaired(syllable)
            else:
                said.append(syllable)
        return said

    def near(self, folded: str) -> str:
        """The known word one slip of the finger away from `folded`, or ""."""
        if len(folded) < 3 or len(folded) > 9:
            return ""
        slip = partial(process.extractOne, scorer=OSA.distance, score_cutoff=1)
        found = slip(folded, self._by_size[len(folded)])
        return found[0] if found else ""

    def _repaired(self, syllable: Syllable) -> list[Syllable]:
        folded = syllable.folded
        plain = undo_typing(folded)
        if plain != folded and (plain in self._known or is_syllable(plain)):
            return [Syllable(plain)]
        if is_syllable(folded):
            return [syllable]
        parts = self._split(folded) if len(folded) > 5 else []
        if parts:
            return [Syllable(part) for part in parts]
        near = self.near(folded)
        return [replace(syllable, folded=near, toned="") if near else syllable]

    def _split(self, run: str) -> list[str]:
        """Known words typed without spaces, as few as possible, or nothing."""
        best: list[list[str] | None] = [[], *([None] * len(run))]
        for end in range(1, len(run) + 1):
            for start in range(max(0, end - 7), end - 1):
                before, word = best[start], run[start:end]
                if before is not None and word in self._known and is_syllable(word):
                    longer = [*before, word]
                    if best[end] is None or len(longer) < len(best[end] or ()):
                        best[end] = longer
        return best[-1] or [] if len(run) <= 24 else []
