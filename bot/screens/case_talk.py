"""What was asked last and what the reporter answered, as it stands in a case."""

from __future__ import annotations

from collections.abc import Sequence

from bot.reports import Event, FileState, Kept
from bot.reports.talk import Talk
from bot.screens.case_facts import FILES
from bot.screens.offices import moment, short
from content.catalog import Catalog
from content.html import Html

LONGEST = 400
_FILES: dict[FileState, str] = {
    FileState.KEPT: "work.talk.kept",
    FileState.WAITING: "work.talk.waiting",
    FileState.MISSING: "work.talk.lost",
    FileState.TOO_BIG: "work.talk.lost",
    FileState.REFUSED: "work.talk.lost",
}


def lines(talk: Talk, files: Sequence[Kept], catalog: Catalog) -> list[Html]:
    """`files`: all of the case; those of an answer came with it."""
    found: list[Html] = []
    if talk.question is not None:
        found.append(_asked(talk.question, files, catalog))
    for answer in talk.answers:
        found += _answered(answer, files, catalog)
    return found


def _asked(question: Event, files: Sequence[Kept], catalog: Catalog) -> Html:
    at = moment(question.at)
    if question.words in FILES and _of(question, files, office=True):
        kind = catalog.label(FILES[question.words])
        return catalog.text("work.talk.asked.file", moment=at, kind=kind)
    return catalog.text("work.talk.asked", moment=at, words=short(question.words, LONGEST))


def _answered(answer: Event, files: Sequence[Kept], catalog: Catalog) -> list[Html]:
    at, sent = moment(answer.at), _of(answer, files, office=False)
    if answer.words in FILES and sent:
        kind = catalog.label(FILES[answer.words])
        said = catalog.text("work.talk.answered.file", moment=at, kind=kind)
    else:
        words = short(answer.words, LONGEST)
        said = catalog.text("work.talk.answered", moment=at, words=words)
    label = catalog.label("work.files.label")
    states = dict.fromkeys(file.state for file in sent)
    return [said, *(catalog.text(_FILES[state], label=label) for state in states)]


def _of(event: Event, files: Sequence[Kept], *, office: bool) -> list[Kept]:
    """A file and the event that tells of it have the same time."""
    sent = [file for file in files if file.for_reporter is office]
    return [file for file in sent if file.received_at == event.at]
