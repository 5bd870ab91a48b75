"""F6, F7: the disk is full, the power is cut; what was said to be noted is noted."""

from __future__ import annotations

import random
import resource
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url

from tests.stories.helpers import CARD, CARD_TITLE, NOT_FOUND, UNKNOWN, count, sent, until
from tests.stories.sendings import WORDS, comes_to, everybody, says
from tests.stories.test_faults_database import only
from tests.world import World

ROOM = 48 << 10
"""Bytes that a file may still have: enough for what the test run itself writes down."""


def database(world: World) -> Path:
    return Path(str(make_url(world.database_url).database))


@contextmanager
def full_disk() -> Iterator[None]:
    """No file grows beyond a few pages inside the block, as when a quota is used up."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def sound(file: Path) -> bool:
    with closing(sqlite3.connect(file)) as found:
        return list(found.execute("PRAGMA integrity_check")) == [("ok",)]


async def test_f6_the_disk_is_full_for_a_while(world: World) -> None:
    """Nothing is acknowledged that could not be written down, and all is done afterwards."""
    only(world, "sqlite")
    assert world.app
    an, binh = world.worker("An"), await world.visitor()
    await everybody(world, 2)
    await world.app.units.tidy()
    with full_disk():
        codes = [
            await binh.types(f"{UNKNOWN} {number}", id=f"00000000-0000-4000-8000-{number:012}")
            for number in range(4)
        ]
        an.types(UNKNOWN)
    assert 503 in codes
    await an.waits_for(NOT_FOUND, seconds=15)
    for number, code in enumerate(codes):
        if code != 200:
            id_ = f"00000000-0000-4000-8000-{number:012}"
            assert await binh.types(f"{UNKNOWN} {number}", id=id_) == 200
    await binh.waits_for(f"«{UNKNOWN} 3»", seconds=15)
    await world.settles()
    assert await count(world, "questions") == 5
    assert sent(world, an) == 1
    assert sound(database(world))


async def test_f6_a_message_to_many_stops_while_nothing_can_be_noted(world: World) -> None:
    only(world, "sqlite")
    persons = await everybody(world, 20)
    await world.stops()
    app = await world.starts(rate_overall=12)
    message = await says(world)
    await persons[2].waits_for(WORDS)
    await app.units.tidy()
    with full_disk():

        async def halted() -> bool:
            return not app.office.senders["telegram:100200300"].owns

        await until(halted, "the sender's pause", seconds=15)
        assert sum(sent(world, person, WORDS) for person in persons) < 20
    await comes_to(world, message, seconds=20, sent=20)
    assert [sent(world, person, WORDS) for person in persons] == [1] * 20
    assert sound(database(world))


async def test_f7_after_a_power_cut_what_was_acknowledged_is_there(
    world: World, tmp_path: Path
) -> None:
    """Each commit is on the disk before it is acknowledged (`synchronous=FULL`); what came after it
    may be there in part, torn anywhere. So the log is cut at random places behind the last commit.
    """
    only(world, "sqlite")
    assert world.app
    an = world.worker("An")
    await world.app.units.tidy()  # an empty log
    an.types(UNKNOWN)
    await an.waits_for(NOT_FOUND)
    await world.settles()
    file = database(world)
    log = file.with_name(f"{file.name}-wal")
    acknowledged = log.stat().st_size
    for _ in range(5):
        an.types(CARD)
        await an.waits_for(CARD_TITLE)
    cut = tmp_path / "cut"
    cut.mkdir()
    chance = random.Random(7)
    for _ in range(10):
        shutil.copy(file, cut / file.name)
        torn = log.read_bytes()
        torn = torn[: chance.randrange(acknowledged, len(torn) + 1)]
        noise = chance.randbytes(chance.randrange(100))
        (cut / log.name).write_bytes(torn[: max(acknowledged, len(torn) - len(noise))] + noise)
        with closing(sqlite3.connect(cut / file.name)) as found:
            assert list(found.execute("SELECT count(*) FROM questions")) == [(1,)]
            assert list(found.execute("PRAGMA integrity_check")) == [("ok",)]
        for rest in cut.iterdir():
            rest.unlink()
