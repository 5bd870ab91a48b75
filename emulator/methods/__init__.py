"""Every method of the Bot API that the emulator knows, by its name in small letters."""

from __future__ import annotations

from collections.abc import Callable

from emulator.calls import Call
from emulator.methods import editing, media, profile, receiving, sending

Method = Callable[[Call], object]

ALL: dict[str, Method] = {
    method.__name__.lower(): method
    for family in (receiving, sending, editing, media, profile)
    for method in family.METHODS
}
