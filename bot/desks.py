"""Who does which errand, and how they are woken. Part of the roof."""

from __future__ import annotations

from collections.abc import Callable

from bot.errands import Desks, PrintPoster, ReadInvitations
from bot.importing import Importer
from bot.ports import Channel, Clock, Units
from bot.printing import Printer
from handlers.turn import Services


def desks(units: Units, services: Services, channels: dict[str, Channel], clock: Clock) -> Desks:
    return {
        PrintPoster: Printer(units, services, clock),
        ReadInvitations: Importer(units, services, channels, clock),
    }


def both(*wakes: Callable[[], None]) -> Callable[[], None]:
    def wake() -> None:
        for each in wakes:
            each()

    return wake
