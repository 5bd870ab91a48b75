"""The duty roster: seeing it, changing it, being away."""

from __future__ import annotations

from datetime import datetime

from bot import buttons, duty, guidance, hours, hours_typed, numbers, rostering
from bot.drafts import AskDutyArea, TypeAbsence, TypeHours
from bot.hours import Hours
from bot.hours_typed import Trouble
from bot.incoming import Text
from bot.permissions import Permission, may
from bot.ports import Unit
from bot.rostering import Overtaken, Refusal
from bot.screen import Screen
from bot.screens import duty as screens
from bot.screens.grants import Known, name_of
from handlers.guidance import search
from handlers.turn import Services, Turn

_REFUSALS = {
    Refusal.NOT_YOURS: "duty.notyours",
    Refusal.ALREADY: "duty.already",
    Refusal.FULL: "duty.full",
    Refusal.NO_SHARE: "duty.no_share",
}


async def open_(turn: Turn, unit: Unit, services: Services) -> Screen:
    area = turn.meant.area if isinstance(turn.meant, buttons.OpenDuty) else ""
    area = area or next((grant.area for grant in turn.actor.grants if grant.area), "")
    if not area:
        return await other(turn, unit, services)
    return await _roster(area, turn, unit, services)


async def _roster(area: str, turn: Turn, unit: Unit, services: Services) -> Screen:
    found = await rostering.seen(turn.actor, area, unit, services, now=turn.now)
    if isinstance(found, Refusal):
        return _refused(found, turn)
    people = {holder.person for holder in found.holders}
    return screens.roster(
        found,
        await unit.invitations.known(sorted(people)),
        services.areas,
        turn.catalog,
        now=turn.now,
        view=await _view(area, turn, unit, services),
    )


async def _view(area: str, turn: Turn, unit: Unit, services: Services) -> screens.View:
    served = may(turn.actor, Permission.AREA_DUTY_SERVE)
    return screens.View(
        manages=duty.manages(turn.actor, area),
        served=served,
        away=await unit.duty.away(turn.actor.person, now=turn.now) if served else None,
        numbers=numbers.manages(turn.actor, area) and not services.areas.area(area).is_province,
        wide=any(len(grant.area) < len("00000") for grant in turn.actor.grants),
    )


async def other(turn: Turn, unit: Unit, services: Services) -> Screen:
    await unit.drafts.open(turn.actor.id, AskDutyArea(), now=turn.now)
    return screens.ask_area(turn.catalog)


async def find_area(turn: Turn, unit: Unit, services: Services) -> Screen:
    words = _words(turn)
    if guidance.cries(words, services.search.find(words), services.areas):
        return await search(turn, unit, services)
    found = [place.area.code for place in services.areas.find(words).places]
    readable = [
        code for code in found if may(turn.actor, Permission.AREA_DUTY_READ, code, services.areas)
    ]
    return screens.found_areas(words, readable, services.areas, turn.catalog)


async def choose(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.ChooseWatch)
    area = turn.meant.area
    found = await rostering.managed(turn.actor, area, unit, services, now=turn.now)
    if isinstance(found, Refusal):
        return _refused(found, turn)
    able = duty.eligible(found)
    known = await unit.invitations.known([each.person for each in able])
    return screens.choose(area, able, known, turn.catalog)


async def choose_post(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.ChoosePost)
    grant = turn.meant.grant
    found = await rostering.candidate(turn.actor, grant, unit, services, now=turn.now)
    if isinstance(found, Refusal):
        return _refused(found, turn)
    return screens.choose_post(found, await _known(found.person, unit), turn.catalog)


async def put_on(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.PutOnDuty)
    grant, post = turn.meant.grant, turn.meant.post
    made = await rostering.put_on(turn.actor, grant, post, unit, services, now=turn.now)
    if isinstance(made, Refusal):
        return _refused(made, turn)
    return screens.done(made, await _known(made.person, unit), turn.catalog)


async def one(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.OpenWatch)
    line = await rostering.line(turn.actor, turn.meant.duty, unit, services, now=turn.now)
    if isinstance(line, Refusal):
        return _refused(line, turn)
    return screens.one(line, await _known(line.person, unit), turn.catalog)


async def ask_hours(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.AskHours)
    line = await rostering.line(turn.actor, turn.meant.duty, unit, services, now=turn.now)
    if isinstance(line, Refusal):
        return _refused(line, turn)
    await unit.drafts.open(turn.actor.id, TypeHours(line.id, line.version), now=turn.now)
    return screens.ask_hours(line, await _known(line.person, unit), turn.catalog)


async def typed_hours(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.draft, TypeHours)
    words = _words(turn)
    if guidance.comes_first(services.search.find(words)):
        return await search(turn, unit, services)
    line = await rostering.line(turn.actor, turn.draft.duty, unit, services, now=turn.now)
    wanted = hours_typed.parse(words, now=turn.now)
    if isinstance(line, Refusal):
        return _refused(line, turn)
    if isinstance(wanted, Trouble):
        return screens.wrong_hours(wanted, line, turn.catalog)
    return await _set_hours(turn.draft, wanted, turn, unit, services)


async def set_hours(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.SetHours)
    seen = TypeHours(turn.meant.duty, turn.meant.version)
    try:
        wanted = hours.read(turn.meant.hours)
    except ValueError:
        return _refused(Refusal.NOT_YOURS, turn)
    return await _set_hours(seen, wanted, turn, unit, services)


async def _set_hours(
    seen: TypeHours, wanted: Hours, turn: Turn, unit: Unit, services: Services
) -> Screen:
    change = seen.duty, seen.version
    done = await rostering.set_hours(turn.actor, change, wanted, unit, services, now=turn.now)
    if isinstance(done, Refusal):
        return _refused(done, turn)
    if isinstance(done, Overtaken):
        again = TypeHours(done.duty.id, done.duty.version)
        await unit.drafts.open(turn.actor.id, again, now=turn.now)
        return screens.overtaken(done.duty, await _known(done.duty.person, unit), turn.catalog)
    await unit.drafts.close(turn.actor.id)
    return screens.done(done, await _known(done.person, unit), turn.catalog)


async def take_off(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.TakeOffDuty)
    gone = await rostering.take_off(turn.actor, turn.meant.duty, unit, services, now=turn.now)
    if isinstance(gone, Refusal):
        return _refused(gone, turn)
    return screens.removed(gone, await _known(gone.person, unit), turn.catalog)


async def ask_away(turn: Turn, unit: Unit, services: Services) -> Screen:
    await unit.drafts.open(turn.actor.id, TypeAbsence(), now=turn.now)
    return screens.ask_away(turn.catalog)


async def typed_away(turn: Turn, unit: Unit, services: Services) -> Screen:
    words = _words(turn)
    if guidance.comes_first(services.search.find(words)):
        return await search(turn, unit, services)
    until = hours_typed.parse_until(words, now=turn.now)
    if isinstance(until, Trouble):
        return screens.wrong_until(until, turn.catalog)
    await unit.drafts.close(turn.actor.id)
    return await _away(until, turn, unit, services)


async def _away(until: datetime, turn: Turn, unit: Unit, services: Services) -> Screen:
    done = await rostering.away(turn.actor, until, unit, services, now=turn.now)
    if isinstance(done, Refusal):
        return _refused(done, turn)
    known = await unit.invitations.known([p for each in done for p in each.persons])
    meanwhile = [
        screens.Meanwhile(
            each.area, ", ".join(name_of(p, known, turn.catalog) for p in each.persons), each.nobody
        )
        for each in done
    ]
    return screens.gone(until, meanwhile, services.areas, turn.catalog)


async def back(turn: Turn, unit: Unit, services: Services) -> Screen:
    were_away = await rostering.back(turn.actor, unit, services, now=turn.now)
    return screens.here_again(turn.catalog, were_away=were_away)


async def _known(person: int, unit: Unit) -> Known:
    return await unit.invitations.known([person])


def _refused(why: Refusal, turn: Turn) -> Screen:
    return screens.refusal(_REFUSALS[why], turn.catalog)


def _words(turn: Turn) -> str:
    return turn.meant.text if isinstance(turn.meant, Text) else ""
