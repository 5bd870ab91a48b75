"""What broadcasts need of the house besides the memory."""

from __future__ import annotations

from typing import Protocol

from bot.broadcasts.planning import Setting
from content.areas import Areas
from content.catalog import Catalogs
from content.packs import Packs


class House(Protocol):
    @property
    def areas(self) -> Areas: ...

    @property
    def packs(self) -> Packs: ...

    @property
    def catalogs(self) -> Catalogs: ...


def setting(house: House) -> Setting:
    return Setting(house.areas, tuple(sector.id for sector in house.packs.sectors))
