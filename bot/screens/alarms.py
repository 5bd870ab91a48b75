"""What the admins are told when something is wrong with the bot itself."""

from __future__ import annotations

from collections.abc import Callable

from bot.screen import Screen
from content.catalog import Catalog


def alarm(message: str, **holes: object) -> Callable[[Catalog], Screen]:
    return lambda catalog: Screen(catalog.text(message, **holes))
