"""Importing: a list of people from Excel becomes invitations, with a link for each.

The file is fetched, opened in a limited child process and checked before the one transaction that
makes all invitations of the good rows; the flaws of the others come back as a workbook.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot import invitation_lists as lists
from bot import invitations
from bot.audit import Deed
from bot.documents import reading
from bot.documents.reading import Refused
from bot.documents.tables import MEDIA_TYPE
from bot.errands import Errand, ReadInvitations
from bot.errors import Gone
from bot.invitation_lists import ByActor, Checked, Guest, Useless, Wrong
from bot.ledger import Class, Letter
from bot.links import Links
from bot.people import Actor, Grant
from bot.ports import Channel, Clock, Unit, Units
from bot.screen import Screen
from bot.screens import invitation_lists as screens
from bot.screens.people import fitted
from content.areas import Areas
from content.catalog import Catalog, Catalogs


class House(Protocol):
    @property
    def areas(self) -> Areas: ...

    @property
    def catalogs(self) -> Catalogs: ...

    @property
    def links(self) -> Links: ...


async def taken(checked: Checked, unit: Unit, *, now: datetime) -> dict[Guest, Wrong]:
    """Who has such an invitation already, or holds the role."""
    before = await unit.invitations.of_phones([guest.phone for guest in checked.guests])
    followers = [i.used_by for each in before.values() for i in each if i.used_by]
    held = await unit.grants.of(followers, now=now)
    found: dict[Guest, Wrong] = {}
    for guest in checked.guests:
        for known in before.get(guest.phone, ()):
            wrong = _before(guest, known, held.get(known.used_by or 0, ()), now)
            if wrong is not None:
                found[guest] = wrong
    return found


def _before(
    guest: Guest, known: invitations.Invitation, held: Sequence[Grant], now: datetime
) -> Wrong | None:
    if (known.role, known.area) != (guest.role, guest.area):
        return None
    if any((grant.role, grant.area) == (guest.role, guest.area) for grant in held):
        return Wrong.HELD
    waiting = known.asked_at is not None and not known.verdict
    return Wrong.INVITED if waiting or (not known.verdict and known.expires_at > now) else None


async def invite_all(made: Mapping[str, Guest], inviter: int, unit: Unit, *, now: datetime) -> None:
    """One invitation a person, by token; each only for whoever has the number."""
    for token, guest in made.items():
        number = await unit.invitations.create(
            guest.role,
            guest.area,
            inviter=inviter,
            token=invitations.digest(token),
            now=now,
            phone=guest.phone,
        )
        target = f"invitations:{number}"
        deed = Deed(inviter, "invitation.create", target, guest.role, guest.area)
        await unit.audit.write(deed, now=now)


class Changed(Exception):
    """The sender's rights changed while their list was read: read it again."""


@dataclass(frozen=True, slots=True)
class Importer:
    """Does the errand ReadInvitations."""

    units: Units
    house: House
    channels: Mapping[str, Channel]
    clock: Clock

    async def __call__(self, errand: Errand) -> None:
        rows = await self._read(errand)
        if isinstance(rows, Refused):
            await self._end(errand, [screens.refused(rows, self._catalog(errand))])
            return
        async with self.units.reading() as unit:
            actor = await self._actor(errand, unit)
        inviting = ByActor(actor, self.house.areas)
        words = screens.words(self.house.catalogs)
        checked = await asyncio.to_thread(lists.check, rows, words, inviting)
        if isinstance(checked, Useless):
            await self._end(errand, [screens.useless(checked, self._catalog(errand))])
            return
        await self._invite(errand, actor, checked)

    async def _read(self, errand: Errand) -> reading.Rows | Refused:
        assert isinstance(errand.task, ReadInvitations)
        try:
            _, data = await self.channels[errand.address.account].fetch(errand.task.file)
        except Gone:
            return Refused.GONE
        return await reading.read(data)

    async def _invite(self, errand: Errand, actor: Actor, checked: Checked) -> None:
        now, catalog = self.clock(), self._catalog(errand)
        async with self.units.reading() as unit:
            checked = lists.without(checked, await taken(checked, unit, now=now))
        made = {invitations.new_token(): guest for guest in checked.guests}
        links, flaws = await asyncio.to_thread(
            screens.workbooks, made, checked, self.house.links, self.house.areas, catalog
        )
        async with self.units() as unit:
            if (await self._actor(errand, unit)).grants != actor.grants:
                raise Changed
            await invite_all(made, actor.person, unit, now=now)
            put, owner = unit.files.put, errand.address
            good = await put(MEDIA_TYPE, links, now=now, owner=owner) if made else ""
            bad = await put(MEDIA_TYPE, flaws, now=now, owner=owner) if checked.flaws else ""
            told = screens.done(checked, good, bad, catalog)
            await self._tell(errand, told, actor, unit, now=now)

    async def _end(self, errand: Errand, told: Sequence[Screen]) -> None:
        now = self.clock()
        async with self.units() as unit:
            await self._tell(errand, told, await self._actor(errand, unit), unit, now=now)

    async def _tell(
        self, errand: Errand, told: Sequence[Screen], actor: Actor, unit: Unit, *, now: datetime
    ) -> None:
        for each in told:
            shown = fitted(each, actor.roles, self.house.catalogs)
            await unit.ledger.post(Letter((errand.person,), shown, Class.ALERT), now=now)
        await unit.errands.done(errand.id)

    async def _actor(self, errand: Errand, unit: Unit) -> Actor:
        """With the rights of this moment."""
        held = await unit.grants.of([errand.person], now=self.clock())
        grants = held.get(errand.person, ())
        return Actor(0, errand.person, errand.address, errand.language, grants=grants)

    def _catalog(self, errand: Errand) -> Catalog:
        return self.house.catalogs[errand.language]
