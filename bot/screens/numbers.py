"""A commune's own numbers: beside an emergency, on their own, and for whoever enters them.

On a screen of an emergency they are buttons that show the number: the card keeps its 350
characters. The web calls at a touch; elsewhere the button leads to the numbers as text, where a
phone makes them callable.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import buttons
from bot.numbers import Kind, Number, spaced
from bot.screen import Call, Choice, Rows, Screen
from bot.screens.data import day
from bot.screens.labels import choice
from bot.screens.offices import place
from content.areas import Areas
from content.catalog import Catalog
from content.html import Html

_KINDS: dict[Kind, str] = {
    Kind.HEALTH: "number.health",
    Kind.POLICE: "number.police",
    Kind.OFFICE: "number.office",
}


def kind_name(kind: Kind, catalog: Catalog) -> str:
    return catalog.label(_KINDS[kind])


def urgent(screen: Screen, catalog: Catalog) -> bool:
    """Whether the screen offers one of the national emergency numbers to call."""
    national = set(catalog.phones.values())
    calls = [each.does for each in screen.buttons if isinstance(each.does, Call)]
    return any(call.number in national for call in calls)


def beside(screen: Screen, numbers: Sequence[Number], catalog: Catalog) -> Screen:
    """The same screen with the commune's numbers below the national ones."""
    last = max(
        (at for at, row in enumerate(screen.choices) if isinstance(row[0].does, Call)), default=0
    )
    rows = (*screen.choices[: last + 1], *_calls(numbers, catalog), *screen.choices[last + 1 :])
    return replace(screen, choices=rows)


def _calls(numbers: Sequence[Number], catalog: Catalog) -> Rows:
    return tuple(
        (
            Choice(
                f"{kind_name(number.kind, catalog)} {spaced(number.digits)}",
                Call(number.digits, buttons.OpenNumbers()),
            ),
        )
        for number in numbers
    )


def own(area: str, numbers: Sequence[Number], areas: Areas, catalog: Catalog) -> Screen:
    """To be called; `area` "" for somebody whose commune is not known."""
    message = "number.own" if numbers else "number.own.none"
    where = place(area, areas, catalog) if area else ""
    lines = [catalog.text(message if area else "number.own.where", place=where)]
    lines += [_line(number, catalog) for number in numbers]
    calls = tuple((Choice(spaced(n.digits), Call(n.digits)),) for n in numbers)
    return Screen(Html.join(lines), (*calls, (choice("menu.emergency", catalog),)))


def _line(number: Number, catalog: Catalog) -> Html:
    kind = kind_name(number.kind, catalog)
    return catalog.text("number.line", kind=kind, number=spaced(number.digits))


def keep(area: str, numbers: Sequence[Number], areas: Areas, catalog: Catalog) -> Screen:
    """For whoever enters them."""
    known = {number.kind for number in numbers}
    lines = [catalog.text("number.keep", place=place(area, areas, catalog))]
    lines += [
        catalog.text(
            "number.kept",
            kind=kind_name(number.kind, catalog),
            number=spaced(number.digits),
            day=day(number.entered_at),
        )
        for number in numbers
    ]
    rows = [(act,) for kind in Kind for act in _acts(area, kind, catalog, known=kind in known)]
    back = Choice(catalog.label("duty.open"), buttons.OpenDuty(area))
    return Screen(Html.join(lines), (*rows, (back,)))


def _acts(area: str, kind: Kind, catalog: Catalog, *, known: bool) -> tuple[Choice, ...]:
    name = kind_name(kind, catalog).lower()
    enter = Choice(catalog.label("number.enter", kind=name), buttons.AskNumber(area, kind))
    remove = Choice(catalog.label("number.remove", kind=name), buttons.RemoveNumber(area, kind))
    return (enter, remove) if known else (enter,)


def ask(kind: Kind, area: str, areas: Areas, catalog: Catalog) -> Screen:
    name, where = kind_name(kind, catalog).lower(), place(area, areas, catalog)
    return _asking(catalog.text("number.ask", kind=name, place=where), area, catalog)


def wrong(trouble: str, area: str, catalog: Catalog, *, count: int) -> Screen:
    return _asking(catalog.text(trouble, count=count), area, catalog)


def _asking(text: Html, area: str, catalog: Catalog) -> Screen:
    back = Choice(catalog.label("number.back"), buttons.KeepNumbers(area))
    return Screen(text, ((back,),))


def told(detail: str, catalog: Catalog) -> str:
    """The detail of a deed in words: a kind and its digits."""
    kind, _, digits = detail.partition(" ")
    return f"{kind_name(Kind(kind), catalog)} {spaced(digits)}"
