"""The duty roster: who is on duty, changing it, being away, and the letters about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import buttons, duty, hours
from bot.drafts import AskDutyArea, TypeAbsence, TypeHours, TypeNumber
from bot.duty import LOCAL, Duty, Post, Roster
from bot.grants import Holder
from bot.hours import ALWAYS, WEEKEND, WORKDAYS
from bot.numbers import Kind
from bot.people import Role
from bot.screen import Choice, Rows, Screen
from bot.screens import hours as hours_screens
from bot.screens import numbers
from bot.screens.grants import Known, name_of
from bot.screens.labels import choice
from bot.screens.offices import distinct, place, place_label, role_name, short
from content.areas import Areas
from content.catalog import Catalog
from content.html import Html

Question = AskDutyArea | TypeHours | TypeAbsence | TypeNumber
_POSTS: dict[Post, str] = {
    Post.DUTY: "duty.post.duty",
    Post.DEPUTY: "duty.post.deputy",
    Post.CHAIR: "duty.post.chair",
}
PRESETS = (
    ("hours.preset.week", ALWAYS),
    ("hours.preset.workdays", WORKDAYS),
    ("hours.preset.weekend", WEEKEND),
)


def post_name(post: Post, catalog: Catalog) -> str:
    return catalog.label(_POSTS[post])


@dataclass(frozen=True, slots=True)
class View:
    """What the reader may do here. `served`: they serve and may go away; `away`: until when they
    are; `wide`: they may look at other places too; `numbers`: they enter the commune's numbers.
    """

    manages: bool = False
    served: bool = False
    away: datetime | None = None
    wide: bool = False
    numbers: bool = False


def roster(
    found: Roster, known: Known, areas: Areas, catalog: Catalog, *, now: datetime, view: View
) -> Screen:
    lines = [catalog.text("duty.title", place=place(found.area, areas, catalog))]
    lines.append(_present(found, known, catalog, now))
    own = [line for line in found.duties if line.area == found.area]
    lines += [_line(line, found, known, catalog) for line in own]
    names = distinct([_label(line, known, catalog) for line in own])
    opens = [Choice(n, buttons.OpenWatch(d.id)) for n, d in zip(names, own, strict=True)]
    rows = tuple((choice_,) for choice_ in opens) if view.manages else ()
    return Screen(Html.join(lines), (*rows, *_acts(found.area, view, catalog)))


def _acts(area: str, view: View, catalog: Catalog) -> Rows:
    acts = []
    if view.manages:
        acts.append(Choice(catalog.label("duty.add"), buttons.ChooseWatch(area)))
    if view.served and view.away:
        acts.append(Choice(catalog.label("duty.back"), buttons.SayBack()))
    elif view.served:
        acts.append(Choice(catalog.label("duty.away"), buttons.SayAway()))
    if view.numbers:
        acts.append(Choice(catalog.label("number.title"), buttons.KeepNumbers(area)))
    if view.wide:
        acts.append(Choice(catalog.label("duty.other"), buttons.OtherDuty()))
    acts.append(choice("menu.back", catalog))
    return tuple(tuple(acts[i : i + 2]) for i in range(0, len(acts), 2))


def _present(found: Roster, known: Known, catalog: Catalog, now: datetime) -> Html:
    order = duty.on_duty(found, found.area, now)
    first = duty.steps(order)[:1]
    if not first:
        return catalog.text("duty.now.none")
    names = ", ".join(name_of(person, known, catalog) for person in first[0])
    if duty.nobody_here(order):
        return catalog.text("duty.now.nobody", names=names)
    rostered = any(
        line.person in first[0] and line.area == found.area and hours.covers(line.hours, now)
        for line in found.duties
    )
    return catalog.text("duty.now" if rostered else "duty.now.everybody", names=names)


def _line(line: Duty, found: Roster, known: Known, catalog: Catalog) -> Html:
    values = _values(line, known, catalog)
    if until := found.away.get(line.person):
        return catalog.text("duty.line.away", **values, until=hours_screens.until(until, catalog))
    return catalog.text("duty.line", **values)


def _values(line: Duty, known: Known, catalog: Catalog) -> dict[str, str]:
    return {
        "name": name_of(line.person, known, catalog),
        "post": post_name(line.post, catalog),
        "hours": hours_screens.in_words(line.hours, catalog),
    }


def _label(line: Duty, known: Known, catalog: Catalog) -> str:
    return f"{name_of(line.person, known, catalog)}, {post_name(line.post, catalog).lower()}"


def ask_area(catalog: Catalog) -> Screen:
    return Screen(catalog.text("duty.area"), (_stop(catalog),))


def found_areas(typed: str, found: Sequence[str], areas: Areas, catalog: Catalog) -> Screen:
    message = "duty.area.found" if found else "duty.area.none"
    names = distinct([place_label(code, areas, catalog) for code in found])
    rows = [
        (Choice(name, buttons.OpenDuty(code)),) for name, code in zip(names, found, strict=True)
    ]
    return Screen(catalog.text(message, typed=typed[:40]), (*rows, _stop(catalog)))


def choose(area: str, able: Sequence[Holder], known: Known, catalog: Catalog) -> Screen:
    """Whom to put on the roster."""
    labels = [
        f"{name_of(each.person, known, catalog)}, {role_name(each.grant.role, catalog)}"
        for each in able
    ]
    opens = [buttons.ChoosePost(each.grant.id) for each in able]
    rows = [(Choice(n, does),) for n, does in zip(distinct(labels), opens, strict=True)]
    message = "duty.choose" if able else "duty.choose.none"
    return Screen(catalog.text(message), (*rows, _back(area, catalog)))


def choose_post(holder: Holder, known: Known, catalog: Catalog) -> Screen:
    """Assigning is for the heads of the place, so a responder is asked for no more than duty."""
    posts = LOCAL if holder.grant.role is not Role.RESPONDER else LOCAL[:2]
    rows = tuple(
        (Choice(post_name(post, catalog), buttons.PutOnDuty(holder.grant.id, post)),)
        for post in posts
    )
    name = name_of(holder.person, known, catalog)
    return Screen(
        catalog.text("duty.choose.post", name=name), (*rows, _back(holder.grant.area, catalog))
    )


def done(line: Duty, known: Known, catalog: Catalog) -> Screen:
    """As it stands now, after a change."""
    text = catalog.text("duty.done", **_values(line, known, catalog))
    return Screen(text, _of_line(line, catalog), replaces=True)


def one(line: Duty, known: Known, catalog: Catalog) -> Screen:
    return Screen(
        catalog.text("duty.one", **_values(line, known, catalog)), _of_line(line, catalog)
    )


def _of_line(line: Duty, catalog: Catalog) -> Rows:
    change = Choice(catalog.label("duty.hours"), buttons.AskHours(line.id))
    remove = Choice(catalog.label("duty.remove"), buttons.TakeOffDuty(line.id))
    return ((change, remove), _back(line.area, catalog))


def ask_hours(line: Duty, known: Known, catalog: Catalog) -> Screen:
    return _asking(catalog.text("duty.hours.ask", **_values(line, known, catalog)), line, catalog)


def asked_again(draft: Question, areas: Areas, catalog: Catalog) -> Screen:
    """After an outage, when the line is not at hand."""
    match draft:
        case AskDutyArea():
            return ask_area(catalog)
        case TypeHours():
            return Screen(catalog.text("duty.hours.again"), (_stop(catalog),))
        case TypeAbsence():
            return ask_away(catalog)
        case TypeNumber():
            return numbers.ask(Kind(draft.kind), draft.area, areas, catalog)


def wrong_hours(trouble: str, line: Duty, catalog: Catalog) -> Screen:
    return _asking(catalog.text(trouble), line, catalog)


def overtaken(line: Duty, known: Known, catalog: Catalog) -> Screen:
    """Somebody else was faster: as it is now, and the question once more."""
    values = _values(line, known, catalog)
    return _asking(catalog.text("duty.overtaken", **values), line, catalog)


def _asking(text: Html, line: Duty, catalog: Catalog) -> Screen:
    presets = tuple(
        (Choice(catalog.label(n), buttons.SetHours(line.id, line.version, hours.write(h))),)
        for n, h in PRESETS
    )
    return Screen(text, (*presets, _back(line.area, catalog)))


def removed(line: Duty, known: Known, catalog: Catalog) -> Screen:
    text = catalog.text("duty.removed", name=name_of(line.person, known, catalog))
    return Screen(text, (_back(line.area, catalog),), replaces=True)


def ask_away(catalog: Catalog) -> Screen:
    return Screen(catalog.text("duty.away.ask"), (_stop(catalog),))


def wrong_until(trouble: str, catalog: Catalog) -> Screen:
    return Screen(catalog.text(trouble), (_stop(catalog),))


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Who is told first in an area; `names` "" for nobody, `upward`: they are not of the area."""

    area: str
    names: str
    upward: bool = False


def gone(until: datetime, meanwhile: Sequence[Meanwhile], areas: Areas, catalog: Catalog) -> Screen:
    lines = [catalog.text("duty.away.done", until=hours_screens.until(until, catalog))]
    for each in meanwhile:
        message = "duty.away.upward" if each.upward else "duty.away.standin"
        message = message if each.names else "duty.away.nobody"
        where = place(each.area, areas, catalog)
        lines.append(catalog.text(message, place=where, names=each.names))
    row = (Choice(catalog.label("duty.back"), buttons.SayBack()), open_roster("", catalog))
    return Screen(Html.join(lines), (row,))


def here_again(catalog: Catalog, *, were_away: bool) -> Screen:
    message = "duty.back.done" if were_away else "duty.back.before"
    return Screen(catalog.text(message), ((open_roster("", catalog),),))


def refusal(message: str, catalog: Catalog) -> Screen:
    return Screen(catalog.text(message), ((open_roster("", catalog),),))


def told(detail: str, catalog: Catalog) -> str:
    """The detail of a deed in words: a post and its hours, or a moment."""
    post, _, written = detail.partition(" ")
    if written:
        when = hours_screens.in_words(hours.read(written), catalog)
        return f"{post_name(Post(post), catalog)}, {when}"
    return hours_screens.until(datetime.fromisoformat(detail), catalog) if detail else ""


def open_roster(area: str, catalog: Catalog) -> Choice:
    return Choice(short(catalog.label("duty.open")), buttons.OpenDuty(area))


def _back(area: str, catalog: Catalog) -> tuple[Choice, ...]:
    return (open_roster(area, catalog),)


def _stop(catalog: Catalog) -> tuple[Choice, ...]:
    return (open_roster("", catalog), choice("menu.emergency", catalog))
