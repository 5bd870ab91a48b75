"""A group handed over: to whom, the question to the other, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import buttons
from bot.groups import Group
from bot.handovers import Heir
from bot.posters import HERE
from bot.screen import Choice, Screen
from bot.screens.groups import takes
from bot.screens.people import say
from content.catalog import Catalog

MOST_SHOWN = 30


def choose(group: Group, known: Sequence[Heir], catalog: Catalog) -> Screen:
    back = Choice(catalog.label("group.keep"), buttons.OpenGroup(group.id))
    if not known:
        return Screen(catalog.text("group.heirs.none"), ((back,),))
    rows = [
        (Choice(_label(number, heir.since, catalog), buttons.OfferGroup(group.id, heir.grant)),)
        for number, heir in enumerate(known[:MOST_SHOWN], start=1)
    ]
    return Screen(catalog.text("group.heirs", group=group.name), (*rows, (back,)))


def offered(group: Group, catalog: Catalog) -> Screen:
    """The question to the other organiser."""
    text = catalog.text("group.offer", group=group.name, count=group.members)
    return Screen(text, takes(group, catalog))


def told(message: str, group: Group, catalog: Catalog) -> Screen:
    return say(message, catalog, group=group.name)


def _label(number: int, since: datetime, catalog: Catalog) -> str:
    day = f"{since.astimezone(HERE):%d/%m/%Y}"
    return catalog.label("group.heir", number=number, date=day)
