"""`antoan rotate-key`: another secret for everything, and nobody notices."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.people import Role
from storage.sealing import Vault, WrongKey
from tests.cli.commands import antoan
from tests.databases import new_sqlite
from tests.offices import COMMUNE, accepts, link, somebody
from tests.stories.helpers import CARD, CARD_TITLE, count
from tests.stories.own_data import lives
from tests.world import SECRET, World

NEW = "another secret of forty characters, newer"


async def test_after_a_rotation_everybody_goes_on_and_the_old_key_opens_nothing(
    tmp_path: Path,
) -> None:
    async with World(await new_sqlite(tmp_path), tmp_path) as world:
        await world.starts()
        an = world.worker("An")
        await lives(world, an)
        lan, number = await somebody(world, Role.OFFICIAL, COMMUNE)
        hoa, _ = await somebody(world)
        await accepts(
            hoa, await link(world, Role.RESPONDER, COMMUNE, inviter=number, token="a" * 22)
        )
        await lan.waits_for("Có đúng người không?")
        people = await count(world, "people")
        keys = {"secret_key": NEW, "secret_key_old": SECRET, "database_url": world.database_url}
        running = await asyncio.to_thread(antoan, tmp_path, "rotate-key", **keys)
        assert (running.code, running.err.count("\n")) == (2, 1)
        await world.stops()

        wrong = antoan(tmp_path, "rotate-key", **keys | {"secret_key_old": "x" * 40})
        assert wrong.code == 2
        ended = antoan(tmp_path, "rotate-key", **keys)
        assert (ended.code, ended.err) == (0, "")
        assert ended.out.endswith("values sealed with the new key\n")
        (row,) = await world.rows("SELECT row, person FROM invitations WHERE person IS NOT NULL")
        with pytest.raises(WrongKey):
            Vault(SECRET).open("invitations.person", *tuple(row))  # type: ignore[arg-type]
        assert b"0912345678" in Vault(NEW).open("invitations.person", *tuple(row))  # type: ignore[arg-type]

        await world.starts(secret_key=SecretStr(NEW), secret_key_old=SecretStr(SECRET))
        an.types(CARD)
        await an.waits_for(CARD_TITLE)
        assert await count(world, "people") == people
