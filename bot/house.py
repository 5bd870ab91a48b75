"""What acts need besides the unit: places, words, working days."""

from __future__ import annotations

from typing import Protocol

from content.areas import Areas
from content.calendar import Calendar
from content.catalog import Catalogs


class House(Protocol):
    """Satisfied by handlers' Services."""

    @property
    def areas(self) -> Areas: ...

    @property
    def catalogs(self) -> Catalogs: ...

    @property
    def calendar(self) -> Calendar: ...
