"""The person's language, everywhere: what the bot says, and what the page around it says."""

from __future__ import annotations

import re

from tests.journeys import so_far, walked
from tests.visitor import Visitor
from tests.world import World


async def page_of(visitor: Visitor) -> str:
    _, text = await visitor.fetches("")
    found = re.search(r'<html lang="(\w+)">.*?id="emergency">([^<]+)', text, re.DOTALL)
    assert found
    return f"{found[1]} {found[2]}"


async def test_the_page_follows_the_language_that_was_set(world: World) -> None:
    an = await world.visitor()
    await an.starts()
    await an.waits_for("Chào anh/chị")
    assert await page_of(an) == "vi 🆘 Cấp cứu"
    await an.types("/caidat")
    await an.waits_for("Tiếng nói")
    await an.presses("English")
    await an.waits_for("English")
    assert await page_of(an) == "en 🆘 Emergency"
    await an.types("/settings")
    await an.waits_for("Language:")
    await an.presses("Tiếng Việt")
    await an.waits_for("tiếng Việt")
    assert await page_of(an) == "vi 🆘 Cấp cứu"


async def test_the_other_language_is_two_touches_away(world: World) -> None:
    an = await world.visitor()
    await an.starts()
    await an.waits_for("Chào anh/chị")
    before = so_far(an)
    await an.presses("Giúp đỡ")
    await an.waits_for("Đơn vị phụ trách")
    await an.presses("English")
    await an.waits_for("speaks English")
    walked("choose the other language", an, since=before)


async def test_an_english_phone_is_spoken_to_in_english_at_once(world: World) -> None:
    ann = await world.visitor(language="en-GB")
    assert await page_of(ann) == "en 🆘 Emergency"
    await ann.starts()
    await ann.waits_for("Hello")


async def test_a_numbered_list_ends_in_the_same_language(world: World) -> None:
    ann = await world.visitor("/text/", language="en-GB")
    await ann.starts()
    assert (await ann.waits_for("Hello")).text.endswith("0 Back · 9 Emergency")
