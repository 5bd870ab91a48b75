"""The sample people of the demo: an official, an organiser with groups, workers, and others around.

Each feature that needs more to be seen adds it here.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.app import App
from bot.consents import Purpose, consent
from bot.groups import Group, new_token
from bot.incoming import Address, Incoming, Started
from bot.invitations import OPERATOR, Standing, digest
from bot.people import Role
from bot.ports import Unit
from content.catalog import Catalog

COMMUNE, ACCOUNT = "05425", "web"
GROUPS = {"demo.group.masons": ("construction", 12), "demo.group.farmers": ("agriculture", 7)}


@dataclass(frozen=True, slots=True)
class Stage:
    """What every sample needs."""

    unit: Unit
    catalog: Catalog
    now: datetime

    async def arrives(self, session: str = "") -> int:
        """Somebody with a page of their own; returns the person's number."""
        address = Address(ACCOUNT, session or secrets.token_hex(16))
        met = await self.unit.people.meet([Incoming(address, Started(""), "vi")], now=self.now)
        return met[address].person

    async def invited(self, person: int, role: Role, name: str, phone: str) -> int:
        """They followed an invitation and gave name and phone; returns the invitation."""
        invitations, token = self.unit.invitations, digest(secrets.token_hex(11))
        made = await invitations.create(role, COMMUNE, inviter=OPERATOR, token=token, now=self.now)
        await invitations.claim(made, person, now=self.now)
        await invitations.complete(made, name=self.catalog.label(name), phone=phone, now=self.now)
        return made

    async def trusted(self, person: int, role: Role, name: str, phone: str) -> None:
        made = await self.invited(person, role, name, phone)
        await self.unit.invitations.decide(made, Standing.CONFIRMED, by=OPERATOR, now=self.now)
        await self.unit.grants.give(
            person, role, COMMUNE, by=OPERATOR, now=self.now, effective_at=self.now
        )

    async def gathered(self, owner: int, name: str, sector: str, members: int) -> None:
        """A group whose members have joined and agreed."""
        label, token = self.catalog.label(name), new_token()
        group = await self.unit.groups.create(
            label, area=COMMUNE, owner=owner, token=token, now=self.now
        )
        for _ in range(members):
            await self._joins(group, sector)

    async def works(self, sector: str) -> None:
        """Somebody of the commune who agreed to the union's messages."""
        person = await self.arrives()
        words = self.catalog.label("join.agree.campaign")
        agreed = consent(
            Purpose.CAMPAIGN, "join.agree.campaign", words, language="vi", now=self.now
        )
        await self.unit.people.join(person, commune=COMMUNE, sectors=[sector])
        await self.unit.consents.give(person, agreed)

    async def _joins(self, group: Group, sector: str) -> None:
        person = await self.arrives()
        words = self.catalog.text("consent.group", group=group.name).plain
        agreed = consent(group.purpose, "consent.group", words, language="vi", now=self.now)
        await self.unit.people.join(person, commune=COMMUNE, sectors=[sector])
        await self.unit.consents.give(person, agreed)
        await self.unit.groups.join(group.id, person, now=self.now)


async def settle(app: App, sessions: Mapping[str, str]) -> None:
    """Put everybody in place; `sessions` by pane. Whoever was there before holds nothing more."""
    async with app.units() as unit:
        stage = Stage(unit, app.windows.services.catalogs["vi"], app.clock())
        await _leave(stage)
        official = await stage.arrives(sessions["official"])
        await stage.trusted(official, Role.OFFICIAL, "demo.name.official", "0900000001")
        organiser = await stage.arrives(sessions["organiser"])
        await stage.trusted(organiser, Role.ORGANISER, "demo.name.organiser", "0900000002")
        responder = await stage.arrives()
        await stage.trusted(responder, Role.RESPONDER, "demo.name.responder", "0900000003")
        newcomer = await stage.arrives()
        await stage.invited(newcomer, Role.RESPONDER, "demo.name.newcomer", "0900000004")
        for name, (sector, members) in GROUPS.items():
            await stage.gathered(organiser, name, sector, members)
            await stage.works(sector)


async def _leave(stage: Stage) -> None:
    for holder in await stage.unit.grants.holders():
        await stage.unit.grants.revoke(holder.grant.id, now=stage.now)
    for waiting in await stage.unit.invitations.waiting(None):
        await stage.unit.invitations.decide(
            waiting.id, Standing.REFUSED, by=OPERATOR, now=stage.now
        )
