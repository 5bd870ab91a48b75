"""Inviting, and following an invitation."""

from __future__ import annotations

from collections.abc import Sequence

from bot import buttons
from bot.drafts import AskInvitedArea, AskInvitedName, AskInvitedPhone
from bot.invitations import Course, Fault, Invitation, Standing, write_payload
from bot.people import Grant, Role
from bot.screen import AskContact, Choice, Keyboard, Screen
from bot.screens.labels import choice
from bot.screens.offices import distinct, office, place, place_label, role_name
from bot.screens.people import menu_rows, over_menu
from content.areas import Areas
from content.catalog import Catalog
from content.html import Html

Question = AskInvitedArea | AskInvitedName | AskInvitedPhone
_STANDINGS: dict[Standing, str] = {
    Standing.UNKNOWN: "invited.unknown",
    Standing.OWN: "invited.own",
    Standing.TAKEN: "invited.taken",
    Standing.EXPIRED: "invited.expired",
    Standing.HELD: "invited.held",
    Standing.WAITING: "invited.waiting",
    Standing.CONFIRMED: "invited.confirmed",
    Standing.REFUSED: "invited.refused",
}
_FAULTS: dict[Fault, str] = {
    Fault.LONG: "invited.name.long",
    Fault.SHORT: "invited.name.short",
    Fault.NOT_OWN: "invited.phone.not_own",
    Fault.NOT_A_NUMBER: "invited.phone.wrong",
    Fault.TYPED: "invited.phone.typed",
    Fault.NOT_INVITED: "invited.phone.other",
}


def menu(roles: Sequence[Role], waiting: Sequence[Invitation], catalog: Catalog) -> Screen:
    """Whom to invite, who waits, who holds what."""
    names = distinct([catalog.label("invite.waiting.label", name=w.name) for w in waiting])
    requests = [
        (Choice(name, buttons.OpenRequest(w.id)),) for name, w in zip(names, waiting, strict=True)
    ]
    invite = [(Choice(role_name(role, catalog), buttons.InviteAs(role)),) for role in roles]
    holders = (Choice(catalog.label("invite.holders.label"), buttons.OpenHolders()),)
    many = (Choice(catalog.label("list.label"), buttons.HowToList()),)
    return Screen(catalog.text("invite.title"), (*requests, *invite, many, holders))


def ask_area(role: Role, own: Sequence[str], areas: Areas, catalog: Catalog) -> Screen:
    text = catalog.text("invite.area", role=role_name(role, catalog))
    return Screen(text, _places(role, own, areas, catalog))


def found_areas(
    role: Role, typed: str, found: Sequence[str], areas: Areas, catalog: Catalog
) -> Screen:
    """Places that the typed name may mean, in the inviter's hands."""
    message = "invite.area.found" if found else "invite.area.none"
    text = catalog.text(message, typed=typed[:40])
    return Screen(text, _places(role, found, areas, catalog))


def _places(
    role: Role, codes: Sequence[str], areas: Areas, catalog: Catalog
) -> tuple[tuple[Choice, ...], ...]:
    names = distinct([place_label(code, areas, catalog) for code in codes])
    rows = [
        (Choice(name, buttons.InviteAt(role, code)),)
        for name, code in zip(names, codes, strict=True)
    ]
    return (*rows, (choice("guide.skip", catalog), choice("menu.emergency", catalog)))


def link(
    role: Role, area: str, token: str, username: str, areas: Areas, catalog: Catalog
) -> Screen:
    """The link, shown this once."""
    payload = write_payload(token)
    invited = role_name(role, catalog), place(area, areas, catalog)
    lines = [catalog.text("invite.link", role=invited[0], area=invited[1])]
    if username:
        lines.append(Html.escape(f"https://t.me/{username}?start={payload}"))
    lines.append(catalog.text("invite.link.web", link=f"?start={payload}"))
    lines.append(catalog.text("invite.link.once"))
    back = Choice(catalog.label("invite.more.label"), buttons.OpenInvitations())
    return Screen(Html.join(lines), ((back,),))


def followed(
    standing: Standing,
    invitation: Invitation | None,
    inviter: str,
    areas: Areas,
    catalog: Catalog,
) -> Screen:
    """What a link is to the person who followed it."""
    if standing is not Standing.FOLLOWED or invitation is None:
        return over_menu(catalog.text(_STANDINGS[standing]), catalog)
    shown = office(invitation.role, invitation.area, areas, catalog)
    hello = catalog.text("invited.hello", office=shown, inviter=inviter)
    return _step(Html.join([hello, catalog.text("invited.name")]), catalog)


def inviter_name(grants: Sequence[Grant], operator: str, areas: Areas, catalog: Catalog) -> str:
    """The inviter's office, never their name; the operator for what was made without one."""
    if not grants:
        return operator
    return office(grants[-1].role, grants[-1].area, areas, catalog)


def ask_phone(catalog: Catalog, *, vouched: bool) -> Screen:
    return _phone_step(catalog.text("invited.phone" if vouched else "invited.phone.web"), catalog)


def asked_again(draft: Question, catalog: Catalog) -> Screen:
    match draft:
        case AskInvitedArea(role):
            text = catalog.text("invite.area", role=role_name(Role(role), catalog))
            return _step(text, catalog)
        case AskInvitedName():
            return _step(catalog.text("invited.name"), catalog)
        case AskInvitedPhone():
            return _phone_step(catalog.text("invited.phone.again"), catalog)


def fault(found: Fault, catalog: Catalog) -> Screen:
    """Its own sentence, over the same question."""
    text = catalog.text(_FAULTS[found])
    if found in (Fault.LONG, Fault.SHORT):
        return _step(text, catalog)
    return _phone_step(text, catalog)


def completed(
    standing: Standing, course: Course, role: Role, catalog: Catalog, *, until: str
) -> Screen:
    if standing is Standing.WAITING and course is Course.AT_ONCE:
        rows = menu_rows(catalog, frozenset({role}))
        return Screen(catalog.text("invited.confirmed"), rows, Keyboard.REPLY)
    if standing is Standing.WAITING and course is Course.LATER:
        return over_menu(catalog.text("invited.later", until=until), catalog)
    return over_menu(catalog.text(_STANDINGS[standing]), catalog)


def _phone_step(text: Html, catalog: Catalog) -> Screen:
    own = (Choice(catalog.label("invited.phone.label"), AskContact()),)
    return _step(text, catalog, own)


def _step(text: Html, catalog: Catalog, *rows: tuple[Choice, ...]) -> Screen:
    foot = (choice("guide.skip", catalog), choice("menu.emergency", catalog))
    return Screen(text, (*rows, foot), Keyboard.REPLY)
