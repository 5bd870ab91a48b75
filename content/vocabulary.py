"""The word lists behind the search: content/vocabulary/*.yaml, typed. They are data, not code:
a word is added there, with its marks, and `python -m benchmarks.search` says whether it helped.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, RootModel

Schema = TypeVar("Schema", bound=BaseModel)
Lines = tuple[str, ...]


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Incident(_Frozen):
    """Something that happens to people: the first-aid cards for it, best first, and its signs."""

    cards: Lines
    signs: Lines


class Emergencies(_Frozen):
    """`words` are named lists for the phrases; see the file for what each list decides."""

    words: dict[str, Lines]
    general: str
    ordinary: Lines
    incidents: tuple[Incident, ...]
    now: Lines
    still: Lines
    past: Lines
    asking: Lines
    treated: Lines
    treated_cards: Lines
    death: Lines
    death_cards: Lines


class Distress(_Frozen):
    """`kinds`: other, self, abuse, in the order in which they are looked for.

    `loose`: the same kinds, by words that count only when no card answers for sure.
    """

    words: dict[str, Lines]
    ordinary: Lines
    kinds: dict[str, Lines]
    loose: dict[str, Lines]
    asking: Lines


class Smalltalk(_Frozen):
    """`filler` may stand around the phrases of a kind; anything else makes it a question."""

    filler: Lines
    kinds: dict[str, Lines]


class Names(_Frozen):
    """What names begin with; see the file."""

    families: Lines
    middles: Lines
    groups: Lines


class Vocabulary(_Frozen):
    """All word lists of one language."""

    abbreviations: dict[str, str]
    synonyms: tuple[Lines, ...]
    stopwords: Lines
    elsewhere: Lines
    emergencies: Emergencies
    distress: Distress
    smalltalk: Smalltalk
    names: Names


class _Abbreviations(RootModel[dict[str, str]]):
    pass


class _Lists(RootModel[tuple[Lines, ...]]):
    pass


class _Words(RootModel[Lines]):
    pass


def load(root: Path) -> Vocabulary:
    """Read the lists below the content folder `root`. Raises ValidationError or YAMLError."""
    folder = root / "vocabulary"
    return Vocabulary(
        abbreviations=_read(folder, "abbreviations", _Abbreviations).root,
        synonyms=_read(folder, "synonyms", _Lists).root,
        stopwords=_read(folder, "stopwords", _Words).root,
        elsewhere=_read(folder, "elsewhere", _Words).root,
        emergencies=_read(folder, "emergencies", Emergencies),
        distress=_read(folder, "distress", Distress),
        smalltalk=_read(folder, "smalltalk", Smalltalk),
        names=_read(folder, "names", Names),
    )


def _read(folder: Path, name: str, schema: type[Schema]) -> Schema:
    text = (folder / f"{name}.yaml").read_text(encoding="utf-8")
    return schema.model_validate(yaml.load(text, yaml.CSafeLoader))
