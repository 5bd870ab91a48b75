"""Near a boundary both communes are told, each once; where boundaries are known, only near them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.people import Role
from bot.reports import State
from content.areas import Areas
from content.areas_polygons import build
from tests.mergers import ROOT
from tests.stories.reporting import (
    COMMUNE,
    SEND,
    case_of,
    code_in,
    does,
    heard,
    listens,
    presses,
    says,
)
from tests.stories.trust import gives, trusts
from tests.visitor import Bubble, Visitor
from tests.world import World

RED = "NGHI CÓ NGƯỜI BỊ NẶNG"
BORDER = "sát ranh giới"


async def stands_at(an: Visitor, latitude: float, longitude: float) -> str:
    """Tells of somebody who needs help, at this place; returns the last question."""
    await says(an, "/baotainan")
    await heard(an, "cần cấp cứu")
    await does(an, ("Có, cần ngay", "GỌI 115"))
    await an.sends_location(latitude, longitude)
    return await heard(an, "ngay bây giờ?")


def between(areas: Areas, code: str) -> tuple[str, float, float]:
    """The neighbour whose centre is nearest, and the point halfway to it."""
    here = areas.area(code)
    other = areas.nearest(here.latitude, here.longitude)[1][0]
    middle = (here.latitude + other.latitude) / 2, (here.longitude + other.longitude) / 2
    return (other.code, *middle)


def alerts(who: Visitor) -> list[Bubble]:
    return [bubble for bubble in who.bubbles if RED in bubble.text]


async def test_both_communes_are_told_once_and_one_takes_it(world: World) -> None:
    assert world.app
    other, *middle = between(world.app.windows.services.areas, COMMUNE)
    lan, hung, both = [await world.visitor() for _ in range(3)]
    await trusts(world, lan, Role.OFFICIAL, COMMUNE)
    await trusts(world, hung, Role.OFFICIAL, other)
    person = await trusts(world, both, Role.OFFICIAL, COMMUNE)
    await gives(world, person, Role.OFFICIAL, other)
    an = await world.visitor()
    assert BORDER in await stands_at(an, *middle)
    await presses(an, SEND)
    code = code_in(await heard(an, "Mã: "))
    for who in (lan, hung, both):
        assert code in (await listens(who, RED)).text
        assert len(alerts(who)) == 1
    assert await hung.presses("Tôi nhận") == 200
    await hung.waits_for("anh/chị đã nhận lúc")
    await listens(lan, f"{code}: đã có người nhận")
    await world.settles()
    case = await case_of(world, code)
    assert (case.state, {case.area, case.also}) == (State.TAKEN, {COMMUNE, other})


def bounded(folder: Path, areas: Areas, west: str, east: str, border: float) -> Areas:
    """Areas with invented boundaries: two squares that meet at this longitude."""
    south, north = areas.area(west).latitude - 0.2, areas.area(west).latitude + 0.2
    features = []
    for code, edges in ((west, (border - 0.2, border)), (east, (border, border + 0.2))):
        corners = [(edges[at], (south, north)[up]) for at, up in ((0, 0), (1, 0), (1, 1), (0, 1))]
        polygon = {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}
        features.append({"properties": {"ma_xa": code}, "geometry": polygon})
    written = folder / "boundaries.json"
    written.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    build(written, folder / "areas.db", areas.__contains__)
    return Areas.load(ROOT, folder / "areas.db")


@pytest.mark.parametrize(("from_border", "told"), [(0.005, False), (0.001, True)])
async def test_where_boundaries_are_known_they_decide(
    world: World, tmp_path: Path, from_border: float, told: bool
) -> None:
    """The centre of the commune to the east is nearer all the time."""
    assert world.app
    areas = world.app.windows.services.areas
    east, latitude, _ = between(areas, COMMUNE)
    border = areas.area(east).longitude
    world.areas = bounded(tmp_path, areas, COMMUNE, east, border)
    await world.restarts()
    an = await world.visitor()
    asked = await stands_at(an, latitude, border - from_border)
    assert "Báo cho phường Dĩ An" in asked
    assert (BORDER in asked) is told
    await presses(an, SEND)
    code = code_in(await heard(an, "Mã: "))
    await world.settles()
    case = await case_of(world, code)
    assert (case.area, case.also) == (COMMUNE, east if told else "")
