"""Details that tell who reported, and words about a child at work (reliability T21, facts D)."""

from __future__ import annotations

import re

from content.folding import fold

_PHONE = re.compile(r"(?:\+?84|0)(?:[\s.-]*\d){8,10}\b")
_SELF = re.compile(
    r"\b(toi ten|ten toi|em ten|ten em|minh ten|toi la|em la|minh la|nha toi|nha em|nha minh|"
    r"vo toi|chong toi|con toi|bo toi|me toi|anh trai toi|em trai toi|chi gai toi|em gai toi|"
    r"chi co toi|chi minh toi|moi minh toi|my name|i am|i m|my wife|my husband|my house)\b"
)
_CHILD = re.compile(r"\b(tre em|tre con|hoc sinh|dua be|em be|chau be|child|children)\b")
_AGE = re.compile(r"\b(\d{1,2}) (?:tuoi|years? old)\b")


def gives_away(words: str) -> bool:
    """Whether the words may tell who wrote them."""
    return bool(_PHONE.search(words) or _SELF.search(fold(words)))


def about_child(words: str) -> bool:
    """Whether somebody under 16 is concerned."""
    plain = fold(words)
    ages = [int(found) for found in _AGE.findall(plain)]
    return bool(_CHILD.search(plain)) or any(2 < age < 16 for age in ages)
