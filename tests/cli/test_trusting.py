"""`invite` and `audit verify`."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import closing
from pathlib import Path

from emulator.server import Served
from emulator.state import TOKEN, Telegram
from tests.cli.commands import antoan
from tests.databases import new_sqlite
from tests.sheets import cells, sheet
from tests.world import SECRET


async def test_invite_prints_a_link_once_and_verify_names_the_first_break(tmp_path: Path) -> None:
    url = await new_sqlite(tmp_path)
    settings = {"database_url": url, "secret_key": SECRET}
    for words in (("--role", "admin"), ("--role", "official", "--area", "00004")):
        ended = antoan(tmp_path, "invite", *words, **settings)
        assert (ended.code, ended.err) == (0, "")
        token = ended.out.split("?start=i")[1].split()[0]
        assert len(token) == 22
    whole = antoan(tmp_path, "audit", "verify", **settings)
    assert (whole.code, whole.out) == (0, "2 entries, unbroken\n")

    with closing(sqlite3.connect(tmp_path / "antoan.db")) as database:
        assert token.encode() not in (tmp_path / "antoan.db").read_bytes()
        database.execute("UPDATE audit SET area = '00006' WHERE number = 2")
        database.commit()
    broken = antoan(tmp_path, "audit", "verify", **settings)
    assert broken.code == 1
    assert broken.out.startswith("entry 2 does not fit")


def test_a_role_in_the_wrong_kind_of_area_is_one_line(tmp_path: Path) -> None:
    for words in (
        ("--role", "official"),
        ("--role", "worker"),
        ("--role", "province", "--area", "x"),
    ):
        ended = antoan(tmp_path, "invite", *words)
        assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)


async def test_invite_prints_whole_links_when_the_addresses_are_known(tmp_path: Path) -> None:
    async with Served(Telegram()) as telegram:
        settings = {
            "database_url": await new_sqlite(tmp_path),
            "secret_key": SECRET,
            "web_url": "https://antoan.example.vn",
            "bot_token": TOKEN,
            "bot_api_url": telegram.url,
        }
        words = ("invite", "--role", "admin")
        ended = await asyncio.to_thread(antoan, tmp_path, *words, **settings)
        on_telegram, on_the_page = ended.out.splitlines()
        assert re.fullmatch(r"https://t\.me/\w+\?start=i[\w-]{22}", on_telegram)
        assert re.fullmatch(r"https://antoan\.example\.vn/\?start=i[\w-]{22}", on_the_page)
    ended = antoan(tmp_path, *words, **settings)  # Telegram cannot be reached: the page is enough
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("https://antoan.example.vn/?start=i")


async def test_invite_everybody_on_a_list(tmp_path: Path) -> None:
    settings = {"database_url": await new_sqlite(tmp_path), "secret_key": SECRET}
    path = tmp_path / "people.xlsx"
    path.write_bytes(
        sheet(("Lan Anh", "0912345678", "admin", ""), ("Hoa", "1", "Cán bộ xã", "00004"))
    )
    ended = antoan(tmp_path, "invite", "--file", str(path), **settings)
    assert (ended.code, ended.err) == (1, "")
    assert ended.out.endswith("1 invited, 1 lines to correct\n")
    ((_, name, phone, *_, link),) = cells((tmp_path / "people-links.xlsx").read_bytes())
    assert (name, phone) == ("Lan Anh", "0912345678")
    assert re.fullmatch(r"\?start=i[\w-]{22}", str(link))
    assert len(cells((tmp_path / "people-errors.xlsx").read_bytes())) == 1
    assert (tmp_path / "people-links.xlsx").stat().st_mode & 0o077 == 0

    path.write_bytes(b"nothing")
    for words in (
        ("--file", str(path)),
        ("--file", "no.xlsx"),
        (),
        ("--role", "admin", "--file", "x"),
    ):
        ended = antoan(tmp_path, "invite", *words, **settings)
        assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
