"""`check` and `doctor`: what is wrong, and what to do about it."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.deliveries import Lease, Vitals
from content import packs
from storage.engine import open_engine
from storage.sealing import Vault
from storage.unit import SqlUnits
from tests.cli.commands import HOUSE, antoan
from tests.databases import new_sqlite
from tests.world import SECRET

TOKEN = "123456:" + "A" * 35


def test_the_real_content_has_no_fault(tmp_path: Path) -> None:
    ended = antoan(tmp_path, "check")
    assert (ended.code, ended.err) == (0, "")
    assert "no fault" in ended.out
    assert int(ended.out.split()[0]) > 100


def test_a_fault_planted_in_the_real_content_is_named(tmp_path: Path) -> None:
    copied = tmp_path / "content"
    shutil.copytree(HOUSE / "content", copied, ignore=shutil.ignore_patterns("__pycache__"))
    name = "packs/vi/first_aid/burn.md"
    card = copied / name
    text = card.read_text(encoding="utf-8")
    line = text.split("\n").index("---more---") + 2
    card.write_text(text.replace("---more---\n", "---more---\nGọi 115 ngay.\n"), encoding="utf-8")
    with pytest.raises(packs.PackErrors) as raised:
        packs.load(copied)
    assert str(raised.value).startswith(f"{name}:{line}: more: phone number 115 written out; ")


def test_check_ends_badly_when_something_is_wrong(tmp_path: Path) -> None:
    """The whole command, on a copy of the house in which a card has lost its sources."""
    for package in ("bot", "content", "storage", "handlers"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(HOUSE / package, tmp_path / package, ignore=ignored)
    card = tmp_path / "content/packs/vi/first_aid/burn.md"
    card.write_text(
        card.read_text(encoding="utf-8").replace("sources:", "sourses:"), encoding="utf-8"
    )
    ended = antoan(tmp_path, "check")
    assert ended.code == 1
    assert "packs/vi/first_aid/burn.md:" in ended.out
    assert "sourses: unknown field" in ended.out


async def test_doctor_finds_a_missing_database_and_says_what_helps(tmp_path: Path) -> None:
    ended = antoan(tmp_path, "doctor")
    assert ended.code == 1
    assert "BAD  database: schema empty" in ended.out
    assert "run: antoan migrate" in ended.out
    well = antoan(tmp_path, "doctor", database_url=await new_sqlite(tmp_path))
    assert (well.code, "BAD" in well.out, well.err) == (0, False, "")
    assert "telegram: not configured" in well.out


def test_doctor_finds_what_cannot_be_reached(tmp_path: Path) -> None:
    ended = antoan(
        tmp_path,
        "doctor",
        bot_token=TOKEN,
        bot_api_url="http://127.0.0.1:1",
        database_url="postgresql+asyncpg://antoan:hush@127.0.0.1:1/antoan",
    )
    lines = ended.out.splitlines()
    bad = [index for index, line in enumerate(lines) if line.startswith("BAD")]
    assert ended.code == 1
    assert [lines[index].split()[1] for index in bad] == ["database:", "telegram:"]
    assert "ANTOAN_DATABASE_URL" in lines[bad[0] + 1]
    assert "ANTOAN_PROXY_URL" in lines[bad[1] + 1]
    assert TOKEN not in ended.out + ended.err
    assert "hush" not in ended.out + ended.err


async def test_doctor_finds_a_key_that_is_not_this_databases(tmp_path: Path) -> None:
    url = await new_sqlite(tmp_path)
    engine = open_engine(url)
    async with SqlUnits(engine, Vault(SECRET))() as unit:
        await unit.accounts.check_seal()
    await engine.dispose()
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "secret.key").touch()  # cut off while it was made
    for key in ({"secret_key": "l" * 32}, {}):
        ended = antoan(tmp_path, "doctor", database_url=url, **key)
        assert (ended.code, ended.err) == (1, "")
        assert "sealed with another key" in ended.out
        assert "ANTOAN_SECRET_KEY" in ended.out


async def test_doctor_tells_how_a_sender_does(tmp_path: Path) -> None:
    url = await new_sqlite(tmp_path)
    engine = open_engine(url)
    units = SqlUnits(engine, Vault(SECRET))
    now = datetime.now(UTC)
    async with units() as unit:
        await unit.accounts.check_seal()
        await unit.deliveries.register("telegram:7", waits=False)
        until = now + timedelta(minutes=5)
        lease = await unit.deliveries.lease("telegram:7", "run", until=until)
        assert isinstance(lease, Lease)
        vitals = Vitals(rate=27.4, ceiling=28, refusals=2)
        await unit.deliveries.keep(lease, until=until, vitals=vitals)
    await engine.dispose()
    told = antoan(tmp_path, "doctor", database_url=url, secret_key=SECRET).out
    assert "ok   sender telegram:7: sends 27.4 a second; learned ceiling 28 a second" in told
    assert "2 refusals (429) since its start" in told
    assert "ok   deliveries: nothing queued" in told
