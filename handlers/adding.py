"""Adding to a report that is sent: the answer to its open question, or whatever else comes."""

from __future__ import annotations

from dataclasses import asdict

from bot import reporting
from bot.guidance import comes_first
from bot.incoming import Edited, Location, Media, Text
from bot.ports import Unit
from bot.reports import Case, questions
from bot.reports.files import FILES
from bot.reports.giveaway import gives_away
from bot.reports.steps import Adding
from bot.screen import Screen
from bot.screens import cases as screens
from bot.screens import reports as report_screens
from bot.screens.answers import answer as found_answer
from bot.screens.report_labels import meant
from content.search import Verdict
from handlers import answering
from handlers.turn import Services, Turn

_TYPED = ("when", "count", "task", "phone")


async def sent_before(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.draft, Adding)
    case = await reporting.own(unit, turn.actor, turn.draft.case)
    if case is None:
        return report_screens.said("cases.unknown", turn.catalog)
    return screens.sent(case, None, services.areas, turn.catalog, now=turn.now)


async def of_album(turn: Turn, unit: Unit, media: Media) -> bool:
    """Whether this is a further picture of an album that has been answered."""
    again = bool(media.album) and media.album == turn.actor.album
    if media.album and not again:
        await unit.people.remember_album(turn.actor, media.album)
    return again


async def more(turn: Turn, unit: Unit, services: Services) -> Screen | None:
    """Whatever comes while a case listens: the answer to its question, or more about it."""
    assert isinstance(turn.draft, Adding)
    case = await reporting.own(unit, turn.actor, turn.draft.case)
    if case is None or not case.open:
        await unit.drafts.close(turn.actor.id)
        return report_screens.said("cases.unknown" if case is None else "err.old", turn.catalog)
    if isinstance(turn.meant, Media):
        return await _file(turn, unit, services, case, turn.meant)
    if isinstance(turn.meant, Location):
        return await _point(turn, unit, services, case, turn.meant)
    if isinstance(turn.meant, Text):
        return await _words(turn, unit, services, case, turn.meant.text)
    return await answering.phone(turn, unit, case, turn.draft)


async def _words(turn: Turn, unit: Unit, services: Services, case: Case, words: str) -> Screen:
    step = turn.draft
    assert isinstance(step, Adding)
    value = meant(words, step.question, services.catalogs)
    if value is not None or (step.question in _TYPED and not isinstance(turn.action, Edited)):
        return await answering.answered(turn, unit, services, case, step, value or words)
    finding = services.search.find(words)
    if finding.verdict is Verdict.DISTRESS or (comes_first(finding) and not case.red):
        return found_answer(finding, services.packs, services.operator, turn.catalog, noted=False)
    if not case.known and gives_away(words):
        return await answering.check(turn, unit, case, step, {"words": words})
    return await answering.add_words(turn, unit, services, case, step, words)


async def _file(
    turn: Turn, unit: Unit, services: Services, case: Case, media: Media
) -> Screen | None:
    step = turn.draft
    assert isinstance(step, Adding)
    if media.kind not in FILES:
        return await answering.go_on(turn, unit, case, step, "odd.sticker")
    again = await of_album(turn, unit, media)
    if media.kind == "voice" and not case.known:
        return await answering.check(turn, unit, case, step, {"media": asdict(media)})
    screen = await answering.add_file(turn, unit, services, case, step, media)
    return None if again else screen


async def _point(turn: Turn, unit: Unit, services: Services, case: Case, at: Location) -> Screen:
    step = turn.draft
    assert isinstance(step, Adding)
    if not services.areas.nearest(at.latitude, at.longitude):
        return await answering.go_on(turn, unit, case, step, "err.far")
    after = await reporting.add_point(unit, turn.actor, case.id, at, services, now=turn.now)
    return await answering.go_on(turn, unit, after or case, step, "report.added")


async def skip(turn: Turn, unit: Unit, services: Services) -> Screen:
    """Leave this question; there may be more."""
    if not isinstance(turn.draft, Adding):
        return report_screens.said("report.nothing", turn.catalog)
    case = await reporting.own(unit, turn.actor, turn.draft.case)
    if case is None:
        return report_screens.said("cases.unknown", turn.catalog)
    return await answering.go_on(turn, unit, case, questions.step_after(case, turn.draft))


async def finish(turn: Turn, unit: Unit, services: Services) -> Screen:
    """Done with choosing injuries, or with all of it."""
    step = turn.draft
    if isinstance(step, Adding) and step.question == "injury" and step.picked:
        case = await reporting.add_injuries(unit, turn.actor, step, services, now=turn.now)
        if case is not None:
            return await answering.go_on(turn, unit, case, questions.step_after(case, step))
    await unit.drafts.close(turn.actor.id)
    return report_screens.said("report.finished", turn.catalog)
