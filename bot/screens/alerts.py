"""What officials and responders are pushed: thin, without names, employers or exact places."""

from __future__ import annotations

from collections.abc import Sequence

from bot import buttons
from bot.duty import Post
from bot.reports import Case, Kind
from bot.screen import Choice, Rows, Screen
from bot.screens.offices import moment, place
from content.areas import Areas
from content.catalog import Catalog
from content.folding import unmarked
from content.html import Html

KINDS: dict[Kind, str] = {
    Kind.ACCIDENT: "report.kind.accident",
    Kind.DEATH: "report.kind.death",
    Kind.HAZARD: "report.kind.hazard",
    Kind.NEAR_MISS: "report.kind.near_miss",
    Kind.PETITION: "report.kind.petition",
    Kind.CALLBACK: "report.kind.callback",
}
POSTS: dict[Post, str] = {
    Post.DUTY: "alert.post.duty",
    Post.DEPUTY: "alert.post.deputy",
    Post.CHAIR: "alert.post.chair",
    Post.PROVINCE: "alert.post.province",
    Post.ADMIN: "alert.post.admin",
}
MOST_SMS = 160
MOST_CODES = 6
"""Of several alerts at once: as many as a small screen shows, and a hand can choose from."""


def kind_name(kind: Kind, catalog: Catalog) -> str:
    return catalog.label(KINDS[kind])


def alert(case: Case, posts: Sequence[Post], areas: Areas, catalog: Catalog) -> Screen:
    """`posts`: who was told at the same time."""
    lines = _head(case, "alert.plain", posts, areas, catalog)
    if case.red and not case.dead:
        lines.append(catalog.text("alert.first"))
    return Screen(Html.join(lines), _to_take(case, catalog))


def alert_again(case: Case, posts: Sequence[Post], areas: Areas, catalog: Catalog) -> Screen:
    """The same, when its reporter says that it is not done."""
    lines = _head(case, "alert.plain.again", posts, areas, catalog)
    lines.append(catalog.text("alert.again"))
    return Screen(Html.join(lines), _to_take(case, catalog))


def _head(
    case: Case, plain: str, posts: Sequence[Post], areas: Areas, catalog: Catalog
) -> list[Html]:
    """`plain`: the sentence of one that is not red."""
    commune = place(case.area, areas, catalog)
    if not case.red:
        kind = kind_name(case.found_kind, catalog)
        return [catalog.text(plain, code=case.code, kind=kind, commune=commune)]
    message = "alert.death" if case.dead else "alert.red"
    lines = [catalog.text(message, code=case.code, moment=moment(case.opened_at), commune=commune)]
    if posts:
        names = ", ".join(catalog.label(POSTS[post]) for post in posts)
        lines.append(catalog.text("alert.together", posts=names))
    return lines


def _to_take(case: Case, catalog: Catalog) -> Rows:
    return (
        (Choice(catalog.label("alert.take"), buttons.TakeCase(case.id)),),
        (Choice(catalog.label("alert.pass"), buttons.PassOn(case.id)),),
        *_to_open(case, catalog),
    )


def _to_open(case: Case, catalog: Catalog) -> Rows:
    return ((Choice(catalog.label("work.open.label"), buttons.OpenWorkCase(case.id)),),)


def waiting(cases: Sequence[Case], drill: int | None, catalog: Catalog) -> Screen:
    """Everything that can be taken now, for who was not shown a button."""
    rows = [(take(case, catalog),) for case in cases[:MOST_CODES]]
    if cases:
        label = catalog.label("alert.pass.code", code=cases[0].code)
        rows.append((Choice(label, buttons.PassOn(cases[0].id)),))
    if drill is not None:
        rows.append((Choice(catalog.label("drill.take"), buttons.AnswerDrill(drill)),))
    message = "alert.waiting" if cases else "alert.waiting.none"
    return Screen(catalog.text(message, count=len(cases)), tuple(rows))


def take(case: Case, catalog: Catalog) -> Choice:
    return Choice(catalog.label("alert.take.code", code=case.code), buttons.TakeCase(case.id))


def changed(case: Case, areas: Areas, catalog: Catalog) -> Screen:
    commune = place(case.area, areas, catalog)
    text = catalog.text("alert.changed", code=case.code, commune=commune)
    return Screen(text, _to_open(case, catalog))


def reminder(
    case: Case, post: Post, first: bool, minutes: int, areas: Areas, catalog: Catalog
) -> Screen:
    """`first`: the same people again, privately; then help is asked, nobody is blamed."""
    message = "remind.own" if first else _REMINDERS[post]
    shown, commune = waited(minutes, catalog), place(case.area, areas, catalog)
    if post is Post.CHAIR and not case.red and not first:
        message = "remind.chair.plain"
    return Screen(
        catalog.text(message, code=case.code, waited=shown, commune=commune),
        _to_take(case, catalog),
    )


_REMINDERS = {
    Post.DUTY: "remind.own",
    Post.DEPUTY: "remind.deputy",
    Post.CHAIR: "remind.chair",
    Post.PROVINCE: "remind.up",
    Post.ADMIN: "remind.up",
}


def waited(minutes: int, catalog: Catalog) -> str:
    if minutes < 120:
        return catalog.label("waited.minutes", count=minutes)
    if minutes < 48 * 60:
        return catalog.label("waited.hours", count=minutes // 60)
    return catalog.label("waited.days", count=minutes // (24 * 60))


def taken_by(case: Case, name: str, catalog: Catalog) -> Screen:
    """In the place of the alert, for everybody who has it; `name` "" when nobody knows it."""
    at = moment(case.taken_at or case.opened_at)
    message = "alert.taken.other" if name else "alert.taken.nameless"
    text = catalog.text(message, code=case.code, name=name, moment=at)
    return Screen(text, _to_open(case, catalog))


def over(case: Case, catalog: Catalog) -> Screen:
    """Nothing to take any more."""
    return Screen(catalog.text("alert.over", code=case.code), replaces=True)


def ended(case: Case, catalog: Catalog) -> Screen:
    """In the place of the alert, when the case was closed."""
    return Screen(catalog.text("alert.over", code=case.code), _to_open(case, catalog))


def moved(case: Case, areas: Areas, catalog: Catalog) -> Screen:
    """In the place of the alert, for those it was forwarded from: it may be out of their sight."""
    where = place(case.area, areas, catalog)
    return Screen(catalog.text("alert.moved", code=case.code, where=where))


def joined(case: Case, main: Case, catalog: Catalog) -> Screen:
    """In the place of the alert of a case that goes on in another one."""
    text = catalog.text("alert.joined", code=case.code, main=main.code)
    return Screen(text, _to_open(main, catalog))


def passed_on(case: Case, catalog: Catalog) -> Screen:
    return Screen(catalog.text("alert.passed", code=case.code), replaces=True)


def reporter_waits(case: Case, catalog: Catalog) -> Screen:
    """For the reporter of a red case: honest about the silence."""
    return Screen(catalog.text("st.unseen", code=case.code))


def bell(case: Case, areas: Areas, contact: str, catalog: Catalog) -> Screen:
    """For the second channel: no marks, no personal data, at most 160 characters."""
    at = moment(case.opened_at).split()[0]
    commune = areas.area(case.area).title if case.area in areas else case.area
    message = "alert.sms" if contact else "alert.sms.short"
    text = catalog.label(message, code=case.code, at=at, commune=commune, contact=contact)
    return Screen(Html.escape(unmarked(text)[:MOST_SMS]))
