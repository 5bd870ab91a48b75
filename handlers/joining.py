"""Joining: posters, the place by words or position, the consent."""

from __future__ import annotations

from bot import buttons, data, joining
from bot.consents import consent
from bot.incoming import Location, Started, Text
from bot.joining import AskCommune, ConfirmCommune, OfferTips, Step
from bot.ports import Unit
from bot.screen import Screen
from bot.screens import joining as screens
from bot.screens import people as people_screens
from bot.screens.answers import answer
from content.areas import FoundKind
from handlers.turn import Services, Turn


async def started(turn: Turn, unit: Unit, services: Services) -> Screen:
    """A poster names the commune and asks; everything else is a plain hello."""
    assert isinstance(turn.meant, Started)
    poster = joining.read_poster(turn.meant.payload)
    if poster is None or poster.area not in services.areas or turn.actor.commune:
        return people_screens.hello(services.operator, turn.catalog)
    step = ConfirmCommune(services.areas.now(poster.area), "", poster.sector, poster.source)
    await unit.drafts.open(turn.actor.id, step, now=turn.now)
    return screens.poster(step, services.operator, services.areas, turn.catalog)


async def offered(turn: Turn, unit: Unit, services: Services, sector: str) -> Screen:
    """After a useful card: thanks, and where does somebody work?"""
    step = AskCommune(joining.job(sector))
    await unit.people.asked(turn.actor.person, now=turn.now)
    await unit.drafts.open(turn.actor.id, step, now=turn.now)
    thanks = turn.catalog.text("guide.thanks")
    return screens.ask_commune(step, services.packs, turn.catalog, above=thanks)


async def change(turn: Turn, unit: Unit, services: Services) -> Screen:
    step = AskCommune(" ".join(turn.actor.sectors[:1]))
    await unit.drafts.open(turn.actor.id, step, now=turn.now)
    return screens.ask_commune(step, services.packs, turn.catalog)


async def other(turn: Turn, unit: Unit, services: Services) -> Screen:
    step = joining.ask_again(_step(turn))
    await unit.drafts.open(turn.actor.id, step, now=turn.now)
    return screens.ask_commune(step, services.packs, turn.catalog)


async def typed(turn: Turn, unit: Unit, services: Services) -> Screen:
    """A place in words; an emergency, or a question that is no place, is answered instead."""
    assert isinstance(turn.meant, Text)
    words = turn.meant.text
    finding, found = services.search.find(words), services.areas.find(words)
    if joining.asks(words, finding, found, named=services.areas.names(words)):
        return answer(finding, services.packs, services.operator, turn.catalog, noted=False)
    if found.kind is FoundKind.CERTAIN:
        return await _offer(found.places[0].area.code, turn, unit, services)
    return screens.found_communes(words, found, services.areas, turn.catalog)


async def located(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.action, Location)
    near = services.areas.nearest(turn.action.latitude, turn.action.longitude)
    communes = tuple(area for area, _ in near)
    return screens.near_communes(communes, services.areas, turn.catalog)


async def pick(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.PickCommune)
    if turn.meant.area not in services.areas:
        return people_screens.say("err.old", turn.catalog)
    return await _offer(turn.meant.area, turn, unit, services)


async def agree(turn: Turn, unit: Unit, services: Services) -> Screen:
    """The touch that agrees: consents, commune and job are kept in one transaction."""
    assert isinstance(turn.meant, buttons.AgreeTips)
    step, catalog = turn.draft, turn.catalog
    if not isinstance(step, OfferTips):
        return people_screens.say("err.old", catalog)
    words = screens.consent_words(
        step, services.packs, services.areas, services.operator, catalog
    ).plain
    for purpose in joining.purposes(turn.meant.purposes):
        given = consent(purpose, "join.offer", words, language=catalog.language, now=turn.now)
        await unit.consents.give(turn.actor.person, given)
    await _join(turn, step, unit)
    return screens.done(catalog)


async def _join(turn: Turn, step: OfferTips, unit: Unit) -> None:
    """Keep place and job; what replaces something is a correction of one's own data."""
    sectors = joining.jobs(turn.actor.sectors, step.sector)
    if turn.actor.commune:
        await data.note(unit, turn.actor, data.Kind.CORRECT, now=turn.now)
    await unit.people.join(turn.actor.person, commune=step.area, sectors=sectors)
    await unit.drafts.close(turn.actor.id)


async def later(turn: Turn, unit: Unit, services: Services) -> Screen:
    await unit.people.asked(turn.actor.person, now=turn.now)
    await unit.drafts.close(turn.actor.id)
    return screens.later(turn.catalog)


async def minor(turn: Turn, unit: Unit, services: Services) -> Screen:
    await unit.people.asked(turn.actor.person, now=turn.now)
    await unit.drafts.close(turn.actor.id)
    return screens.minor(turn.catalog)


async def _offer(area: str, turn: Turn, unit: Unit, services: Services) -> Screen:
    step = joining.offer(_step(turn), area)
    await unit.drafts.open(turn.actor.id, step, now=turn.now)
    return screens.offer(step, services.packs, services.areas, services.operator, turn.catalog)


def _step(turn: Turn) -> Step | None:
    return turn.draft if isinstance(turn.draft, AskCommune | ConfirmCommune | OfferTips) else None
