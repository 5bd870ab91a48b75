"""People with roles, for stories: grants are given in the database, the rest by the front door."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager

from bot.invitations import OPERATOR, digest
from bot.people import Role
from storage.unit import SqlUnit
from tests.visitor import Visitor
from tests.world import World

COMMUNE, PROVINCE = "00004", "01"
OTHER_COMMUNE, OTHER_PROVINCE = "25747", "79"


def writing(world: World) -> AbstractAsyncContextManager[SqlUnit]:
    """The database from outside, as an operator's command has it."""
    return world.outside()


async def newest_person(world: World) -> int:
    number = (await world.rows("SELECT max(id) FROM people"))[0][0]
    assert isinstance(number, int)
    return number


async def appointed(world: World, person: int, role: Role, area: str) -> int:
    async with writing(world) as unit:
        return await unit.grants.give(
            person, role, area, by=OPERATOR, now=world.now, effective_at=world.now
        )


async def somebody(world: World, role: Role = Role.WORKER, area: str = "") -> tuple[Visitor, int]:
    """A person on the web who has said hello, with a role unless a worker; and their number."""
    visitor = await world.visitor()
    await visitor.starts()
    await visitor.waits_for("Chào anh/chị")
    person = await newest_person(world)
    if role is not Role.WORKER:
        await appointed(world, person, role, area)
    return visitor, person


async def link(world: World, role: Role, area: str, *, inviter: int, token: str) -> str:
    """The payload of an invitation's link."""
    async with writing(world) as unit:
        await unit.invitations.create(
            role, area, inviter=inviter, token=digest(token), now=world.now
        )
    return f"i{token}"


def token_in(text: str) -> str:
    """The payload that stands in a screen with a link."""
    return text.split("?start=")[1].split(maxsplit=1)[0]


async def accepts(newcomer: Visitor, payload: str, name: str = "Trần Thị Lan") -> None:
    """Follow a link, give a name and a number."""
    await newcomer.starts(payload)
    await newcomer.waits_for("Gõ họ và tên")
    await newcomer.types(name)
    await newcomer.waits_for("Gõ số điện thoại")
    await newcomer.types("0912 345 678")
