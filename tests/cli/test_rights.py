"""`data requests`, `hold`, `retention`: provable, and without personal data."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.data import Kind
from storage.engine import open_engine
from storage.sealing import Vault
from storage.unit import SqlUnits
from tests.cli.commands import Ended, antoan
from tests.databases import new_sqlite
from tests.storage.samples import AN, meet
from tests.world import NOON, SECRET


async def test_requests_holds_and_retention(tmp_path: Path) -> None:
    url = await new_sqlite(tmp_path)
    engine = open_engine(url)
    units = SqlUnits(engine, Vault(SECRET))
    an = await meet(units)
    async with units() as unit:
        await unit.data.request(an.person, Kind.ERASE, now=NOON, done=False)
        await unit.data.request(an.person, Kind.VIEW, now=NOON, done=True)
        await unit.guidance.note_question("máy gặt", now=NOON - timedelta(days=4000))

    def told(*words: str) -> Ended:
        return antoan(tmp_path, *words, database_url=url, secret_key=SECRET)

    listed = told("data", "requests")
    assert (listed.code, len(listed.out.splitlines())) == (0, 2)
    assert "due 2026-06-01" in listed.out
    assert AN.ref not in listed.out
    target = f"person:{an.person}"
    assert told("hold", "add", target, "--reason", "court 7").code == 0
    async with units() as unit:
        assert await unit.data.held(an.person)
        assert await unit.data.to_erase(now=NOON) == []
        assert [e.deed.action for e in await unit.audit.entries()] == ["hold.place"]
    assert told("hold", "remove", target, "--reason", "over").code == 0
    assert told("hold", "remove", target, "--reason", "over").code == 2
    assert told("hold", "add", "people", "--reason", "x").code == 2
    assert "1 due" in told("retention", "--dry-run").out
    assert "1 due" in told("retention").out
    assert "1 due" not in told("retention", "--dry-run").out
    await engine.dispose()
