"""Cards by menu and by question, and what people say of them."""

from __future__ import annotations

from bot import buttons, guidance
from bot.drafts import WrongCard
from bot.incoming import Command, Media, Text
from bot.joining import may_offer
from bot.ports import Unit
from bot.screen import Screen
from bot.screens import guidance as screens
from bot.screens import people as people_screens
from bot.screens.answers import answer
from content.packs import Card
from handlers import joining
from handlers.turn import Services, Turn


async def sectors(turn: Turn, unit: Unit, services: Services) -> Screen:
    return screens.sectors(services.packs, turn.catalog)


async def sector(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.OpenSector)
    try:
        found = services.packs.sector(turn.meant.sector)
    except KeyError:
        return screens.sectors(services.packs, turn.catalog)
    return screens.sector(found, turn.meant.page, turn.catalog)


async def card(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.OpenCard)
    found = _card(turn.meant.card, services)
    if found is None:
        return people_screens.say("card.gone", turn.catalog)
    return screens.card(found, services.packs, turn.catalog)


async def more(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.ReadMore)
    found = _card(turn.meant.card, services)
    if found is None:
        return people_screens.say("card.gone", turn.catalog)
    return screens.more(found, services.packs, turn.catalog)


async def search(turn: Turn, unit: Unit, services: Services) -> Screen:
    finding = services.search.find(_words(turn))
    noted = guidance.worth_noting(finding)
    if noted:
        await unit.guidance.note_question(finding.query, now=turn.now)
    return answer(finding, services.packs, services.operator, turn.catalog, noted=noted)


async def search_command(turn: Turn, unit: Unit, services: Services) -> Screen:
    if not _words(turn).strip():
        return people_screens.say("guide.ask", turn.catalog)
    return await search(turn, unit, services)


async def rate(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.RateCard)
    if _card(turn.meant.card, services) is None:
        return people_screens.say("card.gone", turn.catalog)
    useful = turn.meant.useful == 1
    rating = await unit.guidance.rate(turn.meant.card, useful=useful, now=turn.now)
    if useful:
        return await _thanked(turn, unit, services)
    await unit.drafts.open(turn.actor.id, WrongCard(turn.meant.card, rating), now=turn.now)
    return screens.ask_what_is_wrong(turn.catalog)


async def _thanked(turn: Turn, unit: Unit, services: Services) -> Screen:
    """After the first useful thing, and only then, reminders are offered."""
    assert isinstance(turn.meant, buttons.RateCard)
    if not may_offer(turn.actor.commune, turn.actor.asked_at, now=turn.now):
        return people_screens.say("guide.thanks", turn.catalog)
    sector = services.packs.card(turn.meant.card).sector
    return await joining.offered(turn, unit, services, sector)


async def correct(turn: Turn, unit: Unit, services: Services) -> Screen:
    """Words typed while we ask what is wrong with a card; an emergency still comes first."""
    assert isinstance(turn.draft, WrongCard)
    words = _words(turn)
    if guidance.comes_first(services.search.find(words)):
        return await search(turn, unit, services)
    await unit.guidance.annotate(turn.draft.rating, words[: guidance.LONGEST_NOTE])
    await unit.drafts.close(turn.actor.id)
    return people_screens.say("guide.thanks", turn.catalog)


async def skip(turn: Turn, unit: Unit, services: Services) -> Screen:
    await unit.drafts.close(turn.actor.id)
    return people_screens.say("guide.skipped", turn.catalog)


def _words(turn: Turn) -> str:
    match turn.meant:
        case Text(words) | Command(_, words):
            return words
        case Media(caption=words):
            return words
        case _:
            return ""


def _card(name: str, services: Services) -> Card | None:
    return services.packs.cards.get(name)
