"""Alerts when things are not as they should be: Tết, and officials who shut the bot out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.people import Role
from bot.reports import What
from tests.stories.helpers import count, until
from tests.stories.reporting import (
    COMMUNE,
    events_of,
    listens,
    official,
    reports_light,
    reports_red,
)
from tests.stories.test_alerts import RED, another, beats
from tests.stories.trust import trusts
from tests.visitor import Visitor
from tests.world import World

TET_NIGHT = datetime(2027, 2, 6, 15, 0, tzinfo=UTC)
OPENS = datetime(2027, 2, 11, 0, 30, tzinfo=UTC)
"""07:30 on the first working day after it."""
PLAIN, TAKE_IT = "Tin mới", "Anh/chị nhận được không?"


def heard(who: Visitor, words: str) -> int:
    return sum(words in bubble.text for bubble in who.bubbles)


async def test_what_is_not_grave_waits_for_the_end_of_tet_and_then_climbs(world: World) -> None:
    await world.restarts(after=TET_NIGHT - world.now)
    lan = await official(world)
    tam = await another(world, Role.PROVINCE, "79")
    code = await reports_light(world.worker())
    await world.settles()
    for _ in range(4):
        await beats(world, timedelta(days=1))
    assert not heard(lan, code)
    await beats(world, OPENS - world.now - timedelta(seconds=1))
    assert not heard(lan, code)
    await beats(world, timedelta(seconds=1))
    await listens(lan, PLAIN)
    await beats(world, timedelta(hours=2))
    await listens(lan, TAKE_IT)
    assert not heard(tam, code)
    await beats(world, timedelta(hours=4))  # two of them are the noon's
    await listens(tam, "chưa có người nhận")
    assert heard(lan, TAKE_IT) == 1


@pytest.mark.parametrize("how", ["blocks", "leaves_telegram"])
async def test_an_official_who_shut_the_bot_out_is_stood_in_for_at_once(
    world: World, how: str
) -> None:
    hung = world.worker("Hùng")
    await trusts(world, hung, Role.OFFICIAL, COMMUNE)
    tam = await another(world, Role.PROVINCE, "79")
    getattr(hung, how)()
    await world.settles()
    first = await reports_light(world.worker())
    await until_shut_out(world)
    await beats(world, timedelta(seconds=2))
    await beats(world, timedelta(seconds=2))
    assert first in (await listens(tam, PLAIN)).text
    assert heard(tam, first) == 1
    told = [event for event in await events_of(world, first) if event.what is What.ALERTED]
    assert len(told) == (1 if how == "blocks" else 2)  # of a closed account nothing tells the bot
    an = world.worker()
    second = await reports_red(an)
    assert "đã chuyển thành phố Hồ Chí Minh" in an.answers[-1].text
    assert second in (await listens(tam, RED)).text


async def until_shut_out(world: World) -> None:
    async def known() -> bool:
        return await count(world, "addresses WHERE NOT reachable") == 1

    await until(known, "the refusal")


async def test_back_again_they_are_told_as_before(world: World) -> None:
    hung = world.worker("Hùng")
    await trusts(world, hung, Role.OFFICIAL, COMMUNE)
    hung.blocks()
    await world.settles()
    hung.unblocks()
    await world.settles()
    code = await reports_red(world.worker())
    assert code in (await hung.waits_for(RED)).text
