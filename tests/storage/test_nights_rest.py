"""Who is erased is gone from the database's files after the night, not only from its rows."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.resting import Rested, Resting
from storage import resting
from storage.engine import open_engine
from tests.stories.own_data import erased, lives
from tests.stories.test_faults_database import only
from tests.world import World

AFTERNOON = datetime(2026, 5, 12, 9, 0, tzinfo=UTC)
NIGHT = datetime(2026, 5, 12, 19, 30, tzinfo=UTC)  # 02:30 in Viet Nam


def rest(world: World) -> Resting:
    assert world.app
    return Resting(world.app.units, world.clock)


async def erases_somebody(world: World) -> list[bytes]:
    """Somebody lives and is erased; returns the sealed bytes that their rows held."""
    an = world.worker("An")
    an.starts()
    await an.waits_for("Chào anh/chị")
    await lives(world, an)
    await world.settles()
    for name in ("Bình", "Chi", "Dũng"):
        world.worker(name).starts()
    await world.settles()
    if not world.database_url.startswith("sqlite"):
        async with plain(world) as connection:
            await connection.exec_driver_sql("ANALYZE")  # the planner takes its samples
    sealed = await sealed_of(world, 1)
    an.types("/dulieu")
    await an.waits_for("Bot đang lưu")
    an.presses("Xóa hết")
    await an.waits_for("không lấy lại được")
    an.presses("Xóa hết")
    await an.waits_for("Đây là tin cuối")
    await erased(world)
    return sealed


async def sealed_of(world: World, person: int) -> list[bytes]:
    rows = await world.rows(f"SELECT ref, name FROM addresses WHERE person_id = {person}")
    return [value for row in rows for value in row if isinstance(value, bytes)]


async def files(world: World) -> bytes:
    """Every byte of the database's own files; on PostgreSQL after a checkpoint, without its log,
    which all databases of the server share.
    """
    if world.database_url.startswith("sqlite"):
        path = Path(sa.make_url(world.database_url).database or "")
        return b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))
    async with plain(world) as connection:
        await connection.exec_driver_sql("CHECKPOINT")
        root = (await connection.exec_driver_sql("SHOW data_directory")).scalar_one()
        own = "SELECT oid FROM pg_database WHERE datname = current_database()"
        number = (await connection.exec_driver_sql(own)).scalar_one()
    folder = Path(str(root)) / "base" / str(number)
    return b"".join(each.read_bytes() for each in folder.iterdir() if each.is_file())


@asynccontextmanager
async def plain(world: World) -> AsyncIterator[AsyncConnection]:
    """A connection outside any transaction."""
    engine = open_engine(world.database_url)
    try:
        async with engine.connect() as connection:
            yield await connection.execution_options(isolation_level="AUTOCOMMIT")
    finally:
        await engine.dispose()


async def test_after_the_night_no_byte_is_left(world: World) -> None:
    sealed = await erases_somebody(world)
    assert sealed
    world.now = AFTERNOON
    await rest(world).beat()
    assert await world.rows("SELECT at FROM claims WHERE name = 'rest'") == []
    world.now = NIGHT
    await rest(world).beat()
    held = await files(world)
    stays = await sealed_of(world, 2)
    assert stays
    assert [value for value in stays if value not in held] == []
    assert [value for value in sealed if value in held] == []
    (at,) = await world.rows("SELECT at FROM claims WHERE name = 'rest'")
    await rest(world).beat()
    assert await world.rows("SELECT at FROM claims WHERE name = 'rest'") == [at]


async def test_nobody_is_made_to_wait_for_it(world: World) -> None:
    """A table in use is left for the next beat; answers go on meanwhile."""
    only(world, "postgresql")
    await erases_somebody(world)
    world.now = NIGHT
    assert world.app
    async with world.app.engine.connect() as other, other.begin():
        await other.exec_driver_sql("SELECT count(*) FROM people")
        await rest(world).beat()
        assert await world.rows("SELECT at FROM claims WHERE name = 'rest'") == []
        binh = world.worker("Bình")
        binh.types("/menu")
        await binh.waits_for("Cần gì, bấm nút")
    await rest(world).beat()
    assert len(await world.rows("SELECT at FROM claims WHERE name = 'rest'")) == 1


async def test_what_is_too_large_is_left_to_the_operator(world: World) -> None:
    assert world.app
    if world.database_url.startswith("sqlite"):
        assert await world.app.units.rest() == Rested()
        return
    found = await resting.rewrite(world.app.engine, largest=0)
    assert "addresses" in found.large
    assert found.busy == ()
