"""Somebody on Telegram who does what a visitor of the page posts, so that both are judged alike."""

from __future__ import annotations

from bot.people import Role
from emulator.chats import Message
from emulator.person import Person
from tests.offices import appointed, newest_person
from tests.world import World


class Caller:
    """Takes the bodies that `Visitor.posts` takes, and `media` and `sticker` besides."""

    _card: Message

    def __init__(self, world: World) -> None:
        self._world = world
        self._person: Person = world.worker("Lan")

    async def arrives(self, role: Role, area: str) -> None:
        self._person.starts()
        await self._person.waits_for("Chào anh/chị")
        await self._world.settles()
        self._person.types("/huongdan")
        self._card = await self._person.waits_for("Anh/chị làm việc gì?")  # has buttons to press
        await self._world.settles()
        if role is not Role.WORKER:
            await appointed(self._world, await newest_person(self._world), role, area)

    async def posts(self, **body: object) -> int:
        await self._world.settles()
        match body:
            case {"kind": "text", "text": str(words)}:
                self._person.types(words)
            case {"kind": "started", "payload": str(payload)}:
                self._person.starts(payload)
            case {"kind": "choice", "code": str(code)}:
                self._person.presses_code(code, self._card.id)
            case {"kind": "location", "latitude": float(north), "longitude": float(east)}:
                self._person.sends_location(north, east)
            case {"kind": "contact", "phone": str(phone)}:
                self._person.sends_contact(phone, self._person.id)
            case {"kind": "media"}:
                self._person.sends_photo()
            case {"kind": "sticker"}:
                self._person.sends_sticker()
            case _:
                raise AssertionError(f"nobody can do this on Telegram: {body}")
        return 200

    async def waits_for(self) -> Message:
        return await self._person.waits_for()
