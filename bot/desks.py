"""Who does which errand. Part of the roof."""

from __future__ import annotations

from collections.abc import Mapping

from bot.channels.telegram.connection import TelegramConnection
from bot.clearing import Clearing
from bot.delivery.pacer import Pace
from bot.errands import ClearTraces, Desks, PrintPoster, ReadInvitations
from bot.importing import Importer
from bot.ports import Channel, Clock, Units
from bot.printing import Printer
from handlers.turn import Services


def desks(
    units: Units,
    services: Services,
    channels: dict[str, Channel],
    paces: Mapping[str, Pace],
    telegram: TelegramConnection | None,
    clock: Clock,
) -> Desks:
    clearing = {telegram.channel.account: telegram.channel} if telegram else {}
    return {
        ClearTraces: Clearing(units, clearing, paces, clock),
        PrintPoster: Printer(units, services, clock),
        ReadInvitations: Importer(units, services, channels, clock),
    }
