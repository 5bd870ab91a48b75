"""Who holds which role: requests to confirm, the list of holders, taking away and handing over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot import buttons
from bot.grants import Holder, Refusal
from bot.guidance import page_of
from bot.invitations import Invitation, Standing
from bot.people import Role
from bot.screen import Choice, Keyboard, Screen
from bot.screens.offices import distinct, moment, office, role_name
from bot.screens.people import menu_rows, over_menu
from content.areas import Areas
from content.catalog import Catalog

_REFUSALS: dict[Refusal, str] = {
    Refusal.NOT_YOURS: "err.notyours",
    Refusal.LAST_ADMIN: "holder.last",
    Refusal.NO_SUCCESSOR: "holder.no_successor",
}
Known = Mapping[int, Invitation]
"""Names and phones, by person."""


def request(invitation: Invitation, areas: Areas, catalog: Catalog) -> Screen:
    """Is it the right person? Read by those who can confirm."""
    shown = office(invitation.role, invitation.area, areas, catalog)
    text = catalog.text(
        "holder.request", name=invitation.name, phone=invitation.phone, office=shown
    )
    yes = Choice(catalog.label("holder.confirm"), buttons.ConfirmRequest(invitation.id))
    no = Choice(catalog.label("holder.refuse"), buttons.RefuseRequest(invitation.id))
    return Screen(text, ((yes, no),))


def announced(
    invitation: Invitation, grant: int, since: datetime, areas: Areas, catalog: Catalog
) -> Screen:
    """To the only admin: it will count, unless they take it away."""
    text = catalog.text(
        "holder.announced",
        name=invitation.name,
        phone=invitation.phone,
        office=office(invitation.role, invitation.area, areas, catalog),
        since=moment(since),
    )
    return Screen(text, ((Choice(catalog.label("holder.revoke"), buttons.AskRevoke(grant)),),))


def decided(verdict: Standing, invitation: Invitation, areas: Areas, catalog: Catalog) -> Screen:
    message = "holder.confirmed" if verdict is Standing.CONFIRMED else "holder.refused"
    shown = office(invitation.role, invitation.area, areas, catalog)
    text = catalog.text(message, name=invitation.name, office=shown)
    return Screen(text, (_back(catalog),), replaces=True)


def decided_before(invitation: Invitation, catalog: Catalog) -> Screen:
    """Somebody else was first."""
    confirmed = invitation.verdict == Standing.CONFIRMED
    message = "holder.confirmed.before" if confirmed else "holder.refused.before"
    at = moment(invitation.decided_at) if invitation.decided_at else ""
    text = catalog.text(message, name=invitation.name, at=at)
    return Screen(text, (_back(catalog),), replaces=True)


def decided_letter(
    invitation: Invitation, verdict: Standing, areas: Areas, catalog: Catalog
) -> Screen:
    """To the newcomer."""
    if verdict is not Standing.CONFIRMED:
        return over_menu(catalog.text("invited.refused"), catalog)
    shown = office(invitation.role, invitation.area, areas, catalog)
    rows = menu_rows(catalog, frozenset({invitation.role}))
    return Screen(catalog.text("invited.now", office=shown), rows, Keyboard.REPLY)


def revoked_letter(holder: Holder, areas: Areas, catalog: Catalog) -> Screen:
    shown = office(holder.grant.role, holder.grant.area, areas, catalog)
    return over_menu(catalog.text("holder.revoked.letter", office=shown), catalog)


def took_over_letter(leaving: Holder, areas: Areas, catalog: Catalog) -> Screen:
    shown = office(leaving.grant.role, leaving.grant.area, areas, catalog)
    rows = menu_rows(catalog, frozenset({leaving.grant.role}))
    return Screen(catalog.text("holder.took_over.letter", office=shown), rows, Keyboard.REPLY)


def holders(found: Sequence[Holder], known: Known, page: int, catalog: Catalog) -> Screen:
    """The people with a role in the reader's area."""
    shown, page, pages = page_of(found, page)
    names = distinct([_line(holder, known, catalog) for holder in shown])
    rows = [
        (Choice(name, buttons.OpenHolder(holder.grant.id)),)
        for name, holder in zip(names, shown, strict=True)
    ]
    turns = _back(catalog)
    if pages > 1:
        following = buttons.OpenHolders((page + 1) % pages)
        turns = (*turns, Choice(catalog.label("guide.next_page"), following))
    return Screen(catalog.text("holder.list" if found else "holder.none"), (*rows, turns))


def holder(
    held: Holder, known: Known, areas: Areas, catalog: Catalog, *, now: datetime, others: bool
) -> Screen:
    """One role of one person; `others`: it is somebody else's, and may be handed over."""
    card = known.get(held.person)
    text = catalog.text(
        "holder.one" if held.effective_at <= now else "holder.later",
        name=name_of(held.person, known, catalog),
        phone=card.phone if card else "–",
        office=office(held.grant.role, held.grant.area, areas, catalog),
        since=moment(held.effective_at),
    )
    label = "holder.revoke" if others else "holder.leave"
    acts = [Choice(catalog.label(label), buttons.AskRevoke(held.grant.id))]
    if others:
        over = buttons.OpenSuccessors(held.grant.id)
        acts.append(Choice(catalog.label("holder.hand_over"), over))
    return Screen(text, (tuple(acts), _list(catalog)))


def ask_revoke(held: Holder, known: Known, areas: Areas, catalog: Catalog) -> Screen:
    text = catalog.text(
        "holder.revoke.ask",
        name=name_of(held.person, known, catalog),
        office=office(held.grant.role, held.grant.area, areas, catalog),
    )
    yes = Choice(catalog.label("holder.revoke.sure"), buttons.Revoke(held.grant.id))
    return Screen(text, ((yes,), _list(catalog)))


def revoked(held: Holder, areas: Areas, catalog: Catalog) -> Screen:
    shown = office(held.grant.role, held.grant.area, areas, catalog)
    return Screen(catalog.text("holder.revoked", office=shown), (_list(catalog),), replaces=True)


def successors(leaving: Holder, found: Sequence[Holder], known: Known, catalog: Catalog) -> Screen:
    names = distinct([_line(each, known, catalog) for each in found])
    rows = [
        (Choice(name, buttons.AskHandOver(leaving.grant.id, each.grant.id)),)
        for name, each in zip(names, found, strict=True)
    ]
    message = "holder.successors" if found else "holder.no_successor"
    text = catalog.text(message, name=name_of(leaving.person, known, catalog))
    return Screen(text, (*rows, _list(catalog)))


def ask_hand_over(pair: tuple[Holder, Holder], known: Known, catalog: Catalog) -> Screen:
    leaving, follower = pair
    text = catalog.text(
        "holder.hand_over.ask",
        name=name_of(leaving.person, known, catalog),
        successor=name_of(follower.person, known, catalog),
    )
    does = buttons.HandOver(leaving.grant.id, follower.grant.id)
    return Screen(text, ((Choice(catalog.label("holder.hand_over.sure"), does),), _list(catalog)))


def handed_over(pair: tuple[Holder, Holder], known: Known, catalog: Catalog) -> Screen:
    text = catalog.text(
        "holder.handed_over",
        name=name_of(pair[0].person, known, catalog),
        successor=name_of(pair[1].person, known, catalog),
    )
    return Screen(text, (_list(catalog),), replaces=True)


def refusal(why: Refusal, catalog: Catalog) -> Screen:
    return over_menu(catalog.text(_REFUSALS[why], name="–"), catalog)


def name_of(person: int, known: Known, catalog: Catalog) -> str:
    """As they told it when they were invited."""
    return known[person].name if person in known else catalog.label("holder.nameless")


def _line(held: Holder, known: Known, catalog: Catalog) -> str:
    role: Role = held.grant.role
    return f"{name_of(held.person, known, catalog)}, {role_name(role, catalog)}"


def _back(catalog: Catalog) -> tuple[Choice, ...]:
    return (Choice(catalog.label("invite.more.label"), buttons.OpenInvitations()),)


def _list(catalog: Catalog) -> tuple[Choice, ...]:
    return (Choice(catalog.label("invite.holders.label"), buttons.OpenHolders()),)
