"""What cannot be used: each kind has a kind answer, or a deliberate silence."""

from __future__ import annotations

from bot.incoming import Location, Media
from bot.joining import AskCommune
from bot.ports import Unit
from bot.screen import Screen
from bot.screens import people as screens
from handlers import guidance, invitation_lists, joining
from handlers.turn import NoSuchNumber, Services, Turn

_SENTENCE = {
    "voice": "odd.voice",
    "audio": "odd.voice",
    "photo": "odd.picture",
    "video": "odd.picture",
    "sticker": "odd.sticker",
    "animation": "odd.sticker",
}


async def media(turn: Turn, unit: Unit, services: Services) -> Screen | None:
    """A caption is a question; an album is answered once, at its first picture or its caption."""
    assert isinstance(turn.action, Media)
    if invitation_lists.is_list(turn):
        return await invitation_lists.receive(turn, unit, services)
    again = turn.action.album and turn.action.album == turn.actor.album
    if turn.action.album and not again:
        await unit.people.remember_album(turn.actor, turn.action.album)
    if turn.action.caption.strip():
        return await guidance.search(turn, unit, services)
    if again:
        return None
    return screens.say(_SENTENCE.get(turn.action.kind, "odd.file"), turn.catalog)


async def location(turn: Turn, unit: Unit, services: Services) -> Screen:
    """The coordinates to read out to 115; the answer when we asked where somebody works."""
    assert isinstance(turn.action, Location)
    if isinstance(turn.draft, AskCommune):
        return await joining.located(turn, unit, services)
    latitude, longitude = f"{turn.action.latitude:.5f}", f"{turn.action.longitude:.5f}"
    return screens.say("odd.location", turn.catalog, latitude=latitude, longitude=longitude)


async def contact(turn: Turn, unit: Unit, services: Services) -> Screen:
    return screens.say("odd.contact", turn.catalog)


async def unsupported(turn: Turn, unit: Unit, services: Services) -> Screen:
    return screens.say("odd.unsupported", turn.catalog)


async def command(turn: Turn, unit: Unit, services: Services) -> Screen:
    return screens.say("odd.command", turn.catalog)


async def old_button(turn: Turn, unit: Unit, services: Services) -> Screen:
    return screens.say("err.old", turn.catalog)


async def no_such_number(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, NoSuchNumber)
    return screens.say("err.number", turn.catalog, number=turn.meant.number)
