"""`migrate` and `questions`."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from storage import migrate
from storage.engine import open_engine
from storage.sealing import Vault
from storage.unit import SqlUnits
from tests.cli.commands import antoan
from tests.databases import new_sqlite
from tests.world import NOON, SECRET


def test_migrate_makes_the_database_and_may_be_called_again(tmp_path: Path) -> None:
    for _ in range(2):
        ended = antoan(tmp_path, "migrate")
        assert (ended.code, ended.err) == (0, "")
        assert ended.out == f"schema {migrate.newest()}\n"
    with closing(sqlite3.connect(tmp_path / "var" / "antoan.db")) as database:
        assert database.execute("SELECT count(*) FROM inbox").fetchone() == (0,)


async def test_questions_are_listed_newest_first(tmp_path: Path) -> None:
    url = await new_sqlite(tmp_path)
    engine = open_engine(url)
    async with SqlUnits(engine, Vault(SECRET))() as unit:
        for question in ("cũ nhất", "máy gặt bị rung", "nuôi ong có sao không"):
            await unit.guidance.note_question(question, now=NOON)
    await engine.dispose()
    ended = antoan(tmp_path, "questions", "--most", "2", database_url=url, secret_key=SECRET)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines() == [
        "2026-05-12  nuôi ong có sao không",
        "2026-05-12  máy gặt bị rung",
    ]
    wrong = antoan(tmp_path, "questions", database_url=url, secret_key="w" * 32)
    assert (wrong.code, wrong.out) == (2, "")
    assert wrong.err.startswith("antoan: ANTOAN_SECRET_KEY")


def test_questions_without_a_database_say_what_helps(tmp_path: Path) -> None:
    ended = antoan(tmp_path, "questions")
    assert (ended.code, ended.out) == (2, "")
    assert "antoan migrate" in ended.err
    assert ended.err.count("\n") == 1
