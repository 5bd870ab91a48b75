"""What is known of a case, line by line: the reporter's words marked as such, and the findings."""

from __future__ import annotations

from collections.abc import Sequence

from bot.reports import Case, Event, Kept, Severity, What
from bot.screens.alerts import KINDS
from bot.screens.grants import Known, name_of
from bot.screens.offices import moment, place, short
from bot.screens.report_labels import ANSWERS
from content.areas import Areas
from content.catalog import Catalog
from content.html import Html

SEVERITIES: dict[Severity, str] = {
    Severity.NONE: "work.severity.none",
    Severity.LIGHT: "work.severity.light",
    Severity.SERIOUS: "work.severity.serious",
    Severity.FATAL: "work.severity.fatal",
}
_SUSPECTED: dict[Severity, str] = SEVERITIES | {Severity.SERIOUS: "work.severity.suspected"}
EVENTS: dict[What, str] = {
    What.SENT: "work.event.sent",
    What.AGREED: "work.event.agreed",
    What.ADDED: "work.event.added",
    What.EDITED: "work.event.edited",
    What.WITHDRAWN: "work.event.withdrawn",
    What.ANSWERED: "work.event.answered",
    What.CHECKED: "work.event.checked",
    What.ALERTED: "work.event.alerted",
    What.SEEN: "work.event.seen",
    What.TAKEN: "work.event.taken",
    What.HANDED_OVER: "work.event.handed",
    What.ASKED: "work.event.asked",
    What.NOTED: "work.event.noted",
    What.CORRECTED: "work.event.corrected",
    What.FORWARDED: "work.event.forwarded",
    What.JOINED: "work.event.joined",
    What.CLOSED: "work.event.closed",
    What.REOPENED: "work.event.reopened",
    What.RELEASED: "work.event.released",
    What.IDENTITY_OPENED: "work.event.identity",
    What.FILES_OPENED: "work.event.files",
}
FILES = {
    "photo": "work.file.photo",
    "voice": "work.file.voice",
    "audio": "work.file.voice",
    "video": "work.file.video",
}
_SPOKEN = (What.ANSWERED, What.ASKED, What.NOTED, What.FORWARDED, What.JOINED, What.CLOSED)
_REPORTERS = (What.SENT, What.AGREED, What.ADDED, What.EDITED, What.WITHDRAWN, What.ANSWERED)
LONGEST = 600
MOST_EVENTS = 12


def severity_name(case: Case, catalog: Catalog) -> str:
    """Suspected, until an official has said so."""
    names = SEVERITIES if case.findings.severity else _SUSPECTED
    return catalog.label(names[case.found_severity])


def facts(case: Case, files: Sequence[Kept], areas: Areas, catalog: Catalog) -> list[Html]:
    told = case.told
    where = place(case.area, areas, catalog)
    at = moment(case.opened_at)
    lines = [catalog.text("work.where", moment=at, commune=where, spot=told.spot.words)]
    lines += [catalog.text("work.told", words=words) for words in _answers(case, catalog)]
    if told.words:
        words = short("\n".join(told.words), LONGEST)
        lines.append(catalog.text("work.words", words=words))
    if files:
        lines.append(catalog.text("work.files", count=len(files)))
    if case.findings.kind or case.findings.severity:
        lines.append(_findings(case, catalog))
    lines.append(catalog.text("work.known" if case.known or case.callback else "work.sealed"))
    return lines


def _answers(case: Case, catalog: Catalog) -> list[str]:
    """What was chosen or said to the bot's questions, as one line."""
    told, parts = case.told, []
    if told.hurt:
        parts.append(catalog.label("work.hurt", count=told.hurt))
    named: list[tuple[str, str]] = [
        ("injury", i) for victim in told.victims for i in victim.injuries
    ]
    named += [("now", victim.now) for victim in told.victims if victim.now]
    named += [("danger", danger) for danger in told.dangers]
    named += [("employer", told.employer)] if told.employer else []
    named += [("part", told.part)] if told.part else []
    labels = (catalog.label(ANSWERS[key]) for key in dict.fromkeys(named) if key in ANSWERS)
    parts += labels
    parts += [words for words in (told.at_words, told.task) if words]
    return ["; ".join(parts)] if parts else []


def _findings(case: Case, catalog: Catalog) -> Html:
    found = case.findings
    names = [catalog.label(KINDS[found.kind])] if found.kind else []
    names += [catalog.label(SEVERITIES[found.severity])] if found.severity else []
    return catalog.text("work.findings", words=", ".join(names))


def history(case: Case, events: Sequence[Event], known: Known, catalog: Catalog) -> Html:
    """Each step with who and when; whoever reported has no name here."""
    lines = [catalog.text("work.history", code=case.code)]
    lines += [_event(case, event, known, catalog) for event in events[-MOST_EVENTS:]]
    return Html.join(lines)


def _event(case: Case, event: Event, known: Known, catalog: Catalog) -> Html:
    if event.what in _REPORTERS or (event.actor is not None and event.actor == case.reporter):
        who = catalog.label("work.reporter")
    elif event.actor is None:
        who = catalog.label("work.bot")
    else:
        who = name_of(event.actor, known, catalog)
    line = catalog.text(EVENTS[event.what], moment=moment(event.at), who=who)
    if event.what not in _SPOKEN or not event.words:
        return line
    words = catalog.label(FILES[event.words]) if event.words in FILES else event.words
    return Html.join([line, catalog.text("work.said", words=short(words, LONGEST))])
