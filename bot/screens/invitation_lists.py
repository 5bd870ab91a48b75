"""Lists of people to invite: how one looks, what became of it, and its two workbooks."""

from __future__ import annotations

from collections.abc import Mapping

from bot import buttons
from bot.documents.reading import Refused
from bot.documents.tables import Sheet, xlsx
from bot.invitation_lists import (
    MOST_PEOPLE,
    Checked,
    Column,
    Guest,
    Useless,
    Words,
    Wrong,
)
from bot.invitations import write_payload
from bot.links import Links
from bot.people import Role
from bot.screen import Choice, Media, Screen
from bot.screens.offices import place, role_name
from bot.screens.people import over_menu
from content.areas import Areas
from content.catalog import Catalog, Catalogs
from content.folding import fold

_COLUMNS: dict[Column, str] = {
    Column.NAME: "list.column.name",
    Column.PHONE: "list.column.phone",
    Column.ROLE: "list.column.role",
    Column.AREA: "list.column.area",
}
_ROLES: dict[Role, str] = {
    Role.ORGANISER: "list.role.organiser",
    Role.RESPONDER: "list.role.responder",
    Role.OFFICIAL: "list.role.official",
    Role.PROVINCE: "list.role.province",
    Role.ADMIN: "list.role.admin",
}
_WRONG: dict[Wrong, str] = {
    Wrong.FORMULA: "list.wrong.formula",
    Wrong.NO_NAME: "list.wrong.noname",
    Wrong.LONG_NAME: "list.wrong.longname",
    Wrong.PHONE: "list.wrong.phone",
    Wrong.TWICE: "list.wrong.twice",
    Wrong.ROLE: "list.wrong.role",
    Wrong.NOT_YOURS: "list.wrong.notyours",
    Wrong.PLACE: "list.wrong.place",
    Wrong.SEVERAL_PLACES: "list.wrong.several",
    Wrong.OUTSIDE: "list.wrong.outside",
    Wrong.INVITED: "list.wrong.invited",
    Wrong.HELD: "list.wrong.held",
}
_REFUSED: dict[Refused, str] = {
    Refused.BIG: "list.refused.big",
    Refused.BOMB: "list.refused.bomb",
    Refused.BROKEN: "list.refused.broken",
    Refused.MACROS: "list.refused.macros",
    Refused.OLD: "list.refused.old",
    Refused.OTHER: "list.refused.broken",
    Refused.ROWS: "list.useless.many",
    Refused.GONE: "list.refused.gone",
}
_USELESS: dict[Useless, str] = {
    Useless.COLUMNS: "list.useless.columns",
    Useless.EMPTY: "list.useless.empty",
    Useless.MANY: "list.useless.many",
}


_WIDTHS = 28, 28
_LINKS_HEAD = (
    "list.head.row",
    "list.head.name",
    "list.head.phone",
    "list.head.role",
    "list.head.area",
    "list.head.link",
)
_FLAWS_HEAD = ("list.head.row", "list.head.column", "list.head.value", "list.head.wrong")


def words(catalogs: Catalogs) -> Words:
    """Every way to write a column or a role, in every language."""
    columns = {
        fold(word): column
        for catalog in catalogs.values()
        for column, message in _COLUMNS.items()
        for word in catalog.label(message).split(";")
    }
    roles = {
        fold(word): role
        for catalog in catalogs.values()
        for role, message in _ROLES.items()
        for word in [*catalog.label(message).split(";"), role_name(role, catalog), role.value]
    }
    return Words(columns, roles)


def how(catalog: Catalog) -> Screen:
    """What a list must look like."""
    back = Choice(catalog.label("invite.more.label"), buttons.OpenInvitations())
    return Screen(catalog.text("list.how", most=MOST_PEOPLE), ((back,),))


def reading(catalog: Catalog, *, accepted: bool) -> Screen:
    return over_menu(catalog.text("list.reading" if accepted else "errand.busy"), catalog)


def refused(why: Refused, catalog: Catalog) -> Screen:
    return over_menu(catalog.text(_REFUSED[why], most=MOST_PEOPLE), catalog)


def useless(why: Useless, catalog: Catalog) -> Screen:
    return over_menu(catalog.text(_USELESS[why], most=MOST_PEOPLE), catalog)


def done(checked: Checked, links: str, flaws: str, catalog: Catalog) -> list[Screen]:
    """How many, with the workbook of links; then the one of flaws. `links`, `flaws`: files."""
    good, bad = len(checked.guests), len({flaw.row for flaw in checked.flaws})
    told = []
    if links:
        text = catalog.text("list.done", good=good, bad=bad)
        told.append(over_menu(text, catalog, (Media("document", links, "loi-moi.xlsx"),)))
    if flaws:
        text = catalog.text("list.flaws", good=good, bad=bad)
        told.append(over_menu(text, catalog, (Media("document", flaws, "dong-can-sua.xlsx"),)))
    return told


def workbooks(
    made: Mapping[str, Guest], checked: Checked, links: Links, areas: Areas, catalog: Catalog
) -> tuple[bytes, bytes]:
    """The personal links of the good rows, by token; and what is wrong with the others."""
    return _links(made, links, areas, catalog), _flaws(checked, catalog)


def _links(made: Mapping[str, Guest], links: Links, areas: Areas, catalog: Catalog) -> bytes:
    head = [catalog.label(message) for message in _LINKS_HEAD]
    rows = [
        (
            guest.row,
            guest.name,
            guest.phone,
            role_name(guest.role, catalog),
            place(guest.area, areas, catalog),
            "\n".join(links.to(write_payload(token))) or f"?start={write_payload(token)}",
        )
        for token, guest in made.items()
    ]
    return xlsx(Sheet("", head, rows, _WIDTHS))


def _flaws(checked: Checked, catalog: Catalog) -> bytes:
    head = [catalog.label(message) for message in _FLAWS_HEAD]
    rows = [
        (
            flaw.row,
            catalog.label(_COLUMNS[flaw.column]).split(";")[0],
            flaw.value,
            catalog.label(_WRONG[flaw.wrong]),
        )
        for flaw in checked.flaws
    ]
    return xlsx(Sheet("", head, rows, _WIDTHS))
