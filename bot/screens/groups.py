"""Groups as their managers see them: a name, a number, a link; never who is in them."""

from __future__ import annotations

from bot import buttons
from bot.groups import LONGEST_NAME, MOST_GROUPS, BadName, Group, Overview
from bot.links import Links
from bot.screen import Choice, Keyboard, Media, Rows, Screen
from bot.screens import memberships
from bot.screens.labels import choice
from bot.screens.people import say
from content.areas import Areas
from content.catalog import Catalog
from content.html import Html

_LABEL = 32


def overview(found: Overview, areas: Areas, catalog: Catalog) -> Screen:
    """/nhom: the groups they manage, or for a worker those they are in."""
    if not found.areas:
        return memberships.mine(found.joined, catalog)
    text = catalog.text("group.mine" if found.owned else "group.mine.none")
    rows: list[tuple[Choice, ...]] = [(_opens(group),) for group in found.owned]
    for group in found.offered:
        rows.extend(takes(group, catalog))
    rows += [(_creates(area, len(found.areas), areas, catalog),) for area in found.areas]
    if found.joined:
        rows.append((Choice(catalog.label("group.inside"), buttons.OpenMemberships()),))
    return Screen(text, tuple(rows))


def ask_name(catalog: Catalog) -> Screen:
    return _asks(catalog.text("group.name.ask", most=LONGEST_NAME), catalog)


def not_made(why: BadName | None, typed: str, catalog: Catalog) -> Screen:
    """Each wrong name has its own sentence; the question stays open."""
    match why:
        case None:
            return say("err.right", catalog)
        case BadName.MOST:
            return say("group.most", catalog, most=MOST_GROUPS)
        case BadName.LONG:
            count = len(" ".join(typed.split()))
            return _asks(catalog.text("group.name.long", count=count, most=LONGEST_NAME), catalog)
        case _:
            return _asks(catalog.text(why.value), catalog)


def one(group: Group, areas: Areas, links: Links, catalog: Catalog) -> Screen:
    known = [catalog.text("group.link", link=link) for link in links.to(group.payload)]
    text = catalog.text(
        "group.one", group=group.name, area=_where(group.area, areas, catalog), count=group.members
    )
    typed = catalog.text("group.link.typed", payload=group.payload)
    rows = (
        (
            Choice(catalog.label("group.code"), buttons.ShowGroupCode(group.id)),
            Choice(catalog.label("group.renew"), buttons.AskNewLink(group.id)),
        ),
        (
            Choice(catalog.label("group.hand_over"), buttons.ChooseHeir(group.id)),
            Choice(catalog.label("group.close"), buttons.AskClose(group.id)),
        ),
        (Choice(catalog.label("menu.groups"), buttons.OpenGroups()),),
    )
    return Screen(Html.join([text, *(known or [typed])]), rows)


def code(group: Group, picture: str, catalog: Catalog) -> Screen:
    """The QR picture, with words that may be forwarded together with it."""
    text = catalog.text("group.code.text", group=group.name)
    return Screen(text, (_back(group, catalog),), media=(Media("photo", picture),))


def no_code(group: Group, catalog: Catalog) -> Screen:
    text = catalog.text("group.code.none", payload=group.payload)
    return Screen(text, (_back(group, catalog),))


def ask_new_link(group: Group, catalog: Catalog) -> Screen:
    sure = Choice(catalog.label("group.renew.sure"), buttons.RenewLink(group.id))
    return _sure(catalog.text("group.renew.ask", group=group.name), sure, group, catalog)


def ask_close(group: Group, catalog: Catalog) -> Screen:
    sure = Choice(catalog.label("group.close"), buttons.CloseGroup(group.id))
    text = catalog.text("group.close.ask", group=group.name, count=group.members)
    return _sure(text, sure, group, catalog)


def takes(group: Group, catalog: Catalog) -> Rows:
    """Yes and no to a group that was offered."""
    name = short(group.name, 18)
    return (
        (Choice(catalog.label("group.take", group=name), buttons.TakeGroup(group.id)),),
        (Choice(catalog.label("group.refuse", group=name), buttons.RefuseGroup(group.id)),),
    )


def short(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _asks(text: Html, catalog: Catalog) -> Screen:
    rows = ((choice("guide.skip", catalog),), (choice("menu.emergency", catalog),))
    return Screen(text, rows, Keyboard.REPLY)


def _sure(text: Html, sure: Choice, group: Group, catalog: Catalog) -> Screen:
    return Screen(text, ((sure, Choice(catalog.label("group.keep"), buttons.OpenGroup(group.id))),))


def _back(group: Group, catalog: Catalog) -> tuple[Choice, ...]:
    return (Choice(catalog.label("group.back"), buttons.OpenGroup(group.id)),)


def _opens(group: Group) -> Choice:
    count = f" ({group.members})"
    return Choice(short(group.name, _LABEL - len(count)) + count, buttons.OpenGroup(group.id))


def _creates(area: str, among: int, areas: Areas, catalog: Catalog) -> Choice:
    """Says where only when there is a choice."""
    label = catalog.label("group.create")
    if among > 1:
        label = catalog.label("group.create.in", area=_where(area, areas, catalog))
    return Choice(short(label, _LABEL), buttons.CreateGroup(area))


def _where(area: str, areas: Areas, catalog: Catalog) -> str:
    """The area's title at the start of a sentence; "" is the whole country."""
    if not area:
        return catalog.label("group.everywhere")
    if area not in areas:
        return area
    title = areas.area(area).title
    return title[:1].upper() + title[1:]
