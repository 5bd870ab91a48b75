"""What would happen if it were sent, when it shall go, and the second person's view of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import buttons, windows
from bot.broadcasts.approving import ALONE_AT_MOST
from bot.broadcasts.content import Fault
from bot.broadcasts.planning import Plan
from bot.broadcasts.values import Broadcast, Stage
from bot.dates import Choices, Trouble, When
from bot.ledger import State
from bot.screen import Choice, Screen
from bot.screens.broadcast_terms import Terms
from bot.screens.broadcasts import fault
from bot.screens.offices import moment, office
from content.catalog import Catalog
from content.html import Html

_MINUTE = 60
_OPTIONS: dict[tuple[str, bool], str] = {
    ("urgent", False): "bc.urgent.on",
    ("urgent", True): "bc.urgent.off",
    ("staged", False): "bc.staged.on",
    ("staged", True): "bc.staged.off",
}


def preview(plan: Plan, terms: Terms, *, overrides: bool) -> Screen:
    """Who gets it, who must wait and why, when, and what is left to do."""
    catalog, broadcast = terms.catalog, plan.broadcast
    lines = _lines(plan, terms)
    if plan.fault is not None:
        lines = [fault(plan.fault, catalog)]
    elif plan.trial is not State.SENT:
        lines.append(catalog.text("bc.trial.wait" if plan.trial else "bc.trial.none"))
    elif broadcast.stage is Stage.DRAFT:
        lines.append(_need(plan, catalog))
    rows = [
        *_forward(plan, catalog, overrides=overrides),
        (
            Choice(catalog.label("bc.time"), buttons.AskSendTime(broadcast.id)),
            Choice(catalog.label("bc.try"), buttons.TryBroadcast(broadcast.id)),
        ),
        (
            Choice(catalog.label("bc.write"), buttons.WriteBroadcast(broadcast.id)),
            Choice(catalog.label("bc.choose"), buttons.OpenAudience(broadcast.id)),
        ),
        (_option(broadcast, "urgent", catalog), _option(broadcast, "staged", catalog)),
        (Choice(catalog.label("bc.drop"), buttons.DropBroadcast(broadcast.id)),),
    ]
    return Screen(Html.join(lines), tuple(row for row in rows if row), replaces=True)


def _lines(plan: Plan, terms: Terms) -> list[Html]:
    catalog, broadcast = terms.catalog, plan.broadcast
    who = terms.meant(broadcast.audience)
    lines = [catalog.text("bc.preview", count=plan.count.persons, who=who)]
    if left_out := terms.left_out(broadcast.audience):
        lines.append(catalog.text("bc.audience.without", who=left_out))
    if spared := plan.count.spared_told:
        lines.append(catalog.text("bc.spared", count=spared))
    if plan.count.capped and not broadcast.urgent:
        begins = windows.next_open(windows.week(plan.start)[1])
        lines.append(catalog.text("bc.held", count=plan.count.capped, at=moment(begins)))
    when = "bc.when.held" if plan.held else "bc.when"
    lines.append(catalog.text(when, start=moment(plan.start), end=moment(plan.end)))
    expires = plan.start + broadcast.keep
    lines.append(catalog.text("bc.expires", at=moment(expires)))
    return lines


def _need(plan: Plan, catalog: Catalog) -> Html:
    if plan.reason is None:
        return catalog.text("bc.need.none")
    if not plan.others:
        return catalog.text("bc.need.nobody")
    return catalog.text(plan.reason.value, most=ALONE_AT_MOST, count=len(plan.others))


def _forward(plan: Plan, catalog: Catalog, *, overrides: bool) -> list[tuple[Choice, ...]]:
    """The way on: send, ask, or send without asking."""
    broadcast = plan.broadcast
    if plan.fault is not None or plan.trial is not State.SENT:
        again = buttons.OpenBroadcast(broadcast.id)
        return [(Choice(catalog.label("bc.look"), again),)]
    rows: list[tuple[Choice, ...]] = []
    submit = buttons.SubmitBroadcast(broadcast.id, broadcast.short_digest)
    if plan.reason is None:
        rows.append((Choice(catalog.label("bc.send"), submit),))
    elif plan.others:
        rows.append((Choice(catalog.label("bc.ask"), submit),))
    if plan.reason is not None and overrides:
        rows.append((_override(broadcast, catalog),))
    return rows


def _override(broadcast: Broadcast, catalog: Catalog) -> Choice:
    button = buttons.AskOverride(broadcast.id, broadcast.short_digest)
    return Choice(catalog.label("bc.override"), button)


def _option(broadcast: Broadcast, option: str, catalog: Catalog) -> Choice:
    on = getattr(broadcast, option)
    label = catalog.label(_OPTIONS[option, on])
    return Choice(label, buttons.SetOption(broadcast.id, option, 0 if on else 1))


def asked(plan: Plan, terms: Terms, *, overrides: bool) -> Screen:
    """It lies with the others now."""
    catalog, broadcast = terms.catalog, plan.broadcast
    at = moment(broadcast.asked_at or plan.start)
    text = catalog.text("bc.asked", count=len(plan.others), at=at)
    rows = [
        ((_override(broadcast, catalog),) if overrides else ()),
        (
            Choice(catalog.label("bc.write"), buttons.WriteBroadcast(broadcast.id)),
            Choice(catalog.label("bc.drop"), buttons.DropBroadcast(broadcast.id)),
        ),
    ]
    return Screen(text, tuple(row for row in rows if row), replaces=True)


def to_approve(plan: Plan, terms: Terms) -> Screen:
    """The second person's view; the message itself has come just before."""
    catalog, broadcast = terms.catalog, plan.broadcast
    writer = office(broadcast.role, broadcast.area, terms.areas, catalog)
    lines = [
        catalog.text("bc.approve.urgent" if broadcast.urgent else "bc.approve", writer=writer),
        *_lines(plan, terms),
        catalog.text("bc.approve.share"),
    ]
    agree = buttons.ApproveBroadcast(broadcast.id, broadcast.short_digest, plan.count.persons)
    row = (
        Choice(catalog.label("bc.approve.yes"), agree),
        Choice(catalog.label("bc.approve.no"), buttons.ReturnBroadcast(broadcast.id)),
    )
    return Screen(Html.join(lines), (row,), replaces=True)


def ready(plan: Plan, terms: Terms) -> Screen:
    """Decided; it goes out at its time."""
    catalog, broadcast = terms.catalog, plan.broadcast
    said = "bc.ready.agreed" if broadcast.approver else "bc.ready"
    text = catalog.text(said, start=moment(plan.start), count=plan.count.persons)
    row = (
        Choice(catalog.label("bc.look"), buttons.OpenBroadcast(broadcast.id)),
        Choice(catalog.label("bc.cancel"), buttons.CancelBroadcast(broadcast.id)),
    )
    return Screen(text, (row,), replaces=True)


def ask_time(broadcast: Broadcast, catalog: Catalog, *, now: datetime) -> Screen:
    """When? Typed in any way, or one of the next windows."""
    options = [windows.next_open(now)]
    while len(options) < 3:
        options.append(windows.next_open(windows.closes(options[-1])))
    return Screen(catalog.text("bc.time.ask"), _times(broadcast, options, catalog, now=now))


def not_a_time(broadcast: Broadcast, typed: When, catalog: Catalog, *, now: datetime) -> Screen:
    """Why the words are no time, or what they may mean."""
    if isinstance(typed, Choices):
        rows = _times(broadcast, typed.options, catalog, now=now)
        return Screen(catalog.text("date.which"), rows)
    message = typed.value if isinstance(typed, Trouble) else "date.unknown"
    return Screen(catalog.text(message), _times(broadcast, (), catalog, now=now))


def quiet(broadcast: Broadcast, at: datetime, catalog: Catalog, *, now: datetime) -> Screen:
    """A time at which nobody is to be disturbed, and the next that is fine."""
    said = "err.quiet" if windows.is_quiet(at) else "bc.time.shut"
    begin = windows.next_open(at)
    text = catalog.text(said, at=moment(at), begin=moment(begin))
    return Screen(text, _times(broadcast, (begin,), catalog, now=now))


def _times(
    broadcast: Broadcast, options: Sequence[datetime], catalog: Catalog, *, now: datetime
) -> tuple[tuple[Choice, ...], ...]:
    rows = [
        (Choice(moment(at), buttons.SendAt(broadcast.id, int(at.timestamp()) // _MINUTE)),)
        for at in options
        if at > now
    ]
    soon = Choice(catalog.label("bc.time.soon"), buttons.SendAt(broadcast.id, 0))
    back = Choice(catalog.label("bc.look"), buttons.OpenBroadcast(broadcast.id))
    return (*rows, (soon,), (back,))


def ask_reason(broadcast: Broadcast, catalog: Catalog) -> Screen:
    back = Choice(catalog.label("bc.look"), buttons.OpenBroadcast(broadcast.id))
    return Screen(catalog.text("bc.urgent"), ((back,),))


def told(message: str, broadcast: Broadcast, catalog: Catalog, **holes: object) -> Screen:
    """One sentence about a broadcast, with the way to it."""
    look = Choice(catalog.label("bc.look"), buttons.OpenBroadcast(broadcast.id))
    return Screen(catalog.text(message, **holes), ((look,),))


def stopped(broadcast: Broadcast, why: Fault, title: str, catalog: Catalog) -> Screen:
    """It was due and does not go out."""
    lines = [catalog.text("bc.stopped", words=title), fault(why, catalog)]
    look = Choice(catalog.label("bc.look"), buttons.OpenBroadcast(broadcast.id))
    return Screen(Html.join(lines), ((look,),))
