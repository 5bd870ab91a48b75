"""All heartbeats of the app, with how often each beats. Part of the roof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import aftercare, escalating, heartbeats, menu_keeping, resting
from bot.clock import heartbeat

if TYPE_CHECKING:
    from bot.app import App


def hearts(app: App) -> list[AsyncIOScheduler]:
    found = [
        heartbeat(app.heartbeats().beat, seconds=heartbeats.SECONDS),
        heartbeat(app.care().beat, seconds=aftercare.SECONDS),
        heartbeat(app.beats.escalate, seconds=escalating.SECONDS),
        heartbeat(app.beats.go_round, seconds=heartbeats.SECONDS),
        heartbeat(resting.Resting(app.units, app.clock).beat, seconds=resting.SECONDS),
    ]
    if menus := app.menus():
        found.append(heartbeat(menus.beat, seconds=menu_keeping.SECONDS))
    return found
