"""Tables of words and numbers as .xlsx bytes; no word can become a formula (T9)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.documents.cells import safe_cell

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_TITLE = 31
_NO_TITLE = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its title, the words above its columns, its rows of words and whole numbers.
    `widths` in characters: of the first column, and of each other.
    """

    title: str
    head: Sequence[str]
    rows: Iterable[Sequence[str | int]]
    widths: tuple[int, int] = (34, 14)


def xlsx(*sheets: Sheet) -> bytes:
    """Each head in bold and always in sight."""
    import xlsxwriter  # 2 MB that only a table needs

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _PLAIN) as book:
        bold = book.add_format({"bold": True, "text_wrap": True})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.title.translate(_NO_TITLE)[:_LONGEST_TITLE])
            page.freeze_panes(1, 0)
            page.set_column(0, 0, sheet.widths[0])
            page.set_column(1, len(sheet.head), sheet.widths[1])
            for column, words in enumerate(sheet.head):
                page.write_string(0, column, safe_cell(words), bold)
            for number, row in enumerate(sheet.rows, start=1):
                for column, value in enumerate(row):
                    if isinstance(value, int):
                        page.write_number(number, column, value)
                    else:
                        page.write_string(number, column, safe_cell(value), text)
    return out.getvalue()
