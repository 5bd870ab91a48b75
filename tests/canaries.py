"""Canaries: `python -m tests.canaries` runs every flow with planted names, phones and places, and
looks for them in everything that was logged and, after an erasure, in the whole database.
"""

from __future__ import annotations

import asyncio
import io
import logging
import sys
import tempfile
from pathlib import Path

from bot import logs
from bot.people import Role
from tests.databases import new_sqlite
from tests.offices import COMMUNE, accepts, somebody
from tests.sheets import cells, sheet
from tests.stories.officials import talk
from tests.stories.own_data import beats, erased, everything
from tests.stories.test_moving import makes_code
from tests.stories.test_secrets import OFFICER, tell_everything
from tests.world import World

GUEST = "Canary Guest Hoa"


async def fly(folder: Path) -> list[str]:
    """Every canary that got out, and where to."""
    logs.start("text")
    journal = io.StringIO()
    for handler in logging.getLogger().handlers:
        assert isinstance(handler, logging.StreamHandler)
        handler.setStream(journal)
    async with World(await new_sqlite(folder), folder) as world:
        await world.starts()
        canaries = (
            *await tell_everything(world),
            *await _invites_many(world),
            *await talk(world),
        )
        await _moves_and_leaves(world)
        await beats(world)
        held = await everything(world)
        await world.stops()
    written = journal.getvalue()
    assert written, "nothing was logged: the looking itself is broken"
    found = [f"log: {canary}" for canary in canaries if canary in written]
    return found + [f"database: {canary}" for canary in canaries if canary.encode() in held]


async def _invites_many(world: World) -> tuple[str, ...]:
    """A list with a good and a wrong line; somebody takes the invitation, a poster is made."""
    chief, _ = await somebody(world, Role.OFFICIAL, COMMUNE)
    lines = ((OFFICER, "0912345678", "Người trực", ""), (GUEST, "0987", "vua", ""))
    await chief.uploads(sheet(*lines), name=f"{GUEST}.xlsx")
    await chief.waits_for("1 dòng chưa mời được")
    url = next(media["url"] for media in chief.media if media["name"] == "loi-moi.xlsx")
    (line,) = cells(await chief.downloads(url))
    payload = str(line[-1]).split("?start=")[1].split()[0]
    lan, _ = await somebody(world)
    await accepts(lan, payload, name=OFFICER)
    await chief.waits_for("Có đúng người không?")
    await chief.types("/apphich")
    await chief.waits_for("Cho việc gì?")
    await chief.presses("Mọi việc")
    await chief.waits_for("Treo ở đâu?")
    await chief.types(GUEST)
    await chief.waits_for("Ảnh để gửi")
    return OFFICER, GUEST, "0912345678", payload


async def _moves_and_leaves(world: World) -> None:
    """Settings, a code typed on a page, the document, and everything erased on both."""
    an = world.worker("Canary Tran")
    page = await world.visitor()
    code = await makes_code(world, an)
    await page.types(f"/chuyen {code}")
    await page.waits_for("Máy này đã nối")
    await page.types("/dulieu")
    await page.waits_for("Bot đang lưu")
    await page.presses("Tải về")
    await page.waits_for("Đây là mọi điều")
    an.types("/dulieu")
    await an.waits_for("Bot đang lưu")
    for _ in range(2):
        await world.settles()
        an.presses("Xóa hết")
        await an.waits_for()
    await erased(world)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(fly(Path(folder)))
    sys.stdout.write(f"{chr(10).join(found) or 'no canary got out'}\n")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
