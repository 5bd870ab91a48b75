"""The answers to the questions about a sent report, and what is asked next."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot import buttons, reporting
from bot.incoming import Edited, Media, Text
from bot.invitations import Fault, read_phone
from bot.ports import Unit
from bot.reports import Case, Event, What, questions, steps
from bot.reports.files import MOST_BYTES, MOST_FILES
from bot.reports.questions import Trouble
from bot.reports.steps import Adding
from bot.screen import Screen
from bot.screens import cases as screens
from bot.screens import reports as report_screens
from content.catalog import Catalog
from handlers.turn import Services, Turn


async def listen(turn: Turn, unit: Unit, step: Adding, case: Case) -> None:
    """From now on whatever comes is about this case; not when nobody is kept."""
    if case.reporter is None:
        await unit.drafts.close(turn.actor.id)
        return
    until = (turn.now + steps.LISTENING).isoformat()
    await unit.drafts.open(turn.actor.id, replace(step, until=until), now=turn.now)


async def go_on(turn: Turn, unit: Unit, case: Case, step: Adding, message: str = "") -> Screen:
    """Ask what is open, below one sentence about what was just done."""
    await listen(turn, unit, step, case)
    screen = screens.asked(case, step, turn.catalog)
    if not message:
        return screen
    return report_screens.above(turn.catalog.text(message, code=case.code), screen)


def with_question(screen: Screen, case: Case, question: str, catalog: Catalog) -> Screen:
    if not question:
        return screen
    asked = screens.asked(case, Adding(case.id, question), catalog)
    return report_screens.above(screen.text, asked)


async def check(
    turn: Turn, unit: Unit, case: Case, step: Adding, pending: dict[str, Any]
) -> Screen:
    """Before it goes out: could this tell who reported?"""
    held = replace(step, question="check", pending={**pending, "after": step.question})
    await listen(turn, unit, held, case)
    return screens.asked(case, held, turn.catalog)


async def add_words(
    turn: Turn, unit: Unit, services: Services, case: Case, step: Adding, words: str
) -> Screen:
    edited = isinstance(turn.action, Edited)
    what = What.EDITED if edited else What.ADDED
    event = Event(turn.now, what, turn.actor.person, words)
    after = await reporting.add_words(unit, turn.actor, case.id, event, services)
    message = "report.edited" if edited else "report.added"
    return await go_on(turn, unit, after or case, step, message)


async def add_file(
    turn: Turn, unit: Unit, services: Services, case: Case, step: Adding, media: Media
) -> Screen:
    added = await reporting.attach(unit, turn.actor, case.id, media, services, now=turn.now)
    if added is None:
        full = turn.catalog.text("report.full", count=MOST_FILES)
        return report_screens.above(full, screens.asked(case, step, turn.catalog))
    big = media.size > MOST_BYTES
    return await go_on(turn, unit, added, step, "report.file.big" if big else "report.added")


async def answer(turn: Turn, unit: Unit, services: Services) -> Screen:
    """A pressed answer; when its question is no longer open, the open one is asked again."""
    assert isinstance(turn.meant, buttons.AnswerReport)
    assert isinstance(turn.draft, Adding)
    case = await reporting.own(unit, turn.actor, turn.draft.case)
    if case is None or not case.open:
        return report_screens.said("err.old", turn.catalog)
    if turn.meant.question != turn.draft.question:
        return await go_on(turn, unit, case, turn.draft)
    return await answered(turn, unit, services, case, turn.draft, turn.meant.value)


async def answered(
    turn: Turn, unit: Unit, services: Services, case: Case, step: Adding, value: str
) -> Screen:
    match step.question:
        case "injury":
            return await go_on(turn, unit, case, questions.pick(step, value))
        case "known":
            return await _known(turn, unit, case, step, value)
        case "phone":
            return await phone(turn, unit, case, step)
        case "age":
            return await _age(turn, unit, case, step, value)
        case "check":
            return await _checked(turn, unit, services, case, step, value)
    return await _told(turn, unit, services, case, step, value)


async def _told(
    turn: Turn, unit: Unit, services: Services, case: Case, step: Adding, value: str
) -> Screen:
    found = questions.reply(case, step, value, now=turn.now)
    if isinstance(found, Trouble):
        await listen(turn, unit, step, case)
        again = screens.asked(case, step, turn.catalog)
        return report_screens.above(turn.catalog.text(found.value), again)
    event = Event(turn.now, What.ADDED, turn.actor.person, f"{step.question}: {value}")
    after = await reporting.answer(unit, turn.actor, case, found, services, event)
    return await go_on(turn, unit, after, questions.step_after(after, step))


async def phone(turn: Turn, unit: Unit, case: Case, step: Adding) -> Screen:
    """A number to be called at; nobody's is kept before we know that they are 16."""
    number = read_phone(turn.action, vouched=turn.vouched and not isinstance(turn.meant, Text))
    if isinstance(number, Fault):
        wrong = "report.phone.other" if number is Fault.NOT_OWN else "report.phone.wrong"
        await listen(turn, unit, replace(step, question="phone"), case)
        return report_screens.ask_phone(turn.catalog.text(wrong), turn.catalog, stop=False)
    if await unit.consents.agreed(turn.actor.person):  # given «đủ 16 tuổi»
        return await _allowed(turn, unit, case, number)
    return await go_on(turn, unit, case, replace(step, question="age", phone=number))


async def _allowed(turn: Turn, unit: Unit, case: Case, number: str) -> Screen:
    after = await reporting.let_call(unit, turn.actor, case.id, number, turn.now) or case
    step = Adding(case.id, questions.following(after, "known"))
    return await go_on(turn, unit, after, step, "report.allowed")


async def _known(turn: Turn, unit: Unit, case: Case, step: Adding, value: str) -> Screen:
    if value == "yes":
        return await go_on(turn, unit, case, replace(step, question="phone"))
    return await go_on(turn, unit, case, questions.step_after(case, step), "report.sealed")


async def _age(turn: Turn, unit: Unit, case: Case, step: Adding, value: str) -> Screen:
    """Under 16 nobody is kept, the number neither; the case itself goes on."""
    if value == "yes" and step.phone:
        return await _allowed(turn, unit, case, step.phone)
    await unit.reports.unname(case.id)
    await unit.drafts.close(turn.actor.id)
    return screens.said("report.sent.minor", case, turn.catalog)


async def _checked(
    turn: Turn, unit: Unit, services: Services, case: Case, step: Adding, value: str
) -> Screen:
    held, step = step.pending, replace(step, question=step.pending.get("after", ""), pending={})
    if value != "send":
        return await go_on(turn, unit, case, step, "report.not_added")
    if "words" in held:
        return await add_words(turn, unit, services, case, step, held["words"])
    return await add_file(turn, unit, services, case, step, Media(**held["media"]))
