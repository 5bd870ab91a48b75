"""Alerts on a phone without buttons."""

from __future__ import annotations

from bot.reports import Kind, NewCase, Spot, Told
from tests.offices import COMMUNE, writing
from tests.stories.typist import Typist
from tests.world import World


async def walk(world: World, typist: Typist) -> None:
    """Takes one case, passes another on, and answers the drill."""
    chi = (await world.rows("SELECT person_id FROM addresses WHERE account = 'text'"))[0][0]
    assert isinstance(chi, int)
    async with writing(world) as unit:
        for number in range(2):
            new = NewCase(f"typed {number}", Kind.HAZARD, Told(Spot(COMMUNE)), None)
            await unit.reports.open(new, now=world.now)
        await unit.rounds.start_drill(COMMUNE, "2026-05", [chi], now=world.now)
    await typist.says("/nhan", "Chưa có người nhận: 2")
    await typist.numbers("nhờ người khác", "đã nhờ người tiếp theo")
    await typist.says("/nhan", "Chưa có người nhận: 2")
    await typist.numbers("Tôi nhận NC-", "anh/chị đã nhận")
    await typist.says("/nhan", "Chưa có người nhận: 1")
    await typist.numbers("Diễn tập", "Diễn tập: anh/chị nhận sau")
