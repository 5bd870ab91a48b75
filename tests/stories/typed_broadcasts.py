"""Every button of broadcasts, reached by typing alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa

from bot.audiences import Audience
from bot.broadcasts.content import File, Part
from bot.broadcasts.values import Stage
from bot.consents import consent
from bot.people import Role
from content.html import Html
from storage.people import people
from tests.offices import writing
from tests.stories.helpers import count, until
from tests.stories.organisers import crowd
from tests.stories.trust import COMMUNE, gives
from tests.world import NOON, World


async def prepared(world: World) -> None:
    """It is noon; the typist may approve, gets messages too, two others stay without."""
    world.now = NOON + timedelta(days=(world.now - NOON).days + 1)
    (person,) = (await world.rows("SELECT person_id FROM addresses WHERE account = 'text'"))[0]
    assert isinstance(person, int)
    await gives(world, person, Role.OFFICIAL)
    async with writing(world) as unit:
        await unit.people.join(person, commune=COMMUNE, sectors=())
        await unit.execute(sa.update(people).values(held_until=None))  # they told of a death before
        given = consent("campaign", "consent.campaign", "w", language="vi", now=world.now)
        await unit.consents.give(person, given)
    await crowd(world, 2)


async def of_another(world: World) -> None:
    """A message of somebody else, whom no channel reaches, waits for approval."""
    async with writing(world) as unit:
        made = sa.insert(people).values(created_at=world.now).returning(people.c.id)
        other = (await unit.execute(made)).scalar_one()
        await unit.grants.give(
            other, Role.ORGANISER, COMMUNE, by=other, now=world.now, effective_at=world.now
        )
        begun = await unit.broadcasts.create(other, Role.ORGANISER, COMMUNE, now=world.now)
        part = Part(0, "1", "text", Html.escape("Nắng gắt"), state=File.NONE)
        await unit.broadcasts.add_part(begun.id, part, address=1, now=world.now)
        asked = replace(begun, stage=Stage.ASKED, audience=Audience(areas=(COMMUNE,)))
        await unit.broadcasts.store(asked, was=Stage.DRAFT)


async def lost(world: World) -> None:
    """The outcome of one of the two others is not known."""
    async with writing(world) as unit:
        await unit.execute(sa.text("UPDATE message_legs SET unknown = 1 WHERE total = 2"))


async def tried(world: World) -> None:
    """The trial has reached its author."""
    arrived = "message_legs JOIN broadcasts ON CAST(message_id AS TEXT) = trials WHERE sent > 0"

    async def came() -> bool:
        return await count(world, arrived) > 0

    await until(came, "the trial")


async def begun(world: World) -> None:
    """It goes out."""

    async def goes() -> bool:
        return await count(world, "broadcasts WHERE stage = 'sending'") > 0

    await until(goes, "the beginning")
