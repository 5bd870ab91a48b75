"""A poster's link is counted by day, on both channels, with nobody's name."""

from __future__ import annotations

from bot.joining import Poster
from bot.posters import MOST_A_DAY, day_of
from tests.stories.trust import writing
from tests.world import World


async def test_visits_are_counted(world: World) -> None:
    an, binh = world.worker("An"), await world.visitor()
    for payload in ("a05425-sconstruction-ccho", "a05425-sconstruction-ccho", "a00000", "xyz"):
        an.starts(payload)
        await an.waits_for("Chào anh/chị")
    await binh.starts("a05425-smoon-ccho")
    await binh.waits_for("Chào anh/chị")
    await world.settles()
    async with world.memory() as unit:
        visits = await unit.posters.visits()
    counted = {(v.area, v.sector, v.source, f"{v.day}"): v.count for v in visits}
    assert counted == {
        ("05425", "construction", "cho", "2026-05-12"): 2,
        ("05425", "", "cho", "2026-05-12"): 1,
    }


async def test_made_up_sources_do_not_fill_the_table(world: World) -> None:
    async with writing(world) as unit:
        for number in range(MOST_A_DAY + 5):
            await unit.posters.visited(Poster("05425", "", f"s{number}"), day=day_of(world.now))
        visits = await unit.posters.visits()
    assert len(visits) == MOST_A_DAY + 1
    assert visits[0].count == 5
