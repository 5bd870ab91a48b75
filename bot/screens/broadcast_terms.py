"""An audience in words, and the pages on which it is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from bot import buttons
from bot.audiences import ROLES, WITH, WITHOUT, Audience, Count, Saved
from bot.broadcasts.values import Broadcast
from bot.groups import Group
from bot.people import LANGUAGES, Role
from bot.screen import Choice, Screen
from bot.screens.offices import place, place_label, role_name, short
from content.areas import Areas
from content.catalog import Catalog
from content.html import Html
from content.packs import Packs

KIND_LABELS = {
    "area": "bc.kind.area",
    "group": "bc.kind.group",
    "sector": "bc.kind.sector",
    "role": "bc.kind.role",
    "language": "bc.kind.language",
}
_MOST_NAMED = 6
_MOST_ROWS = 30


class Terms:
    """Names of terms, for one reader."""

    def __init__(
        self, areas: Areas, packs: Packs, groups: Sequence[Group], catalog: Catalog
    ) -> None:
        self.areas = areas
        self.catalog = catalog
        self.sectors = {sector.id: sector.titles[catalog.language] for sector in packs.sectors}
        self.groups = {group.id: group.name for group in groups}

    def name(self, kind: str, value: str) -> str:
        match kind:
            case "area":
                return place(value, self.areas, self.catalog)
            case "group":
                return self.groups.get(int(value), self.catalog.label("bc.term.gone"))
            case "sector":
                return self.sectors.get(value, value)
            case "language":
                return self.catalog.label("bc.language", language=value.upper())
            case _:
                return role_name(Role(value), self.catalog)

    def meant(self, audience: Audience) -> str:
        """Who is meant, as a list; the last ones are only counted when there are many."""
        if audience.copies:
            return self.catalog.label("bc.term.copies")
        return self._list(audience, "")

    def left_out(self, audience: Audience) -> str:
        return self._list(audience, "no_")

    def _list(self, audience: Audience, prefix: str) -> str:
        names = [
            self.name(kind, str(value))
            for kind in KIND_LABELS
            for value in getattr(audience, f"{prefix}{kind}s", ())
        ]
        if len(names) > _MOST_NAMED:
            more = self.catalog.label("bc.term.more", count=len(names) - _MOST_NAMED)
            names = [*names[:_MOST_NAMED], more]
        return "; ".join(names)


def overview(broadcast: Broadcast, count: Count, saved: Sequence[Saved], terms: Terms) -> Screen:
    """The audience at a glance, and the ways to change it."""
    catalog, audience = terms.catalog, broadcast.audience
    rows: list[tuple[Choice, ...]] = [
        (_page(broadcast, WITH, "area", catalog), _page(broadcast, WITH, "group", catalog)),
        (_page(broadcast, WITH, "sector", catalog), _page(broadcast, WITH, "role", catalog)),
        (
            _page(broadcast, WITH, "language", catalog),
            Choice(catalog.label("bc.without"), buttons.OpenAudience(broadcast.id, WITHOUT)),
        ),
    ]
    for each in saved[:5]:
        name = short(each.name, 11)
        rows.append(
            (
                Choice(catalog.label("bc.saved", name=name), _use(broadcast, each)),
                Choice(catalog.label("bc.saved.forget", name=name), _forget(broadcast, each)),
            )
        )
    if not audience.empty:
        rows.append((Choice(catalog.label("bc.save"), buttons.SaveAudience(broadcast.id)),))
        rows.append(
            (Choice(catalog.label("bc.preview.label"), buttons.TryBroadcast(broadcast.id)),)
        )
    rows.append((Choice(catalog.label("bc.write"), buttons.WriteBroadcast(broadcast.id)),))
    return Screen(_told(audience, count, terms), tuple(rows), replaces=True)


def _use(broadcast: Broadcast, saved: Saved) -> buttons.UseAudience:
    return buttons.UseAudience(broadcast.id, saved.id)


def _forget(broadcast: Broadcast, saved: Saved) -> buttons.ForgetAudience:
    return buttons.ForgetAudience(broadcast.id, saved.id)


def _told(audience: Audience, count: Count, terms: Terms) -> Html:
    catalog = terms.catalog
    if audience.empty:
        return catalog.text("bc.audience.none")
    lines = [catalog.text("bc.audience", who=terms.meant(audience))]
    if left_out := terms.left_out(audience):
        lines.append(catalog.text("bc.audience.without", who=left_out))
    lines.append(catalog.text("bc.audience.count", count=count.persons))
    if spared := count.spared_told:
        lines.append(catalog.text("bc.spared", count=spared))
    return Html.join(lines)


def excluded(broadcast: Broadcast, terms: Terms) -> Screen:
    """Which kind of people shall be left out?"""
    rows = [
        (_page(broadcast, WITHOUT, kind, terms.catalog),)
        for kind in KIND_LABELS
        if kind != "language"
    ]
    return Screen(
        terms.catalog.text("bc.without.ask"),
        (*rows, (_back(broadcast, terms.catalog),)),
        replaces=True,
    )


def page(
    broadcast: Broadcast, side: str, kind: str, offered: Sequence[str], terms: Terms
) -> Screen:
    """The terms of one kind, those chosen first."""
    catalog = terms.catalog
    chosen = [str(v) for v in getattr(broadcast.audience, _field(side, kind), ())]
    values = list(dict.fromkeys([*chosen, *offered]))[:_MOST_ROWS]
    rows = [(_toggle(broadcast, side, kind, value, terms, on=value in chosen),) for value in values]
    typed = kind == "area"
    ask = "bc.area.ask" if typed else "bc.term.ask"
    text = catalog.text(ask if values or typed else "bc.term.none")
    return Screen(text, (*rows, (_back(broadcast, catalog),)), replaces=True)


def values_of(kind: str, terms: Terms) -> list[str]:
    """Everything of a kind that is not typed."""
    known: dict[str, Sequence[object]] = {
        "group": list(terms.groups),
        "sector": list(terms.sectors),
        "role": list(ROLES),
        "language": list(LANGUAGES),
    }
    return [str(value) for value in known.get(kind, ())]


def ask_name(broadcast: Broadcast, catalog: Catalog) -> Screen:
    return Screen(catalog.text("bc.save.ask"), ((_back(broadcast, catalog),),))


def found_places(
    broadcast: Broadcast, side: str, codes: Sequence[str], typed: str, terms: Terms
) -> Screen:
    """Places that a typed name may mean, where the author may send."""
    catalog = terms.catalog
    if not codes:
        text = catalog.text("bc.area.unknown", typed=short(typed, 40))
        return Screen(text, ((_back(broadcast, catalog),),))
    chosen = getattr(broadcast.audience, _field(side, "area"))
    rows = [
        (_toggle(broadcast, side, "area", code, terms, on=code in chosen),) for code in codes[:8]
    ]
    return Screen(catalog.text("bc.area.which"), (*rows, (_back(broadcast, catalog),)))


def _field(side: str, kind: str) -> str:
    return ("no_" if side == WITHOUT else "") + f"{kind}s"


def _toggle(
    broadcast: Broadcast, side: str, kind: str, value: str, terms: Terms, *, on: bool
) -> Choice:
    name = terms.name(kind, value)
    if kind == "area":
        name = place_label(value, terms.areas, terms.catalog)
    label = terms.catalog.label("bc.term.on", name=name) if on else name
    return Choice(short(label), buttons.ToggleTerm(broadcast.id, side, kind, value))


def _page(broadcast: Broadcast, side: str, kind: str, catalog: Catalog) -> Choice:
    return Choice(
        catalog.label(KIND_LABELS[kind]), buttons.OpenAudience(broadcast.id, f"{side}.{kind}")
    )


def _back(broadcast: Broadcast, catalog: Catalog) -> Choice:
    return Choice(catalog.label("bc.audience.back"), buttons.OpenAudience(broadcast.id))
