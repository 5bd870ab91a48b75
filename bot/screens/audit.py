"""The audit log as officials read it: the newest first, in whole sentences."""

from __future__ import annotations

from collections.abc import Sequence

from bot import buttons
from bot.audit import PAGE, Deed, Entry
from bot.invitations import OPERATOR
from bot.people import Role
from bot.screen import Choice, Screen
from bot.screens import duty, numbers
from bot.screens.grants import Known, name_of
from bot.screens.offices import moment, office, place
from content.areas import Areas
from content.catalog import Catalog
from content.html import Html

DEEDS: dict[str, str] = {
    "access.refuse": "deed.refused",
    "grant.give": "deed.give",
    "grant.hand_over": "deed.hand_over",
    "grant.revoke": "deed.revoke",
    "invitation.create": "deed.invite",
    "invitation.follow": "deed.follow",
    "invitation.refuse": "deed.refuse",
    "phone.enter": "deed.number.enter",
    "phone.remove": "deed.number.remove",
    "roster.add": "deed.duty.add",
    "roster.away": "deed.duty.away",
    "roster.back": "deed.duty.back",
    "roster.hand_over": "deed.duty.hand_over",
    "roster.hours": "deed.duty.hours",
    "roster.remove": "deed.duty.remove",
}


def log(
    entries: Sequence[Entry],
    page: int,
    known: Known,
    areas: Areas,
    catalog: Catalog,
    *,
    operator: str,
) -> Screen:
    """`entries` may hold one more than a page: then there is a next one."""
    lines = [catalog.text("journal.title" if entries else "journal.none")]
    lines += [_line(entry, known, areas, catalog, operator=operator) for entry in entries[:PAGE]]
    back = Choice(catalog.label("menu.back"), buttons.OpenMenu())
    turns: tuple[Choice, ...] = (back,)
    if len(entries) > PAGE:
        turns = (back, Choice(catalog.label("guide.next_page"), buttons.OpenAudit(page + 1)))
    return Screen(Html.join(lines), (turns,))


def _line(entry: Entry, known: Known, areas: Areas, catalog: Catalog, *, operator: str) -> Html:
    deed = entry.deed
    person = _person(deed.target)
    return catalog.text(
        DEEDS.get(deed.action, "deed.other"),
        at=moment(entry.at),
        who=operator if deed.actor == OPERATOR else name_of(deed.actor, known, catalog),
        whom=name_of(person, known, catalog),
        office=_office(deed.detail, deed.area, areas, catalog),
        place=place(deed.area, areas, catalog),
        what=_what(deed, catalog),
        action=deed.action,
    )


def _what(deed: Deed, catalog: Catalog) -> str:
    """The detail of a deed in words, where it is neither a role nor nothing."""
    if deed.action.startswith("roster."):
        return duty.told(deed.detail, catalog)
    return numbers.told(deed.detail, catalog) if deed.action.startswith("phone.") else ""


def _person(target: str) -> int:
    table, _, number = target.partition(":")
    return int(number) if table == "people" and number.isdigit() else OPERATOR


def _office(role: str, area: str, areas: Areas, catalog: Catalog) -> str:
    return office(Role(role), area, areas, catalog) if role in set(Role) else ""
