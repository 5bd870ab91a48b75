"""How a place is typed: what the words of areas/words.yaml mean in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from content.folding import fold, is_syllable, tones, undo_typing

MOST_LETTERS = 120
MOST_WORDS = 20
LEVELS = ("commune", "district", "province")
_PART = re.compile(r"[,;:/|()\n\r]+")
_WORD = re.compile(r"([^\W_]+)(\s*\.)?")
_LETTERS = re.compile(r"[^\W_]+")
_NUMBERED = re.compile(r"([^\W\d_]{1,2})(\d{1,3})")
_FINAL_Y = re.compile(r"^([hklmst])y$")
_FINAL_K = re.compile(r"(?<=[aeiouy])k$")


class _Lists(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    kinds: dict[str, dict[str, tuple[str, ...]]]
    sure: tuple[str, ...]
    fillers: tuple[str, ...]
    endings: tuple[str, ...]
    aliases: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Word:
    """One typed word: comparable letters, its tones ("" when none were typed), where it stands.

    `opens`: the first of a part, parts being divided by commas and the like.
    """

    letters: str
    toned: str
    opens: bool


@dataclass(frozen=True)
class Typed:
    """A typed place. `letters` is all words without the spaces; `starts` where each begins."""

    words: tuple[Word, ...]
    letters: str = field(init=False)
    starts: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        lengths = [len(word.letters) for word in self.words]
        starts = tuple(sum(lengths[:at]) for at in range(len(lengths) + 1))
        object.__setattr__(self, "letters", "".join(word.letters for word in self.words))
        object.__setattr__(self, "starts", starts)

    @cached_property
    def position(self) -> Mapping[int, int]:
        """Letter offset → number of the word that begins there; the end counts as a beginning."""
        return {start: at for at, start in enumerate(self.starts)}

    def part(self, first: int, last: int) -> Typed:
        return Typed(self.words[first:last])

    def retyped(self) -> Typed:
        """Telex and VNI keys taken out of the words that could not be Vietnamese."""
        return Typed(tuple(_retyped(word) for word in self.words))


class Words:
    """areas/words.yaml, ready to read typed places with."""

    def __init__(self, root: Path) -> None:
        """Raises OSError, ValidationError, YAMLError."""
        text = (root / "areas" / "words.yaml").read_text(encoding="utf-8")
        lists = _Lists.model_validate(yaml.load(text, yaml.CSafeLoader))
        self.aliases = {key(name): tuple(map(key, lists.aliases[name])) for name in lists.aliases}
        self._kinds = {level: [_split(kind) for kind in lists.kinds[level]] for level in LEVELS}
        self._short = {
            fold(short): kind
            for level in reversed(LEVELS)
            for kind, several in lists.kinds[level].items()
            for short in several
        }
        self._sure = frozenset(lists.sure)
        self._fillers = [_split(filler) for filler in lists.fillers]
        self._endings = [_split(ending) for ending in lists.endings]

    def read(self, text: str) -> Typed:
        """The words of a text, short forms of kinds written out, at most MOST_WORDS of them."""
        text = unicodedata.normalize("NFC", text[:MOST_LETTERS])
        found: list[Word] = []
        for part in _PART.split(text):
            opens = True
            for word, toned in self._part(part):
                found.append(Word(comparable(word), toned, opens))
                opens = False
        typed = Typed(tuple(found[:MOST_WORDS]))
        return typed.part(0, len(typed.words) - _matched_end(typed.words, self._endings))

    def kind_at(self, words: Sequence[Word], at: int, level: str = "commune") -> tuple[str, int]:
        """The kind that stands at a word and how many words it takes; "" and 0 for none."""
        for kind in self._kinds[level]:
            if _matches(words, at, kind):
                return " ".join(word for word, _ in kind), len(kind)
        return "", 0

    def begins(self, words: Sequence[Word], at: int, *levels: str) -> bool:
        """Whether a kind of these levels begins at a word, not within another ("thị xã")."""
        inner = any(self.kind_at(words, at - 1, level)[1] > 1 for level in LEVELS) if at else False
        return not inner and any(self.kind_at(words, at, level)[1] for level in levels)

    def turned(self, typed: Typed) -> Typed:
        """The parts in the other order: "Q1, phường Bến Nghé" → "phường Bến Nghé quận 1"."""
        parts: list[list[Word]] = []
        for at, word in enumerate(typed.words):
            if word.opens or not parts or self.begins(typed.words, at, *LEVELS):
                parts.append([])
            parts[-1].append(word)
        return Typed(tuple(word for part in reversed(parts) for word in part))

    def fillers_at_start(self, words: Sequence[Word]) -> int:
        """How many words say nothing about the place."""
        at = 0
        while size := max((len(f) for f in self._fillers if _matches(words, at, f)), default=0):
            at += size
        return at

    def _part(self, part: str) -> Iterator[tuple[str, str]]:
        tokens = [token for match in _WORD.finditer(part) for token in self._tokens(match)]
        for at, (token, dotted) in enumerate(tokens):
            folded = fold(token)
            kind = self._short.get(folded, "") if len(tokens) > 1 else ""
            numbered = at + 1 < len(tokens) and tokens[at + 1][0].isdecimal()
            sure = len(folded) > 1 or folded in self._sure
            if kind and (sure or at == 0 or dotted or numbered):
                yield from ((fold(word), tones(word)) for word in kind.split())
            elif folded:
                toned = tones(token)
                yield from ((word, toned if toned != word else "") for word in folded.split())

    def _tokens(self, match: re.Match[str]) -> Iterator[tuple[str, bool]]:
        """A word and whether a dot follows; "q1" is two."""
        word, dot = match.groups()
        numbered = _NUMBERED.fullmatch(word)
        if numbered and fold(numbered[1]) in self._short:
            yield numbered[1], True
            yield numbered[2], bool(dot)
        else:
            yield word, bool(dot)


def comparable(folded: str) -> str:
    """Spellings that differ by habit made one: Mỹ and Mĩ, Đắk and Đắc, 01 and 1."""
    if folded.isdecimal():
        return str(int(folded))
    return _FINAL_K.sub("c", _FINAL_Y.sub(r"\1i", folded))


def key(text: str) -> str:
    """The comparable letters of a name, without spaces."""
    return "".join(comparable(word) for word in fold(text).split())


class Spelling:
    """`key` and the like for the thousands of names of an index: each is folded once."""

    def __init__(self) -> None:
        self._words: dict[str, tuple[str, str]] = {}
        self._names: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def key(self, name: str) -> str:
        return "".join(self._parted(name)[0])

    def toned(self, name: str) -> tuple[str, ...]:
        """The words with their tones."""
        return self._parted(name)[1]

    def initials(self, name: str) -> str:
        return "".join(letters[0] for letters in self._parted(name)[0])

    def folded(self, kind: str) -> str:
        """A kind as `Words.kind_at` names it."""
        return " ".join(self._parted(kind)[0])

    def _parted(self, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        known = self._names.get(name)
        if known is None:
            words = [self._word(word) for word in _LETTERS.findall(name)]
            known = tuple(word[0] for word in words), tuple(word[1] for word in words)
            self._names[name] = known
        return known

    def _word(self, word: str) -> tuple[str, str]:
        known = self._words.get(word)
        if known is None:
            known = self._words[word] = (comparable(fold(word)), tones(word))
        return known


def _split(phrase: str) -> tuple[tuple[str, str], ...]:
    return tuple((comparable(fold(word)), tones(word)) for word in phrase.split())


def _matches(words: Sequence[Word], at: int, phrase: tuple[tuple[str, str], ...]) -> bool:
    here = words[at : at + len(phrase)]
    return len(here) == len(phrase) and all(
        word.letters == letters and word.toned in ("", toned)
        for word, (letters, toned) in zip(here, phrase, strict=True)
    )


def _matched_end(words: Sequence[Word], endings: list[tuple[tuple[str, str], ...]]) -> int:
    sizes = (len(end) for end in endings if _matches(words, len(words) - len(end), end))
    return max(sizes, default=0)


def _retyped(word: Word) -> Word:
    if is_syllable(word.letters) or word.letters.isdecimal():
        return word
    return Word(comparable(undo_typing(word.letters)), "", word.opens)
