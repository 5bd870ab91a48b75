"""The screens of broadcasts in the gallery, with made-up messages. Part of the roof."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.audiences import KINDS, WITH, WITHOUT, Audience, Count, Saved
from bot.broadcasts.approving import Reason
from bot.broadcasts.content import Content, Extra, Fault, File, Opens, Part
from bot.broadcasts.deciding import SAID
from bot.broadcasts.drafts import AskExtra, AskReason, AskTerm, AskTime, Compose, NameAudience
from bot.broadcasts.outcome import Outcome
from bot.broadcasts.planning import Plan
from bot.broadcasts.values import Broadcast, Stage
from bot.broadcasts.writing import Change
from bot.dates import Choices, Trouble
from bot.groups import Group
from bot.ledger import Result, State
from bot.people import Role
from bot.screen import Screen
from bot.screens import broadcast_plans as plans
from bot.screens import broadcast_results as results
from bot.screens import broadcast_terms as terms
from bot.screens import broadcasts
from bot.screens.broadcast_message import message
from content.areas import Areas
from content.catalog import Catalog
from content.html import Html
from content.packs import Packs

NOW = datetime(2026, 5, 12, 5, 0, tzinfo=UTC)
COMMUNE, OTHER = "05425", "00004"
QUESTIONS = (
    Compose(7),
    AskTerm(7, WITH),
    NameAudience(7),
    AskTime(7),
    AskReason(7, "a"),
    AskExtra(7, "card"),
)
_TEXT = "Chiều nay nắng gắt, bà con phun thuốc xong trước 9 giờ. Mang khẩu trang, găng tay."
_PARTS = (
    Part(1, "1", "photo", Html.escape(""), state=File.KEPT, kept="00" * 16),
    Part(2, "2", "text", Html.escape(_TEXT)),
    Part(3, "3", "text", Html.escape("Spray before nine. Wear a mask."), language="en"),
)
_EXTRAS = (
    Extra(Opens.CARD, "Pha thuốc sâu", "pesticides/mixing"),
    Extra(Opens.REPORT, "Báo tai nạn"),
    Extra(Opens.LINK, "Xem thêm", "https://congdoan.vn/tin"),
)
_GROUPS = (Group(7, "Tổ phun thuốc An Bình", COMMUNE, 1, "ABCDEFGHIJKL2", members=12),)
_MANY = Audience(
    areas=(COMMUNE, OTHER),
    groups=(7,),
    sectors=("pesticides", "agriculture"),
    roles=("responder", "official"),
    languages=("vi",),
    no_areas=("00008",),
)
_DRAFT = Broadcast(
    7, 1, Role.ORGANISER, COMMUNE, Stage.DRAFT, Content(_PARTS, _EXTRAS), Audience((COMMUNE,))
)
_FAULTS = (
    *(Fault(f"bc.fault.{name}") for name in ("empty", "dead", "wanted", "mixed", "right")),
    *(
        Fault(f"bc.fault.{name}")
        for name in ("group", "nobody", "spared", "picture", "late", "grown", "unapproved")
    ),
    Fault("bc.fault.files", {"count": 12, "most": 10}),
    Fault("bc.fault.long", {"count": 1200, "most": 904}),
    Fault("bc.fault.refused", {"reason": "message is too long"}),
    Fault("err.past"),
)
_STATES = {state: number for number, state in enumerate(State, start=3)}


def screens(packs: Packs, areas: Areas, catalog: Catalog) -> Iterator[tuple[str, Screen]]:
    known = terms.Terms(areas, packs, _GROUPS, catalog)
    yield from _written(areas, catalog)
    yield from _aimed(known)
    yield from _planned(known)
    yield from _decided(known)
    yield from _sent(known)


def _written(areas: Areas, catalog: Catalog) -> Iterator[tuple[str, Screen]]:
    yield "broadcasts: home", broadcasts.home([_DRAFT, _at(Stage.DONE)], [], catalog)
    asked = [_at(stage) for stage in (Stage.ASKED, Stage.SENDING)]
    yield "broadcasts: home, waiting", broadcasts.home([_DRAFT], asked, catalog)
    yield "broadcasts: message", message(_DRAFT, areas, catalog)
    bare = replace(_DRAFT, content=Content(), audience=Audience())
    yield "broadcasts: ask", broadcasts.ask(bare, "", catalog)
    yield "broadcasts: ask in English", broadcasts.ask(_DRAFT, "en", catalog)
    for change in (Change.DONE, Change.VOID):
        yield f"broadcasts: written, {change}", broadcasts.written(_DRAFT, change, catalog)
    for change in (Change.LATE, Change.FULL, Change.UNUSABLE, Change.BIG):
        yield f"broadcasts: not written, {change}", broadcasts.not_written(_DRAFT, change, catalog)
    for opens in ("card", "link"):
        yield f"broadcasts: button, {opens}", broadcasts.ask_extra(_DRAFT, opens, catalog)
        yield f"broadcasts: no button, {opens}", broadcasts.no_extra(_DRAFT, opens, catalog)
    yield "broadcasts: dropped", broadcasts.dropped(catalog)


def _aimed(known: terms.Terms) -> Iterator[tuple[str, Screen]]:
    count = Count(412, 9, {"vi": 400, "en": 12}, spared=6)
    saved = [Saved(1, "Tổ phun thuốc của xã", _MANY)]
    aimed = replace(_DRAFT, audience=_MANY)
    for name, chosen in (("none", replace(_DRAFT, audience=Audience())), ("many", aimed)):
        yield f"broadcasts: audience, {name}", terms.overview(chosen, count, saved, known)
    yield "broadcasts: audience, without", terms.excluded(aimed, known)
    for side in (WITH, WITHOUT):
        for kind in KINDS:
            offered = [COMMUNE, OTHER] if kind == "area" else terms.values_of(kind, known)
            page = terms.page(aimed, side, kind, offered, known)
            yield f"broadcasts: audience, {side} {kind}", page
    empty = terms.Terms(known.areas, Packs({}, ()), (), known.catalog)
    yield "broadcasts: audience, no groups", terms.page(_DRAFT, WITH, "group", (), empty)
    yield "broadcasts: audience, name", terms.ask_name(_DRAFT, known.catalog)
    places = terms.found_places(aimed, WITH, (COMMUNE, OTHER), "an binh", known)
    yield "broadcasts: audience, places", places
    yield "broadcasts: audience, no place", terms.found_places(aimed, WITH, (), "xyz", known)


def _planned(known: terms.Terms) -> Iterator[tuple[str, Screen]]:
    for overrides in (True, False):
        for reason in (None, *Reason):
            made = _plan(_DRAFT, reason=reason)
            name = f"broadcasts: preview, {reason} {overrides}"
            yield name, plans.preview(made, known, overrides=overrides)
    alone = replace(_plan(_DRAFT, reason=Reason.SIZE), others=())
    yield "broadcasts: preview, nobody", plans.preview(alone, known, overrides=True)
    for trial in (None, State.QUEUED):
        waiting = replace(_plan(_DRAFT), trial=trial)
        yield f"broadcasts: preview, {trial}", plans.preview(waiting, known, overrides=False)
    for fault in _FAULTS:
        faulty = replace(_plan(_DRAFT), fault=fault)
        name = f"broadcasts: preview, {fault.message}"
        yield name, plans.preview(faulty, known, overrides=False)
        yield f"{name}, told", plans.stopped(_DRAFT, fault, "Chiều nay nắng", known.catalog)
    catalog = known.catalog
    yield "broadcasts: time", plans.ask_time(_DRAFT, catalog, now=NOW)
    for hours in (3, 10):
        at = NOW + timedelta(hours=hours)
        yield f"broadcasts: time, shut {hours}", plans.quiet(_DRAFT, at, catalog, now=NOW)
    for typed in (*Trouble, Choices((NOW + timedelta(hours=6), NOW + timedelta(hours=18)))):
        screen = plans.not_a_time(_DRAFT, typed, catalog, now=NOW)
        yield f"broadcasts: time, {getattr(typed, 'value', 'choices')}", screen


def _decided(known: terms.Terms) -> Iterator[tuple[str, Screen]]:
    catalog = known.catalog
    asked = _plan(replace(_DRAFT, stage=Stage.ASKED, asked_at=NOW), reason=Reason.SIZE)
    for overrides in (True, False):
        yield f"broadcasts: asked, {overrides}", plans.asked(asked, known, overrides=overrides)
    for urgent in (True, False):
        wanted = replace(asked, broadcast=replace(asked.broadcast, urgent=urgent))
        yield f"broadcasts: approve, {urgent}", plans.to_approve(wanted, known)
    for approver in (2, None):
        made = _plan(replace(_DRAFT, stage=Stage.READY, approver=approver))
        yield f"broadcasts: ready, {approver}", plans.ready(made, known)
    yield "broadcasts: reason", plans.ask_reason(_DRAFT, catalog)
    told = {*SAID.values(), "bc.approved.told", "bc.returned.told", "bc.overridden"}
    for said in sorted(told | {"bc.halted.told", "bc.over"}):
        holes = {"words": "Chiều nay nắng", "reason": "bão vào đất liền"}
        yield f"broadcasts: {said}", plans.told(said, _DRAFT, catalog, **holes)


def _sent(known: terms.Terms) -> Iterator[tuple[str, Screen]]:
    catalog = known.catalog
    rows = [
        Result(code, ("pesticides", "construction"), state, "", number)
        for code in (COMMUNE, OTHER)
        for state, number in _STATES.items()
    ]
    taken_back = {State.SENT: 300, State.QUEUED: 8, State.REJECTED: 4}
    out = Outcome(_STATES, rows, taken_back)
    for stage in (Stage.SENDING, Stage.RESTING, Stage.PAUSED):
        screen = results.progress(_at(stage), out, catalog, now=NOW)
        yield f"broadcasts: {stage}", screen
    halted = replace(_at(Stage.PAUSED), wrong="too many requests")
    yield "broadcasts: halted", results.progress(halted, out, catalog, now=NOW)
    for stage in (Stage.DONE, Stage.CANCELLED, Stage.RECALLED):
        yield f"broadcasts: {stage}", results.result(_at(stage), out, known, owned=True)
    for late in (0, 4):
        screen = results.ask_recall(_at(Stage.DONE), out, late, catalog)
        yield f"broadcasts: recall, {late}", screen
    yield "broadcasts: table", results.table(_at(Stage.DONE), "00" * 16, catalog)


def _at(stage: Stage) -> Broadcast:
    return replace(_DRAFT, id=8, stage=stage, messages=(1,), started_at=NOW)


def _plan(broadcast: Broadcast, reason: Reason | None = None) -> Plan:
    return Plan(
        broadcast=broadcast,
        count=Count(412, 9, {"vi": 400, "en": 12}, spared=6),
        start=NOW,
        end=NOW + timedelta(seconds=14),
        reason=reason,
        others=(2, 3),
        trial=State.SENT,
        refusal="",
        groups=_GROUPS,
        reached=(COMMUNE,),
    )
