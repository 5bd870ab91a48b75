"""How people type Vietnamese, made comparable.

`fold` drops all marks, `tones` keeps them in one canonical order (so old and new tone placement and
NFC and NFD are equal), and `undo_typing` repairs what an input method left unconverted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

_WORD = re.compile(r"[^\W_]+")
_RUN = re.compile(r"([^\W\d_])\1{2,}")
_D_STROKE = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d"})
_CAPITAL_D = str.maketrans({"đ": "d", "Đ": "D"})
_TONES = {"\u0300": "1", "\u0301": "2", "\u0303": "3", "\u0309": "3", "\u0323": "4"}
_QUALITIES = {"\u0302": "^", "\u0306": "(", "\u031b": "*"}

_ONSET = r"(?:ngh?|gh|g[iy]?|ch|kh|nh|ph|qu|th|tr|[bcdhklmnprstvx])?"
_NUCLEUS = (
    r"(?:uyeu|uye|uya|uyu|ieu|yeu|oai|oay|oeo|uay|uoi|uou|uau|uao|ay|oo|ye|ai|ao|au|eo|eu|ia|ie|iu"
    r"|oa|oe|oi|ua|ue|ui|uo|uu|uy|[aeiouy])"
)
_SYLLABLE = re.compile(rf"{_ONSET}{_NUCLEUS}(?:ch|nh|ng|[cmnpt])?")
_DIGIT_KEY = re.compile(r"(?<=[a-z])\d+")
_RHYME = re.compile(r"[aeiouyw].*")
_TONE_KEY = re.compile(r"[sfrxj]")
_TWICE = re.compile(r"([a-z])\1")
_LATE_HAT = re.compile(r"([aeo])([a-z]{1,2})\1$")


@dataclass(frozen=True, slots=True)
class Syllable:
    """One typed word. `toned` is "" when the person typed no marks and may have meant any."""

    folded: str
    toned: str = ""


def unmarked(text: str) -> str:
    """The same text in ASCII, for channels that know no marks; what has no letter there goes."""
    bare = unicodedata.normalize("NFKD", text.translate(_CAPITAL_D))
    return bare.encode("ascii", "ignore").decode()


def fold(text: str) -> str:
    """Lower-case words without marks, one space between them; letters typed 3+ times once."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    bare = unicodedata.normalize("NFKD", bare.casefold()).translate(_D_STROKE)
    bare = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(_RUN.sub(r"\1", word) for word in _WORD.findall(bare))


def tones(word: str) -> str:
    """Letters with their qualities, the tone last, hỏi and ngã as one (half the country does)."""
    letters, tone = [], ""
    for character in unicodedata.normalize("NFD", word.lower()):
        if character in _TONES:
            tone = _TONES[character]
        elif character in _QUALITIES:
            letters.append(_QUALITIES[character])
        elif character == "đ" or not unicodedata.combining(character):
            letters.append(character)
    return _RUN.sub(r"\1", "".join(letters)) + tone


def syllables(text: str, limit: int) -> Iterator[Syllable]:
    """The first `limit` words of `text`. When most carry marks, a word without any means it."""
    composed = unicodedata.normalize("NFC", text)
    words = [found[0] for found in islice(_WORD.finditer(composed), limit)]
    pairs = [(fold(word), tones(word)) for word in words]
    marked = sum(toned != folded for folded, toned in pairs)
    careful = marked * 2 >= len(pairs)
    for folded, toned in pairs:
        if folded:
            yield Syllable(folded, toned if careful or toned != folded else "")


def is_syllable(folded: str) -> bool:
    """Whether a folded word could be Vietnamese at all."""
    return _SYLLABLE.fullmatch(folded) is not None


def undo_typing(folded: str) -> str:
    """Telex or VNI keys left in a word: "thuoocs" → thuoc, "ddieejn" → dien, "bi5" → bi.

    Returns the word unchanged when the result could not be Vietnamese. Ask only about words that
    mean nothing as they stand: "tos" is also what a careless finger makes of "to".
    """
    bare = _RHYME.sub(lambda rhyme: _TONE_KEY.sub("", rhyme[0]), _DIGIT_KEY.sub("", folded))
    plain = _TWICE.sub(r"\1", bare.replace("w", ""))
    horned = _TWICE.sub(r"\1", bare.replace("w", "u"))
    late_hat = _LATE_HAT.sub(r"\1\2", plain)
    late_bar = plain[:-1] if plain.startswith("d") and plain.endswith("d") else plain
    for result in (plain, horned, late_hat, late_bar):
        if is_syllable(result):
            return result
    return folded
