"""One broadcast as it stands now, for who may see it: its author, and whoever may approve it."""

from __future__ import annotations

from datetime import datetime

from bot.broadcasts import approving
from bot.broadcasts.house import House, setting
from bot.broadcasts.outcome import outcome
from bot.broadcasts.planning import plan
from bot.broadcasts.values import OVER, RUNNING, Broadcast, Stage
from bot.people import Actor
from bot.ports import Unit
from bot.screen import Screen
from bot.screens import broadcast_plans as plans
from bot.screens import broadcast_results as results
from bot.screens.broadcast_terms import Terms
from content.catalog import Catalog

MOST_LISTED = 8
_SHOWN_TO_OTHERS = frozenset({Stage.ASKED, Stage.READY, *RUNNING})


async def visible(unit: Unit, number: int, actor: Actor, house: House) -> Broadcast | None:
    """The broadcast, when this person may see it; else it is as good as none."""
    found = await unit.broadcasts.one(number)
    if found is None or found.stage is Stage.DROPPED:
        return None
    mine = found.author == actor.person
    return found if mine or await _approves(unit, found, actor, house) else None


async def _approves(unit: Unit, broadcast: Broadcast, actor: Actor, house: House) -> bool:
    groups = await unit.groups.owned(broadcast.author)
    reached = approving.places_of(broadcast.audience, groups, broadcast.area)
    return broadcast.stage is not Stage.DRAFT and approving.may_approve(
        actor, broadcast, reached, house.areas
    )


async def listed(unit: Unit, actor: Actor, house: House) -> tuple[list[Broadcast], list[Broadcast]]:
    """One's own, and those of others that wait for one's approval or can be stopped."""
    own = await unit.broadcasts.of(actor.person, limit=MOST_LISTED)
    standing = await unit.broadcasts.standing(_SHOWN_TO_OTHERS)
    others = [b for b in standing if await _approves(unit, b, actor, house)]
    return own, others[:MOST_LISTED]


async def view(
    unit: Unit, broadcast: Broadcast, actor: Actor, house: House, catalog: Catalog, *, now: datetime
) -> Screen:
    """The screen that fits where it stands and who looks."""
    mine = broadcast.author == actor.person
    if broadcast.stage in RUNNING or broadcast.stage in OVER:
        groups = await unit.groups.owned(broadcast.author)
        terms = Terms(house.areas, house.packs, groups, catalog)
        return await _going(unit, broadcast, terms, mine=mine, now=now)
    made = await plan(unit, broadcast, setting(house), now=now)
    terms = Terms(house.areas, house.packs, made.groups, catalog)
    overrides = approving.may_override(actor, broadcast, made.others)
    match broadcast.stage:
        case Stage.DRAFT:
            return plans.preview(made, terms, overrides=overrides)
        case Stage.ASKED if mine:
            return plans.asked(made, terms, overrides=overrides)
        case Stage.ASKED:
            return plans.to_approve(made, terms)
        case _:
            return plans.ready(made, terms)


async def _going(
    unit: Unit, broadcast: Broadcast, terms: Terms, *, mine: bool, now: datetime
) -> Screen:
    over = broadcast.stage in OVER
    out = await outcome(unit, broadcast, results=over)
    if not over:
        return results.progress(broadcast, out, terms.catalog, now=now)
    return results.result(broadcast, out, terms, owned=mine)
