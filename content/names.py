"""Is this a name? Asked only where a name was asked for, when the words sound like danger."""

from __future__ import annotations

from content.folding import fold
from content.vocabulary import Names

_LONGEST = 6


def is_name(text: str, names: Names) -> bool:
    """Whether the words are written or built like the name of a person or of a group.

    A cry for help is not written with a capital on each word: «Tổ Sông Mã» is a name, while
    «tổ ong đốt» is not.
    """
    words = text.split()
    if not 2 <= len(words) <= _LONGEST or not all(word.isalpha() for word in words):
        return False
    folded = fold(text)
    begins = folded.split(" ")
    if any(folded.startswith(f"{fold(group)} ") for group in names.groups):
        return True
    family = begins[0] in {fold(name) for name in names.families}
    if family and len(begins) > 2 and begins[1] in {fold(name) for name in names.middles}:
        return True
    return all(word[0].isupper() and word[1:].islower() for word in words)
