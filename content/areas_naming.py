"""Whether words are the name of a place and nothing else.

Some communes sound like danger or despair: Đông Kinh, Sông Mã, and Nga Thắng without its marks.
"""

from __future__ import annotations

from collections.abc import Iterator

from content.areas_rows import Area
from content.areas_words import Typed, Words


def forms(name: str, place: Area, province: Area, was: str) -> Iterator[tuple[str, bool]]:
    """How the whole name of a place is written, and whether that is the name alone. `was`: the old
    place's name with its district and province, "" for one of today.
    """
    title, *above = [part.strip() for part in was.split(",")] if was else [place.title]
    wider = {*above, " ".join(above), province.title, province.name} - {""}
    for head in (name, title):
        yield head, head == name
        for tail in wider:
            yield f"{head} {tail}", False


def says(typed: Typed, form: Typed, *, alone: bool) -> bool:
    """Word by word, no mark differing. A name alone needs its marks: «nga thang» is a fall."""
    if [word.letters for word in typed.words] != [word.letters for word in form.words]:
        return False
    marked = [word for word in typed.words if word.toned]
    same = all(
        not word.toned or word.toned == other.toned
        for word, other in zip(typed.words, form.words, strict=True)
    )
    return same and (bool(marked) or not alone)


def said(typed: Typed, words: Words) -> Iterator[Typed]:
    """As it stands, and without what says nothing about the place: «ở», «mình»."""
    yield typed
    if skipped := words.fillers_at_start(typed.words):
        yield typed.part(skipped, len(typed.words))
