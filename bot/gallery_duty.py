"""The screens of the duty roster in the gallery, with made-up people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import content
from bot.duty import Duty, Post, Roster
from bot.gallery_grants import COMMUNE, HELD, KNOWN, NOW, OTHER, PROVINCE
from bot.hours import ALWAYS, WORKDAYS, Hours, Span
from bot.hours_typed import Trouble
from bot.numbers import Kind, Number
from bot.numbers import Trouble as Wrong
from bot.screen import Screen
from bot.screens import duty as screens
from bot.screens import duty_letters, emergencies, numbers
from bot.screens.duty import Meanwhile, View
from bot.screens.duty_letters import Absence
from content.areas import Areas
from content.catalog import Catalog

NIGHTS: Hours = (Span(frozenset({0, 2}), start=18 * 60, end=6 * 60), *WORKDAYS)
DATES: Hours = (Span(first=NOW.date(), last=NOW.date() + timedelta(days=6), start=420, end=1020),)
LINE = Duty(1, 2, 1, COMMUNE, Post.DUTY, ALWAYS)
DEPUTY, CHAIR = (
    replace(LINE, id=n, person=n + 1, post=p, hours=h)
    for n, p, h in ((2, Post.DEPUTY, NIGHTS), (3, Post.CHAIR, DATES))
)
UNTIL = NOW + timedelta(days=3, hours=12)
FULL = Roster(COMMUNE, PROVINCE, (LINE, DEPUTY, CHAIR), (HELD, OTHER), {2: UNTIL})
ROSTERS = {
    "full": (FULL, View(manages=True, served=True, away=UNTIL, wide=True, numbers=True)),
    "present": (replace(FULL, away={}), View(served=True)),
    "no lines": (replace(FULL, duties=()), View(manages=True)),
    "nobody": (replace(FULL, duties=(), away={2: UNTIL, 3: UNTIL}), View(wide=True)),
    "of nobody": (Roster(COMMUNE, PROVINCE), View(manages=True)),
}
NUMBERS = (
    Number(Kind.HEALTH, "02438251115", NOW),
    Number(Kind.POLICE, "02633825115", NOW),
    Number(Kind.OFFICE, "0912345678", NOW),
)
SENTENCES = ("duty.notyours", "duty.already", "duty.full", "duty.no_share")
Named = Iterator[tuple[str, Screen]]


@cache
def _areas() -> Areas:
    return Areas.load(Path(content.__file__).parent)


def exhibits(catalog: Catalog) -> Named:
    areas = _areas()
    for name, (found, view) in ROSTERS.items():
        yield f"duty: {name}", screens.roster(found, KNOWN, areas, catalog, now=NOW, view=view)
    yield "duty: ask area", screens.ask_area(catalog)
    for codes in ((COMMUNE, PROVINCE), ()):
        found_areas = screens.found_areas("tan hung", codes, areas, catalog)
        yield f"duty: areas found {len(codes)}", found_areas
    for able in ((HELD, OTHER), ()):
        yield f"duty: choose {len(able)}", screens.choose(COMMUNE, able, KNOWN, catalog)
    for holder in (HELD, OTHER):
        yield f"duty: post of {holder.person}", screens.choose_post(holder, KNOWN, catalog)
    yield from _changing(catalog)
    yield from _away(catalog)
    yield from _numbers(catalog)


def _changing(catalog: Catalog) -> Named:
    for line in (LINE, DEPUTY, CHAIR):
        yield f"duty: one {line.post}", screens.one(line, KNOWN, catalog)
        yield f"duty: done {line.post}", screens.done(line, KNOWN, catalog)
        for act, letter in duty_letters.LETTERS.items():
            yield f"duty: letter {act} {line.post}", letter(line, _areas(), catalog)
    yield "duty: ask hours", screens.ask_hours(DEPUTY, KNOWN, catalog)
    yield "duty: overtaken", screens.overtaken(DEPUTY, KNOWN, catalog)
    yield "duty: removed", screens.removed(LINE, KNOWN, catalog)
    for trouble in Trouble:
        yield f"duty: hours {trouble}", screens.wrong_hours(trouble, LINE, catalog)
        yield f"duty: until {trouble}", screens.wrong_until(trouble, catalog)
    for sentence in SENTENCES:
        yield f"duty: {sentence}", screens.refusal(sentence, catalog)


def _numbers(catalog: Catalog) -> Named:
    areas = _areas()
    for found in (NUMBERS, ()):
        count = len(found)
        yield f"numbers: own {count}", numbers.own(COMMUNE, found, areas, catalog)
        yield f"numbers: keep {count}", numbers.keep(COMMUNE, found, areas, catalog)
        shown = numbers.beside(emergencies.emergency(catalog), found, catalog)
        yield f"emergencies: general with {count} numbers", shown
    yield "numbers: own of nowhere", numbers.own("", (), areas, catalog)
    for kind in Kind:
        yield f"numbers: ask {kind}", numbers.ask(kind, COMMUNE, areas, catalog)
    for trouble in Wrong:
        yield f"numbers: {trouble}", numbers.wrong(trouble, COMMUNE, catalog, count=9)


def _away(catalog: Catalog) -> Named:
    areas = _areas()
    yield "duty: ask away", screens.ask_away(catalog)
    meanwhile = [
        Meanwhile(COMMUNE, "Trần Văn Hùng"),
        Meanwhile(COMMUNE, "Lê Thị Lan", upward=True),
        Meanwhile(PROVINCE, ""),
    ]
    yield "duty: gone", screens.gone(UNTIL, meanwhile, areas, catalog)
    for were_away in (True, False):
        yield f"duty: back {were_away}", screens.here_again(catalog, were_away=were_away)
    for nobody in (True, False):
        absence = Absence(2, COMMUNE, UNTIL, nobody)
        yield (
            f"duty: letter away {nobody}",
            duty_letters.standing_in(absence, KNOWN, areas, catalog),
        )
        yield f"duty: letter back {nobody}", duty_letters.returned(absence, KNOWN, areas, catalog)
