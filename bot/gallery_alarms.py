"""The gallery's alarms: what the admins are told. Part of the roof."""

from __future__ import annotations

from collections.abc import Iterator

from bot.alarms import WORDS, Trouble
from bot.screen import Screen
from bot.screens.alarms import alarm
from content.catalog import Catalog

_REFUSED = "Bad Request: can't parse entities"


def exhibits(catalog: Catalog) -> Iterator[tuple[str, Screen]]:
    for trouble in Trouble:
        yield f"alarms: {trouble}", alarm(WORDS[trouble], count=7)(catalog)
    yield "alarms: replaced", alarm("alarm.replaced")(catalog)
    yield "alarms: paused", alarm("alarm.paused", number=12, count=3, reason=_REFUSED)(catalog)
