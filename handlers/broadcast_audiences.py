"""Who shall get a broadcast: the audience at a glance, its terms, saved audiences."""

from __future__ import annotations

from bot import audiences, buttons
from bot.audiences import WITH, WITHOUT
from bot.broadcasts import planning, writing
from bot.broadcasts.drafts import AskTerm, NameAudience
from bot.broadcasts.values import EDITABLE, Broadcast
from bot.broadcasts.writing import Change
from bot.groups import BadName, tidy_name
from bot.permissions import Permission, may
from bot.ports import Unit
from bot.screen import Screen
from bot.screens import broadcast_terms as screens
from bot.screens import broadcasts as broadcast_screens
from bot.screens.broadcast_terms import Terms
from handlers.broadcasts import gone, own
from handlers.turn import Services, Turn


async def open_(turn: Turn, unit: Unit, services: Services) -> Screen:
    """The audience at a glance, or one page of terms."""
    assert isinstance(turn.meant, buttons.OpenAudience)
    found = await own(turn, unit)
    if found is None or found.stage not in EDITABLE:
        return gone(turn)
    side, _, kind = turn.meant.page.partition(".")
    if side == WITHOUT and not kind:
        return screens.excluded(found, await terms(turn, unit, services))
    if side in (WITH, WITHOUT) and kind in audiences.KINDS:
        return await page(turn, unit, services, found, side, kind)
    return await overview(turn, unit, services, found)


async def toggle(turn: Turn, unit: Unit, services: Services) -> Screen:
    """Choose a term or take it back; what is not theirs to choose is not taken."""
    assert isinstance(turn.meant, buttons.ToggleTerm)
    found, meant = await own(turn, unit), turn.meant
    if found is None or not await _theirs(turn, unit, services):
        return gone(turn)
    changed = await writing.toggle(unit, found, meant.side, meant.kind, meant.value)
    if changed.change is Change.LATE:
        return broadcast_screens.not_written(found, changed.change, turn.catalog)
    return await page(turn, unit, services, changed.broadcast, meant.side, meant.kind)


async def find(turn: Turn, unit: Unit, services: Services) -> Screen:
    """A place was typed: those it may mean where the author may send."""
    assert isinstance(turn.draft, AskTerm)
    found = await unit.broadcasts.one(turn.draft.broadcast)
    if found is None or found.author != turn.actor.person:
        return gone(turn)
    typed, permission = getattr(turn.action, "text", ""), Permission.AREA_BROADCAST_COMPOSE
    places = services.areas.find(typed).places
    codes = [
        p.area.code for p in places if may(turn.actor, permission, p.area.code, services.areas)
    ]
    known = await terms(turn, unit, services)
    return screens.found_places(found, turn.draft.side, codes, typed, known)


async def ask_name(turn: Turn, unit: Unit, services: Services) -> Screen:
    found = await own(turn, unit)
    if found is None or found.audience.empty:
        return gone(turn)
    await unit.drafts.open(turn.actor.id, NameAudience(found.id), now=turn.now)
    return screens.ask_name(found, turn.catalog)


async def name(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.draft, NameAudience)
    found = await unit.broadcasts.one(turn.draft.broadcast)
    if found is None or found.author != turn.actor.person:
        return gone(turn)
    typed = tidy_name(getattr(turn.action, "text", ""))
    if isinstance(typed, BadName):
        return screens.ask_name(found, turn.catalog)
    await unit.audiences.save(turn.actor.person, typed, found.audience, now=turn.now)
    await unit.drafts.close(turn.actor.id)
    return await overview(turn, unit, services, found)


async def use(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.UseAudience)
    found, wanted = await own(turn, unit), turn.meant.saved
    saved = {each.id: each for each in await unit.audiences.saved(turn.actor.person)}
    if found is None or wanted not in saved:
        return gone(turn)
    changed = await writing.choose(unit, found, saved[wanted].audience)
    return await overview(turn, unit, services, changed.broadcast)


async def forget(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.ForgetAudience)
    found = await own(turn, unit)
    if found is None or not await unit.audiences.forget(turn.actor.person, turn.meant.saved):
        return gone(turn)
    return await overview(turn, unit, services, found)


async def page(
    turn: Turn, unit: Unit, services: Services, found: Broadcast, side: str, kind: str
) -> Screen:
    """One kind of terms; a place can be typed as well."""
    known = await terms(turn, unit, services)
    offered = screens.values_of(kind, known)
    if kind == "area":
        offered = list(audiences.offered_areas(turn.actor))
        await unit.drafts.open(turn.actor.id, AskTerm(found.id, side), now=turn.now)
    return screens.page(found, side, kind, offered, known)


async def overview(turn: Turn, unit: Unit, services: Services, found: Broadcast) -> Screen:
    reach = planning.reach_of(found, turn.actor.grants, services.areas)
    count = await unit.broadcasts.count(found, reach, now=turn.now)
    saved = await unit.audiences.saved(turn.actor.person)
    return screens.overview(found, count, saved, await terms(turn, unit, services))


async def terms(turn: Turn, unit: Unit, services: Services) -> Terms:
    groups = await unit.groups.owned(turn.actor.person)
    return Terms(services.areas, services.packs, groups, turn.catalog)


async def _theirs(turn: Turn, unit: Unit, services: Services) -> bool:
    """Whether the term that a button names is one that this author may choose."""
    assert isinstance(turn.meant, buttons.ToggleTerm)
    kind, value = turn.meant.kind, turn.meant.value
    if kind == "area":
        permission = Permission.AREA_BROADCAST_COMPOSE
        return may(turn.actor, permission, value, services.areas)
    return value in screens.values_of(kind, await terms(turn, unit, services))
