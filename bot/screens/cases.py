"""A report that is sent: what became of it, what more could be told, and one's own cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot import buttons
from bot.alerting import Alerted
from bot.reports import Case, Kind, State
from bot.reports.questions import OPTIONS
from bot.reports.steps import Adding
from bot.screen import Choice, Keyboard, Rows, Screen
from bot.screens.alerts import kind_name
from bot.screens.labels import choice
from bot.screens.offices import moment, place
from bot.screens.people import over_menu
from bot.screens.report_labels import ANSWERS, option, options
from bot.screens.reports import ask_phone
from bot.windows import local
from content.areas import Areas
from content.catalog import Catalog
from content.html import Html

_QUESTIONS = {
    "when": "report.q.when",
    "injury": "report.q.injury",
    "count": "report.q.count",
    "now": "report.q.now",
    "task": "report.q.task",
    "employer": "report.q.employer",
    "part": "report.q.part",
    "agreed": "report.q.agreed",
    "known": "report.q.known",
    "near": "report.q.near",
}
_STATES = {
    State.SENT: "cases.state.sent",
    State.SEEN: "cases.state.seen",
    State.TAKEN: "cases.state.taken",
    State.CLOSED: "cases.state.closed",
    State.WITHDRAWN: "cases.state.withdrawn",
}
_OFFICE = range(7, 17)
TWO_WEEKS = timedelta(days=14)


def sent(
    case: Case, alerted: Alerted | None, areas: Areas, catalog: Catalog, *, now: datetime
) -> Screen:
    """Said only when all of it is committed, and never more than is true."""
    if alerted is None:
        text = catalog.text("report.sent.before", moment=moment(case.opened_at), code=case.code)
        return _open(text, case, catalog)
    if case.reporter is None:
        return over_menu(catalog.text("report.sent.minor", code=case.code), catalog)
    lines = [_told(case, alerted, areas, catalog)]
    if _closed(now):
        lines.append(catalog.text("report.sent.night"))
    if alerted.often:
        lines.append(catalog.text("report.sent.often"))
    lines.append(catalog.text(_after(case)))
    if case.told.child:
        lines.append(catalog.text("report.child"))
    return _open(Html.join(lines), case, catalog)


def _told(case: Case, alerted: Alerted, areas: Areas, catalog: Catalog) -> Html:
    holes = {"code": case.code, "commune": place(case.area, areas, catalog)}
    if alerted.area == case.area:
        return catalog.text("report.sent", count=alerted.persons, **holes)
    if alerted.area is None:
        return catalog.text("report.sent.nobody", **holes)
    operator = catalog.label("report.sent.operator")
    where = place(alerted.area, areas, catalog) if alerted.area else operator
    return catalog.text("report.sent.up", where=where, **holes)


def _after(case: Case) -> str:
    if case.dead:
        return "report.sent.death"
    return "report.sent.after" if case.red else "report.sent.more"


def _closed(now: datetime) -> bool:
    here = local(now)
    return here.hour not in _OFFICE or here.weekday() >= 5


def _open(text: Html, case: Case, catalog: Catalog) -> Screen:
    """Whatever comes now is added to the case."""
    more = Choice(catalog.label("report.add.label"), buttons.AddToCase(case.id))
    done = Choice(catalog.label("report.finish.label"), buttons.FinishReport())
    return Screen(text, ((more, done), (choice("menu.emergency", catalog),)), Keyboard.REPLY)


def asked(case: Case, step: Adding, catalog: Catalog) -> Screen:
    """The open question of a sent case, or the invitation to add whatever there is."""
    if step.question == "":
        return _open(catalog.text("report.free", code=case.code), case, catalog)
    if step.question == "phone":
        return ask_phone(catalog.text("report.q.phone", code=case.code), catalog, stop=False)
    if step.question in ("age", "check"):
        return _plain_question(step, catalog)
    rows = (*_options(step, catalog), *_ways_on(catalog))
    counts = step.question == "count"
    return Screen(_question(case, step, catalog), rows, Keyboard.REPLY, counts=counts)


def _question(case: Case, step: Adding, catalog: Catalog) -> Html:
    if step.question == "injury" and step.victim:
        number = step.victim + 1
        text = catalog.text("report.q.injury.nth", code=case.code, number=number)
    else:
        text = catalog.text(_QUESTIONS[step.question], code=case.code)
    if not step.picked:
        return text
    named = [ANSWERS["injury", value] for value in step.picked]
    names = [catalog.label(message).lower() for message in named]
    return Html.join([text, catalog.text("report.picked", picked=", ".join(names))])


def _options(step: Adding, catalog: Catalog) -> Rows:
    values = OPTIONS.get(step.question, ())
    if step.question != "count":
        return options(step.question, values, catalog)
    numbers = [Choice(value, buttons.AnswerReport("count", value)) for value in values]
    return tuple(tuple(numbers[at : at + 3]) for at in range(0, len(numbers), 3))


def _ways_on(catalog: Catalog) -> Rows:
    """Every question can be left unanswered."""
    skip = Choice(catalog.label("report.skip.label"), buttons.SkipQuestion())
    done = Choice(catalog.label("report.finish.label"), buttons.FinishReport())
    return ((skip, done), (choice("menu.emergency", catalog),))


def _plain_question(step: Adding, catalog: Catalog) -> Screen:
    text = catalog.text(_plain_words(step))
    rows = options(step.question, OPTIONS[step.question], catalog)
    return Screen(text, (*rows, (choice("menu.emergency", catalog),)), Keyboard.REPLY)


def _plain_words(step: Adding) -> str:
    if step.question == "age":
        return "report.q.age"
    voice = step.pending.get("media", {}).get("kind") == "voice"
    return "report.q.check.voice" if voice else "report.q.check"


def resumed(step: Adding, catalog: Catalog) -> Screen:
    """After an outage: the report is safe, and more can be told."""
    more = Choice(catalog.label("report.add.label"), buttons.AddToCase(step.case))
    done = Choice(catalog.label("report.finish.label"), buttons.FinishReport())
    rows = ((more, done), (choice("menu.emergency", catalog),))
    return Screen(catalog.text("report.listening"), rows, Keyboard.REPLY)


def listed(cases: Sequence[Case], catalog: Catalog) -> Screen:
    if not cases:
        return over_menu(catalog.text("cases.none"), catalog)
    rows = tuple((Choice(_line(case), buttons.OpenCase(case.id)),) for case in cases)
    return Screen(catalog.text("cases.list"), rows)


def _line(case: Case) -> str:
    day = f"{local(case.opened_at):%d/%m}"
    return f"{case.code} · {day}"


def one(case: Case, areas: Areas, catalog: Catalog, *, now: datetime) -> Screen:
    """One's own case: where it stands, in words that are true; after two weeks the question too."""
    text = catalog.text(
        "cases.one",
        code=case.code,
        kind=kind_name(case.kind, catalog),
        commune=place(case.area, areas, catalog),
        moment=moment(case.opened_at),
        state=catalog.text(_STATES[case.state]),
    )
    later = _later(case, catalog) if now - case.opened_at >= TWO_WEEKS else ()
    return Screen(text, (*later, *_own_rows(case, catalog)))


def _own_rows(case: Case, catalog: Catalog) -> Rows:
    back = Choice(catalog.label("menu.cases"), buttons.OpenCases())
    if case.state is State.WITHDRAWN:
        return ((back,),)
    news = Choice(catalog.label("st.news.label"), buttons.ReadNews(case.id))
    if not case.open:
        return ((news, back),)
    more = Choice(catalog.label("report.add.label"), buttons.AddToCase(case.id))
    gone = Choice(catalog.label("cases.withdraw.label"), buttons.AskWithdraw(case.id))
    rows: Rows = ((more, gone), (news, back))
    if case.known:
        return rows
    return (*rows, (Choice(catalog.label("cases.allow.label"), buttons.AllowCall(case.id)),))


def ask_withdraw(case: Case, catalog: Catalog) -> Screen:
    gone = Choice(catalog.label("cases.withdraw.label"), buttons.WithdrawCase(case.id))
    stay = Choice(catalog.label("menu.back"), buttons.OpenCase(case.id))
    return Screen(catalog.text("cases.withdraw.ask", code=case.code), ((gone, stay),))


def said(message: str, case: Case, catalog: Catalog) -> Screen:
    """One sentence about a case, over the menu."""
    return over_menu(catalog.text(message, code=case.code), catalog)


_LATER = {
    True: ("report.check.hazard", ("safe", "still", "unknown")),
    False: ("report.check.accident", ("have", "not", "help")),
}


def check(case: Case, catalog: Catalog) -> Screen:
    """After two weeks: hazards «safe now?», accidents the papers, never «fixed?»."""
    message, _ = _LATER[case.kind in (Kind.HAZARD, Kind.NEAR_MISS)]
    return Screen(catalog.text(message, code=case.code), _later(case, catalog))


def _later(case: Case, catalog: Catalog) -> Rows:
    _, values = _LATER[case.kind in (Kind.HAZARD, Kind.NEAR_MISS)]
    labels = [option("later", value, catalog).label for value in values]
    made = [
        Choice(label, buttons.CheckCase(case.id, value))
        for label, value in zip(labels, values, strict=True)
    ]
    return (tuple(made[:2]), (made[2],))


def checking(case: Case) -> Callable[[Catalog], Screen]:
    return lambda catalog: check(case, catalog)


def notice(message: str, case: Case) -> Callable[[Catalog], Screen]:
    """One sentence that the bot says by itself."""
    return lambda catalog: Screen(catalog.text(message, code=case.code))
