"""Cases as somebody in office sees them: the list, one case, and each act on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot import buttons
from bot.casework import PAGE, Seen
from bot.reports import Case, Ending, FileState, Kind, Severity, State
from bot.screen import Choice, Rows, Screen
from bot.screens import case_talk
from bot.screens.alerts import kind_name
from bot.screens.case_facts import SEVERITIES, facts, severity_name
from bot.screens.offices import distinct, moment, place, place_label, short
from bot.screens.revealing import decisions
from bot.windows import local
from content.areas import Areas, Found
from content.catalog import Catalog
from content.html import Html

LONGEST_REASON = 200
_MARKS = {Severity.FATAL: "🔴 ", Severity.SERIOUS: "🔴 "}
_STATES: dict[State, str] = {
    State.SENT: "work.state.new",
    State.SEEN: "work.state.seen",
    State.TAKEN: "work.state.taken",
    State.CLOSED: "work.state.closed",
    State.WITHDRAWN: "work.state.withdrawn",
}
END_WORDS: dict[Ending, str] = {
    Ending.FIXED: "work.end.words",
    Ending.MINUTED: "work.end.words",
    Ending.PASSED_ON: "work.end.words.passed_on",
    Ending.NOT_SO: "work.end.words.not_so",
    Ending.NOT_DONE: "work.end.words.not_done",
}
ENDINGS: dict[Ending, str] = {
    Ending.FIXED: "work.end.fixed",
    Ending.MINUTED: "work.end.minuted",
    Ending.PASSED_ON: "work.end.passed_on",
    Ending.NOT_SO: "work.end.not_so",
    Ending.NOT_DONE: "work.end.not_done",
}


def inbox(
    cases: Sequence[Case], page: int, catalog: Catalog, *, closed: bool, now: datetime
) -> Screen:
    """`cases` may hold one more than a page: then there is a next one."""
    if closed:
        message = "work.closed" if cases or page else "work.closed.none"
    else:
        message = "work.inbox" if cases or page else "work.inbox.none"
    rows: list[tuple[Choice, ...]] = [
        (Choice(_line(case, catalog, now), buttons.OpenWorkCase(case.id)),) for case in cases[:PAGE]
    ]
    other = Choice(
        catalog.label("work.to_open.label" if closed else "work.to_closed.label"),
        buttons.OpenWork(0, int(not closed)),
    )
    turns = [other]
    if len(cases) > PAGE:
        following = buttons.OpenWork(page + 1, int(closed))
        turns.append(Choice(catalog.label("guide.next_page"), following))
    own = Choice(catalog.label("work.own.label"), buttons.OpenCases())
    return Screen(catalog.text(message), (*rows, tuple(turns), (own,)))


def _line(case: Case, catalog: Catalog, now: datetime) -> str:
    """Code, age and state; a mark for what is grave. The place is on the case itself."""
    age = waited(now - case.opened_at, catalog)
    state = catalog.label(_STATES[case.state])
    mark = "" if case.dead else _MARKS.get(case.found_severity, "")
    return f"{mark}{case.code} · {age} · {state}"


def waited(span: timedelta, catalog: Catalog) -> str:
    minutes = int(span.total_seconds() // 60)
    if minutes < 120:
        return catalog.label("work.age.minutes", count=max(minutes, 0))
    if minutes < 48 * 60:
        return catalog.label("work.age.hours", count=minutes // 60)
    return catalog.label("work.age.days", count=minutes // (24 * 60))


def one(seen: Seen, areas: Areas, catalog: Catalog) -> Screen:
    """One case: the reporter's words apart from what officials found."""
    case = seen.case
    lines = [
        catalog.text(
            "work.one",
            code=case.code,
            kind=kind_name(case.found_kind, catalog),
            severity=severity_name(case, catalog),
            state=_state(seen, catalog),
        ),
        *facts(case, seen.files, areas, catalog),
    ]
    if seen.joined:
        codes = ", ".join(other.code for other in seen.joined)
        lines.append(catalog.text("work.joined", codes=codes))
    lines += case_talk.lines(seen.talk, seen.files, catalog)
    if case.asked_at is not None:
        lines.append(catalog.text("work.waits", moment=moment(case.asked_at)))
    if case.fast and case.open:
        lines.append(catalog.text("work.fast"))
    if seen.wish is not None:
        lines.append(catalog.text("work.wish", reason=short(seen.wish.reason, LONGEST_REASON)))
    return Screen(Html.join(lines), _acts(seen, catalog))


def _state(seen: Seen, catalog: Catalog) -> str:
    case = seen.case
    if case.state is State.TAKEN and case.taken_at is not None:
        if seen.mine:
            return catalog.label("work.state.mine", moment=moment(case.taken_at))
        name = seen.holder or catalog.label("work.somebody")
        return catalog.label("work.state.by", name=name, moment=moment(case.taken_at))
    return catalog.label(_STATES[case.state])


def _acts(seen: Seen, catalog: Catalog) -> Rows:
    case, number = seen.case, seen.case.id
    rows: list[tuple[Choice, ...]] = []
    if case.state in (State.SENT, State.SEEN):
        rows.append((Choice(catalog.label("alert.take"), buttons.TakeCase(number)),))
    if seen.works and case.open:
        rows += _working(case, catalog)
    rows += _looking(seen, catalog)
    if seen.wish is not None:
        rows.append(decisions(seen.wish.id, catalog))
    for other in seen.alike[:2]:
        label = catalog.label("work.alike.label", code=other.code)
        rows.append((Choice(label, buttons.AskJoin(number, other.id)),))
    if seen.works and case.state is State.CLOSED:
        rows.append((Choice(catalog.label("work.reopen.label"), buttons.ReopenCase(number)),))
    back = Choice(catalog.label("work.list.label"), buttons.OpenWork())
    rows.append((Choice(catalog.label("work.history.label"), buttons.OpenHistory(number)), back))
    return tuple(rows)


def _working(case: Case, catalog: Catalog) -> list[tuple[Choice, ...]]:
    def choice(message: str, does: buttons.Button) -> Choice:
        return Choice(catalog.label(message), does)

    number = case.id
    note = choice("work.note.label", buttons.WriteNote(number))
    asks = (choice("work.ask.label", buttons.AskReporter(number)), note)
    return [
        asks if case.reporter is not None else (note,),
        (
            choice("work.hand.label", buttons.ChooseColleague(number)),
            choice("work.forward.label", buttons.ChooseForward(number)),
        ),
        (
            choice("work.correct.label", buttons.ChooseFinding(number)),
            choice("work.end.label", buttons.ChooseEnding(number)),
        ),
    ]


def _looking(seen: Seen, catalog: Catalog) -> list[tuple[Choice, ...]]:
    """Place, pictures, the number: each touch is written down."""
    case, row = seen.case, []
    kept = any(file.state is FileState.KEPT for file in seen.files)
    if kept or case.told.spot.latitude is not None:
        row.append(Choice(catalog.label("work.files.label"), buttons.ShowFiles(case.id)))
    if seen.works and case.reporter is not None:
        open_ = case.known or case.callback
        does = buttons.ShowNumber(case.id) if open_ else buttons.AskReveal(case.id)
        row.append(
            Choice(catalog.label("work.number.label" if open_ else "work.reveal.label"), does)
        )
    return [tuple(row)] if row else []


def taken(case: Case, catalog: Catalog, *, may_act: bool) -> Screen:
    """For whoever took it: what comes next."""
    at = moment(case.taken_at or case.opened_at)
    message = "work.taken.nobody" if case.reporter is None else "work.taken"
    lines = [catalog.text(message, code=case.code, moment=at)]
    if case.fast:
        lines.append(catalog.text("work.fast"))
    rows = _working(case, catalog) if may_act else []
    return Screen(Html.join(lines), (*rows, *to_case(case, catalog)))


def taken_by_other(case: Case, name: str, catalog: Catalog) -> Screen:
    at = moment(case.taken_at or case.opened_at)
    text = catalog.text("work.taken.other", code=case.code, name=name, moment=at)
    return Screen(text, to_case(case, catalog))


def to_case(case: Case, catalog: Catalog) -> Rows:
    return ((Choice(catalog.label("work.open.label"), buttons.OpenWorkCase(case.id)),),)


def said(message: str, case: Case, catalog: Catalog, **holes: object) -> Screen:
    """One sentence about a case, and the way back to it."""
    return Screen(catalog.text(message, code=case.code, **holes), to_case(case, catalog))


def ask_words(message: str, case: Case, catalog: Catalog, **holes: object) -> Screen:
    """A line is to be typed; leaving is going back to the case."""
    back = Choice(catalog.label("work.back.label"), buttons.OpenWorkCase(case.id))
    return Screen(catalog.text(message, code=case.code, **holes), ((back,),))


def held(case: Case, words: str, catalog: Catalog) -> Screen:
    """An official replied to a message of a case: what shall the words be?"""
    ask = Choice(catalog.label("work.ask.label"), buttons.AskReporter(case.id))
    note = Choice(catalog.label("work.note.label"), buttons.WriteNote(case.id))
    text = catalog.text("work.held", code=case.code, words=words)
    return Screen(text, ((ask, note), *to_case(case, catalog)))


def colleagues(case: Case, able: Mapping[int, tuple[int, str]], catalog: Catalog) -> Screen:
    if not able:
        return said("work.hand.nobody", case, catalog)
    names = distinct([name or catalog.label("work.somebody") for _, name in able.values()])
    rows = tuple(
        (Choice(label, buttons.HandTo(case.id, grant)),)
        for label, grant in zip(names, able, strict=True)
    )
    return Screen(catalog.text("work.hand.ask", code=case.code), (*rows, *to_case(case, catalog)))


def forward_where(case: Case, areas: Areas, catalog: Catalog) -> Screen:
    province = areas.province_of(case.area)
    rows: Rows = to_case(case, catalog)
    if province.code != case.area:
        label = place_label(province.code, areas, catalog)
        rows = ((Choice(label, buttons.ForwardTo(case.id, province.code)),), *rows)
    return Screen(catalog.text("work.forward.ask", code=case.code), rows)


def forward_found(case: Case, typed: str, found: Found, areas: Areas, catalog: Catalog) -> Screen:
    codes = list(dict.fromkeys(each.area.code for each in found.places))[:8]
    if not codes:
        return ask_words("work.forward.unknown", case, catalog, name=typed)
    names = distinct([place_label(code, areas, catalog) for code in codes])
    rows = tuple(
        (Choice(name, buttons.ForwardTo(case.id, code)),)
        for name, code in zip(names, codes, strict=True)
    )
    return Screen(catalog.text("work.forward.which", code=case.code), rows)


def forwarded(case: Case, areas: Areas, catalog: Catalog) -> Screen:
    """It may be out of sight now, so there is no way back to it."""
    where = place(case.area, areas, catalog)
    text = catalog.text("work.forwarded", code=case.code, where=where)
    back = Choice(catalog.label("work.list.label"), buttons.OpenWork())
    return Screen(text, ((back,),))


def findings(case: Case, catalog: Catalog) -> Screen:
    """The reporter's words stay; this stands beside them."""
    kinds = (Kind.ACCIDENT, Kind.DEATH, Kind.HAZARD, Kind.NEAR_MISS)
    made = [Choice(kind_name(kind, catalog), buttons.SetFinding(case.id, kind)) for kind in kinds]
    made += [
        Choice(catalog.label(message), buttons.SetFinding(case.id, level))
        for level, message in SEVERITIES.items()
    ]
    rows = tuple(tuple(made[at : at + 2]) for at in range(0, len(made), 2))
    text = catalog.text("work.correct.ask", code=case.code)
    return Screen(text, (*rows, *to_case(case, catalog)))


def endings(case: Case, catalog: Catalog) -> Screen:
    rows = tuple(
        (Choice(catalog.label(message), buttons.EndCase(case.id, ending)),)
        for ending, message in ENDINGS.items()
    )
    text = catalog.text("work.end.ask", code=case.code)
    return Screen(text, (*rows, *to_case(case, catalog)))


def ask_join(case: Case, to: Case, catalog: Catalog) -> Screen:
    text = catalog.text(
        "work.join.ask",
        code=case.code,
        moment=moment(case.opened_at),
        other=to.code,
        at=moment(to.opened_at),
    )
    yes = Choice(catalog.label("work.join.label"), buttons.JoinCases(case.id, to.id))
    look = Choice(catalog.label("work.join.look"), buttons.OpenWorkCase(to.id))
    return Screen(text, ((yes, look), *to_case(case, catalog)))


def day(at: datetime) -> str:
    return f"{local(at):%d/%m/%Y}"
