"""The shape of a card's front matter, of _sector.yaml and of sources.yaml."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, StrictBool, StrictInt, StrictStr
from pydantic import StringConstraints as Text

SECTORS = (
    "agriculture",
    "construction",
    "pesticides",
    "machinery",
    "electricity",
    "heat",
    "fishing",
    "confined_space",
    "transport",
    "craft_village",
    "domestic_work",
    "forestry",
    "fire_chemicals",
    "first_aid",
    "health",
    "rights",
)
TITLE, SHORT = 48, 32  # characters: a title is a line of a phone, a short one is a button
FIRST, FIRST_EMERGENCY, MORE = 450, 350, 1500  # UTF-16 units, figures filled in

_Phrase = Annotated[str, Text(strict=True, min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Front(_Strict):
    """Front matter of one card; `reviewed_by` is null until a professional signs."""

    title: Annotated[str, Text(strict=True, min_length=1, max_length=TITLE)]
    short: Annotated[str, Text(strict=True, min_length=1, max_length=SHORT)]
    keywords: Annotated[list[_Phrase], Field(min_length=1)]
    emergency: StrictBool
    calls: list[_Phrase]
    next: list[_Phrase]
    sources: Annotated[list[_Phrase], Field(min_length=1)]
    reviewed: date
    reviewed_by: StrictStr | None


class SectorFile(_Strict):
    """_sector.yaml: its titles by language and its place in the menu."""

    title: dict[StrictStr, _Phrase]
    order: StrictInt


class Source(_Strict):
    """One entry of sources.yaml. `seen`: V read in full, S found by search, M from memory."""

    title: _Phrase
    what: StrictStr
    seen: Literal["V", "S", "M"]


class Sources(RootModel[dict[str, Source]]):
    """sources.yaml: key → source."""
