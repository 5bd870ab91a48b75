"""What is said about a broadcast to others than who just pressed: all of it goes by the ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot import letters
from bot.broadcasts.content import Fault
from bot.broadcasts.house import House
from bot.broadcasts.planning import Plan
from bot.broadcasts.values import Broadcast
from bot.ledger import Letter
from bot.ports import Unit
from bot.screen import Screen
from bot.screens import broadcast_plans as plans
from bot.screens.broadcast_message import message
from bot.screens.broadcast_terms import Terms
from bot.screens.broadcasts import title
from content.catalog import Catalog


class Telling:
    def __init__(self, house: House) -> None:
        self._house = house

    def screens(self, broadcast: Broadcast) -> Mapping[str, Screen]:
        """The message as its readers get it, by language."""
        return {
            language: message(broadcast, self._house.areas, catalog)
            for language, catalog in self._house.catalogs.items()
        }

    async def tries(
        self, unit: Unit, broadcast: Broadcast, languages: Sequence[str], now: datetime
    ) -> Broadcast:
        """The real thing to the author alone: what a channel refuses, it refuses here."""
        trials = [
            await unit.ledger.post(Letter([broadcast.author], screen), now=now)
            for language, screen in self.screens(broadcast).items()
            if language in languages
        ]
        tried = replace(broadcast, trials=tuple(trials), tried=broadcast.said)
        await unit.broadcasts.store(tried, was=broadcast.stage)
        return tried

    async def asks(self, unit: Unit, made: Plan, now: datetime) -> None:
        """To everybody who could agree: the message itself, then the question."""
        shown = self.screens(made.broadcast)
        await self._tell(unit, made.others, lambda c: shown[c.language], now)
        await self._tell(
            unit, made.others, lambda c: plans.to_approve(made, self._terms(made, c)), now
        )

    async def decided(self, unit: Unit, said: str, broadcast: Broadcast, now: datetime) -> None:
        """To the author, who may be elsewhere by now."""
        await self._author(unit, said, broadcast, now)

    async def overridden(self, unit: Unit, made: Plan, now: datetime) -> None:
        """To everybody who could have agreed, with the reason."""
        broadcast = made.broadcast

        def draw(catalog: Catalog) -> Screen:
            holes = {"words": title(broadcast, catalog), "reason": broadcast.note}
            return plans.told("bc.overridden", broadcast, catalog, **holes)

        await self._tell(unit, made.others, draw, now)

    async def stopped(self, unit: Unit, broadcast: Broadcast, why: Fault, now: datetime) -> None:
        def draw(catalog: Catalog) -> Screen:
            return plans.stopped(broadcast, why, title(broadcast, catalog), catalog)

        told = [broadcast.author, *([broadcast.approver] if broadcast.approver else [])]
        await self._tell(unit, told, draw, now)

    async def halted(self, unit: Unit, broadcast: Broadcast, wrong: str, now: datetime) -> None:
        await self._author(unit, "bc.halted.told", broadcast, now, reason=wrong[:200])

    async def _author(
        self, unit: Unit, said: str, broadcast: Broadcast, now: datetime, **holes: object
    ) -> None:
        def draw(catalog: Catalog) -> Screen:
            words = title(broadcast, catalog)
            return plans.told(said, broadcast, catalog, words=words, **holes)

        await self._tell(unit, [broadcast.author], draw, now)

    async def _tell(
        self,
        unit: Unit,
        persons: Sequence[int],
        draw: Callable[[Catalog], Screen],
        now: datetime,
    ) -> None:
        await letters.tell(unit, persons, draw, self._house.catalogs, now=now)

    def _terms(self, made: Plan, catalog: Catalog) -> Terms:
        return Terms(self._house.areas, self._house.packs, made.groups, catalog)
