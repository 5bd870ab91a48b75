"""T6, T9, T17: a workbook is opened in a child with few means, and what it writes is only text."""

from __future__ import annotations

import openpyxl
import pytest

from bot.documents.cells import safe_cell
from bot.documents.opening import MOST_BYTES, MOST_ROWS
from bot.documents.reading import Cell, Refused, read
from bot.documents.tables import Sheet, xlsx
from tests.sheets import cells, saved, sheet, with_part

GOOD = sheet(("Lan", 912345678, "cán bộ", 4.0), ("=1+1", None, "x", "2026"))


async def test_rows_are_words_and_formulas_are_named() -> None:
    found = await read(GOOD)
    assert not isinstance(found, Refused)
    assert [cell.words for cell in found[1][:4]] == ["Lan", "912345678", "cán bộ", "4"]
    assert found[2][0] == Cell("=1+1", formula=True)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", Refused.BROKEN),
        (b"%PDF-1.4", Refused.BROKEN),
        (GOOD[:1000], Refused.BROKEN),
        (b"\xd0\xcf\x11\xe0" + bytes(600), Refused.OLD),
        (bytes(MOST_BYTES + 1), Refused.BIG),
        (with_part(GOOD, "xl/vbaProject.bin", b"x"), Refused.MACROS),
        (with_part(GOOD, "xl/bomb.xml", bytes(40 * 2**20)), Refused.BOMB),
        (sheet(*[("Lan",)] * (MOST_ROWS + 50)), Refused.ROWS),
    ],
)
async def test_t6_what_is_no_honest_list_is_not_opened(data: bytes, why: Refused) -> None:
    assert await read(data) is why


async def test_t6_entities_and_endless_sheets_stop() -> None:
    nested = b"".join(
        b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"lol") for n in range(10)
    )
    laughs = b"<?xml version='1.0'?><!DOCTYPE l [" + nested + b"]><sst>&l9;</sst>"
    assert await read(with_part(sheet(), "xl/workbook.xml", laughs)) in (
        Refused.BROKEN,
        Refused.BOMB,
    )
    book = openpyxl.Workbook()
    book.active["A1"] = "Lan"
    book.active.cell(1_000_000, 1, "far below")
    found = await read(saved(book))
    assert not isinstance(found, Refused)
    assert len(found) < 1000


@pytest.mark.parametrize("typed", ["=1+1", "+84", "-1", "@a", "http://x.vn", "007", "＝1"])
def test_t9_every_cell_that_we_write_is_text(typed: str) -> None:
    assert cells(xlsx(Sheet("", ["a"], [[typed]]))) == [[safe_cell(typed)]]
