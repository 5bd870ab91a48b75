"""The audit log as officials read it: the newest first, in whole sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
    "case.asked": "deed.case.asked",
    "case.bell": "deed.case.bell",
    "case.closed": "deed.case.closed",
    "case.corrected": "deed.case.corrected",
    "case.forwarded": "deed.case.forwarded",
    "case.handed_over": "deed.case.handed_over",
    "case.joined": "deed.case.joined",
    "case.noted": "deed.case.noted",
    "case.released": "deed.case.released",
    "case.reopened": "deed.case.reopened",
    "case.take": "deed.case.taken",
    "files.open": "deed.files.open",
    "grant.give": "deed.give",
    "grant.hand_over": "deed.hand_over",
    "grant.revoke": "deed.revoke",
    "identity.allow": "deed.identity.allow",
    "identity.ask": "deed.identity.ask",
    "identity.break": "deed.identity.break",
    "identity.open": "deed.identity.open",
    "identity.refuse": "deed.identity.refuse",
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


@dataclass(frozen=True, slots=True)
class Names:
    """What people and cases are called; `operator`: what the operator is."""

    known: Known
    codes: Mapping[int, str]
    operator: str


def log(
    entries: Sequence[Entry], page: int, names: Names, areas: Areas, catalog: Catalog
) -> Screen:
    """`entries` may hold one more than a page: then there is a next one."""
    lines = [catalog.text("journal.title" if entries else "journal.none")]
    lines += [_line(entry, names, areas, catalog) for entry in entries[:PAGE]]
    back = Choice(catalog.label("menu.back"), buttons.OpenMenu())
    turns: tuple[Choice, ...] = (back,)
    if len(entries) > PAGE:
        turns = (back, Choice(catalog.label("guide.next_page"), buttons.OpenAudit(page + 1)))
    return Screen(Html.join(lines), (turns,))


def _line(entry: Entry, names: Names, areas: Areas, catalog: Catalog) -> Html:
    deed, known = entry.deed, names.known
    person = _numbered(deed.target, "people")
    return catalog.text(
        DEEDS.get(deed.action, "deed.other"),
        at=moment(entry.at),
        who=names.operator if deed.actor == OPERATOR else name_of(deed.actor, known, catalog),
        whom=name_of(person, known, catalog),
        office=_office(deed.detail, deed.area, areas, catalog),
        place=place(deed.area, areas, catalog),
        what=_what(deed, catalog),
        code=names.codes.get(_numbered(deed.target, "cases"), ""),
        action=deed.action,
    )


def _what(deed: Deed, catalog: Catalog) -> str:
    """The detail of a deed in words, where it is neither a role nor nothing."""
    if deed.action.startswith("roster."):
        return duty.told(deed.detail, catalog)
    return numbers.told(deed.detail, catalog) if deed.action.startswith("phone.") else ""


def _numbered(target: str, table: str) -> int:
    """The number in that table; the operator's, 0, when the deed was done to something else."""
    found, _, number = target.partition(":")
    return int(number) if found == table and number.isdigit() else OPERATOR


def _office(role: str, area: str, areas: Areas, catalog: Catalog) -> str:
    return office(Role(role), area, areas, catalog) if role in set(Role) else ""
