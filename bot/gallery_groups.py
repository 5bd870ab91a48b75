"""The gallery's groups: what managers, members and those who are asked see. Part of the roof."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import content
from bot.groups import BadName, Group, Overview
from bot.handovers import Heir
from bot.links import Links
from bot.memberships import Place, Standing
from bot.screen import Screen
from bot.screens import groups, handovers, memberships, people
from content.areas import Areas
from content.catalog import Catalog

_LONGEST = "Nghiệp đoàn bốc xếp, vận chuyển vật liệu xây dựng chợ An Bình"[:60]
_GROUP = Group(7, "Tổ thợ hồ An Bình", "05425", 1, "ABCDEFGHIJKL2", members=12)
_LONG = Group(8, _LONGEST, "05425", 1, "ABCDEFGHIJKL3", members=1200)
_LINKS = Links("https://antoan.example.vn", lambda: "antoan_mau_bot")
_SINCE = datetime(2026, 5, 12, tzinfo=UTC)
_GROUP_SENTENCES = (
    "group.closed",
    "group.offer.sent",
    "group.refused",
    "group.refused.told",
    "group.taken.told",
)


@cache
def _areas() -> Areas:
    return Areas.load(Path(content.__file__).parent)


def screens(catalog: Catalog) -> Iterator[tuple[str, Screen]]:
    yield from _managed(catalog)
    yield from _named(catalog)
    yield from _joined(catalog)
    yield from _handed_over(catalog)


def _managed(catalog: Catalog) -> Iterator[tuple[str, Screen]]:
    areas, commune = _areas(), _areas().communes_of(_areas().provinces[0].code)[0].code
    several = Overview((commune, "", "01"), [_GROUP, _LONG], [_LONG], [_GROUP])
    yield "groups: overview", groups.overview(several, areas, catalog)
    none = Overview((commune,), [], [], [])
    yield "groups: overview without any", groups.overview(none, areas, catalog)
    for group in (_GROUP, _LONG):
        case = "long name" if group is _LONG else "short name"
        yield f"groups: one, {case}", groups.one(group, areas, _LINKS, catalog)
        yield f"groups: code, {case}", groups.code(group, "00" * 16, catalog)
        yield f"groups: new link, {case}", groups.ask_new_link(group, catalog)
        yield f"groups: close, {case}", groups.ask_close(group, catalog)
    yield "groups: one without address", groups.one(_LONG, areas, Links(), catalog)
    yield "groups: no code", groups.no_code(_GROUP, catalog)
    yield "groups: group.gone", people.say("group.gone", catalog)
    for message in _GROUP_SENTENCES:
        yield f"groups: {message}", people.say(message, catalog, group=_LONG.name)


def _named(catalog: Catalog) -> Iterator[tuple[str, Screen]]:
    yield "groups: name", groups.ask_name(catalog)
    for why in BadName:
        yield f"groups: {why.value}", groups.not_made(why, "a" * 200, catalog)


def _joined(catalog: Catalog) -> Iterator[tuple[str, Screen]]:
    for standing in Standing:
        group = None if standing is Standing.DEAD else _LONG
        yield f"groups: {standing.value}", memberships.place(Place(standing, group), catalog)
    yield "groups: declined", memberships.declined(catalog)
    yield "groups: mine", memberships.mine([_GROUP, _LONG], catalog)
    yield "groups: mine, none", memberships.mine([], catalog)
    yield "groups: left", memberships.left(_LONG, catalog)
    yield "groups: left, not in", memberships.left(None, catalog)


def _handed_over(catalog: Catalog) -> Iterator[tuple[str, Screen]]:
    known = [Heir(1, 2, _SINCE), Heir(3, 4, _SINCE)]
    yield "groups: heirs", handovers.choose(_LONG, known, catalog)
    yield "groups: heirs, none", handovers.choose(_LONG, [], catalog)
    yield "groups: offered", handovers.offered(_LONG, catalog)
    yield "groups: group.offer.over", people.say("group.offer.over", catalog)
