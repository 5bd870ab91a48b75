"""The gallery's reports: what reporters and those responsible see. Part of the roof."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from bot import gallery_alerts
from bot.alerting import Alerted
from bot.reports import Case, Kind, Need, Severity, Spot, State, Told
from bot.reports.questions import QUESTIONS, Trouble
from bot.reports.steps import Adding, Reporting, begin, changed, placed, worded
from bot.screen import Screen
from bot.screens import cases, reports
from content.areas import Areas
from content.catalog import Catalog

AT = datetime(2026, 5, 12, 7, 7, tzinfo=UTC)
RED = Case(
    id=7,
    code="TN-26-7K3Q9",
    kind=Kind.ACCIDENT,
    severity=Severity.SERIOUS,
    state=State.SENT,
    area="00004",
    also="",
    reporter=1,
    known=False,
    callback=False,
    opened_at=AT,
    version=1,
    told=Told(Spot("00004")),
)
_PLAIN = replace(RED, code="NC-26-7K3Q9", kind=Kind.HAZARD, severity=Severity.NONE)
_MINOR = replace(_PLAIN, reporter=None)
_DEATH = replace(RED, kind=Kind.DEATH, severity=Severity.FATAL)


def screens(areas: Areas, catalog: Catalog) -> Iterator[tuple[str, Screen]]:
    yield from gallery_alerts.screens(RED, areas, catalog)
    yield from _telling(areas, catalog)
    yield from _sent(areas, catalog)
    yield from _asking(areas, catalog)


_NOON = datetime(2026, 5, 12, 5, 0, tzinfo=UTC)
_NIGHT = datetime(2026, 5, 12, 16, 0, tzinfo=UTC)
_SENTENCES = ("report.dropped", "report.nothing", "report.finished", "cases.unknown", "err.old")
_OF_CASES = (
    "cases.withdrawn",
    "cases.over",
    "report.checked",
    "report.checked.told",
    "report.sent.minor",
)
_NOTICES = ("report.file.missing", "report.file.big", "report.file.refused")
_WORDS = "dây điện đứt vắt ngang lối đi sau chợ, trẻ con hay chạy qua"


def _drafts(area: str) -> Iterator[tuple[str, Reporting]]:
    accident = begin("accident", key="k")
    placed_ = placed(accident, area)
    yield "accident", accident
    yield "accident, words", worded(accident, _WORDS)
    for need in Need:
        if need is not Need.UNSAID:
            yield f"where, {need.value}", changed(accident, need=need)
            yield f"send, {need.value}", changed(placed_, need=need)
    border = changed(accident, need=Need.NOW, spot=Spot(area, also="00008"))
    yield "send, border", border
    yield "send, minor", replace(changed(placed_, need=Need.LIGHT), minor=True)
    for kind in ("hazard", "petition", "callback"):
        draft = begin(kind, key="k")
        yield kind, draft
        if kind == "petition":
            draft = changed(draft, dangers=("question",))
            yield "petition, what", draft
        told = replace(worded(draft, f"{_WORDS}, tôi tên An"), phone="0912345678")
        yield f"{kind}, where", told
        yield f"send, {kind}", placed(told, area)


def _telling(areas: Areas, catalog: Catalog) -> Iterator[tuple[str, Screen]]:
    for name, draft in _drafts("00004"):
        yield f"reports: {name}", reports.asked(draft, "00004", areas, catalog)
        if draft.values.words or draft.values.need:
            yield f"reports: unsent, {name}", reports.unsent(draft, catalog)
    for typed in ("tân thành", "tỉnh Cà Mau", "qqqq xx"):
        found = areas.find(typed)
        yield f"reports: typed, {typed}", reports.which_place(found, typed, areas, catalog)
    parked = begin("accident", key="k")
    menu = reports.said("report.finished", catalog)
    yield "reports: parked", reports.beside(menu, parked, catalog)
    yield "reports: far", reports.far(catalog)
    yield "reports: terms", reports.terms(catalog.label("demo.name.operator"), catalog)
    yield "reports: papers", reports.papers(catalog)
    yield "reports: denounce", reports.denounce(catalog)
    for message in ("report.phone.wrong", "report.phone.other"):
        yield f"reports: {message}", reports.ask_phone(catalog.text(message), catalog)
    for message in _SENTENCES:
        yield f"reports: {message}", reports.said(message, catalog)


def _sent(areas: Areas, catalog: Catalog) -> Iterator[tuple[str, Screen]]:
    told = {"here": "00004", "province": "01", "operator": "", "nobody": None}
    for name, area in told.items():
        alerted = Alerted(3, area)
        yield f"cases: sent, {name}", cases.sent(RED, alerted, areas, catalog, now=_NOON)
    here = Alerted(1, "00004")
    child = replace(_PLAIN, told=replace(_PLAIN.told, child=True))
    for name, case in (("death", _DEATH), ("hazard", child), ("minor", _MINOR)):
        yield f"cases: sent, {name}", cases.sent(case, here, areas, catalog, now=_NIGHT)
    yield "cases: sent, before", cases.sent(RED, None, areas, catalog, now=_NOON)


def _asking(areas: Areas, catalog: Catalog) -> Iterator[tuple[str, Screen]]:
    for question in (*QUESTIONS, "phone", "age", "check", ""):
        yield f"cases: asked {question}", cases.asked(RED, Adding(7, question), catalog)
    picked = Adding(7, "injury", picked=["unconscious", "broken"], victim=1)
    yield "cases: asked injuries", cases.asked(RED, picked, catalog)
    voice = Adding(7, "check", pending={"media": {"kind": "voice"}})
    yield "cases: asked voice", cases.asked(RED, voice, catalog)
    for trouble in Trouble:
        below = cases.asked(RED, Adding(7, "when"), catalog)
        yield f"cases: {trouble.value}", reports.above(catalog.text(trouble.value), below)
    for state in State:
        case = replace(RED, state=state)
        yield f"cases: one, {state.value}", cases.one(case, areas, catalog, now=_NOON)
    late = _NOON + cases.TWO_WEEKS
    yield "cases: one, later", cases.one(_PLAIN, areas, catalog, now=late)
    yield "cases: list", cases.listed([RED, _PLAIN], catalog)
    yield "cases: list, none", cases.listed([], catalog)
    yield "cases: withdraw", cases.ask_withdraw(RED, catalog)
    for case in (RED, _PLAIN):
        yield f"cases: check {case.kind.value}", cases.check(case, catalog)
    for message in _OF_CASES:
        yield f"cases: {message}", cases.said(message, RED, catalog)
    for message in _NOTICES:
        yield f"cases: {message}", cases.notice(message, RED)(catalog)
