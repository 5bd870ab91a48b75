"""One's own cases: what became of them, telling more, taking back."""

from __future__ import annotations

from bot import buttons, reporting
from bot.incoming import Command
from bot.moving import may_try
from bot.ports import Unit
from bot.reports import Case, questions, read_code
from bot.reports.steps import Adding
from bot.screen import Screen
from bot.screens import cases as screens
from bot.screens import reports as report_screens
from bot.sight import sight
from handlers import casework
from handlers.answering import go_on
from handlers.turn import Services, Turn


async def mine(turn: Turn, unit: Unit, services: Services) -> Screen:
    """One's own cases; with a code, that one."""
    if isinstance(turn.meant, Command) and turn.meant.argument.strip():
        return await _by_code(turn, unit, services, turn.meant.argument)
    return screens.listed(await unit.reports.of(turn.actor.person, limit=10), turn.catalog)


async def _by_code(turn: Turn, unit: Unit, services: Services, typed: str) -> Screen:
    """Wrong, not theirs and too many tries read alike, so that guessing learns nothing."""
    case = await _guessed(turn, unit, services, typed)
    if case is None:
        return report_screens.said("cases.unknown", turn.catalog)
    if case.reporter != turn.actor.person:
        return await casework.shown(case, turn, unit, services)
    return screens.one(case, services.areas, turn.catalog, now=turn.now)


async def _guessed(turn: Turn, unit: Unit, services: Services, typed: str) -> Case | None:
    """One's own case, or one that is in the actor's hands by office."""
    actor, code = turn.actor, read_code(typed)
    found = await unit.reports.by_code(code) if code else None
    if found is not None and found.reporter != actor.person:
        found = await unit.casework.one(found.id, sight(actor, services.areas))
    allowed = may_try(await unit.reports.tries(actor.id), turn.now)
    if allowed and found is not None:
        return found
    await unit.reports.count_wrong(actor.id, now=turn.now)
    return None


async def open_(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.OpenCase)
    case = await reporting.own(unit, turn.actor, turn.meant.case)
    if case is None:
        return report_screens.said("cases.unknown", turn.catalog)
    return screens.one(case, services.areas, turn.catalog, now=turn.now)


async def add(turn: Turn, unit: Unit, services: Services) -> Screen:
    """Ask, one by one, what is not known yet."""
    assert isinstance(turn.meant, buttons.AddToCase)
    case = await reporting.own(unit, turn.actor, turn.meant.case)
    if case is None or not case.open:
        return report_screens.said("cases.unknown", turn.catalog)
    return await go_on(turn, unit, case, Adding(case.id, questions.following(case, "")))


async def allow(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.AllowCall)
    case = await reporting.own(unit, turn.actor, turn.meant.case)
    if case is None or not case.open:
        return report_screens.said("cases.unknown", turn.catalog)
    return await go_on(turn, unit, case, Adding(case.id, "phone"))


async def ask_withdraw(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.AskWithdraw)
    case = await reporting.own(unit, turn.actor, turn.meant.case)
    if case is None:
        return report_screens.said("cases.unknown", turn.catalog)
    return screens.ask_withdraw(case, turn.catalog)


async def withdraw(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.WithdrawCase)
    case = await reporting.own(unit, turn.actor, turn.meant.case)
    if case is None:
        return report_screens.said("cases.unknown", turn.catalog)
    gone = await reporting.withdraw(unit, turn.actor, case.id, services, now=turn.now)
    return screens.said("cases.withdrawn" if gone else "cases.over", case, turn.catalog)


async def check(turn: Turn, unit: Unit, services: Services) -> Screen:
    """The answer to the question after two weeks; some answers go back to the commune."""
    assert isinstance(turn.meant, buttons.CheckCase)
    case = await reporting.own(unit, turn.actor, turn.meant.case)
    if case is None or turn.meant.value not in questions.LATER:
        return report_screens.said("err.old", turn.catalog)
    told = await reporting.check(unit, turn.actor, case, turn.meant.value, services, now=turn.now)
    return screens.said("report.checked.told" if told else "report.checked", case, turn.catalog)
