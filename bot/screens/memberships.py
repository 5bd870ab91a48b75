"""Groups as their members see them: the consent, the answers, and the way out."""

from __future__ import annotations

from collections.abc import Sequence

from bot import buttons
from bot.groups import Group
from bot.memberships import Place, Standing
from bot.screen import Choice, Screen
from bot.screens.people import say
from content.catalog import Catalog

MOST_SHOWN = 30
_NAME = 18


def place(found: Place, catalog: Catalog) -> Screen:
    """The answer to a group's link, or to agreeing."""
    if found.group is None:
        return say("group.dead", catalog)
    match found.standing:
        case Standing.INVITED:
            return _invited(found.group, catalog)
        case Standing.JOINED:
            return say("group.joined", catalog, group=found.group.name)
        case Standing.ALREADY:
            text = catalog.text("group.already", group=found.group.name)
            return Screen(text, (_leaves(found.group, catalog),))
        case _:
            return say("group.shut", catalog)


def _invited(group: Group, catalog: Catalog) -> Screen:
    row = (
        Choice(catalog.label("group.join"), buttons.JoinGroup(group.token)),
        Choice(catalog.label("group.decline"), buttons.DeclineGroup()),
    )
    return Screen(catalog.text("consent.group", group=group.name), (row,))


def declined(catalog: Catalog) -> Screen:
    return say("group.declined", catalog)


def mine(joined: Sequence[Group], catalog: Catalog) -> Screen:
    """The newest first; each is left in one touch."""
    if not joined:
        return say("group.own.none", catalog)
    newest = list(reversed(joined))[:MOST_SHOWN]
    return Screen(catalog.text("group.own"), tuple(_leaves(group, catalog) for group in newest))


def left(group: Group | None, catalog: Catalog) -> Screen:
    if group is None:
        return say("group.left.not", catalog)
    return say("group.left", catalog, group=group.name)


def _leaves(group: Group, catalog: Catalog) -> tuple[Choice, ...]:
    name = group.name if len(group.name) <= _NAME else f"{group.name[: _NAME - 1]}…"
    return (Choice(catalog.label("group.leave", group=name), buttons.LeaveGroup(group.id)),)
