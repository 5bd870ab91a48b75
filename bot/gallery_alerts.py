"""The gallery's alerts: what those responsible are pushed. Part of the roof."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.duty import Post
from bot.heaps import Line
from bot.reports import Case, Kind, Severity, State
from bot.rounds import Cluster, Drill
from bot.screen import Screen
from bot.screens import alerts, drills
from bot.screens.heaps import together
from content.areas import Areas
from content.catalog import Catalog

_NAME = "An"
_AREA = "00004"
Shown = Iterator[tuple[str, Screen]]


def screens(red: Case, areas: Areas, catalog: Catalog) -> Shown:
    """`red`: a sample case with somebody seriously hurt."""
    plain = replace(red, id=8, code="NC-26-7K3Q9", kind=Kind.HAZARD, severity=Severity.NONE)
    death = replace(red, kind=Kind.DEATH, severity=Severity.FATAL)
    for name, case in (("red", red), ("plain", plain), ("death", death)):
        posts = (Post.DUTY, Post.PROVINCE)
        yield f"alerts: {name}", alerts.alert(case, posts, areas, catalog)
        reopened = alerts.alert_again(case, posts, areas, catalog)
        yield f"alerts: {name}, reopened by its reporter", reopened
        for post in Post:
            asked = alerts.reminder(case, post, False, 20, areas, catalog)
            yield f"alerts: {name}, asked the {post.value}", asked
        again = alerts.reminder(case, Post.DUTY, True, 10, areas, catalog)
        yield f"alerts: {name}, asked again", again
    for kind in Kind:
        yield f"alerts: {kind.value}", alerts.alert(replace(plain, kind=kind), (), areas, catalog)
    yield "alerts: changed", alerts.changed(red, areas, catalog)
    yield "alerts: bell", alerts.bell(red, areas, "", catalog)
    yield "alerts: bell with a number", alerts.bell(red, areas, "0900 000 000", catalog)
    yield from _touched(red, plain, areas, catalog)
    yield from _rounds(red, plain, areas, catalog)


def _touched(red: Case, plain: Case, areas: Areas, catalog: Catalog) -> Shown:
    taken = replace(red, state=State.TAKEN, taken_by=2, taken_at=red.opened_at)
    many = [replace(plain, id=n, code=f"NC-26-7K3Q{n}") for n in range(9)]
    yield from _grouped(red, many, taken, areas, catalog)
    yield "alerts: waiting", alerts.waiting([red, *many], 1, catalog)
    yield "alerts: waiting, none", alerts.waiting([], None, catalog)
    yield "alerts: taken by another", alerts.taken_by(taken, _NAME, catalog)
    yield "alerts: taken by somebody", alerts.taken_by(taken, "", catalog)
    yield "alerts: over", alerts.over(taken, catalog)
    yield "alerts: ended", alerts.ended(taken, catalog)
    yield "alerts: moved", alerts.moved(taken, areas, catalog)
    yield "alerts: joined", alerts.joined(taken, plain, catalog)
    yield "alerts: passed on", alerts.passed_on(red, catalog)
    yield "alerts: the reporter waits", alerts.reporter_waits(red, catalog)


def _grouped(red: Case, many: Sequence[Case], taken: Case, areas: Areas, catalog: Catalog) -> Shown:
    plain, other = many[0], replace(red, id=9, code="TN-26-7K3QA", area="00008")
    closed, joined = replace(red, state=State.CLOSED), replace(red, joined=8)
    settled = [
        *(Line(taken, _NAME), Line(taken), Line(closed)),
        *(Line(joined, main=plain.code), Line(red, left_for="00008")),
    ]
    heaps: dict[str, list[Line]] = {
        "grouped": [Line(case) for case in many],
        "grouped, red": [Line(plain), Line(red)],
        "grouped, of several communes": [Line(red), Line(other)],
        "grouped, some taken": [*settled, Line(plain)],
        "grouped, some taken, red": [*settled, Line(other)],
        "grouped, none waits": settled,
        "grouped, more than fit": [Line(taken)] * 9 + [Line(case) for case in many],
    }
    for name, lines in heaps.items():
        yield f"alerts: {name}", together(lines, areas, catalog)


def _rounds(red: Case, plain: Case, areas: Areas, catalog: Catalog) -> Shown:
    later = red.opened_at + timedelta(days=3)
    taken = replace(red, taken_by=2)
    pressed = red.opened_at + timedelta(minutes=3)
    answered = Drill(1, _AREA, "2026-05", red.opened_at, pressed, 4, 2)
    yield "drills: bell", drills.drill(1, catalog)
    yield "drills: answered", drills.answered(answered, catalog)
    yield "digest: none", drills.digest(_AREA, [], later, areas, catalog)
    yield "digest: some", drills.digest(_AREA, [taken, plain], later, areas, catalog)
    yield "digest: many", drills.digest(_AREA, [red] * 40, later, areas, catalog)
    yield "cluster", drills.cluster(Cluster(_AREA, "pit", 3), 14, areas, catalog)
