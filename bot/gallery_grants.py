"""The screens of invitations, grants and the log in the gallery, with made-up people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import content
from bot.audit import PAGE, Deed, Entry
from bot.documents.reading import Refused
from bot.grants import DIGITS, Holder, Refusal
from bot.invitation_lists import Checked, Column, Flaw, Guest, Useless, Wrong
from bot.invitations import COOLING, OPERATOR, Course, Fault, Invitation, Standing
from bot.people import Grant, Role
from bot.posters import Visits
from bot.screen import Screen
from bot.screens import audit, grants, invitations, people, posters
from bot.screens import invitation_lists as lists
from bot.screens.offices import moment
from content import packs as packs_module
from content.areas import Areas
from content.catalog import Catalog
from content.packs import Packs

NOW = datetime(2026, 5, 12, 5, 0, tzinfo=UTC)
COMMUNE, PROVINCE = "00004", "01"
ASKED = Invitation(
    1,
    Role.OFFICIAL,
    COMMUNE,
    inviter=9,
    expires_at=NOW,
    used_by=2,
    asked_at=NOW,
    name="Nguyễn Thị Mai",
    phone="0912345678",
    decided_at=NOW,
    verdict=Standing.CONFIRMED,
)
HELD = Holder(2, Grant(1, Role.OFFICIAL, COMMUNE), 9, NOW)
OTHER = Holder(3, Grant(2, Role.RESPONDER, COMMUNE), 9, NOW)
KNOWN = {2: ASKED}
_NAMES = audit.Names(KNOWN, {1: "TN-26-7K3Q9"}, "X")
_OF_CASES = ("case.", "files.", "identity.")
_DETAILS = {"roster": "duty 01234/420-1020", "phone": "health 02438251115"}
Named = Iterator[tuple[str, Screen]]


@cache
def _areas() -> Areas:
    return Areas.load(Path(content.__file__).parent)


@cache
def _packs() -> Packs:
    return packs_module.load(Path(content.__file__).parent)


def exhibits(catalog: Catalog) -> Named:
    yield from _inviting(catalog)
    yield from _following(catalog)
    yield from _confirming(catalog)
    yield from _holding(catalog)
    yield from _log(catalog)
    yield from _posters(catalog)
    yield from _lists(catalog)
    for role in Role:
        menu = people.fitted(people.menu(catalog), frozenset({role}), {"": catalog})
        yield f"people: menu of {role}", menu


def _inviting(catalog: Catalog) -> Named:
    areas = _areas()
    yield "invitations: menu", invitations.menu(tuple(DIGITS), [ASKED, ASKED], catalog)
    role, own = Role.ORGANISER, [PROVINCE, COMMUNE]
    yield "invitations: area", invitations.ask_area(role, own, areas, catalog)
    for found in (own, []):
        screen = invitations.found_areas(role, "tan thanh", found, areas, catalog)
        yield f"invitations: areas found {len(found)}", screen
    token = "A" * 22
    link = invitations.link(role, COMMUNE, token, "antoan_bot", areas, catalog)
    yield "invitations: link", link


def _following(catalog: Catalog) -> Named:
    areas = _areas()
    for standing in Standing:
        if standing is not Standing.OPEN:
            inviter = invitations.inviter_name([HELD.grant], "", areas, catalog)
            screen = invitations.followed(standing, ASKED, inviter, areas, catalog)
            yield f"invitations: followed {standing}", screen
    for vouched in (True, False):
        yield f"invitations: phone {vouched}", invitations.ask_phone(catalog, vouched=vouched)
    for fault in Fault:
        yield f"invitations: {fault}", invitations.fault(fault, catalog)
    until = moment(NOW + COOLING)
    for course in Course:
        role = Role.OFFICIAL
        screen = invitations.completed(Standing.WAITING, course, role, catalog, until=until)
        yield f"invitations: completed {course}", screen


def _confirming(catalog: Catalog) -> Named:
    areas = _areas()
    yield "grants: request", grants.request(ASKED, areas, catalog)
    yield "grants: announced", grants.announced(ASKED, 1, NOW, areas, catalog)
    for verdict in (Standing.CONFIRMED, Standing.REFUSED):
        before = replace(ASKED, verdict=verdict)
        yield f"grants: {verdict} before", grants.decided_before(before, catalog)
        yield f"grants: {verdict}", grants.decided(verdict, ASKED, areas, catalog)
        letter = grants.decided_letter(ASKED, verdict, areas, catalog)
        yield f"grants: letter {verdict}", letter


def _holding(catalog: Catalog) -> Named:
    areas = _areas()
    yield "grants: holders", grants.holders([HELD, OTHER] * 5, KNOWN, 0, catalog)
    yield "grants: no holders", grants.holders([], KNOWN, 0, catalog)
    for now in (NOW, NOW - timedelta(hours=1)):
        shown = grants.holder(HELD, KNOWN, areas, catalog, now=now, others=now == NOW)
        yield f"grants: holder {now == NOW}", shown
    yield "grants: ask revoke", grants.ask_revoke(HELD, KNOWN, areas, catalog)
    yield "grants: revoked", grants.revoked(HELD, areas, catalog)
    yield "grants: letter revoked", grants.revoked_letter(HELD, areas, catalog)
    yield "grants: letter took over", grants.took_over_letter(HELD, areas, catalog)
    for found in ([OTHER], []):
        screen = grants.successors(HELD, found, KNOWN, catalog)
        yield f"grants: successors {len(found)}", screen
    yield "grants: ask hand over", grants.ask_hand_over((HELD, OTHER), KNOWN, catalog)
    yield "grants: handed over", grants.handed_over((HELD, OTHER), KNOWN, catalog)
    for why in Refusal:
        yield f"grants: {why}", grants.refusal(why, catalog)


def _log(catalog: Catalog) -> Named:
    details = {"roster.away": NOW.isoformat(), "roster.back": "", "roster.hand_over": ""}
    deeds = [
        Deed(
            OPERATOR,
            action,
            "cases:1" if action.startswith(_OF_CASES) else "people:2",
            details.get(action, _DETAILS.get(action.split(".")[0], "official")),
            COMMUNE,
        )
        for action in audit.DEEDS
    ]
    deeds.append(Deed(2, "person.erase", "people:2"))
    entries = [Entry(1, NOW, deed, "", "") for deed in deeds]
    for at in range(0, len(entries), PAGE):
        screen = audit.log(entries[at : at + PAGE + 1], 0, _NAMES, _areas(), catalog)
        yield f"audit: log {at}", screen
    yield "audit: log, empty", audit.log([], 0, _NAMES, _areas(), catalog)


def _posters(catalog: Catalog) -> Named:
    areas, packs = _areas(), _packs()
    visits = [Visits(COMMUNE, "construction", "cho_moi", NOW.date(), 12)]
    yield "posters: ask area", posters.ask_area(catalog)
    for found in ([COMMUNE], []):
        yield f"posters: found {len(found)}", posters.found_areas("ba", found, areas, catalog)
    yield "posters: sectors", posters.ask_sector(COMMUNE, visits, packs, areas, catalog)
    yield "posters: source", posters.ask_source(COMMUNE, "", catalog)
    for taken in (True, False):
        yield f"posters: making {taken}", posters.making(catalog, taken=taken)
    yield "posters: pdf", posters.made_pdf("0" * 32, COMMUNE, catalog)
    yield "posters: png", posters.made_png("0" * 32, catalog)
    yield "posters: no address", posters.no_address(catalog)


def _lists(catalog: Catalog) -> Named:
    guest = Guest(2, "Nguyễn Thị Mai", "0912345678", Role.OFFICIAL, COMMUNE)
    flaw = Flaw(3, Column.PHONE, Wrong.PHONE, "12")
    yield "invitations: list, how", lists.how(catalog)
    for accepted in (True, False):
        yield f"invitations: list, {accepted}", lists.reading(catalog, accepted=accepted)
    for refused in Refused:
        yield f"invitations: list, {refused}", lists.refused(refused, catalog)
    for useless in Useless:
        yield f"invitations: list, {useless}", lists.useless(useless, catalog)
    done = lists.done(Checked((guest,), (flaw,)), "0" * 32, "1" * 32, catalog)
    for number, screen in enumerate(done):
        yield f"invitations: list, done {number}", screen
