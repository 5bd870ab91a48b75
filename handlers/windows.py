"""The windows: an Incoming in; its route is found, the right to it read, one handler answers."""

from __future__ import annotations

import structlog

from bot import drafts
from bot.drafts import Draft
from bot.incoming import Incoming
from bot.people import Actor
from bot.permissions import may, refusal
from bot.ports import Clock, Unit
from bot.screen import Screen
from bot.screens import drafts as drafts_screens
from bot.screens import people as people_screens
from handlers import TABLE, asking, gate, numbers, parking, route_for
from handlers.turn import Services, Turn

log = structlog.get_logger(__name__)


class Windows:
    """The handlers as the worker sees them."""

    def __init__(self, services: Services, clock: Clock) -> None:
        self.services = services
        self._clock = clock

    async def answer(
        self, arrived: Incoming, actor: Actor, draft: Draft | None, unit: Unit
    ) -> Screen | None:
        """Answer one update inside `unit`; remembers the choices shown."""
        turn = await self._turn(arrived, actor, draft, unit)
        route = route_for(turn)
        if refused := refusal(route.permission, turn.actor, group=arrived.group):
            log.warning("refused", person=actor.person, permission=route.permission)
            return people_screens.say(refused, turn.catalog)
        screen = await asking.caught(turn, unit, self.services)
        screen = screen or await route.handler(turn, unit, self.services)
        return screen and await self._shown(screen, turn, unit)

    async def _shown(self, screen: Screen, turn: Turn, unit: Unit) -> Screen:
        """With what stands on every screen of this person."""
        screen = await numbers.beside(screen, turn, unit, self.services)
        screen = people_screens.fitted(screen, turn.actor.roles, self.services.catalogs)
        screen = await parking.offered(screen, turn, unit)
        unit.people.remember_shown(turn.actor, screen.pressable)
        return screen

    async def _turn(self, arrived: Incoming, actor: Actor, draft: Draft | None, unit: Unit) -> Turn:
        """What was meant; leaves an open question that was walked away from, or that the person
        may no longer answer because the right to it was taken away.
        """
        actor = await gate.known(actor, unit, self.services, now=self._clock())
        meant = await gate.understood(arrived, actor, draft, unit, self.services)
        if draft is not None and not may(actor, TABLE[type(draft)].permission):
            await unit.drafts.close(actor.id)
            draft = None
        elif draft is not None and drafts.leaves(meant):
            draft = await self._leave(draft, actor, unit)
        catalog = self.services.catalogs[actor.language]
        now, group, message = self._clock(), arrived.group, arrived.message
        replied = arrived.replied
        return Turn(actor, arrived.action, meant, draft, catalog, now, group, message, replied)

    async def _leave(self, draft: Draft, actor: Actor, unit: Unit) -> Draft | None:
        if (left := drafts.left(draft)) is None:
            await unit.drafts.close(actor.id)
            return draft
        await unit.drafts.open(actor.id, left, now=self._clock())
        return left

    def sorry(self, language: str) -> Screen:
        """What to show when we failed for good; needs no database."""
        return people_screens.say("err.ours", self.services.catalogs[language])

    def resume(self, draft: Draft, language: str) -> Screen:
        """An open question, asked again after an outage."""
        services = self.services
        return drafts_screens.asked_again(
            draft, services.packs, services.areas, services.operator, services.catalogs[language]
        )
