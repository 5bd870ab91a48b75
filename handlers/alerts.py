"""Alerts: one touch to take, one to pass on, one to answer the drill."""

from __future__ import annotations

from bot import buttons, taking
from bot.ports import Unit
from bot.screen import Screen
from bot.screens import alerts as screens
from bot.screens import casework as case_screens
from bot.screens import drills as drill_screens
from bot.screens import people as people_screens
from bot.sight import sight, works
from bot.taking import Outcome, Touched
from handlers.turn import Services, Turn


async def waiting(turn: Turn, unit: Unit, services: Services) -> Screen:
    """What nobody has taken yet where the person serves, and the drill they were asked in."""
    cases = await unit.casework.free(sight(turn.actor, services.areas), limit=taking.MOST_WAITING)
    drill = await unit.rounds.asked(turn.actor.person, since=turn.now - taking.DRILL_OPEN)
    return screens.waiting(cases, drill, turn.catalog)


async def take(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.TakeCase)
    touched = await taking.take(unit, turn.actor, turn.meant.case, services, now=turn.now)
    if touched is not None and touched.outcome is Outcome.TAKEN:
        acts = works(turn.actor, touched.case, services.areas)
        return case_screens.taken(touched.case, turn.catalog, may_act=acts)
    return _late(touched, turn)


async def pass_on(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.PassOn)
    touched = await taking.pass_on(unit, turn.actor, turn.meant.case, services, now=turn.now)
    if touched is not None and touched.outcome is Outcome.TAKEN:
        return screens.passed_on(touched.case, turn.catalog)
    return _late(touched, turn)


def _late(touched: Touched | None, turn: Turn) -> Screen:
    if touched is None:
        return people_screens.say("err.notyours", turn.catalog)
    if touched.outcome is Outcome.OTHERS and touched.name:
        return case_screens.taken_by_other(touched.case, touched.name, turn.catalog)
    if touched.outcome is Outcome.OTHERS:
        return screens.taken_by(touched.case, "", turn.catalog)
    return screens.over(touched.case, turn.catalog)


async def drill(turn: Turn, unit: Unit, _services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.AnswerDrill)
    found = await unit.rounds.answer_drill(turn.meant.drill, turn.actor.person, now=turn.now)
    if found is None:
        return people_screens.say("drill.none", turn.catalog)
    return drill_screens.answered(found, turn.catalog)
