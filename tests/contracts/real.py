"""The real content and every screen made of it, read once for all tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import content
from bot import gallery
from bot.gallery import Exhibit
from content import catalog, packs
from content.areas import Areas
from content.catalog import Catalogs
from content.packs import Packs

HOUSE = Path(__file__).parents[2]
CONTENT = Path(content.__file__).parent


@cache
def cards() -> Packs:
    return packs.load(CONTENT)


@cache
def catalogs() -> Catalogs:
    return catalog.load(CONTENT)


@cache
def areas() -> Areas:
    return Areas.load(CONTENT)


@cache
def exhibits() -> tuple[Exhibit, ...]:
    """Every screen of the gallery, in every language."""
    return tuple(gallery.screens(cards(), areas(), catalogs()))
