"""Files, questions and ratings: kept sealed, no longer than they may be, in nobody's name."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.drafts import WrongCard
from bot.incoming import Address
from storage.engine import open_engine
from storage.guidance import ratings
from storage.sealing import Vault
from storage.unit import SqlUnits
from tests.databases import new_sqlite
from tests.storage.samples import hello, update
from tests.world import NOON, SECRET

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
MARK = "Nguyen Van Mau 0900111222"


async def test_a_file_comes_back_until_a_week_has_gone(units: SqlUnits) -> None:
    async with units() as unit:
        name = await unit.files.put("image/jpeg", b"\xff\xd8", now=NOON)
    for later, left in ((7 * DAY, ("image/jpeg", b"\xff\xd8")), (7 * DAY + SECOND, None)):
        async with units() as unit:
            await unit.retention.apply(now=NOON + later)
            assert await unit.files.get(name) == left


@pytest.mark.parametrize("name", ["", "zz", "00" * 16, "../secret.key", "00"])
async def test_no_such_file(units: SqlUnits, name: str) -> None:
    async with units.reading() as unit:
        assert await unit.files.get(name) is None


async def test_questions_newest_first_for_ninety_days(units: SqlUnits) -> None:
    async with units() as unit:
        await unit.guidance.note_question("máy gặt", now=NOON)
        await unit.guidance.note_question("đuôi gà", now=NOON + SECOND)
    async with units() as unit:
        assert [q.text for q in await unit.guidance.questions(limit=5)] == ["đuôi gà", "máy gặt"]
        assert len(await unit.guidance.questions(limit=1)) == 1
        await unit.retention.apply(now=NOON + 90 * DAY)
        assert len(await unit.guidance.questions(limit=5)) == 2
        await unit.retention.apply(now=NOON + 90 * DAY + SECOND)
        assert [q.text for q in await unit.guidance.questions(limit=5)] == ["đuôi gà"]


async def test_a_rating_and_its_note(units: SqlUnits) -> None:
    async with units() as unit:
        rating = await unit.guidance.rate("first_aid/burn", useful=False, now=NOON)
        await unit.guidance.rate("first_aid/burn", useful=True, now=NOON)
        await unit.guidance.annotate(rating, "thiếu nước")
        await unit.guidance.annotate(rating + 100, "to nobody")
    async with units.reading() as unit:
        rows = (await unit.execute(sa.select(ratings).order_by(ratings.c.id))).all()
        assert [(row.useful, row.note is None) for row in rows] == [(False, False), (True, True)]
        note = unit.vault.open("ratings.note", rows[0].row, rows[0].note)
    assert note.decode() == "thiếu nước"


def holds(folder: Path, words: str) -> bool:
    return any(words.encode() in path.read_bytes() for path in folder.glob("antoan.db*"))


async def test_the_file_on_disk_tells_nothing(tmp_path: Path) -> None:
    engine = open_engine(await new_sqlite(tmp_path))
    units = SqlUnits(engine, Vault(SECRET))
    address = Address("web", MARK)
    async with units() as unit:
        actor = (await unit.people.meet([hello(address)], now=NOON))[address]
        unit.people.remember_shown(actor, [("m:", MARK)])
        await unit.drafts.open(actor.id, WrongCard(MARK, 1), now=NOON)
        await unit.inbox.add([update(1, chat=MARK, text=MARK)], now=NOON)
        (entry,) = await unit.inbox.waiting(after=0, limit=9)
        await unit.inbox.decide(entry, MARK.encode())
        await unit.files.put("image/jpeg", MARK.encode(), now=NOON)
        await unit.guidance.note_question(MARK, now=NOON)
        await unit.guidance.annotate(await unit.guidance.rate("x", useful=False, now=NOON), MARK)
        await unit.transcripts.append(address, {"html": MARK}, now=NOON)
    assert not holds(tmp_path, MARK)
    async with units() as unit:  # a column that is not sealed would be found
        await unit.accounts.set_alive(MARK, now=NOON)
    assert holds(tmp_path, MARK)
    await engine.dispose()
